using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs;
using Platform.Core.Runs.Scheduling;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Jobs;

/// <summary>The scheduler: who advances runs, what stands in line, what comes when, what recurs.</summary>
[Menu("Jobs", 60, "/jobs", "activity-heartbeat")]
internal sealed class IndexModel(SchedulerBook book, RunService runs, Caller caller) : PageModel
{
    private const int MostFailed = 8;

    public SchedulerView All { get; private set; } = null!; // Set before the page is drawn.

    public IReadOnlyList<RunView> Failed { get; private set; } = [];

    /// <summary>What is not as it should be, one sentence each with what to do.</summary>
    public IReadOnlyList<(string What, string Do)> Trouble { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        All = book.View(caller);
        Failed = (await runs.ListAsync(caller, new RunQuery { Status = RunStatus.Failed, Limit = MostFailed }, cancellationToken)).Items;
        Trouble = [.. Wrong(All, DateTimeOffset.UtcNow)];
        return this.PageOrPart("_Jobs", this);
    }

    private static IEnumerable<(string, string)> Wrong(SchedulerView all, DateTimeOffset now)
    {
        if (!all.Nodes.Any(n => n.State == NodeState.Alive)) yield return ("No node is alive: nothing is advanced.", "Start one: platform up.");
        if (all.Queue.Oldest is { } oldest && now - oldest > TimeSpan.FromMinutes(1))
            yield return ($"A run has been ready for {Display.Duration(now - oldest)} and no worker was free.", "Raise Platform:Runs:Parallel, or start another node on the same database.");
        foreach (var node in all.Nodes.Where(n => n.State == NodeState.Silent)) yield return ($"Node {node.Name} says nothing since {Display.Relative(node.BeatAt!.Value, now)}.", "Look at its machine; its runs are taken up by others when its leases end.");
        foreach (var failed in all.Recurring.Where(r => r.Error is not null)) yield return ($"The recurring work '{failed.Key}' failed: {failed.Error}", "It is tried again at its next time; the log tells more.");
        if (all.Late.Count > 0) yield return ($"{Display.Many(all.Late.Count, "time has", "times have")} passed and nothing happened yet.", "They are seen to with the next sweep; if they stay, no node has a free worker.");
    }

    public static string Says(string key) => key switch
    {
        "beat" => "says that this node lives",
        "sweep" => "finds runs that nobody advances",
        "retention" => "deletes what is kept long enough",
        "call-log" => "deletes old model calls",
        "memory" => "forgets what has expired",
        _ => "",
    };
}
