using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

[Menu("Runs", 20, "/runs", "player-play")]
internal sealed class IndexModel(RunService runs, RunBulk bulk, WorkflowService workflows, Caller caller) : PageModel
{
    private const string DensityCookie = "platform.density";

    [BindProperty(SupportsGet = true, Name = "")]
    public RunFilters Filters { get; set; } = new();

    public Page<RunView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    /// <summary>Why the filter cannot be used; null when it can.</summary>
    public string? Wrong { get; private set; }

    /// <summary>What a bulk action did; null when none was done.</summary>
    [TempData]
    public string? Did { get; set; }

    /// <summary>Of runs that were retried some have failed again.</summary>
    [TempData]
    public bool Warns { get; set; }

    public bool IsTight => Request.Cookies[DensityCookie] == "tight";

    public bool IsFiltered => Filters.ToQuery().Length > 0;

    /// <summary>The filters that have no field of their own, each with the address without it.</summary>
    public IEnumerable<(string Text, string Without)> Chips
    {
        get
        {
            if (Filters.Thread is { Length: > 0 } thread) yield return ($"thread {thread}", Address(Filters with { Thread = null }));
            if (Filters.Label is { Length: > 0 } label) yield return ($"label {label}", Address(Filters with { Label = null }));
            if (Filters.Version is { } version) yield return ($"version {version}", Address(Filters with { Version = null }));
            if (Filters.Parent is { } parent) yield return ($"children of {parent.ToString()[^8..]}", Address(Filters with { Parent = null }));
            if (Filters.ForkedFrom is { } origin) yield return ($"forks of {origin.ToString()[^8..]}", Address(Filters with { ForkedFrom = null }));
            if (Filters.From is { } from) yield return ($"from {Display.Exact(from)}", Address(Filters with { From = null }));
            if (Filters.To is { } to) yield return ($"until {Display.Exact(to)}", Address(Filters with { To = null }));
        }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) Wrong = $"A filter cannot be read: {string.Join(", ", ModelState.Where(f => f.Value?.Errors.Count > 0).Select(f => f.Key))}.";
        else if (Filters.TryRead(out var query, out var wrong)) Rows = await runs.ListAsync(caller, query, cancellationToken);
        else Wrong = wrong;
        if (!Request.WantsPart()) Workflows = await workflows.SuggestAsync(caller, null, WorkflowChoice.Asked, cancellationToken);
        return this.PageOrPart("_Page", this);
    }

    /// <summary>The same to the runs that were ticked.</summary>
    public async Task<IActionResult> OnPostAsync(BulkAction action, Guid[] id, string? back, CancellationToken cancellationToken)
    {
        (Did, Warns) = await BulkModel.DoAsync(bulk, caller, [.. id.Select(i => new RunId(i))], action, cancellationToken);
        return LocalRedirect(back is not null && Url.IsLocalUrl(back) ? back : "/runs");
    }

    public IActionResult OnPostDensity(string to, string? back)
    {
        Response.Cookies.Append(DensityCookie, to == "tight" ? "tight" : "wide", new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true });
        return LocalRedirect(back is not null && Url.IsLocalUrl(back) ? back : "/runs");
    }

    public string Address(string? after) => $"/runs{Filters.ToQuery(after)}";

    private static string Address(RunFilters filters) => $"/runs{filters.ToQuery()}";
}
