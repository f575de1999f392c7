using System.Diagnostics;
using System.Globalization;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>Docker or Podman: one container for each sandbox, without network, rights or a disk that can be written. The engine keeps the limits.</summary>
/// <param name="program">The path of <c>docker</c> or <c>podman</c>.</param>
/// <param name="name"><c>docker</c> or <c>podman</c>, with its version.</param>
internal sealed class ContainerEngine(string program, string name, SandboxOptions options) : ISandboxRuntime
{
    private const string Prefix = "platform-sandbox-";

    // The same three channels as everywhere; the image's own shell moves them.
    private const string Launch = "exec 3>&1 1>&2; exec \"$0\" \"$@\"";

    public string Name => name;

    public bool IsOurs => false;

    /// <summary>Null, and why, when the engine does not answer.</summary>
    public static async Task<(ContainerEngine? Runtime, string Why)> FindAsync(string engine, SandboxOptions options, CancellationToken cancellationToken)
    {
        if (Programs.Find(engine) is not { } program) return (null, $"{engine} is not installed.");
        var version = await Programs.AskAsync(program, ["version", "--format", engine == "docker" ? "{{.Server.Version}}" : "{{.Client.Version}}"], cancellationToken);
        return version.Trim().Length > 0 ? (new ContainerEngine(program, $"{engine} {version.Trim()}", options), "") : (null, $"{engine} is installed, but its engine does not answer.");
    }

    public ValueTask<ProcessStartInfo> StartAsync(CodeLanguage language, CodeLimits limits, string id, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in Arguments(language, limits, id)) start.ArgumentList.Add(argument);
        return ValueTask.FromResult(start);
    }

    // To kill the program that talks to the engine leaves the container alone.
    public Task RemoveAsync(string id) => Programs.AskAsync(program, ["rm", "--force", Prefix + id], CancellationToken.None);

    public ValueTask<string> DescribeAsync(CodeLanguage language, CancellationToken cancellationToken) => ValueTask.FromResult(Image(language));

    internal IReadOnlyList<string> Arguments(CodeLanguage language, CodeLimits limits, string id)
    {
        var memory = Text(limits.Memory + Running.SandboxWatch.Spare);
        return
        [
            "run", "--rm", "--interactive", "--name", Prefix + id, "--label", "platform.sandbox=1", "--log-driver", "none", "--pull", "missing",
            "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--user", "65534:65534", "--ipc", "private", "--hostname", "sandbox",
            "--memory", memory, "--memory-swap", memory, "--pids-limit", Text(limits.Options.Processes), "--cpus", Text(Environment.ProcessorCount),
            "--ulimit", "core=0", "--ulimit", "nofile=256", "--ulimit", $"fsize={Text(limits.Disk)}", "--ulimit", $"cpu={limits.CpuSeconds}",
            "--tmpfs", $"/work:rw,nosuid,nodev,size={Text(limits.Disk)},nr_inodes={Text(limits.Options.Files)},mode=1777",
            "--tmpfs", $"/tmp:rw,nosuid,nodev,size={Text(limits.Disk)},nr_inodes={Text(limits.Options.Files)},mode=1777",
            "--workdir", "/work", "--env", "HOME=/work", "--env", "TMPDIR=/tmp", "--env", "LANG=C.UTF-8", "--env", "TZ=UTC", "--entrypoint", "/bin/sh",
            Image(language), "-c", Launch, language == CodeLanguage.Python ? "python3" : "node", .. Harness.HarnessSource.Arguments(language, limits.Memory),
        ];
    }

    private string Image(CodeLanguage language) => language == CodeLanguage.Python ? options.PythonImage : options.NodeImage;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
