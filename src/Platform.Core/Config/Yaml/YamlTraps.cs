using System.Text.RegularExpressions;
using Platform.Core.Foundation;
using YamlDotNet.Core;

namespace Platform.Core.Config.Yaml;

/// <summary>Says in plain words what a syntax error probably is. The parser tells where it gave up; the trap usually lies a few characters before.</summary>
internal static partial class YamlTraps
{
    public static Finding Explain(SourceText source, YamlException error)
    {
        var text = source.Text;
        var at = (int)Math.Clamp(error.Start.Index, 0, text.Length);
        var end = (int)Math.Clamp(error.End.Index, at, text.Length);
        var tabbed = Tab(source, end) ?? (error.Message.Contains("tab", StringComparison.Ordinal) ? FirstTab(source, at) : null);
        if (tabbed is { } tab) return ConfigFindings.TabIndentation(source.Span(tab, tab + 1));
        if (at > 0 && at < text.Length && text[at] == '{' && text[at - 1] == '$')
        {
            var close = text.IndexOf("}}", at, StringComparison.Ordinal);
            var last = close < 0 || close - at > 400 ? at + 2 : close + 2;
            return ConfigFindings.UnquotedExpression(source.Span(at - 1, last));
        }

        if (Colon(source, error, at) is { } colon) return colon;
        if (at < text.Length && text[at] is '@' or '`' or '%' && error.Message.Contains("cannot start any token", StringComparison.Ordinal))
            return ConfigFindings.Syntax($"A value cannot begin with '{text[at]}': put it in quotes.", source.Span(at, at + 1));
        return ConfigFindings.Syntax($"{Sentence(error.Message)}{Hint(source, at)}", source.Span(at, Math.Max(at + 1, Math.Min(end, EndOfLine(text, at)))));
    }

    /// <summary>A list or map in brackets that the file never closes.</summary>
    public static Finding Unclosed(SourceText source, int reached)
    {
        var open = LastOpen(source.Text, Math.Min(reached + 1, source.Text.Length));
        return open is { } at
            ? ConfigFindings.Syntax($"This '{source.Text[at]}' is never closed.", source.Span(at, at + 1))
            : ConfigFindings.Syntax("This YAML cannot be read from here on.", source.Span(reached, reached + 1));
    }

    // The parser blames the line above or below, so both are looked at.
    private static int? Tab(SourceText source, int at)
    {
        var line = source.StartOfLine(at);
        foreach (var start in new[] { line, NextLine(source.Text, line), source.StartOfLine(Math.Max(0, line - 1)) })
        {
            for (var i = start; i < source.Text.Length && source.Text[i] is ' ' or '\t'; i++)
                if (source.Text[i] == '\t' && source.LineAt(start).Trim().Length > 0) return i;
        }

        return null;
    }

    // Sometimes it blames the map above, lines before.
    private static int? FirstTab(SourceText source, int from)
    {
        for (var line = source.StartOfLine(from); line < source.Text.Length;)
        {
            for (var i = line; i < source.Text.Length && source.Text[i] is ' ' or '\t'; i++)
                if (source.Text[i] == '\t') return i;

            var next = NextLine(source.Text, line);
            if (next == line) return null;
            line = next;
        }

        return null;
    }

    private static int NextLine(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? start : Math.Min(end + 1, text.Length);
    }

    private static Finding? Colon(SourceText source, YamlException error, int at)
    {
        if (!error.Message.Contains("invalid mapping", StringComparison.Ordinal)) return null;
        var line = source.LineAt(at);
        var start = source.StartOfLine(at);
        var parts = KeyAndText().Match(line);
        if (!parts.Success || start + parts.Groups[2].Index > at) return null;
        var written = parts.Groups[2].Value;
        var comment = written.IndexOf(" #", StringComparison.Ordinal);
        var value = (comment < 0 ? written : written[..comment]).TrimEnd();
        start += parts.Groups[2].Index;
        return ConfigFindings.ColonInPlainText(source.Span(start, start + value.Length), parts.Groups[1].Value.Trim(), value);
    }

    private static string Sentence(string message) => message.Replace("<document end>", "the end of the document", StringComparison.Ordinal);

    private static string Hint(SourceText source, int at)
    {
        var before = source.Text.AsSpan(source.StartOfLine(at), at - source.StartOfLine(at)).TrimEnd();
        if (before.Length > 0 && before[^1] is '"' or '\'')
            return " When a value begins with a quote, the whole value must be inside the quotes.";
        return source.Text.AsSpan(source.StartOfLine(at), at - source.StartOfLine(at)).IsWhiteSpace()
            ? " Look at the indentation of this line: keys of one map begin in the same column."
            : "";
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', Math.Min(at, text.Length));
        return end < 0 ? text.Length : end;
    }

    // Quotes, comments and brackets of expressions are not told apart: it only chooses which bracket to show.
    private static int? LastOpen(string text, int end)
    {
        var open = new Stack<int>();
        for (var i = 0; i < end; i++)
        {
            if (text[i] is '[' or '{') open.Push(i);
            else if (text[i] is ']' or '}' && open.Count > 0) open.Pop();
        }

        return open.Count > 0 ? open.Peek() : null;
    }

    [GeneratedRegex("""^\s*(?:- )*([^:#"'{\[]+):[ ]+(\S.*)$""", RegexOptions.None, 5000)]
    private static partial Regex KeyAndText();
}
