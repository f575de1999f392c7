using System.Globalization;
using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Findings as a person reads them in a terminal.</summary>
internal static class FindingText
{
    private const int LongestLine = 160;

    public static string Write(IReadOnlyList<Finding> findings, SnippetSource snippets, TextColour colour)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var severity = finding.Severity.ToString().ToLowerInvariant();
            text.Append(Paint($"{finding.At}", "1", colour)).Append(": ").Append(Paint($"{severity} {finding.Code}", ColourOf(finding.Severity), colour))
                .Append(": ").Append(Clean(finding.Message)).Append('\n');
            if (snippets.Line(finding.At) is { } line) AppendSnippet(text, line, finding.At, ColourOf(finding.Severity), colour);
            if (finding.Suggestion is { } suggestion) text.Append("    did you mean ").Append(Paint(Clean(suggestion), "32", colour)).Append("?\n");
        }

        return text.Append(Count(findings)).Append('\n').ToString();
    }

    private static void AppendSnippet(StringBuilder text, string line, SourceSpan at, string paint, TextColour colour)
    {
        var start = Math.Clamp(at.Column - 1, 0, line.Length);
        var end = at.EndLine > at.Line ? line.TrimEnd().Length : Math.Clamp(at.EndColumn - 1, start, line.Length);
        // Of a very long line only the part around the word is shown.
        var from = start > LongestLine / 2 ? start - LongestLine / 2 : 0;
        var shown = Clean(line[from..Math.Min(line.Length, from + LongestLine)]);
        var number = at.Line.ToString(CultureInfo.InvariantCulture);
        var length = Math.Clamp(end - start, 1, Math.Max(1, LongestLine - (start - from)));
        text.Append(' ').Append(number).Append(" | ").Append(shown).Append('\n');
        text.Append(' ', number.Length + 1).Append(" | ").Append(Indent(line[from..start])).Append(Paint(new string('^', length), paint, colour)).Append('\n');
    }

    // Tabs stay tabs, so that the caret stands under its word whatever a tab is wide.
    private static string Indent(string before) => string.Concat(before.Select(c => c == '\t' ? '\t' : ' '));

    // What a file holds must not steer the terminal.
    private static string Clean(string text) => text.Any(c => char.IsControl(c) && c != '\t') ? string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? ' ' : c)) : text;

    private static string Count(IReadOnlyList<Finding> findings)
    {
        var (errors, warnings, notes) = (Number(findings, Severity.Error, "error"), Number(findings, Severity.Warning, "warning"), Number(findings, Severity.Note, "note"));
        return findings.Count == 0 ? "No findings." : string.Join(", ", new[] { errors, warnings, notes }.OfType<string>()) + ".";
    }

    private static string? Number(IReadOnlyList<Finding> findings, Severity severity, string word)
    {
        var count = findings.Count(f => f.Severity == severity);
        return count switch { 0 => null, 1 => $"1 {word}", _ => $"{count} {word}s" };
    }

    private static string ColourOf(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "36;1",
    };

    private static string Paint(string text, string code, TextColour colour) => colour == TextColour.Ansi ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
