using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs.Figures;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

[Menu("Workflows", 120, "/workflows", "sitemap")]
internal sealed class IndexModel(WorkflowLister lister, Caller caller) : PageModel
{
    // As they stand in the address; "-" before one turns it round.
    private static readonly Dictionary<string, WorkflowOrder> Orders = new(StringComparer.Ordinal)
    {
        ["name"] = WorkflowOrder.Name,
        ["last"] = WorkflowOrder.Last,
        ["runs"] = WorkflowOrder.Runs,
        ["success"] = WorkflowOrder.Success,
        ["p95"] = WorkflowOrder.P95,
        ["cost"] = WorkflowOrder.Cost,
    };

    public string? Search { get; private set; }

    /// <summary><c>name</c>, <c>-runs</c>.</summary>
    public string Sort { get; private set; } = "name";

    public WorkflowLines Lines { get; private set; } = new([], 0, 1, 1);

    public async Task<IActionResult> OnGetAsync(string? search, string? sort, int page = 1, CancellationToken cancellationToken = default)
    {
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        Sort = sort is not null && Orders.ContainsKey(sort.TrimStart('-')) ? sort : "name";
        var query = new WorkflowLinesQuery { Search = Search, Order = Orders[Sort.TrimStart('-')], Descending = Sort.StartsWith('-'), Page = page };
        Lines = await lister.ListAsync(caller, query, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }

    /// <summary>The same list in another order, or on another page.</summary>
    public string Address(string? sort = null, int page = 1)
    {
        var query = QueryString.Create(new Dictionary<string, string?>
        {
            ["search"] = Search,
            ["sort"] = (sort ?? Sort) is "name" ? null : sort ?? Sort,
            ["page"] = page > 1 ? page.ToString() : null,
        }.Where(p => p.Value is not null));
        return $"/workflows{query}";
    }

    /// <summary>What a press on a column's head asks for: numbers begin with the largest.</summary>
    public string Next(string column) => Sort == column ? $"-{column}" : Sort == $"-{column}" ? column : column == "name" ? column : $"-{column}";

    public string? Sorted(string column) => Sort == column ? "ascending" : Sort == $"-{column}" ? "descending" : null;
}
