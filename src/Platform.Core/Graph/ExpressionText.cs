namespace Platform.Core.Graph;

/// <summary>Finds the <c>${{ … }}</c> in a text. Braces inside string literals of the expression do not end it.</summary>
public static class ExpressionText
{
    /// <param name="Start">Index of the expression itself, after <c>${{</c>.</param>
    /// <param name="IsExpression">Constant text otherwise.</param>
    /// <param name="IsClosed">False when the text ends before <c>}}</c>.</param>
    public readonly record struct Part(int Start, int Length, bool IsExpression, bool IsClosed = true);

    public static bool HasExpression(string text) => text.Contains("${{", StringComparison.Ordinal);

    public static IReadOnlyList<Part> Split(string text)
    {
        var parts = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("${{", at, StringComparison.Ordinal);
            if (open < 0) break;
            if (open > at) parts.Add(new Part(at, open - at, IsExpression: false));
            var from = open + 3;
            var close = Close(text, from);
            parts.Add(new Part(from, (close < 0 ? text.Length : close) - from, IsExpression: true, IsClosed: close >= 0));
            if (close < 0) return parts;
            at = close + 2;
        }

        if (at < text.Length) parts.Add(new Part(at, text.Length - at, IsExpression: false));
        return parts;
    }

    // A map literal may end in '}}' too: `${{ {'a': {'b': 1}} }}` closes where the braces opened inside are all closed.
    private static int Close(string text, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"':
                    i = EndOfString(text, i);
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case '}' when i + 1 < text.Length && text[i + 1] == '}':
                    return i;
                default:
                    break;
            }
        }

        return -1;
    }

    private static int EndOfString(string text, int open)
    {
        var quote = text[open];
        var raw = open > 0 && text[open - 1] is 'r' or 'R';
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && !raw) i++;
            else if (text[i] == quote) return i;
        }

        return text.Length;
    }
}
