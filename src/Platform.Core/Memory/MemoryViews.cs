using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Memory;

/// <summary>One thing that is remembered.</summary>
/// <param name="Value">A text, or any JSON.</param>
/// <param name="Model">What its vector was made by; null when it has none.</param>
/// <param name="Run">The run that saved it; null when a person did.</param>
/// <param name="Version">1-based; each change counts one more.</param>
public sealed record MemoryEntry(
    string Namespace, string Key, JsonElement Value, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ExpiresAt, long Version, string SavedBy, RunId? Run, string? Model, long Bytes)
{
    /// <summary>The value as a text: its own when it is one, else JSON.</summary>
    public string Text() => MemoryText.Of(Value);
}

/// <summary>What is to be remembered.</summary>
/// <param name="Key">Null: made from the value, so that the same is remembered once.</param>
/// <param name="Lifetime">Null for ever.</param>
public sealed record SaveMemory(string? Key, JsonElement Value, TimeSpan? Lifetime = null)
{
    /// <summary>The same when a task runs again; null when nothing is known of that. Without a key, what it saved before is replaced.</summary>
    public string? IdempotencyKey { get; init; }

    public required string By { get; init; }

    public RunId? Run { get; init; }

    /// <summary>Refused unless the entry has this version now; 0 for one that must not exist. Null to save in any case.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>What became of a save.</summary>
public enum SaveOutcome
{
    Created,
    Updated,

    /// <summary>It was there already, word for word; its time to live began anew.</summary>
    Unchanged,
}

/// <summary>What was saved.</summary>
public sealed record SavedMemory(MemoryEntry Entry, SaveOutcome Outcome);

/// <summary>One entry that a search found.</summary>
/// <param name="Score">0 to 1: 1 is first by words and by meaning alike.</param>
/// <param name="Similarity">Cosine of the two vectors, -1 to 1; null when they cannot be compared.</param>
public sealed record FoundMemory(MemoryEntry Entry, double Score, double? Similarity);

/// <summary>What a search came to.</summary>
/// <param name="Note">What it could not do, in a sentence; null when it did all.</param>
public sealed record MemorySearch(IReadOnlyList<FoundMemory> Items, string? Note);

/// <summary>A namespace with what is in it; expired entries that were not deleted yet are counted.</summary>
public sealed record MemorySpaceView(string Namespace, long Entries, long Bytes, DateTimeOffset UpdatedAt);

/// <summary>What a list is asked for.</summary>
public sealed record MemoryQuery
{
    /// <summary>Null for all.</summary>
    public MemoryNamespace? Namespace { get; init; }

    /// <summary>Keys that begin so.</summary>
    public string? Prefix { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>How much an organisation remembers, and how much it may.</summary>
public sealed record MemoryUse(long Entries, long MostEntries, long Bytes, long MostBytes);
