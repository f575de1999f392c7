using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.State;

/// <summary>A node of the frontier: it is due in the next superstep, or it waits.</summary>
/// <param name="Since">The superstep in which it became due; part of its tasks' ids, so it stays the same while it waits.</param>
/// <param name="Fault">The error that led here by <c>on_error: { to: … }</c>; null otherwise.</param>
/// <param name="Items">
/// The elements of its map, kept from the moment when one of its tasks began to wait: later supersteps change the state that they came from.
/// Null before that and for nodes without a map.
/// </param>
public sealed record DueNode(string Node, int Since, TaskFault? Fault = null, CelList? Items = null);

/// <summary>What the run has used so far.</summary>
/// <param name="Cost">US dollars that are known; calls of unknown price are counted in <paramref name="UnpricedCalls"/>.</param>
/// <param name="Active">Time spent running, waits left out.</param>
/// <param name="EstimatedCalls">Calls with a cost whose tokens are estimated, for the provider told none.</param>
public sealed record RunUsage(
    long InputTokens = 0, long OutputTokens = 0, long CachedTokens = 0, long ReasoningTokens = 0,
    decimal Cost = 0, int ModelCalls = 0, int UnpricedCalls = 0, TimeSpan Active = default, int EstimatedCalls = 0)
{
    public long Tokens => InputTokens + OutputTokens;

    public RunUsage Plus(RunUsage more) => new(
        InputTokens + more.InputTokens, OutputTokens + more.OutputTokens, CachedTokens + more.CachedTokens,
        ReasoningTokens + more.ReasoningTokens, Cost + more.Cost, ModelCalls + more.ModelCalls,
        UnpricedCalls + more.UnpricedCalls, Active + more.Active, EstimatedCalls + more.EstimatedCalls);
}

/// <summary>All that is needed to go on: channel values, which nodes are due, and what is known of a superstep in progress.</summary>
public sealed record Checkpoint
{
    /// <summary>Supersteps committed so far; 0 before the first.</summary>
    public required int Step { get; init; }

    /// <summary>By name, so that what is shown, hashed or put into a prompt has one order.</summary>
    public required ImmutableSortedDictionary<string, CelValue> Channels { get; init; }

    /// <summary>The frontier, in the order in which its tasks are planned and merged.</summary>
    public required ImmutableArray<DueNode> Due { get; init; }

    /// <summary>For each join, which of the nodes it needs have finished since it last ran.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Arrived { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    public RunUsage Usage { get; init; } = new();

    /// <summary>Results of tasks that ended before their node did: a superstep cut short, or a node of which other tasks wait.</summary>
    public ImmutableDictionary<TaskId, TaskOutcome> Journal { get; init; } = ImmutableDictionary<TaskId, TaskOutcome>.Empty;

    /// <summary>What unfinished tasks have written down of their progress, in order, to go on from when they are run again.</summary>
    public ImmutableDictionary<TaskId, ImmutableList<JsonElement>> Notes { get; init; } = ImmutableDictionary<TaskId, ImmutableList<JsonElement>>.Empty;

    /// <summary>Tasks and calls that wait, by id.</summary>
    public ImmutableDictionary<TaskId, Interrupt> Waiting { get; init; } = ImmutableDictionary<TaskId, Interrupt>.Empty;
}

/// <summary>What one superstep changed: enough to make the next checkpoint from the one before.</summary>
/// <param name="Replaced">Channels with a new value.</param>
/// <param name="Appended">Channels that only grew, with what was added.</param>
public sealed record CheckpointDelta(IReadOnlyDictionary<string, CelValue> Replaced, IReadOnlyDictionary<string, CelList> Appended)
{
    public static readonly CheckpointDelta None = new(
        new Dictionary<string, CelValue>(StringComparer.Ordinal), new Dictionary<string, CelList>(StringComparer.Ordinal));
}
