using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

[Menu("Workflows", 120, "/workflows", "sitemap")]
internal sealed class IndexModel(WorkflowService workflows, Caller caller) : PageModel
{
    public string? Search { get; private set; }

    public Page<WorkflowView> Rows { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string? search, string? after, CancellationToken cancellationToken)
    {
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        Rows = await workflows.ListAsync(caller, new WorkflowQuery { Search = Search, After = string.IsNullOrEmpty(after) ? null : after }, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }
}
