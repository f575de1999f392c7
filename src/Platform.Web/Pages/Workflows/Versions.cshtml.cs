using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs.Figures;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>All versions of a workflow, and which of them runs still use.</summary>
internal sealed class VersionsModel(WorkflowService workflows, WorkflowLister lister, Caller caller) : PageModel
{
    public string Name { get; private set; } = "";

    public IReadOnlyList<VersionView> Versions { get; private set; } = [];

    public IReadOnlyList<InFlight> Flying { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken)
    {
        Name = name;
        Versions = await workflows.VersionsAsync(caller, name, cancellationToken);
        if (Versions.Count == 0) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));
        Flying = await lister.InFlightAsync(caller, name, cancellationToken);
        return Page();
    }
}
