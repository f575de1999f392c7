using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Runs;

/// <summary>Section <c>Platform:Runs</c>.</summary>
public sealed class RunOptions
{
    public const string Section = "Platform:Runs";

    [Description("Runs that one process advances at once.")]
    [Range(1, 1024)]
    public int Parallel { get; init; } = 16;

    [Description("How long a lease holds without renewal before another process may take the run.")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    [Description("How long runs may go on after a stop was asked for, before they are left to recovery; none: 10 s.")]
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan? Grace { get; init; }

    [Description("How often this process looks for runs that nobody advances.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(2);

    [Description("Events that no commit carries are stored after at most this long, so that pages are live.")]
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan Flush { get; init; } = TimeSpan.FromMilliseconds(25);

    [Description("The name of this node among others on one database; none: the machine's name. Processes of one name share a machine and can tell whether another one of them has died; of all others the leases must run out.")]
    public string? Node { get; init; }

    [Description("How long an event that nobody waits for is kept for a wait that begins later.")]
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan KeepEvents { get; init; } = TimeSpan.FromDays(7);

    [Description("How many events of one name are kept; the oldest gives way.")]
    [Range(1, 1_000_000)]
    public int MostKeptEvents { get; init; } = 10_000;

    [Description("How deep runs may start children of children.")]
    [Range(1, 100)]
    public int MaxDepth { get; init; } = 16;
}
