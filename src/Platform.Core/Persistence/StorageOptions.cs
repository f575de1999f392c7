using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Persistence;

public enum Durability
{
    /// <summary>A commit that was acknowledged survives a power cut.</summary>
    Full,

    /// <summary>A power cut may take the last moments; a crash of the process takes nothing.</summary>
    Relaxed,
}

/// <summary>Section <c>Platform:Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Platform:Storage";

    /// <summary>Default <see cref="Durability.Full"/>.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>
    /// A PostgreSQL database that several nodes may share: <c>postgres://user:password@host:5432/name</c>. A secret. Default none: SQLite in the data folder.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>Connections to PostgreSQL with which one process reads at once; it writes with a few more. Default 16.</summary>
    [Range(1, 1000)]
    public int Connections { get; init; } = 16;
}
