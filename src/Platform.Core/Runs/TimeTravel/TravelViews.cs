using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Which checkpoints to list, by step.</summary>
public sealed record CheckpointQuery
{
    /// <summary>Only those after this step; null from the first.</summary>
    public int? After { get; init; }

    /// <summary>Only the last ones before this step; null for no bound. Not together with <see cref="After"/>.</summary>
    public int? Before { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A checkpoint in the list of a run's checkpoints.</summary>
/// <param name="Nodes">Nodes that ran in the superstep; empty for the start and for an edit.</param>
/// <param name="Changed">Names of the channels that changed.</param>
/// <param name="Changes">The same, each with a short before and after.</param>
/// <param name="Next">Nodes that were due then.</param>
/// <param name="SizeBytes">As stored.</param>
/// <param name="Edited">Somebody changed the state; no node ran.</param>
public sealed record CheckpointView(
    int Step, DateTimeOffset At, IReadOnlyList<string> Nodes, IReadOnlyList<string> Changed, IReadOnlyList<ChannelChange> Changes,
    IReadOnlyList<string> Next, long SizeBytes, bool Edited);

/// <param name="Before">Short, for people: <c>3</c>, <c>"draft"</c>, <c>12 items</c>.</param>
/// <param name="After">Short: <c>4</c>; what was appended to a list: <c>+2: "a", "b"</c>.</param>
public sealed record ChannelChange(string Channel, string Before, string After);

/// <summary>A run's channels at one step.</summary>
/// <param name="Channels">An object: name to value; secrets are redacted.</param>
/// <param name="Next">Nodes that were due then.</param>
/// <param name="Waiting">Tasks that waited then.</param>
/// <param name="Ended">Tasks that had ended though their node had not: items of a map of which others wait.</param>
public sealed record StateView(
    int Step, DateTimeOffset At, JsonElement Channels, IReadOnlyList<string> Next, IReadOnlyList<WaitingView> Waiting, IReadOnlyList<string> Ended)
{
    /// <summary>What differs from the state at <see cref="ComparedWith"/>; null when it was not asked for.</summary>
    public IReadOnlyList<StateChange>? Changes { get; init; }

    /// <summary>Null when nothing was compared.</summary>
    public int? ComparedWith { get; init; }
}

/// <param name="TaskId"><c>run/step/node/index</c>.</param>
/// <param name="Kind"><c>human, timer, event, child</c> or <c>breakpoint</c>.</param>
/// <param name="Since">The superstep in which it began to wait.</param>
/// <param name="Title">A person's question; null for other kinds.</param>
public sealed record WaitingView(string TaskId, string Node, string Kind, int Since, DateTimeOffset? DueAt, string? Title);

/// <summary>Starts a new run where another one stood.</summary>
public sealed record ForkRun
{
    /// <summary>The checkpoint it begins with.</summary>
    public required int Step { get; init; }

    /// <summary>New values by channel; null for a channel that the version lacks drops its value.</summary>
    public JsonElement? State { get; init; }

    /// <summary>Null for the version of the origin.</summary>
    public int? Version { get; init; }

    /// <summary>Null for the inputs of the origin.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>Nodes that are due instead of those that were; null leaves them.</summary>
    public IReadOnlyList<string>? Next { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Forking again with the same key gives the run of the first time.</summary>
    public string? IdempotencyKey { get; init; }

    public string Trigger { get; init; } = "fork";
}

/// <summary>Where a run came from.</summary>
public sealed record ForkOrigin(RunId Run, int Step);

/// <summary>Whether a run, done again with what the world answered then, goes the same way.</summary>
/// <param name="Steps">Supersteps that were compared and are the same.</param>
/// <param name="Version">The version it was replayed under.</param>
/// <param name="Complete">The run has ended; else it was replayed as far as it went.</param>
/// <param name="Divergence">The first difference; null when there is none.</param>
public sealed record ReplayReport(bool Deterministic, int Steps, int Version, bool Complete, Divergence? Divergence);

/// <summary>The first difference between a run and its replay.</summary>
/// <param name="Kind"><c>state, next, asked, task, outputs, end</c> or <c>record</c>.</param>
/// <param name="Node">Null when no single node can be named.</param>
/// <param name="Channel">Set when a channel differs.</param>
/// <param name="Path">Where in the channel's value, as a JSON pointer; null when it is the whole.</param>
/// <param name="Expected">What the run did; short.</param>
/// <param name="Actual">What the replay did; short.</param>
/// <param name="Why">As far as it is known.</param>
public sealed record Divergence(string Kind, int Step, string? Node, string? Channel, string? Path, string? Expected, string? Actual, string Why);

/// <summary>Two runs beside each other: from where on they are not the same, and what differs in what went in and came out.</summary>
/// <param name="Inputs">Differences of the inputs, by name.</param>
/// <param name="Outputs">Differences of the outputs; empty when one of the two has none.</param>
public sealed record RunComparison(RunView A, RunView B, IReadOnlyList<StateChange> Inputs, IReadOnlyList<StateChange> Outputs, RunsParted Parted);

/// <summary>Where two runs part.</summary>
/// <param name="From">The first step that both have.</param>
/// <param name="Same">How many states from there on are the same.</param>
/// <param name="Step">The first step after which they differ, or that only one of them has; null when they never part.</param>
/// <param name="DueA">Nodes that are due after it in the one.</param>
/// <param name="DueB">And in the other.</param>
/// <param name="State">What differs between the two states there: before is the one's, after the other's.</param>
public sealed record RunsParted(int From, int Same, int? Step, IReadOnlyList<string> DueA, IReadOnlyList<string> DueB, IReadOnlyList<StateChange> State)
{
    /// <summary>Nodes that ran in that step in the one; empty at the start.</summary>
    public IReadOnlyList<string> RanA { get; init; } = [];

    /// <summary>And in the other.</summary>
    public IReadOnlyList<string> RanB { get; init; } = [];
}
