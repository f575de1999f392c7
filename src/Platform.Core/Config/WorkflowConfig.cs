using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>One workflow file as records that know their line. Nothing is resolved yet; that is Graph's.</summary>
public sealed record WorkflowConfig
{
    /// <summary>In <see cref="Expose"/>: the workflow is a tool of the platform's own MCP server.</summary>
    public const string ExposeMcp = "mcp";

    public required string File { get; init; }

    public required string Name { get; init; }

    public required SourceSpan NameAt { get; init; }

    /// <summary>Null when the file gives none.</summary>
    public string? Description { get; init; }

    /// <summary>The whole document, for what asks by key.</summary>
    public required ConfigMap Root { get; init; }

    /// <summary>Reusable JSON Schemas.</summary>
    public IReadOnlyList<NamedValue> Types { get; init; } = [];

    /// <summary>Each a JSON Schema; one with a <c>default</c> may be left out by the caller.</summary>
    public IReadOnlyList<NamedValue> Inputs { get; init; } = [];

    /// <summary>Channels: a JSON Schema with <c>merge</c>, <c>default</c> and <c>keep</c> beside its keywords.</summary>
    public IReadOnlyList<NamedValue> State { get; init; } = [];

    public IReadOnlyList<NamedValue> Outputs { get; init; } = [];

    public IReadOnlyList<PartConfig> Models { get; init; } = [];

    public IReadOnlyList<PartConfig> Tools { get; init; } = [];

    public IReadOnlyList<PartConfig> Agents { get; init; } = [];

    public IReadOnlyList<ConfigScalar> Start { get; init; } = [];

    public IReadOnlyList<NodeConfig> Nodes { get; init; } = [];

    public LimitsConfig Limits { get; init; } = new();

    /// <summary>Null when as many runs go on at once as there are workers for.</summary>
    public ConcurrencyConfig? Concurrency { get; init; }

    /// <summary>Null when the platform's own setting holds.</summary>
    public RetentionConfig? Retention { get; init; }

    /// <summary>Null when the workflow sets none of its own.</summary>
    public BudgetsConfig? Budgets { get; init; }

    /// <summary>Kinds of personal data that are left out of what is stored and shown: <c>email</c>.</summary>
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>The doors besides the usual ones by which others may start it: <c>mcp</c>.</summary>
    public IReadOnlyList<string> Expose { get; init; } = [];

    public IReadOnlyList<ConfigMap> Triggers { get; init; } = [];

    /// <summary>Names of the environment variables that expressions may read.</summary>
    public IReadOnlyList<ConfigScalar> Env { get; init; } = [];

    /// <summary>Texts of the included files by the name their findings bear; empty when nothing is included.</summary>
    public IReadOnlyDictionary<string, string> Included { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

public sealed record NamedValue(string Name, SourceSpan NameAt, ConfigValue Value);

/// <summary>A named model, tool or agent with its settings as written.</summary>
public sealed record PartConfig(string Name, SourceSpan NameAt, ConfigMap Settings)
{
    /// <summary>The kind: <c>anthropic/claude-haiku-4-5</c>, <c>http.request</c>; empty when missing (an agent has none).</summary>
    public string Use => Settings.Text("use") ?? "";

    /// <summary>Where the kind stands, or the part's name when it is missing.</summary>
    public SourceSpan UseAt => Settings["use"]?.At ?? NameAt;
}

public enum BreakpointPlace
{
    None,
    Before,
    After,
}

public sealed record NodeConfig
{
    public required string Name { get; init; }

    public required SourceSpan NameAt { get; init; }

    public required ConfigMap Settings { get; init; }

    /// <summary>Null for a pure junction.</summary>
    public ActionConfig? Action { get; init; }

    public MapConfig? Map { get; init; }

    public ConfigScalar? When { get; init; }

    public IReadOnlyList<ConfigScalar> Needs { get; init; } = [];

    public RetryConfig? Retry { get; init; }

    /// <summary>For one attempt; null means that only the run's own limit bounds it.</summary>
    public TimeSpan? Timeout { get; init; }

    public OnErrorConfig OnError { get; init; } = new(OnErrorWay.Fail, null);

    public IReadOnlyList<NamedValue> Save { get; init; } = [];

    public IReadOnlyList<NextConfig> Next { get; init; } = [];

    public BreakpointPlace Breakpoint { get; init; }
}

/// <summary>The action of a node: the key that names its kind, and what stands under it.</summary>
/// <param name="Kind"><c>agent</c>, <c>tool</c>, <c>human</c> …</param>
/// <param name="KindAt">The key's place.</param>
/// <param name="Node">The whole node, for the keys that belong to the kind (<c>prompt</c>, <c>with</c>).</param>
public sealed record ActionConfig(string Kind, SourceSpan KindAt, ConfigValue Value, ConfigMap Node, string NodeName)
{
    /// <summary>The text of the file that the action's <c>file</c> names, kept with the version like an include; null when it names none, or none that can be read.</summary>
    public string? FileText { get; init; }
}

/// <param name="Over">One expression, or a list as it is.</param>
/// <param name="Parallel">At most so many items at once; null means the run's own limit.</param>
public sealed record MapConfig(ConfigValue Over, string As, SourceSpan AsAt, int? Parallel, bool CollectErrors, SourceSpan At);

/// <param name="On">Error codes; empty means those that may pass by themselves (timeout, rate_limited, unavailable).</param>
public sealed record RetryConfig(int Attempts, TimeSpan BackoffFrom, TimeSpan BackoffTo, IReadOnlyList<string> On);

public enum OnErrorWay
{
    Fail,
    Continue,
    GoTo,
}

public sealed record OnErrorConfig(OnErrorWay Way, ConfigScalar? To);

/// <summary>One way on: taken when <paramref name="When"/> holds, always when it is null.</summary>
/// <param name="To">Several targets run in parallel; empty or <c>end</c> ends the branch.</param>
public sealed record NextConfig(ConfigScalar? When, IReadOnlyList<ConfigScalar> To, SourceSpan At);

/// <summary>Hard bounds of one run. Defaults: 100 steps, one hour, 8 tasks at once; null means unbounded.</summary>
public sealed record LimitsConfig
{
    public int Steps { get; init; } = 100;

    /// <summary>Time spent running. Waiting for people, timers and events does not count.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromHours(1);

    /// <summary>US dollars.</summary>
    public decimal? Cost { get; init; }

    public long? Tokens { get; init; }

    public int Parallel { get; init; } = 8;

    /// <summary>From the start to the end by the clock on the wall, waits and all; null means without end.</summary>
    public TimeSpan? Deadline { get; init; }

    public SourceSpan? CostAt { get; init; }
}

/// <summary>How many runs of the workflow go on at once; further ones are queued.</summary>
/// <param name="Group">Runs are counted for each value of it; null counts all of the workflow together.</param>
public sealed record ConcurrencyConfig(int Limit, ConfigScalar? Group, SourceSpan At);

/// <summary>What all runs of the workflow may spend together on one day and in one month, UTC, in US dollars.</summary>
/// <param name="WarnAt">Percent of a budget at which people are warned.</param>
public sealed record BudgetsConfig(decimal? Day, decimal? Month, int WarnAt, SourceSpan At)
{
    public const int UsualWarnAt = 80;
}

/// <summary>How long ended runs of the workflow are kept.</summary>
/// <param name="Days">After their end; null for ever.</param>
/// <param name="Runs">So many, the newest; null for all.</param>
public sealed record RetentionConfig(int? Days, int? Runs);
