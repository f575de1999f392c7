using System.Diagnostics;
using System.Text.RegularExpressions;
using Platform.Core.Sandbox.Seccomp;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>Linux namespaces by way of bubblewrap, with a filter of system calls, under a user that owns nothing.</summary>
internal sealed partial class Bubblewrap : ISandboxRuntime
{
    // As root, each sandbox gets one of these users of the machine: above all that Debian and Red Hat give to people and services.
    private const int FirstUser = 65_000;
    private const int Users = 500;

    // 3 is the answer, 1 and 2 are what is printed, and 9 is the filter, which bubblewrap closes.
    private const string Launch = "exec 3>&1 1>&2 9<\"$0\"; exec \"$@\"";

    private readonly string _bwrap;
    private readonly string _prlimit;
    private readonly string? _setpriv;
    private readonly string _filter;
    private readonly bool _canForbidNamespaces;
    private readonly Interpreters _interpreters;
    private int _next;

    private Bubblewrap(string bwrap, string prlimit, string? setpriv, string filter, string help, Interpreters interpreters)
    {
        (_bwrap, _prlimit, _setpriv, _filter, _interpreters) = (bwrap, prlimit, setpriv, filter, interpreters);
        _canForbidNamespaces = help.Contains("--disable-userns", StringComparison.Ordinal);
    }

    public required string Name { get; init; }

    public bool IsOurs => true;

    /// <summary>Null, and why, when it cannot be used here.</summary>
    /// <param name="folder">Where the filter of system calls is put.</param>
    public static async Task<(Bubblewrap? Runtime, string Why)> FindAsync(SandboxOptions options, string folder, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux()) return (null, "bubblewrap needs Linux.");
        if (Programs.Find("bwrap") is not { } bwrap) return (null, "bubblewrap is not installed.");
        var asked = await Task.WhenAll(Programs.AskAsync(bwrap, ["--help"], cancellationToken), Programs.AskAsync(bwrap, ["--version"], cancellationToken));
        var (help, version) = (asked[0], VersionNumber().Match(asked[1]).Value);
        if (!help.Contains("--size BYTES", StringComparison.Ordinal)) return (null, $"bubblewrap {version} is too old: 0.7 is the first that limits the size of a folder.");
        if (Programs.Find("prlimit") is not { } prlimit) return (null, "'prlimit' (of util-linux) is not installed, and code is never run without limits.");
        var setpriv = Environment.IsPrivilegedProcess ? Programs.Find("setpriv") : null;
        if (Environment.IsPrivilegedProcess && setpriv is null) return (null, "'setpriv' (of util-linux) is not installed, and code is never run as root.");
        var filter = Path.Combine(folder, "system-calls.bpf");
        Directory.CreateDirectory(folder);
        await WriteAsync(filter, SeccompFilter.ForThisMachine(), cancellationToken);
        return (new Bubblewrap(bwrap, prlimit, setpriv, filter, help, new Interpreters(options, forAll: setpriv is not null)) { Name = $"bubblewrap {version}" }, "");
    }

    public async ValueTask<ProcessStartInfo> StartAsync(CodeLanguage language, CodeLimits limits, string id, CancellationToken cancellationToken)
    {
        var interpreter = await _interpreters.FindAsync(language, cancellationToken);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment.Clear();
        List<string> arguments = ["-c", Launch, _filter];
        if (_setpriv is not null)
        {
            var user = $"{FirstUser + (Interlocked.Increment(ref _next) % Users)}";
            arguments.AddRange([_setpriv, "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--"]);
        }

        arguments.Add(_bwrap);
        arguments.AddRange(BubblewrapArguments.Of([.. interpreter.Needs, _prlimit], limits, _canForbidNamespaces));
        arguments.AddRange(["--", _prlimit, .. KernelLimits.Arguments(language, limits), "--", interpreter.Path, .. Harness.HarnessSource.Arguments(language, limits.Memory)]);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    // Everything ends with the process.
    public Task RemoveAsync(string id) => Task.CompletedTask;

    public async ValueTask<string> DescribeAsync(CodeLanguage language, CancellationToken cancellationToken) => (await _interpreters.FindAsync(language, cancellationToken)).Path;

    // Several processes of the platform may share a data folder: each sees a whole filter.
    private static async Task WriteAsync(string file, byte[] content, CancellationToken cancellationToken)
    {
        if (File.Exists(file) && (await File.ReadAllBytesAsync(file, cancellationToken)).AsSpan().SequenceEqual(content)) return;
        var draft = $"{file}.{Guid.NewGuid():n}";
        await File.WriteAllBytesAsync(draft, content, cancellationToken);
        File.Move(draft, file, overwrite: true);
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)*")]
    private static partial Regex VersionNumber();
}
