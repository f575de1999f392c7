using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Tools;

/// <summary>The ways to cut a text. Pure; parts are trimmed and never empty.</summary>
internal static partial class TextParts
{
    public static IReadOnlyList<string> Lines(string text) => Clean(text.Split('\n'));

    public static IReadOnlyList<string> Paragraphs(string text) => Clean(EmptyLine().Split(text));

    /// <summary>Cut behind <c>. ! ?</c> and white space when no small letter follows.</summary>
    public static IReadOnlyList<string> Sentences(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '。') || !(char.IsWhiteSpace(text[i + 1]) || text[i] == '。')) continue;
            var next = i + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
            if (next < text.Length && char.IsLower(text[next])) continue;
            parts.Add(text[start..(i + 1)]);
            start = next;
            i = next - 1;
        }

        if (start < text.Length) parts.Add(text[start..]);
        return Clean(parts);
    }

    /// <summary>Pieces of at most <paramref name="size"/> characters, cut at white space where there is some in the last fifth.</summary>
    public static IReadOnlyList<string> Pieces(string text, int size, int overlap)
    {
        var parts = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + size, text.Length);
            if (end < text.Length) end = CutBefore(text, start, end, size);
            parts.Add(text[start..end]);
            if (end == text.Length) break;
            start = Math.Max(end - overlap, start + 1);
            if (start < text.Length && char.IsLowSurrogate(text[start]) && start > 0) start++;
        }

        return Clean(parts);
    }

    /// <summary>Neighbours put together as long as they stay within the size; a longer part is cut.</summary>
    public static IReadOnlyList<string> Joined(IReadOnlyList<string> parts, int size, string between)
    {
        var joined = new List<string>();
        var open = new StringBuilder();
        foreach (var part in parts.SelectMany(p => p.Length > size ? Pieces(p, size, 0) : [p]))
        {
            if (open.Length > 0 && open.Length + between.Length + part.Length > size)
            {
                joined.Add(open.ToString());
                open.Clear();
            }

            if (open.Length > 0) open.Append(between);
            open.Append(part);
        }

        if (open.Length > 0) joined.Add(open.ToString());
        return joined;
    }

    private static int CutBefore(string text, int start, int end, int size)
    {
        for (var i = end; i > end - (size / 5) && i > start + 1; i--)
            if (char.IsWhiteSpace(text[i - 1])) return i;
        return char.IsLowSurrogate(text[end]) && end - 1 > start ? end - 1 : end; // never through the middle of a sign
    }

    private static List<string> Clean(IEnumerable<string> parts) => [.. parts.Select(p => p.Trim()).Where(p => p.Length > 0)];

    [GeneratedRegex(@"\r?\n[ \t\r]*\n", RegexOptions.NonBacktracking)]
    private static partial Regex EmptyLine();
}
