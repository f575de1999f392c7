using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Runs;

/// <summary>Section <c>Platform:Runs</c>.</summary>
public sealed class RunOptions
{
    public const string Section = "Platform:Runs";

    /// <summary>Runs that one process advances at once. Default 16.</summary>
    [Range(1, 1024)]
    public int Parallel { get; init; } = 16;

    /// <summary>How long a lease holds without renewal before another process may take the run. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long runs may go on after a stop was asked for, before they are left to recovery. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan? Grace { get; init; }

    /// <summary>How often this process looks for runs that nobody advances. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Events that no commit carries are stored after at most this long, so that pages are live. Default 25 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan Flush { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// The name of this node among others on one database. Processes of one name share a machine and can tell whether another one of them has died; of all others
    /// the leases must run out. Default the machine's name.
    /// </summary>
    public string? Node { get; init; }

    /// <summary>How long an event that nobody waits for is kept for a wait that begins later. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan KeepEvents { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many events of one name are kept; the oldest gives way. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MostKeptEvents { get; init; } = 10_000;

    /// <summary>How deep runs may start children of children. Default 16.</summary>
    [Range(1, 100)]
    public int MaxDepth { get; init; } = 16;
}
