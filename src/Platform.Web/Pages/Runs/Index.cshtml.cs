using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

[Menu("Runs", 20, "/runs", "player-play")]
internal sealed class IndexModel(RunService runs, WorkflowService workflows, Caller caller) : PageModel
{
    public RunFilters Filters { get; private set; } = new();

    public Page<RunView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    /// <summary>Why the filter cannot be used; null when it can.</summary>
    public string? Wrong { get; private set; }

    public bool IsFiltered => Filters is not { Status: null or "", Workflow: null or "", Thread: null, Search: null or "", Label: null, Parent: null, ForkedFrom: null };

    public async Task<IActionResult> OnGetAsync(
        string? status, string? workflow, string? thread, string? search, string? label, Guid? parent, string? after, Guid? forkedFrom, CancellationToken cancellationToken)
    {
        Filters = new RunFilters { Status = status, Workflow = workflow, Thread = thread, Search = search, Label = label, Parent = parent, After = after, ForkedFrom = forkedFrom };
        if (Filters.TryRead(out var query, out var wrong)) Rows = await runs.ListAsync(caller, query, cancellationToken);
        else Wrong = wrong;
        if (!Request.WantsPart()) Workflows = await workflows.NamesAsync(caller, cancellationToken);
        return this.PageOrPart("_Page", this);
    }

    public string Address(string? after) => QueryHelpers.AddQueryString("/runs", new Dictionary<string, string?>
    {
        ["status"] = Given(Filters.Status),
        ["workflow"] = Given(Filters.Workflow),
        ["thread"] = Filters.Thread,
        ["search"] = Given(Filters.Search),
        ["label"] = Filters.Label,
        ["parent"] = Filters.Parent?.ToString(),
        ["forkedFrom"] = Filters.ForkedFrom?.ToString(),
        ["after"] = after,
    });

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
