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
}
