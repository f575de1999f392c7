namespace Platform.Core.Expressions;

/// <summary>Positions in text counted in Unicode code points, as CEL counts. Text without surrogates takes the short way.</summary>
internal static class CodePoints
{
    public static bool AreUnits(string text) => text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0;

    public static int Count(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('\ud800', '\udfff');
        if (first < 0) return text.Length;
        var count = first;
        for (var i = first; i < text.Length; i += Width(text, i)) count++;
        return count;
    }

    /// <summary>The index in UTF-16 units of the code point at <paramref name="position"/>, which must lie in [0, count].</summary>
    public static int UnitIndex(string text, int position)
    {
        if (AreUnits(text)) return position;
        var at = 0;
        for (; position > 0; position--) at += Width(text, at);
        return at;
    }

    /// <summary>1, or 2 where a surrogate pair stands. Half a pair counts as one.</summary>
    public static int Width(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    /// <summary>By code point, which differs from UTF-16 order where a surrogate meets a character above U+DFFF.</summary>
    public static int Compare(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length.CompareTo(b.Length);
        return Rank(a[common]).CompareTo(Rank(b[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
