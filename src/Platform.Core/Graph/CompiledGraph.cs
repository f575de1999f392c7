using System.Collections.Frozen;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Schemas;
using Platform.Core.State;

namespace Platform.Core.Graph;

/// <summary>A version after every check: immutable, and every name in it resolves, so nobody asks again.</summary>
public sealed record CompiledGraph
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>One JSON Schema for the inputs as an object: <c>properties</c>, <c>required</c>, <c>additionalProperties: false</c>, and the types under <c>types</c>.</summary>
    public required JsonElement InputsSchema { get; init; }

    public required JsonSchema Inputs { get; init; }

    public required FrozenDictionary<string, StateChannel> Channels { get; init; }

    /// <summary>The schema that a channel's value must fit; channels without one are missing.</summary>
    public FrozenDictionary<string, JsonSchema> ChannelSchemas { get; init; } = FrozenDictionary<string, JsonSchema>.Empty;

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<GraphNode> Nodes { get; init; }

    public required FrozenDictionary<string, GraphNode> ByName { get; init; }

    public required IReadOnlyList<GraphNode> Start { get; init; }

    /// <summary>For each node, the joins that need it; nodes that no join needs are missing.</summary>
    public FrozenDictionary<string, IReadOnlyList<GraphNode>> JoinsOf { get; init; } = FrozenDictionary<string, IReadOnlyList<GraphNode>>.Empty;

    public required LimitsConfig Limits { get; init; }

    /// <summary>Null when the workflow bounds nothing.</summary>
    public ConcurrencyRule? Concurrency { get; init; }

    public required IReadOnlyList<KeyValuePair<string, ValueTemplate>> Outputs { get; init; }

    /// <summary>Names of environment variables that expressions may read.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Names of the workflows it starts as children.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>Files of the workflow's folder that it names: defaults of inputs with <c>format: file</c>, examples of a classifier.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Triggers are checked, but this release does not serve them.</summary>
    public int UnservedTriggers { get; init; }

    public required WorkflowConfig Config { get; init; }
}

/// <summary>A place in a graph.</summary>
public sealed record GraphNode
{
    public required string Name { get; init; }

    /// <summary>Place in the file: the order in which tasks are planned and writes are merged.</summary>
    public required int Order { get; init; }

    /// <summary><c>agent</c>, <c>tool</c> …; empty for a pure junction.</summary>
    public required string Kind { get; init; }

    /// <summary>Null for a pure junction.</summary>
    public IAction? Action { get; init; }

    /// <summary>It only computes: a crash may repeat it and nobody can tell.</summary>
    public bool IsPure => Action is null or { Reach: ActionReach.Nothing } && Breakpoint == BreakpointPlace.None;

    public MapSpec? Map { get; init; }

    public CelExpression? When { get; init; }

    public IReadOnlyList<string> Needs { get; init; } = [];

    public RetryConfig? Retry { get; init; }

    public TimeSpan? Timeout { get; init; }

    public OnErrorWay OnError { get; init; }

    /// <summary>Set when <see cref="OnError"/> is <see cref="OnErrorWay.GoTo"/>.</summary>
    public string? OnErrorTo { get; init; }

    public IReadOnlyList<KeyValuePair<string, ValueTemplate>> Save { get; init; } = [];

    /// <summary>Tried in order, the first match wins; empty ends the branch.</summary>
    public IReadOnlyList<NextWay> Next { get; init; } = [];

    public BreakpointPlace Breakpoint { get; init; }

    public required NodeConfig Config { get; init; }
}

/// <param name="Parallel">At most so many items at once; null means the run's own limit.</param>
public sealed record MapSpec(ValueTemplate Over, string As, int? Parallel, bool CollectErrors);

/// <param name="When">Null always holds.</param>
/// <param name="To">Names of nodes; empty ends the branch.</param>
public sealed record NextWay(CelExpression? When, IReadOnlyList<string> To);

/// <param name="Group">Over the inputs alone; null counts all runs of the workflow together.</param>
public sealed record ConcurrencyRule(int Limit, ValueTemplate? Group);
