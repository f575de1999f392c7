namespace Platform.Web.Live;

/// <summary>One superstep as its events told it.</summary>
internal sealed class StepSpan(int step, DateTimeOffset startedAt)
{
    public int Step { get; } = step;

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    /// <summary>Null while it is not committed.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public List<NodeSpan> Nodes { get; } = [];

    /// <summary>What was due in it: those that began in it, and those that went on after a wait.</summary>
    public IReadOnlyList<string> Due { get; set; } = [];
}

/// <summary>One node in the superstep in which it became due, with all tasks of its map.</summary>
internal sealed class NodeSpan(int step, string node, DateTimeOffset startedAt)
{
    /// <summary>The superstep in which it became due.</summary>
    public int Step { get; } = step;

    public string Node { get; } = node;

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>By index of the map's item; -1 without a map.</summary>
    public SortedDictionary<int, TaskSpan> Tasks { get; } = [];

    /// <summary>How many items the map has; null when unknown or without a map.</summary>
    public int? Total { get; set; }

    // Counted while events come in, so that no picture walks thousands of tasks.
    public int Finished { get; set; }

    public int Failed { get; set; }

    /// <summary>Of those that failed, so many were collected by the map, or handled by <c>on_error</c>.</summary>
    public int Handled { get; set; }

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

    /// <summary>The run ended while something of it was still open: a cancelled run, or one that failed beside it.</summary>
    public bool Stopped { get; set; }

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

    /// <summary>The step in which it ended: a later one when it waited. 0 while it goes on.</summary>
    public int EndStep { get; set; }

    /// <summary>A task's own time as it was measured, a map's from its first item to its last; null while it goes on.</summary>
    public TimeSpan? Took => EndedAt is not { } ended ? null : !IsMap && Tasks.Count == 1 && Tasks.Values.First().Took is { } own ? own : ended - StartedAt - Stood;

    /// <summary>While its run had ended and nobody had retried it.</summary>
    public TimeSpan Stood { get; set; }

    public string Status => this switch
    {
        { Failed: > 0, IsMap: false } => "failed",
        { Stopped: true } => Failed > Handled ? "failed" : "cancelled",
        { Waiting: > 0 } => "waiting",
        { Closed: false } when Ended < Math.Max(Tasks.Count, Total ?? 0) => "running",
        { Failed: var failed } when failed > Handled => "failed",
        { Skipped: true, Finished: <= 1 } => "skipped",
        _ => "succeeded",
    };
}

/// <summary>One task: a node, or one item of its map.</summary>
internal sealed class TaskSpan(int index, DateTimeOffset startedAt)
{
    public int Index { get; } = index;

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>running, retrying, waiting, succeeded, failed, skipped, cancelled</c>.</summary>
    public string Status { get; set; } = "running";

    /// <summary>Of its first event; 0 when that was not folded.</summary>
    public long FirstSequence { get; set; }

    /// <summary>Of its newest event.</summary>
    public long LastSequence { get; set; }

    public bool IsOpen => Status is "running" or "retrying" or "waiting";

    public int Attempts { get; set; } = 1;

    /// <summary>It failed, and the run goes on in spite of it.</summary>
    public bool Handled { get; set; }

    /// <summary>It stood still for a person, a time or an event, so that its own time is not the whole of it.</summary>
    public bool Waited => WaitedAt is not null;

    /// <summary>When it began to, the last time.</summary>
    public DateTimeOffset? WaitedAt { get; set; }

    /// <summary>Milliseconds as its last event tells them; null while it goes on.</summary>
    public double? OwnMs { get; set; }

    /// <summary>As it was measured where it ran; between its events where it waited, or was tried again after its run had ended. Null while it goes on.</summary>
    public TimeSpan? Took => EndedAt is not { } ended ? null : OwnMs is { } own && !Waited && Stood == TimeSpan.Zero ? TimeSpan.FromMilliseconds(own) : ended - StartedAt - Stood;

    /// <summary>While its run had ended and nobody had retried it.</summary>
    public TimeSpan Stood { get; set; }

    /// <summary>Why it failed, or why it is tried again; null otherwise.</summary>
    public string? Fault { get; set; }

    private List<CallSpan>? _calls;

    // Most of ten thousand items call nothing, so the list is made with the first call.
    public IReadOnlyList<CallSpan> Calls => _calls ?? (IReadOnlyList<CallSpan>)[];

    public void Add(CallSpan call) => (_calls ??= []).Add(call);

    /// <summary>Changes the newest call that fits, if there is one.</summary>
    public void Change(Predicate<CallSpan> fits, Func<CallSpan, CallSpan> change)
    {
        var at = _calls?.FindLastIndex(fits) ?? -1;
        if (at >= 0) _calls![at] = change(_calls[at]);
    }

    /// <summary>Ends what is still open.</summary>
    public void Cut(DateTimeOffset at, bool stopped)
    {
        for (var i = 0; i < (_calls?.Count ?? 0); i++)
            if (_calls![i].EndedAt is null) _calls[i] = _calls[i] with { EndedAt = at, Stopped = stopped };
    }
}

/// <summary>One call of a model or a tool, what was recalled from memory, or a wait for a person, a time, an event or a child run.</summary>
/// <param name="Sequence">Its newest event's number, under which the whole call can be read.</param>
/// <param name="Tokens">0 for a tool.</param>
internal sealed record CallSpan(
    CallKind Kind, string Name, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Sequence, long Tokens, decimal? Cost, double? FirstTokenMs, string? Fault, string? CallId)
{
    /// <summary>The tokens, and with them the cost, are estimated.</summary>
    public bool Estimated { get; init; }

    /// <summary>The number of its first event, which names it in addresses.</summary>
    public long FirstSequence { get; init; } = Sequence;

    /// <summary>The run ended before it did.</summary>
    public bool Stopped { get; init; }

    /// <summary>Milliseconds as its last event tells them; null while it goes on, or when none does.</summary>
    public double? OwnMs { get; init; }

    public TimeSpan? Took => EndedAt is not { } ended ? null : OwnMs is { } own ? TimeSpan.FromMilliseconds(own) : ended - StartedAt;

    /// <summary>A word or two beside its name: <c>by owner</c>; empty when there is nothing to say.</summary>
    public string Note { get; init; } = "";

    public string Status => this switch
    {
        { Stopped: true } => "cancelled",
        { EndedAt: null, Kind: CallKind.Person or CallKind.Wait } => "waiting",
        { EndedAt: null } => "running",
        { Fault: not null } => "failed",
        _ => "succeeded",
    };
}

internal enum CallKind
{
    Model,
    Tool,
    Memory,

    /// <summary>Asked of a person, until the answer came.</summary>
    Person,

    /// <summary>A timer, an event, a child run or a breakpoint.</summary>
    Wait,
}
