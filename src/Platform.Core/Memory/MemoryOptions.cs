using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Memory;

/// <summary>Section <c>Platform:Memory</c>.</summary>
public sealed class MemoryOptions
{
    public const string Section = "Platform:Memory";

    [Description("Entries that one organisation may have.")]
    [Range(1, 10_000_000)]
    public long MostEntries { get; init; } = 200_000;

    [Description("Megabytes of keys and values that one organisation may have.")]
    [Range(1, 1_000_000)]
    public long MostMegabytes { get; init; } = 512;

    [Description("Kilobytes that one value may have.")]
    [Range(1, 1024)]
    public int ValueKilobytes { get; init; } = 64;

    [Description("Megabytes of vectors that this process keeps in its own memory; those used least go first.")]
    [Range(1, 65_536)]
    public int IndexMegabytes { get; init; } = 256;

    [Description("Up to so many entries of a namespace every vector is compared as it is; above, by eight bits a number, and the best of them as they are.")]
    [Range(0, 100_000)]
    public int ExactEntries { get; init; } = 4_000;

    [Description("How often expired entries are deleted; they are not seen meanwhile.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMinutes(1);
}
