using System.Diagnostics;
using System.Runtime.InteropServices;
using Platform.IntegrationTests.Support;

namespace Platform.IntegrationTests.Chaos;

/// <summary>The built server, started as an operator starts it, and what an operating system may do to it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int SigInterrupt = 2, SigKill = 9, SigTerm = 15, SigContinue = 18, SigStop = 19;
    private const string Said = "Platform is at ";

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Where it listens; fails when it ends before it does.</summary>
    public Task<string> Ready => _ready.Task;

    /// <summary>Everything it said, for the message of a test that fails.</summary>
    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public static ServerProcess Start(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in new[] { Binary, "--port", "0", "--data", folder, "--no-samples" }) start.ArgumentList.Add(argument);
        start.Environment.Remove("PLATFORM_HOME");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>As Ctrl+C does; it comes back at once.</summary>
    public void Interrupt() => _ = Signal(_process.Id, SigInterrupt);

    /// <summary>Until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        return _process.ExitCode;
    }

    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        await EndAsync(SigTerm);
        return _process.ExitCode;
    }

    /// <summary>Not one instruction more, until it is let go on.</summary>
    public void Freeze() => _ = Signal(_process.Id, SigStop);

    public void Thaw() => _ = Signal(_process.Id, SigContinue);

    public void Dispose()
    {
        if (!_process.HasExited) _ = Signal(_process.Id, SigKill);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task EndAsync(int signal)
    {
        _ = Signal(_process.Id, signal); // a process that has ended already is fine: it is waited for, so its number is not another's
        await _process.WaitForExitAsync(CancellationToken.None);
        _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready: {Output}"));
        _ = _ready.Task.Exception; // whoever killed it does not ask
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
        if (line.StartsWith(Said, StringComparison.Ordinal)) _ready.TrySetResult(line[Said.Length..].Split(' ')[0]);
        if (line.StartsWith("error ", StringComparison.Ordinal)) _ready.TrySetException(new InvalidOperationException(Output));
    }

    // The tests lie in bin/Debug/net10.0, and so does the server below its own project.
    private static string Binary
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Repository.Root, "src", "Platform.Web", "bin", here.Parent!.Name, here.Name, "Platform.Web.dll");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
