namespace Platform.Core.Schemas.Reading;

/// <summary>JSON pointers as text.</summary>
/// <remarks>Source: RFC 6901.</remarks>
internal static class JsonPointer
{
    public static string Escape(string token) =>
        token.AsSpan().IndexOfAny('~', '/') < 0 ? token : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal) ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : token;

    /// <summary>An array's index: digits without a leading zero.</summary>
    public static bool TryIndex(string token, out int index)
    {
        index = 0;
        if (token.Length is 0 or > 9 || (token.Length > 1 && token[0] == '0')) return false;
        foreach (var c in token)
        {
            if (!char.IsAsciiDigit(c)) return false;
            index = (index * 10) + (c - '0');
        }

        return true;
    }
}
