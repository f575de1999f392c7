using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

internal sealed record ConversationRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Title { get; init; } = "";
    public string Model { get; init; } = "";
    public string? Workflow { get; init; }
    public int? WorkflowVersion { get; init; }
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public long Version { get; init; }
    public int Turns { get; init; }
    public int Drafts { get; init; }
    public Guid? Answering { get; init; }
}

internal sealed record TurnRow : IOwnedRow
{
    public Guid Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public Guid ConversationId { get; init; }
    public Guid? ParentId { get; init; }
    public long Version { get; init; }
    public string Kind { get; init; } = "";
    public string Status { get; init; } = "";
    public string Model { get; init; } = "";
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string Owner { get; init; } = "";
    public DateTimeOffset BeatAt { get; init; }
    public bool StopAsked { get; init; }
    public int? Draft { get; init; }
    public int? Made { get; init; }
    public int Added { get; init; }
    public int Removed { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CostNanos { get; init; }
    public bool CostKnown { get; init; }
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
    public string? Resolution { get; init; }
    public string Asked { get; init; } = "";
    public string Said { get; init; } = "";
    public string Notes { get; init; } = "";
}

internal sealed record DraftRow : IOwnedRow
{
    public Guid ConversationId { get; init; }
    public int Number { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public Guid TurnId { get; init; }
    public int? Base { get; init; }
    public string? Name { get; init; }
    public int Errors { get; init; }
    public int Warnings { get; init; }
    public int Added { get; init; }
    public int Removed { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string Text { get; init; } = "";
}
