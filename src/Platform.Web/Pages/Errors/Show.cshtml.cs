using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs;
using Platform.Core.Runs.Failures;
using Platform.Core.Security;
using Platform.Web.Rendering;
using Platform.Web.Rendering.Plots;

namespace Platform.Web.Pages.Errors;

/// <summary>One cause: what it says, when it struck, the runs that stand failed for it, and a button that retries them all.</summary>
internal sealed class ShowModel(FailureBook failures, RunService runs, Caller caller, TimeProvider time) : PageModel
{
    private const int Shown = 20;

    public FailureGroup Group { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public FailedRuns Failed { get; private set; } = new(0, []);

    public IReadOnlyList<RunView> Runs { get; private set; } = [];

    public string? Done { get; private set; }

    /// <summary>The last thirty days.</summary>
    public PlotView Plot => new(
        "Failures by day", "failures per day, UTC", "Day", PlotKind.Count, [new("bad", "failures")],
        [.. Group.Daily.Select((count, i) => PlotView.Day(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(i + 1 - Group.Daily.Count), count))]);

    public async Task<IActionResult> OnGetAsync(string cause, int? retried, CancellationToken cancellationToken)
    {
        if (failures.Find(caller, cause) is not { } found) return NotFound();
        Group = found;
        Failed = failures.Failed(caller, cause, Shown);
        var list = new List<RunView>();
        foreach (var id in Failed.Newest)
            if (await runs.FindAsync(caller, id, cancellationToken) is { } run) list.Add(run);
        Runs = list;
        if (retried is { } count) Done = $"{count:#,0} {(count == 1 ? "run was" : "runs were")} queued again. {(Failed.Count > 0 ? "Those below failed again, or were not reached yet." : "None of this cause stands failed now.")}";
        return this.PageOrPart("_Cause", this);
    }

    public async Task<IActionResult> OnPostAsync(string cause, CancellationToken cancellationToken)
    {
        if (failures.Find(caller, cause) is null) return NotFound();
        var done = await failures.RetryAsync(caller, cause, cancellationToken);
        return LocalRedirect($"/errors/{cause}?retried={done.Retried}");
    }
}
