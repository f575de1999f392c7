using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Findings as workflow commands: <c>::error file=w.yaml,line=3,col=5::message</c>.</summary>
/// <remarks>Source: GitHub Actions, "Workflow commands": percent, line ends and, in properties, colons and commas are escaped.</remarks>
internal static class FindingGitHub
{
    public static string Write(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var at = finding.At;
            var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var hint = finding.Suggestion is null ? "" : $" Did you mean '{finding.Suggestion}'?";
            text.Append("::").Append(command).Append(" file=").Append(Property(at.File)).Append(",line=").Append(at.Line).Append(",endLine=").Append(at.EndLine)
                .Append(",col=").Append(at.Column);
            if (at.EndLine == at.Line) text.Append(",endColumn=").Append(at.EndColumn); // GitHub refuses columns of different lines
            text.Append(",title=").Append(finding.Code).Append("::").Append(Message(finding.Message + hint)).Append('\n');
        }

        return text.ToString();
    }

    private static string Message(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
