using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Foundation;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Core.Runs;

/// <summary>Why a run failed.</summary>
/// <param name="Code"><c>tool_failed</c> and the like.</param>
/// <param name="Node">Null when it failed outside any node.</param>
/// <param name="Resolution">What to do next; empty when nothing is known.</param>
public sealed record RunFault(string Code, string Message, string? Node, int Step, string Resolution);

/// <summary>What a run has used.</summary>
/// <param name="ActiveMs">Milliseconds spent running, waits left out.</param>
public sealed record RunUsageView(long InputTokens, long OutputTokens, long CachedTokens, long ReasoningTokens, int ModelCalls, long ActiveMs);

/// <summary>A run as the outside sees it.</summary>
public sealed record RunView
{
    public required RunId Id { get; init; }

    public required string Workflow { get; init; }

    public required int Version { get; init; }

    /// <summary>Null when it is on no thread.</summary>
    public string? Thread { get; init; }

    public required RunStatus Status { get; init; }

    public required JsonElement Inputs { get; init; }

    /// <summary>Null before it succeeded.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>Set when it failed.</summary>
    public RunFault? Error { get; init; }

    /// <summary>Supersteps committed so far.</summary>
    public required int Step { get; init; }

    /// <summary>One sentence on why it waits or is queued: for whom or what, since when, until when, behind which run. Null when it does neither.</summary>
    public string? Why { get; init; }

    /// <summary>The operator who paused it; null when it may go on.</summary>
    public string? PausedBy { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it fails, whatever it does or waits for; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The group in whose line it stands, empty for the workflow's own; null when nothing bounds how many go on at once.</summary>
    public string? Group { get; init; }

    /// <summary>One sentence for each thing it waits for; empty when it does not wait.</summary>
    public IReadOnlyList<string> WaitingFor { get; init; } = [];

    public required RunUsageView Usage { get; init; }

    /// <summary>US dollars that are known.</summary>
    public decimal Cost { get; init; }

    /// <summary>False when some calls were of a model whose price is unknown, so that <see cref="Cost"/> is a lower bound.</summary>
    public bool CostKnown { get; init; } = true;

    /// <summary>True when a provider told no usage of some priced calls, so that their tokens, and with them <see cref="Cost"/>, are estimated.</summary>
    public bool CostEstimated { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What started it: <c>manual</c>, <c>api</c>, <c>cli</c>, <c>webhook:tickets</c>, <c>run</c> for a child.</summary>
    public required string Trigger { get; init; }

    public int Priority { get; init; }

    /// <summary>The earliest time at which it may start; null for at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>1-based; a retry counts one more.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Milliseconds for which it stood failed or cancelled before a retry.</summary>
    public long StoodMs { get; init; }

    /// <summary>From when its duration counts, until <see cref="EndedAt"/>: its start, and as much later as it stood ended between. Null before it began.</summary>
    [JsonIgnore]
    public DateTimeOffset? CountsFrom => StartedAt?.AddMilliseconds(StoodMs);

    /// <summary>The run that started this one as its child.</summary>
    public RunId? Parent { get; init; }

    public int Children { get; init; }

    /// <summary>The run and the step that this one was forked from; null when it began by itself.</summary>
    public ForkOrigin? ForkedFrom { get; init; }

    /// <summary>How many runs were forked from this one; told of a single run, 0 in lists.</summary>
    public int Forks { get; init; }

    /// <summary>The number of the newest stored event.</summary>
    public long LastSequence { get; init; }
}

/// <summary>Starts a run.</summary>
public sealed record StartRun
{
    public required string Workflow { get; init; }

    /// <summary>Null for the current version.</summary>
    public int? Version { get; init; }

    /// <summary>An object; absent inputs take their defaults.</summary>
    public JsonElement? Inputs { get; init; }

    public string? Thread { get; init; }

    /// <summary>Higher goes first. -100 to 100.</summary>
    public int Priority { get; init; }

    /// <summary>Not before this time; null for at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The run fails when it has not ended by then, waits and all; null for the workflow's own deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The same, as a time from its start on.</summary>
    public TimeSpan? Within { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Starting again with the same key gives the run of the first time.</summary>
    public string? IdempotencyKey { get; init; }

    public string Trigger { get; init; } = "manual";
}

/// <summary>Answers what a run waits for.</summary>
public sealed record ResumeRun
{
    /// <summary>Which task to answer (<c>run/step/node/index</c>); null when the run waits for one thing only.</summary>
    public string? TaskId { get; init; }

    /// <summary>The answer; null to just go on.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>New values by channel, set before the run goes on; null leaves the state as it is.</summary>
    public JsonElement? State { get; init; }
}

/// <summary>What became of an event.</summary>
/// <param name="Woken">How many runs it woke.</param>
/// <param name="Kept">Nobody waited for it: the first wait that it fits takes it, within the time for which events are kept.</param>
public sealed record DeliveredEvent(int Woken, bool Kept);

/// <summary>Which runs to list, newest first unless said otherwise.</summary>
public sealed record RunQuery
{
    public RunStatus? Status { get; init; }

    /// <summary>Only runs that a person paused and nobody let go on yet.</summary>
    public bool Paused { get; init; }

    public string? Workflow { get; init; }

    public string? Thread { get; init; }

    /// <summary>
    /// An id, or at least its first or last 8 digits: that run, wherever it lies. Any other text: part of a workflow's name, a thread, inputs or an error, for
    /// which runs are looked through newest first, a bounded time for each page. Null for all.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Only children of this run.</summary>
    public RunId? Parent { get; init; }

    /// <summary>Only runs that were forked from this one.</summary>
    public RunId? ForkedFrom { get; init; }

    /// <summary><c>key=value</c>, or <c>key</c> for any value.</summary>
    public string? Label { get; init; }

    public int? Version { get; init; }

    /// <summary>What started it: <c>manual</c>, <c>api</c>, <c>run</c> for a child.</summary>
    public string? Trigger { get; init; }

    /// <summary>Only runs that no other run started.</summary>
    public bool Roots { get; init; }

    /// <summary>Created at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Oldest first instead.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What the dashboard shows.</summary>
/// <param name="SuccessRate">Of the runs that ended in the last 24 hours; null when none did.</param>
/// <param name="P95">Of the time that those runs took; null when none ended.</param>
/// <param name="CostToday">US dollars that are known, since midnight UTC.</param>
public sealed record OverviewView(
    ActiveCounts Active, int StartedToday, int SucceededToday, int FailedToday, double? SuccessRate, TimeSpan? P95, decimal CostToday,
    int OpenHumanTasks, IReadOnlyList<RunView> RecentFailures);

public sealed record ActiveCounts(int Queued, int Running, int Waiting)
{
    public int All => Queued + Running + Waiting;
}
