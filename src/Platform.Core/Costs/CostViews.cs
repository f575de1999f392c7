namespace Platform.Core.Costs;

/// <summary>By what costs are added up.</summary>
public enum CostBy
{
    Day,
    Workflow,
    Node,
    Agent,
    Model,
    Provider,
    User,
    Run,
}

/// <summary>Which costs to add up, and by what.</summary>
public sealed record CostQuery
{
    public CostBy By { get; init; } = CostBy.Workflow;

    /// <summary>The first day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, UTC.</summary>
    public required DateOnly To { get; init; }

    public string? Workflow { get; init; }

    /// <summary>Not for <see cref="CostBy.Run"/>, as all that follow: a run may have asked several.</summary>
    public string? Model { get; init; }

    public string? Provider { get; init; }

    public string? Agent { get; init; }

    public string? User { get; init; }

    /// <summary>Of agents: those of one name in several workflows are told apart, each with its workflow.</summary>
    public bool EachWorkflow { get; init; }

    /// <summary>Of the dearest rows; of days, the newest. 1 to 1000.</summary>
    public int Limit { get; init; } = 200;
}

/// <summary>What calls of models used and cost.</summary>
/// <param name="Key">The day, the workflow's name, and so on; empty for the sum of all.</param>
/// <param name="Workflow">Whose node, run or (where workflows are told apart) agent it is; null for others.</param>
/// <param name="Calls">Attempts, with those that failed.</param>
/// <param name="Unpriced">Calls of which the price is unknown.</param>
/// <param name="Estimated">Calls with a cost whose tokens are estimated.</param>
/// <param name="Cost">US dollars that are known.</param>
public sealed record CostRow(
    string Key, string? Workflow, long Calls, long Failed, long Unpriced, long Estimated, long InputTokens, long OutputTokens, long CachedTokens, long ReasoningTokens, decimal Cost)
{
    /// <summary>Of the input tokens: those that providers put into their caches; not counted by run.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>False when some calls have no known price, so that <see cref="Cost"/> is a lower bound.</summary>
    public bool CostKnown => Unpriced == 0;

    public bool CostEstimated => Estimated > 0;
}

/// <param name="Total">Of all that was asked for, also where there are more rows than are told.</param>
/// <param name="Items">Dearest first; days and nothing else newest first.</param>
/// <param name="More">There are further rows.</param>
public sealed record CostReport(CostBy By, DateOnly From, DateOnly To, CostRow Total, IReadOnlyList<CostRow> Items, bool More);
