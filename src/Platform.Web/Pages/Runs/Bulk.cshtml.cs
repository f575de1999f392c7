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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2); // a mistake that is still there shows at once

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

    [TempData]
    public bool Warns { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (found, more) = await FindAsync(cancellationToken);
        (Count, More) = (found.Count, more);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (found, more) = await FindAsync(cancellationToken);
        (Did, Warns) = await DoAsync(bulk, caller, found, Action, cancellationToken);
        if (more) Did += " More match; do it again for them.";
        return LocalRedirect(Back);
    }

    /// <summary>What can be done to a run as it stands, for the buttons of those that are ticked: <c>cancel pause</c>.</summary>
    public static string Can(RunView run) => string.Join(' ', Enum.GetValues<BulkAction>()
        .Where(a => RunBulk.Fits(a).Contains(run.Status) && (a != BulkAction.Pause || run.PausedBy is null)).Select(a => Verb(a).ToLowerInvariant()));

    public static string Verb(BulkAction action) => action.ToString();

    /// <summary>Does it, and tells what came of it: of runs that were retried also how they stand now.</summary>
    /// <returns>A sentence, and whether something was refused or failed again.</returns>
    public static async Task<(string Said, bool Warns)> DoAsync(RunBulk bulk, Caller caller, IReadOnlyCollection<RunId> which, BulkAction action, CancellationToken cancellationToken)
    {
        var result = await bulk.DoAsync(caller, which, action, cancellationToken);
        var said = Say(action, result);
        var isRefused = result.Refused.Count > 0 || result.Done == 0;
        if (action != BulkAction.Retry || result.Done == 0) return (said, isRefused);
        var stand = await bulk.StandAsync(caller, which.Except(result.Refused.Select(r => r.Run)), Patience, cancellationToken);
        return ($"{said} {Again(stand, result.Done)}", isRefused || stand.Contains(RunStatus.Failed));
    }

    /// <summary><c>2 failed again, 1 succeeded.</c></summary>
    public static string Again(IReadOnlyList<RunStatus> stand, int all)
    {
        (int Count, string Said)[] told =
        [
            (stand.Count(s => s == RunStatus.Failed), "failed again"),
            (stand.Count(s => s == RunStatus.Succeeded), "succeeded"),
            (stand.Count(s => s == RunStatus.Cancelled), "cancelled"),
            (stand.Count(s => s == RunStatus.Waiting), "waiting"),
            (stand.Count(s => s is RunStatus.Queued or RunStatus.Running), "still at work"),
        ];
        var said = string.Join(", ", told.Where(t => t.Count > 0).Select(t => $"{Display.Count(t.Count)} {t.Said}"));
        return said.Length == 0 ? "" : $"{(stand.Count < all ? $"Of the first {Display.Count(stand.Count)}: " : "Now: ")}{said}.";
    }

    public static string Say(BulkAction action, BulkResult result)
    {
        var done = action switch { BulkAction.Cancel => "cancelled", BulkAction.Retry => "retried", _ => "paused" };
        var said = result.Done == 0 && result.Refused.Count > 0 ? $"Nothing was {done}." : $"{Display.Many(result.Done, "run")} {done}.";
        return result.Refused.Count == 0 ? said : $"{said} {Display.Many(result.Refused.Count, "run")} could not be: {string.Join(" ", result.Refused.Select(r => r.Why).Distinct(StringComparer.Ordinal).Take(3))}";
    }

    private async Task<(IReadOnlyList<RunId> Runs, bool More)> FindAsync(CancellationToken cancellationToken) =>
        ModelState.IsValid && Filters.TryRead(out var query, out _) ? await bulk.FindAsync(caller, query, Action, cancellationToken) : ([], false);
}
