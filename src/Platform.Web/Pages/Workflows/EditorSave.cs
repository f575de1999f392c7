using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;

namespace Platform.Web.Pages.Workflows;

/// <summary>What came of a save in the editor.</summary>
/// <param name="IsConflict">Somebody else saved meanwhile, or has a workflow of that name.</param>
/// <param name="Saved">Null when it was refused.</param>
/// <param name="Detail">Why it was refused.</param>
internal sealed record SaveAnswer(bool Ok, bool IsConflict, SavedWorkflow? Saved, string? Detail, string? Resolution, IReadOnlyList<FindingView> Findings);

/// <summary>
/// The editor's own door to a save, which answers everything with 200: a text with findings is what an editor is for, and a browser would tell each 412 or 422 of the
/// API as an error of the page.
/// </summary>
internal static class EditorSave
{
    private const int LargestText = 1024 * 1024;

    public static async Task<Ok<SaveAnswer>> SaveAsync(HttpContext context, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (name, text, from) = (form["name"].ToString(), form["text"].ToString().ReplaceLineEndings("\n"), form["from"].ToString());
        if (text.Length > LargestText) return Refused("The text is longer than 1 MB, and no workflow may be.", "Move texts into files and include them.");
        try
        {
            return await SaveAsync(name, text, from, caller, workflows, cancellationToken);
        }
        catch (PlatformException refused)
        {
            return Refused(refused.Message, refused.Resolution, refused.Code == ErrorCode.Conflict);
        }
    }

    /// <param name="name">Empty for a new workflow.</param>
    /// <param name="from">The hash of the version that the text was begun with.</param>
    private static async Task<Ok<SaveAnswer>> SaveAsync(string name, string text, string from, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var current = name.Length == 0 ? null : await workflows.FindAsync(caller, name, null, cancellationToken);
        if (name.Length > 0 && current is null) return Refused($"There is no workflow named '{name}' any more.", "Save the text at /workflows/new.");
        if (current is not null && current.Hash != from) return Refused($"{current.CreatedBy} saved version {current.Number} meanwhile.", "Look at the difference, then save yours or take theirs.", isConflict: true);
        var read = workflows.Validate(text, "workflow.yaml", current);
        if (current is not null && read.Ok && read.Value.Name != name) return Refused($"The text is of the workflow '{read.Value.Name}', and this is '{name}'.", $"Change its name back to '{name}', or save it as a new workflow.");
        var saved = await workflows.SaveFromAsync(caller, text, "workflow.yaml", current, cancellationToken);
        return saved.Ok
            ? TypedResults.Ok(new SaveAnswer(true, false, SavedWorkflow.Of(saved), null, null, []))
            : TypedResults.Ok(new SaveAnswer(false, false, null, "The text has errors.", "Mend what the findings name.", [.. saved.Findings.Select(FindingView.Of)]));
    }

    private static Ok<SaveAnswer> Refused(string why, string what, bool isConflict = false) => TypedResults.Ok(new SaveAnswer(false, isConflict, null, why, what, []));
}
