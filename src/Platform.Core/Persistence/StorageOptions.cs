using System.ComponentModel;
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

    [Description("Full: a commit that was acknowledged survives a power cut. Relaxed: a power cut may take the last moments, a crash of the process nothing.")]
    public Durability Durability { get; init; } = Durability.Full;

    [Description("A PostgreSQL database that several nodes may share: postgres://user:password@host:5432/name. A secret. None: SQLite in the data folder.")]
    public string? Database { get; init; }

    [Description("Connections to PostgreSQL with which one process reads at once; it writes with a few more.")]
    [Range(1, 1000)]
    public int Connections { get; init; } = 16;
}
