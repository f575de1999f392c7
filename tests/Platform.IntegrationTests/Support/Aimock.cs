using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>
/// The mock of model providers as a process of its own, spoken to over real HTTP: one for each test class, for it counts the questions. It needs Node;
/// where that is missing its tests are skipped on a person's machine and fail under <c>CI=true</c>.
/// </summary>
public sealed partial class Aimock : IAsyncLifetime
{
    private static readonly NodePackages Packages = new("aimock");

    private Process? _server;
    private string? _missing;

    /// <summary>Without a slash at its end: <c>http://127.0.0.1:41561</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>To be called first in each test.</summary>
    public void Needed() => NodePackages.Needed(_missing);

    public async ValueTask InitializeAsync()
    {
        _missing = await Packages.MissingAsync();
        if (_missing is null) await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = Packages.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["node_modules/@copilotkit/aimock/dist/cli.js", "-p", "0", "-f", "fixtures/models.json", "--strict"]) start.ArgumentList.Add(argument);
        _server = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        // Both streams are read to their end, or the process would stop when a pipe is full.
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.OutputDataReceived += (_, line) => Listening(line.Data, ready);
        _server.ErrorDataReceived += (_, line) => Listening(line.Data, ready);
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        Address = await ready.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static void Listening(string? line, TaskCompletionSource<string> ready)
    {
        if (line is not null && Address_().Match(line) is { Success: true } found) ready.TrySetResult(found.Groups[1].Value);
    }

    [GeneratedRegex(@"listening on (http://[\d.:]+)")]
    private static partial Regex Address_();
}
