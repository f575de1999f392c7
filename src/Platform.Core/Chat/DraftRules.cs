using System.Text.RegularExpressions;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Chat;

/// <summary>What is noted about a draft when it is made.</summary>
internal static partial class DraftRules
{
    public static NewDraft Of(WorkflowService workflows, string text, ConversationDraft? from, bool isCurrent)
    {
        var found = workflows.Validate(text, "draft.yaml");
        var (added, removed) = TextDiff.Count(from?.Text ?? "", text);
        return new NewDraft(
            text, from?.Number, found.Value?.Name ?? NameIn(text),
            found.Findings.Count(f => f.Severity == Severity.Error), found.Findings.Count(f => f.Severity == Severity.Warning), added, removed, isCurrent);
    }

    // Of a text with mistakes too.
    private static string? NameIn(string text) => NameLine().Match(text) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex(@"^name:\s*[""']?([a-z][a-z0-9-]{0,62})\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex NameLine();
}
