using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

internal sealed record SettingRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string Value { get; init; } = "";
    public string UpdatedBy { get; init; } = "";
    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record ModelCallRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public DateTimeOffset At { get; init; }
    public RunId RunId { get; init; }
    public long Sequence { get; init; }
    public string Workflow { get; init; } = "";
    public int Step { get; init; }
    public string Node { get; init; } = "";
    public int? Item { get; init; }
    public string Agent { get; init; } = "";
    public string UserName { get; init; } = "";
    public string Provider { get; init; } = "";
    public string Model { get; init; } = "";
    public int Attempt { get; init; }
    public int Retries { get; init; }
    public string Status { get; init; } = "";
    public string? ErrorKind { get; init; }
    public string Source { get; init; } = "";
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CachedTokens { get; init; }
    public long ReasoningTokens { get; init; }
    public long? CostNanos { get; init; }
    public bool Estimated { get; init; }
    public long LatencyMs { get; init; }
    public long? FirstTokenMs { get; init; }
    public string? StopReason { get; init; }
    public int PromptCut { get; init; }
    public int ReplyCut { get; init; }
    public string? Error { get; init; }
    public string? ToolCalls { get; init; }
    public string Reply { get; init; } = "";
    public string Prompt { get; init; } = "";
    public long CacheWriteTokens { get; init; }
    public string Operation { get; init; } = "";
}

/// <summary>The calls of a day, added up.</summary>
internal abstract record SpentRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public int Day { get; init; }
    public string Workflow { get; init; } = "";
    public int Shard { get; init; }
    public long Calls { get; init; }
    public long Failed { get; init; }
    public long Unpriced { get; init; }
    public long Estimated { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CachedTokens { get; init; }
    public long ReasoningTokens { get; init; }
    public long CostNanos { get; init; }
    public long CacheWriteTokens { get; init; }
}

internal sealed record SpendRow : SpentRow
{
    public string Node { get; init; } = "";
    public string Agent { get; init; } = "";
    public string Model { get; init; } = "";
    public string Provider { get; init; } = "";
    public string UserName { get; init; } = "";
}

internal sealed record SpendByRow : SpentRow
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
}

internal sealed record BudgetSpendRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Scope { get; init; } = "";
    public int Day { get; init; }
    public int Shard { get; init; }
    public long CostNanos { get; init; }
    public long Unpriced { get; init; }
}

internal sealed record BudgetHoldRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Scope { get; init; } = "";
    public int Day { get; init; }
    public DateTimeOffset Until { get; init; }
    public long LeastNanos { get; init; }
    public long MostNanos { get; init; }
}

/// <summary>Calls of one thing on one day that took about as long as each other.</summary>
internal sealed record CallStatRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Workflow { get; init; } = "";
    public int Day { get; init; }
    public int Bucket { get; init; }
    public int Shard { get; init; }
    public long Calls { get; init; }
    public long Failed { get; init; }
    public long TotalMs { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CostNanos { get; init; }
    public long Unpriced { get; init; }
}

/// <summary>How often a cause made runs and tasks fail on one day.</summary>
internal sealed record FailureCauseRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public int Day { get; init; }
    public string Cause { get; init; } = "";
    public int Shard { get; init; }
    public string Workflow { get; init; } = "";
    public string Node { get; init; } = "";
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
    public string Resolution { get; init; } = "";
    public long Runs { get; init; }
    public long Tasks { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
}
