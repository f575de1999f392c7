using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

internal sealed record MemorySpaceRow : IOwnedRow
{
    public long Number { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public string Namespace { get; init; } = "";
    public long Entries { get; init; }
    public long Bytes { get; init; }
    public long Sequence { get; init; }
    public long Removed { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record MemoryRow : IOwnedRow
{
    public long Number { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public long Space { get; init; }
    public string Key { get; init; } = "";
    public bool OwnKey { get; init; }
    public long Sequence { get; init; }
    public long Version { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string SavedBy { get; init; } = "";
    public RunId? RunId { get; init; }
    public string? Origin { get; init; }
    public string? Model { get; init; }
    public long Bytes { get; init; }
    public string Value { get; init; } = "";
}

internal sealed record MemoryVectorRow : IOwnedRow
{
    public long Number { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public byte[] Vector { get; init; } = [];
}

internal sealed record MemoryTotalRow : IOwnedRow
{
    public OrganizationId OrganizationId { get; init; }
    public long Entries { get; init; }
    public long Bytes { get; init; }
}
