using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Figures;

/// <summary>What a workflow's runs of the last 24 hours came to.</summary>
/// <param name="Runs">Started in that time.</param>
/// <param name="P95">Of those that ended, from start to end; null when none did.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="LastAt">When the newest run of all times was made; null when there never was one.</param>
public sealed record WorkflowFigures(int Runs, int Succeeded, int Failed, TimeSpan? P95, decimal Cost, DateTimeOffset? LastAt)
{
    public static readonly WorkflowFigures None = new(0, 0, 0, null, 0, null);

    /// <summary>0 to 1, of those that succeeded or failed; null when none did.</summary>
    public double? SuccessRate => Succeeded + Failed == 0 ? null : Succeeded / (double)(Succeeded + Failed);
}

/// <summary>A run as a bar of a small chart.</summary>
/// <param name="Took">From start to end, or until now; null before it started.</param>
/// <param name="Cost">US dollars.</param>
public sealed record RunMark(RunId Id, RunStatus Status, int Version, DateTimeOffset CreatedAt, TimeSpan? Took, decimal Cost);

/// <summary>Runs that have not ended, of one version.</summary>
/// <param name="Threads">On how many threads they are.</param>
public sealed record InFlight(int Version, int Queued, int Running, int Waiting, int Threads)
{
    public int All => Queued + Running + Waiting;
}

/// <summary>A line of the list of workflows.</summary>
/// <param name="Recent">Its newest runs, the newest last.</param>
public sealed record WorkflowLine(WorkflowView Workflow, WorkflowFigures Figures, IReadOnlyList<RunMark> Recent);

public enum WorkflowOrder
{
    Name,
    Last,
    Runs,
    Success,
    P95,
    Cost,
}

/// <summary>Which workflows to list, and how.</summary>
public sealed record WorkflowLinesQuery
{
    /// <summary>Part of a name or description; null for all.</summary>
    public string? Search { get; init; }

    public WorkflowOrder Order { get; init; }

    /// <summary>Largest, newest or (of names) last first.</summary>
    public bool Descending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Size { get; init; } = 25;
}

/// <param name="All">How many there are on all pages.</param>
public sealed record WorkflowLines(IReadOnlyList<WorkflowLine> Items, int All, int Page, int Pages);

/// <summary>The numbers, where they are stored.</summary>
internal interface IWorkflowFigures
{
    /// <summary>By name, of those that ever ran. Remembered for as long as their counting was worth.</summary>
    ValueTask<IReadOnlyDictionary<string, WorkflowFigures>> AllAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>The same of one.</summary>
    ValueTask<WorkflowFigures> OfAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken);

    /// <summary>The newest runs of each, the newest last, in the order of the workflows.</summary>
    ValueTask<List<List<RunMark>>> RecentAsync(OrganizationId organization, IReadOnlyList<string> workflows, int take, CancellationToken cancellationToken);

    /// <summary>The newest version first; of very many runs the first 10,000 are counted.</summary>
    ValueTask<List<InFlight>> InFlightAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken);
}
