using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>Two versions compared; without numbers the current one with the one before it.</summary>
internal sealed class DiffModel(WorkflowService workflows, Caller caller) : PageModel
{
    public WorkflowVersion Before { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public WorkflowVersion After { get; private set; } = null!; // The same.

    public IReadOnlyList<VersionView> Versions { get; private set; } = [];

    public DiffView View { get; private set; } = new("", "", [], true);

    public async Task<IActionResult> OnGetAsync(string name, int? from, int? to, string? view, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, to, cancellationToken) is not { } after) return this.Lacks(await workflows.MissingAsync(caller, name, to, cancellationToken));
        Versions = await workflows.VersionsAsync(caller, name, cancellationToken);
        if (Versions.Count == 0) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken)); // deleted
        var earlier = from ?? Versions.FirstOrDefault(v => v.Number < after.Number)?.Number ?? after.Number;
        if (await workflows.FindAsync(caller, name, earlier, cancellationToken) is not { } before) return this.Lacks(await workflows.MissingAsync(caller, name, earlier, cancellationToken));
        (Before, After) = (before, after);
        View = DiffView.Of(before.Text, after.Text, $"version {before.Number}", $"version {after.Number}", view != "unified");
        return Page();
    }
}
