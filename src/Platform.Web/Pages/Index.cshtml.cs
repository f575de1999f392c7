using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs;
using Platform.Core.Costs.Budgets;
using Platform.Core.Health;
using Platform.Core.Runs;
using Platform.Core.Runs.Failures;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages;

[Menu("Overview", 10, "/", "layout-dashboard")]
internal sealed class IndexModel(
    RunService runs, HumanTaskService tasks, ModelHealth models, WorkflowService workflows, BudgetBook budgets, CostBook costs, FailureBook failures, Caller caller, TimeProvider time) : PageModel
{
    private const int CausesShown = 6;
    private const int TasksShown = 5;
    private const int AgentsShown = 6;
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    /// <summary><c>24h</c> or <c>7d</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Range { get; set; }

    public bool IsWeek => Range == "7d";

    /// <summary>How long one bar of the charts is.</summary>
    public TimeSpan Each => TimeSpan.FromHours(IsWeek ? 6 : 1);

    public OverviewView All { get; private set; } = null!; // Set before the page is drawn.

    public IReadOnlyList<TrendHour> Trend { get; private set; } = [];

    public IReadOnlyList<HumanTaskView> Tasks { get; private set; } = [];

    /// <summary>Models that do not answer, one sentence each.</summary>
    public IReadOnlyList<(string Of, string Why)> Unhealthy => models.Unhealthy(caller);

    public IReadOnlyList<RunView> Recent { get; private set; } = [];

    /// <summary>The oldest run that is in the queue though nothing holds it back; null when the queue moves.</summary>
    public RunView? Waiting { get; private set; }

    /// <summary>Since midnight UTC.</summary>
    public CostRow Spent { get; private set; } = null!; // Set before the page is drawn.

    /// <summary>Tasks that wait and runs that failed, the newest first: a few of each, so that many of the one never hide the other. Either of the two is null.</summary>
    public IEnumerable<(HumanTaskView? Task, RunView? Run, DateTimeOffset? At)> Attention =>
        Tasks.Select(t => (Task: (HumanTaskView?)t, Run: (RunView?)null, At: (DateTimeOffset?)t.CreatedAt))
            .Concat(All.RecentFailures.Select(r => (Task: (HumanTaskView?)null, Run: (RunView?)r, At: r.EndedAt)))
            .OrderByDescending(a => a.At);

    /// <summary>Tasks that wait and are not shown.</summary>
    public int MoreTasks => Math.Max(0, All.OpenHumanTasks - Tasks.Count);

    /// <summary>Runs that failed today, UTC, and are not shown.</summary>
    public int MoreFailures => Math.Max(0, All.FailedToday - All.RecentFailures.Count(r => r.EndedAt >= time.GetUtcNow().UtcDateTime.Date));

    /// <summary>Agents that called models today, each of its workflow, with how many calls failed.</summary>
    public IReadOnlyList<CostRow> Agents { get; private set; } = [];

    /// <summary>The workflows of <see cref="Agents"/> that are there; an agent of a deleted one, or of a trial, has no page.</summary>
    public IReadOnlySet<string> AgentsOf { get; private set; } = new HashSet<string>();

    /// <summary>What failed today, UTC, by cause, most often first: the first rows of <c>/errors</c> for the same day.</summary>
    public IReadOnlyList<FailureGroup> Errors { get; private set; } = [];

    /// <summary>Those of the organisation, and those that are nearly or wholly used up.</summary>
    public IReadOnlyList<BudgetView> Budgets { get; private set; } = [];

    public bool HasWorkflows { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        All = await runs.OverviewAsync(caller, cancellationToken);
        var trend = await runs.TrendAsync(caller, IsWeek ? 168 : 24, cancellationToken);
        Trend = IsWeek ? TrendChart.Group(trend, 6) : trend;
        Spent = costs.Report(caller, new CostQuery { By = CostBy.Day, From = costs.Today, To = costs.Today }).Total;
        Agents = [.. costs.Report(caller, new CostQuery { By = CostBy.Agent, EachWorkflow = true, From = costs.Today, To = costs.Today }).Items.Where(a => a.Key.Length > 0).Take(AgentsShown)];
        AgentsOf = await ThereAsync(Agents.Select(a => a.Workflow!), cancellationToken);
        Tasks = (await tasks.ListAsync(caller, new HumanTaskQuery { Limit = TasksShown }, cancellationToken)).Items;
        Budgets = [.. (await budgets.ShowAsync(caller, cancellationToken)).Where(b => b.Workflow is null || b.State != BudgetState.Ok)];
        Recent = (await runs.ListAsync(caller, new RunQuery { Limit = 8 }, cancellationToken)).Items;
        Errors = failures.Report(caller, new FailureQuery { From = failures.Today, To = failures.Today, ByCount = true, Limit = CausesShown }).Groups;
        Waiting = await WaitingAsync(cancellationToken);
        if (Recent.Count == 0) HasWorkflows = (await workflows.SuggestAsync(caller, null, 1, cancellationToken)).Count > 0;
        return this.PageOrPart("_Overview", this);
    }

    private async Task<IReadOnlySet<string>> ThereAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            if (await workflows.CurrentAsync(caller, name, cancellationToken) is not null) there.Add(name);
        return there;
    }

    // A run that waits for a time, its thread or its group says so; one that nothing holds back should have begun long ago.
    private async Task<RunView?> WaitingAsync(CancellationToken cancellationToken)
    {
        if (All.Active.Queued == 0) return null;
        var queued = await runs.ListAsync(caller, new RunQuery { Status = RunStatus.Queued, OldestFirst = true, Limit = 20 }, cancellationToken);
        return queued.Items.FirstOrDefault(r => r is { PausedBy: null, DueAt: null, Thread: null, Group: null } && time.GetUtcNow() - r.CreatedAt > Stuck);
    }
}
