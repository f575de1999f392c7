using System.Text;

namespace Platform.Core.Models.Text;

/// <summary>Cuts prose into sentences: at <c>. ! ? …</c> before white space and a new beginning, and at empty lines.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    { "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "cf", "no", "fig", "inc", "ltd", "jr", "sr", "approx", "z.b", "d.h", "bzw", "ca", "nr" };

    public static IReadOnlyList<string> Of(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, i, start)) continue;
            Add(text.AsSpan(start, i + 1 - start), sentences);
            start = i + 1;
        }

        if (start < text.Length) Add(text.AsSpan(start), sentences);
        return sentences;
    }

    private static bool Ends(string text, int i, int start)
    {
        if (text[i] == '\n') return i + 1 < text.Length && (text[i + 1] is '\n' or '\r' or '-' or '*' or '#');
        if (text[i] is '。' or '！' or '？') return true;
        if (text[i] is not ('.' or '!' or '?' or '…' or '"' or '”' or ')')) return false;
        if (text[i] is '"' or '”' or ')' && (i == 0 || text[i - 1] is not ('.' or '!' or '?'))) return false;
        if (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1])) return false;
        var next = i + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next < text.Length && char.IsLower(text[next])) return false;
        return text[i] != '.' || !IsAbbreviation(text, i, start);
    }

    private static bool IsAbbreviation(string text, int dot, int start)
    {
        var from = dot;
        while (from > start && (char.IsLetter(text[from - 1]) || text[from - 1] == '.')) from--;
        var word = text[from..dot];
        return word.Length == 1 && char.IsUpper(word[0]) ? word != "I" : Abbreviations.Contains(word);
    }

    private static void Add(ReadOnlySpan<char> sentence, List<string> to)
    {
        var clean = new StringBuilder(sentence.Length);
        foreach (var c in sentence.Trim())
        {
            if (!char.IsWhiteSpace(c)) clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }

        if (clean.Length > 0) to.Add(clean.ToString());
    }
}
