using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>The same to all runs that a filter finds: asked before it is done, with how many they are.</summary>
internal sealed class BulkModel(RunBulk bulk, Caller caller) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public RunFilters Filters { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "do")]
    public BulkAction Action { get; set; }

    public int Count { get; private set; }

    public bool More { get; private set; }

    /// <summary>The statuses of the runs that are meant.</summary>
    public string Statuses => string.Join(", ", RunBulk.Fits(Action).Select(s => s.Text()).Where(s => string.IsNullOrEmpty(Filters.Status) || s == Filters.Status));

    public string Back => $"/runs{Filters.ToQuery()}";

    [TempData]
    public string? Did { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (found, more) = await FindAsync(cancellationToken);
        (Count, More) = (found.Count, more);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (found, more) = await FindAsync(cancellationToken);
        Did = Say(Action, await bulk.DoAsync(caller, [.. found], Action, cancellationToken)) + (more ? " More match; do it again for them." : "");
        return LocalRedirect(Back);
    }

    public static string Verb(BulkAction action) => action.ToString();

    public static string Say(BulkAction action, BulkResult result)
    {
        var done = action switch { BulkAction.Cancel => "cancelled", BulkAction.Retry => "retried", _ => "paused" };
        var said = $"{Display.Many(result.Done, "run")} {done}.";
        return result.Refused.Count == 0 ? said : $"{said} {Display.Many(result.Refused.Count, "run")} could not be: {string.Join(" ", result.Refused.Select(r => r.Why).Distinct(StringComparer.Ordinal).Take(3))}";
    }

    private async Task<(IReadOnlyList<RunId> Runs, bool More)> FindAsync(CancellationToken cancellationToken) =>
        ModelState.IsValid && Filters.TryRead(out var query, out _) ? await bulk.FindAsync(caller, query, Action, cancellationToken) : ([], false);
}
