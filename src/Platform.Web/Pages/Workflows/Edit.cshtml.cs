using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>The text of a workflow, to be changed. A save makes a version, unless somebody else saved meanwhile.</summary>
internal sealed class EditModel(WorkflowService workflows, SaveEffects effects, Caller caller) : PageModel
{
    public EditorView View { get; private set; } = new(null, null, "");

    public async Task<IActionResult> OnGetAsync(string name, int? saved, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is not { } current) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));
        if (Request.WantsPart()) return this.PageOrPart("_Newest", current); // asked with each change of any workflow: nothing is checked for it
        View = new EditorView(name, current, current.Text).Checked(workflows.Validate(current.Text, "workflow.yaml", current));
        if (saved is { } number) View = View with { Notice = $"Saved as version {number}.", IsSaved = true };
        return this.PageOrPart("_Newest", current);
    }

    /// <param name="from">The hash of the version that the text was begun with.</param>
    public async Task<IActionResult> OnPostAsync(string name, [FromForm] string? text, [FromForm] string? from, [FromForm] string? act, IFormFile? file, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is not { } current) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));
        var written = await WrittenText.OfAsync(text, file, cancellationToken);
        var read = workflows.Validate(written, "workflow.yaml", current);
        var begun = current.Hash == from || string.IsNullOrEmpty(from) ? current : current with { Hash = from };
        View = new EditorView(name, begun, written).Checked(read);
        if (act == "save" && file is not { Length: > 0 }) return await SaveAsync(name, written, current, begun, cancellationToken);
        if (act == "check") View = View.Told(read);
        var mine = DiffView.Of(current.Text, written, $"version {current.Number}", "your text", isSplit: false);
        View = View with { Changes = new ChangesView(current, null, mine, await effects.OfAsync(caller, current, written, cancellationToken)) };
        return Page();
    }

    private async Task<IActionResult> SaveAsync(string name, string written, WorkflowVersion current, WorkflowVersion begun, CancellationToken cancellationToken)
    {
        if (begun.Hash != current.Hash) return await ConflictAsync(written, current, cancellationToken);
        var read = workflows.Validate(written, "workflow.yaml", current);
        if (read.Ok && read.Value.Name != name) return Refused($"Not saved: the text is of the workflow '{read.Value.Name}'. Change its name back to '{name}', or save it at /workflows/new.");
        try
        {
            var saved = await workflows.SaveFromAsync(caller, written, "workflow.yaml", begun, cancellationToken);
            return saved.Ok ? LocalRedirect($"/workflows/{name}/edit?saved={saved.Value.Number}") : Refused("Not saved: mend the errors among the findings first.");
        }
        catch (PlatformException conflict) when (conflict.Code == ErrorCode.Conflict) // somebody came between the two lines above
        {
            return await ConflictAsync(written, (await workflows.FindAsync(caller, name, null, cancellationToken))!, cancellationToken);
        }
    }

    private async Task<IActionResult> ConflictAsync(string written, WorkflowVersion current, CancellationToken cancellationToken)
    {
        var mine = DiffView.Of(current.Text, written, $"version {current.Number} by {current.CreatedBy}", "your text", isSplit: false);
        View = View with
        {
            From = current, // having seen the difference, a second save is meant
            Changes = new ChangesView(current, null, mine, await effects.OfAsync(caller, current, written, cancellationToken)),
        };
        Refused($"Not saved: {current.CreatedBy} saved version {current.Number} while you were writing. The difference to your text is shown under Changes; save again to make yours the next version.");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private PageResult Refused(string why)
    {
        View = View with { Notice = why, IsBad = true };
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
