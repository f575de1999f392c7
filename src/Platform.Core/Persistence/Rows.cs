using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>A row that belongs to an organisation; every row does.</summary>
internal interface IOwnedRow
{
    OrganizationId OrganizationId { get; }
}

// What lies in the tables, for lists and questions. The hot path reads and writes by prepared commands.

internal sealed record OrganizationRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed record UserRow : IOwnedRow
{
    public UserId Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string Roles { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed record WorkflowRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string? Description { get; init; }
    public int Current { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? DisabledBy { get; init; }
}

internal sealed record VersionRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Workflow { get; init; } = "";
    public int Number { get; init; }
    public string Hash { get; init; } = "";
    public string Text { get; init; } = "";
    public string? Includes { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public int? RestoredFrom { get; init; }
}

internal sealed record RunRow : IOwnedRow
{
    public RunId Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Workflow { get; init; } = "";
    public int Version { get; init; }
    public string Status { get; init; } = "";
    public string? Thread { get; init; }
    public int Step { get; init; }
    public long LastSequence { get; init; }
    public int Epoch { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public long Signal { get; init; }
    public string? CancelRequested { get; init; }
    public string? PausedBy { get; init; }
    public DateTimeOffset? PausedAt { get; init; }
    public string? ConcurrencyGroup { get; init; }
    public int? ConcurrencyLimit { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public long? AllowedMs { get; init; }
    public string? Cause { get; init; }
    public long RestSignal { get; init; }
    public int Priority { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? Labels { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CachedTokens { get; init; }
    public long ReasoningTokens { get; init; }
    public long CostNanos { get; init; }
    public int ModelCalls { get; init; }
    public int UnpricedCalls { get; init; }
    public int EstimatedCalls { get; init; }
    public long ActiveMs { get; init; }
    public string Trigger { get; init; } = "";
    public RunId? ParentRun { get; init; }
    public string? ParentTask { get; init; }
    public int Depth { get; init; }
    public int Attempt { get; init; }
    public string? WaitingFor { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public long StoodMs { get; init; }
    public string? IdempotencyKey { get; init; }
    public string CreatedBy { get; init; } = "";
    public string? Error { get; init; }
    public string Inputs { get; init; } = "";
    public string? Outputs { get; init; }
    public RunId? ForkedFrom { get; init; }
    public int? ForkedStep { get; init; }
}

internal sealed record CheckpointRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public int Step { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public DateTimeOffset At { get; init; }
    public bool Full { get; init; }
    public byte[] State { get; init; } = [];
}

internal sealed record EventBatchRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public long FirstSequence { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public long LastSequence { get; init; }
    public DateTimeOffset At { get; init; }
    public byte[] Events { get; init; } = [];
    public byte[]? Recorded { get; init; }
}

internal sealed record JournalRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public string Task { get; init; } = "";
    public OrganizationId OrganizationId { get; init; }
    public byte[] Outcome { get; init; } = [];
}

internal sealed record TaskNoteRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public string Task { get; init; } = "";
    public int Number { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public byte[] Note { get; init; } = [];
}

internal sealed record ToolCountRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public string Tool { get; init; } = "";
    public OrganizationId OrganizationId { get; init; }
    public long Calls { get; init; }
}

internal sealed record ToolRateRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Workflow { get; init; } = "";
    public string Tool { get; init; } = "";
    public string Recent { get; init; } = "";
}

internal sealed record InterruptRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public RunId RunId { get; init; }
    public string Task { get; init; } = "";
    public string Node { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? EventName { get; init; }
    public string Asked { get; init; } = "";
    public DateTimeOffset? DueAt { get; init; }
    public string? Assignee { get; init; }
    public string Status { get; init; } = "";
    public string? ClaimedBy { get; init; }
    public string? Answer { get; init; }
    public string? AnswerKind { get; init; }
    public string? AnsweredBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public bool Consumed { get; init; }
    public bool Told { get; init; }

    /// <summary>The run's, of what waits for people; null of everything else.</summary>
    public string? Workflow { get; init; }
}

internal sealed record ThreadRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string Workflow { get; init; } = "";
    public RunId RunId { get; init; }
    public string Channels { get; init; } = "";
    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record OutsideEventRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string? Key { get; init; }
    public bool Kept { get; init; }
    public bool WasKept { get; init; }
    public int Runs { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public string? Data { get; init; }
}

internal sealed record ProcessRow : IOwnedRow
{
    public string Owner { get; init; } = "";
    public OrganizationId OrganizationId { get; init; }
    public DateTimeOffset BeatAt { get; init; }
}

internal sealed record RunLabelRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Label { get; init; } = "";
    public RunId RunId { get; init; }
}

internal sealed record DeletedRunRow : IOwnedRow
{
    public RunId RunId { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed record ClaimRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Name { get; init; } = "";
    public string Owner { get; init; } = "";
    public DateTimeOffset Until { get; init; }
}

internal sealed record CachedReplyRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public string Hash { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public long Hits { get; init; }
    public long Bytes { get; init; }
    public string Call { get; init; } = "";
}
