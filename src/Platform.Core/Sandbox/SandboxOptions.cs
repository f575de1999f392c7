using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Sandbox;

public enum SandboxChoice
{
    /// <summary>Bubblewrap where it is installed, else Podman, else Docker.</summary>
    Auto,
    Bubblewrap,
    Docker,
    Podman,

    /// <summary>No code runs here.</summary>
    None,
}

/// <summary>Section <c>Platform:Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Platform:Sandbox";

    /// <summary>What the code runs in. Default auto.</summary>
    public SandboxChoice Runtime { get; init; }

    /// <summary>The Python to use: its path. Empty looks for <c>python3</c>, first on PATH.</summary>
    public string Python { get; init; } = "";

    /// <summary>The Node.js to use: its path. Empty looks for <c>node</c>, first on PATH.</summary>
    public string Node { get; init; } = "";

    /// <summary>The image for Python under Docker and Podman.</summary>
    public string PythonImage { get; init; } = "docker.io/library/python:3.13-slim";

    /// <summary>The image for JavaScript under Docker and Podman.</summary>
    public string NodeImage { get; init; } = "docker.io/library/node:22-slim";

    /// <summary>Pieces of code that run at once; further ones wait. Default 8.</summary>
    [Range(1, 256)]
    public int Parallel { get; init; } = 8;

    /// <summary>Sandboxes of each language that are kept ready. Default 2; 0 starts each when it is needed.</summary>
    [Range(0, 32)]
    public int Warm { get; init; } = 2;

    /// <summary>Whether sandboxes are made ready when the platform starts, or when code is first used (default).</summary>
    public bool WarmAtStart { get; init; }

    /// <summary>After how long a ready sandbox that nobody needs ends. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wall-clock time of code that sets none. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most that code may ask for. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>MB of memory for code that sets none. Default 256.</summary>
    [Range(32, 65536)]
    public int MemoryMb { get; init; } = 256;

    /// <summary>MB of memory that code may ask for. Default 2,048.</summary>
    [Range(32, 65536)]
    public int LargestMemoryMb { get; init; } = 2048;

    /// <summary>MB of the work folder, and as many of <c>/tmp</c>. Default 64.</summary>
    [Range(1, 16384)]
    public int DiskMb { get; init; } = 64;

    /// <summary>Files that code may make. Default 20,000.</summary>
    [Range(100, 1_000_000)]
    public int Files { get; init; } = 20_000;

    /// <summary>Processes and threads of one sandbox. Default 64; Node alone has 11.</summary>
    [Range(16, 4096)]
    public int Processes { get; init; } = 64;

    /// <summary>KB that code may print. Default 1,024; the first 32 are kept.</summary>
    [Range(1, 65536)]
    public int OutputKb { get; init; } = 1024;

    /// <summary>KB of JSON that code may give back. Default 1,024.</summary>
    [Range(1, 65536)]
    public int ResultKb { get; init; } = 1024;

    /// <summary>
    /// Control groups in which sandboxes get their own: folders that were given to the platform, separated by <c>:</c>. Empty takes the platform's own group of
    /// version 2 where it may make groups in it, and nothing otherwise.
    /// </summary>
    public string ControlGroups { get; init; } = "";
}
