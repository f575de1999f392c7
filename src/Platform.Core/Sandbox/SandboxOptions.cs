using System.ComponentModel;
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

    [Description("What code runs in: Auto (Bubblewrap where it is installed, else Podman, else Docker), Bubblewrap, Docker, Podman, or None: no code runs here.")]
    public SandboxChoice Runtime { get; init; }

    [Description("The Python to use: its path. Empty looks for python3, first on PATH.")]
    public string Python { get; init; } = "";

    [Description("The Node.js to use: its path. Empty looks for node, first on PATH.")]
    public string Node { get; init; } = "";

    [Description("The image for Python under Docker and Podman.")]
    public string PythonImage { get; init; } = "docker.io/library/python:3.13-slim";

    [Description("The image for JavaScript under Docker and Podman.")]
    public string NodeImage { get; init; } = "docker.io/library/node:22-slim";

    [Description("Pieces of code that run at once; further ones wait.")]
    [Range(1, 256)]
    public int Parallel { get; init; } = 8;

    [Description("Sandboxes of each language that are kept ready; 0 starts each when it is needed.")]
    [Range(0, 32)]
    public int Warm { get; init; } = 2;

    [Description("Whether sandboxes are made ready when the platform starts, or when code is first used.")]
    public bool WarmAtStart { get; init; }

    [Description("After how long a ready sandbox that nobody needs ends.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    [Description("Wall-clock time of code that sets none.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("The longest wall-clock time that code may ask for.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestTimeout { get; init; } = TimeSpan.FromMinutes(10);

    [Description("MB of memory for code that sets none.")]
    [Range(32, 65536)]
    public int MemoryMb { get; init; } = 256;

    [Description("MB of memory that code may ask for.")]
    [Range(32, 65536)]
    public int LargestMemoryMb { get; init; } = 2048;

    [Description("MB of the work folder, and as many of /tmp.")]
    [Range(1, 16384)]
    public int DiskMb { get; init; } = 64;

    [Description("Files that code may make.")]
    [Range(100, 1_000_000)]
    public int Files { get; init; } = 20_000;

    [Description("Processes and threads of one sandbox; Node.js alone has 11.")]
    [Range(16, 4096)]
    public int Processes { get; init; } = 64;

    [Description("KB that code may print; the first 32 are kept.")]
    [Range(1, 65536)]
    public int OutputKb { get; init; } = 1024;

    [Description("KB of JSON that code may give back.")]
    [Range(1, 65536)]
    public int ResultKb { get; init; } = 1024;

    [Description("Control groups in which sandboxes get their own: folders that were given to the platform, separated by :. Empty takes the platform's own group of version 2 where it may make groups in it, and nothing otherwise.")]
    public string ControlGroups { get; init; } = "";
}
