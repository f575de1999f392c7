using Platform.Core.Foundation;

namespace Platform.Core.Memory;

/// <summary>Keeps what is remembered. Each question is one organisation's; what has expired is not there.</summary>
internal interface IMemoryStore
{
    /// <summary>Null when the organisation has no such run.</summary>
    ValueTask<MemoryOrigin?> OriginAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken);

    /// <summary>Creates the entry or puts it in the place of the one with its key, in one transaction.</summary>
    /// <exception cref="PlatformException">Limit_exceeded: the organisation's bounds. Conflict: another version is there.</exception>
    Task<SavedMemory> SaveAsync(NewMemory memory, MemoryBounds bounds);

    /// <summary>Null when there is none.</summary>
    ValueTask<MemoryEntry?> FindAsync(OrganizationId organization, string space, string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    ValueTask<Page<MemoryEntry>> ListAsync(OrganizationId organization, MemoryQuery query, MemorySight sight, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>By name.</summary>
    ValueTask<IReadOnlyList<MemorySpaceView>> SpacesAsync(OrganizationId organization, string? after, int take, CancellationToken cancellationToken);

    /// <summary>Entries and bytes of the organisation.</summary>
    ValueTask<(long Entries, long Bytes)> TotalAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Null when nothing was ever saved there.</summary>
    ValueTask<MemorySpace?> SpaceAsync(OrganizationId organization, string space, CancellationToken cancellationToken);

    /// <summary>Vectors that were stored after a sequence number, in its order.</summary>
    ValueTask<IReadOnlyList<StoredVector>> VectorsAsync(OrganizationId organization, long space, string model, long after, int take, CancellationToken cancellationToken);

    /// <summary>The numbers of all entries with a vector of the model.</summary>
    ValueTask<IReadOnlyList<long>> NumbersAsync(OrganizationId organization, long space, string model, CancellationToken cancellationToken);

    /// <summary>For each term up to <paramref name="most"/> entries that hold it.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<long>>> MatchAsync(OrganizationId organization, long space, IReadOnlyList<string> terms, int most, CancellationToken cancellationToken);

    /// <summary>Entries that hold all of the terms.</summary>
    ValueTask<IReadOnlyList<long>> MatchAllAsync(OrganizationId organization, long space, IReadOnlyList<string> terms, int most, CancellationToken cancellationToken);

    /// <summary>Entries by their numbers with their vectors; what is gone or expired is left out.</summary>
    ValueTask<IReadOnlyList<NumberedMemory>> ReadAsync(OrganizationId organization, long space, IReadOnlyList<long> numbers, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many entries have a vector of another model, or none.</summary>
    ValueTask<long> OthersAsync(OrganizationId organization, long space, string model, CancellationToken cancellationToken);

    /// <summary>The entry with its words and its vector. Null when there is none.</summary>
    Task<(long Space, long Number)?> ForgetAsync(OrganizationId organization, string space, string key);

    /// <summary>At most so many entries of a namespace, and of those below it when it is asked for. How many went.</summary>
    Task<int> ForgetAllAsync(OrganizationId organization, string space, bool below, int most);

    /// <summary>At most so many entries that expired, of all organisations. How many went.</summary>
    Task<int> ExpireAsync(DateTimeOffset now, int most);

    /// <summary>Writes anew what deleted words still lie in, as far as the database keeps them. Bounded.</summary>
    Task ScrubAsync(CancellationToken cancellationToken);
}

/// <param name="Words">Separated by spaces.</param>
/// <param name="Vector">Of length 1; null when there is none.</param>
/// <param name="Value">JSON.</param>
internal sealed record NewMemory(
    OrganizationId Organization, string Space, string Key, bool OwnKey, string Value, string Words, string? Model, float[]? Vector, DateTimeOffset Now, DateTimeOffset? ExpiresAt,
    string By, RunId? Run, string? IdempotencyKey, long? IfVersion)
{
    public long Bytes { get; } = System.Text.Encoding.UTF8.GetByteCount(Key) + System.Text.Encoding.UTF8.GetByteCount(Value);
}

/// <summary>Which namespaces a list shows.</summary>
/// <param name="All">Everything of the organisation; else no thread's, and of users' only the own.</param>
/// <param name="Own">The caller's own namespace.</param>
internal sealed record MemorySight(bool All, string Own);

internal sealed record MemoryBounds(long Entries, long Bytes);

/// <param name="Sequence">Of the newest save.</param>
/// <param name="Removed">How often something went.</param>
internal sealed record MemorySpace(long Number, long Entries, long Sequence, long Removed);

internal sealed record StoredVector(long Number, long Sequence, DateTimeOffset? ExpiresAt, float[] Vector);

internal sealed record NumberedMemory(long Number, MemoryEntry Entry, bool OwnKey, float[]? Vector);
