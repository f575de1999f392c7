using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Whether a text is drawn with the colours of a terminal.</summary>
public enum TextColour
{
    None,
    Ansi,
}

/// <summary>Findings in the forms that people and programs read. The command line, the API and the editor page all call this.</summary>
/// <param name="findings">Printed in the order given.</param>
/// <param name="source">The text of a file by the name that findings bear; null when it is not to be had, and then no line is shown.</param>
public sealed class FindingReport(IReadOnlyList<Finding> findings, Func<string, string?> source)
{
    private readonly SnippetSource _snippets = new(source);

    public int Errors => findings.Count(f => f.Severity == Severity.Error);

    public int Warnings => findings.Count(f => f.Severity == Severity.Warning);

    /// <summary>For one file whose text is at hand.</summary>
    public static FindingReport Of(IReadOnlyList<Finding> findings, string file, string text) =>
        new(findings, name => string.Equals(name, file, StringComparison.Ordinal) ? text : null);

    /// <summary>Each finding with its source line and a caret, and a count at the end.</summary>
    public string ToText(TextColour colour = TextColour.None) => FindingText.Write(findings, _snippets, colour);

    /// <summary><c>{ valid, errorCount, warningCount, findings: [{ code, severity, message, suggestion, path, range, snippet }] }</c></summary>
    public string ToJson() => FindingJson.Write(findings, _snippets);

    /// <summary>SARIF 2.1.0, as code scanners read it.</summary>
    public string ToSarif() => FindingSarif.Write(findings);

    /// <summary>One workflow command a line, as GitHub Actions shows them beside the code.</summary>
    public string ToGitHub() => FindingGitHub.Write(findings);
}

/// <summary>Lines of source texts.</summary>
internal sealed class SnippetSource(Func<string, string?> source)
{
    private readonly Dictionary<string, string[]?> _lines = new(StringComparer.Ordinal);

    /// <summary>Null when the text or the line is not to be had.</summary>
    public string? Line(SourceSpan at)
    {
        if (!_lines.TryGetValue(at.File, out var lines)) _lines[at.File] = lines = source(at.File)?.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        return lines is not null && at.Line >= 1 && at.Line <= lines.Length ? lines[at.Line - 1] : null;
    }
}
