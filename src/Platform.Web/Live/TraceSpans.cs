namespace Platform.Web.Live;

/// <summary>One superstep as its events told it.</summary>
internal sealed class StepSpan(int step, DateTimeOffset startedAt)
{
    public int Step { get; } = step;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Null while it is not committed.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public List<NodeSpan> Nodes { get; } = [];
}

/// <summary>One node in the superstep in which it became due, with all tasks of its map.</summary>
internal sealed class NodeSpan(int step, string node, DateTimeOffset startedAt)
{
    /// <summary>The superstep in which it became due.</summary>
    public int Step { get; } = step;

    public string Node { get; } = node;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>By index of the map's item; -1 without a map.</summary>
    public SortedDictionary<int, TaskSpan> Tasks { get; } = [];

    /// <summary>How many items the map has; null when unknown or without a map.</summary>
    public int? Total { get; set; }

    // Counted while events come in, so that no picture walks thousands of tasks.
    public int Finished { get; set; }

    public int Failed { get; set; }

    public int Waiting { get; set; }

    public int Retries { get; set; }

    public long Tokens { get; set; }

    public decimal Cost { get; set; }

    /// <summary>False when the price of some call is unknown.</summary>
    public bool CostKnown { get; set; } = true;

    public bool CostEstimated { get; set; }

    public int ModelCalls { get; set; }

    public int ToolCalls { get; set; }

    public bool Skipped { get; set; }

    /// <summary>The step it belongs to was committed, so nothing of it goes on.</summary>
    public bool Closed { get; set; }

    /// <param name="cost">US dollars; null when the price is unknown.</param>
    public void Use(long tokens, decimal? cost, bool isEstimated)
    {
        Tokens += tokens;
        Cost += cost ?? 0;
        CostKnown &= cost is not null;
        CostEstimated |= isEstimated && cost > 0;
    }

    public bool IsMap => Tasks.Count > 1 || (Tasks.Count == 1 && !Tasks.ContainsKey(-1));

    public int Ended => Finished + Failed;

    public string Status => this switch
    {
        { Failed: > 0, IsMap: false } => "failed",
        { Waiting: > 0 } => "waiting",
        { Closed: false } when Ended < Math.Max(Tasks.Count, Total ?? 0) => "running",
        { Failed: > 0 } => "failed",
        { Skipped: true, Finished: <= 1 } => "skipped",
        _ => "succeeded",
    };
}

/// <summary>One task: a node, or one item of its map.</summary>
internal sealed class TaskSpan(int index, DateTimeOffset startedAt)
{
    public int Index { get; } = index;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>running, retrying, waiting, succeeded, failed, skipped</c>.</summary>
    public string Status { get; set; } = "running";

    public int Attempts { get; set; } = 1;

    /// <summary>Why it failed, or why it is tried again; null otherwise.</summary>
    public string? Fault { get; set; }

    public List<CallSpan> Calls { get; } = [];
}

/// <summary>One call of a model or a tool, or what was recalled from memory.</summary>
/// <param name="Sequence">Its event's number, under which the whole call can be read.</param>
/// <param name="Tokens">0 for a tool.</param>
internal sealed record CallSpan(
    CallKind Kind, string Name, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Sequence, long Tokens, decimal? Cost, double? FirstTokenMs, string? Fault, string? CallId)
{
    /// <summary>The tokens, and with them the cost, are estimated.</summary>
    public bool Estimated { get; init; }
}

internal enum CallKind
{
    Model,
    Tool,
    Memory,
}
