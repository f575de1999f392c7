using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>One of several servers on one database: the built binary, as on a machine of its own, so that nobody else can see whether its process lives.</summary>
internal sealed class Node : IAsyncDisposable
{
    private const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;
    private const string Ready = "Platform is at ";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Node(string name, Process process, DirectoryInfo folder)
    {
        (Name, _process, _folder) = (name, process, folder);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public HttpClient Client { get; private set; } = null!; // Set when it has started.

    /// <summary>All that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>What it logged of a failed request.</summary>
    /// <param name="problem">Its answer, with the trace id.</param>
    public string SaidOf(string problem)
    {
        if (!problem.StartsWith('{') || JsonElement.Parse(problem) is var told && !told.TryGetProperty("traceId", out var trace)) return "";
        return string.Join('\n', Said.Split('\n').Where(line => line.Contains(trace.GetString()!, StringComparison.Ordinal)));
    }

    /// <param name="more">More settings, as environment variables.</param>
    public static async Task<Node> StartAsync(string name, string database, params (string Name, string Value)[] more)
    {
        var folder = Directory.CreateTempSubdirectory("platform-node-");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach (var argument in (string[])[Binary, "--port", "0", "--data", folder.FullName, "--no-samples"]) start.ArgumentList.Add(argument);
        start.Environment.Remove("PLATFORM_HOME");
        start.Environment["PLATFORM__Storage__Database"] = database;
        start.Environment["PLATFORM__Runs__Node"] = name;
        start.Environment["PLATFORM__Egress__Allow__0"] = "127.0.0.1";
        foreach (var (variable, value) in more) start.Environment[variable] = value;
        var node = new Node(name, Process.Start(start)!, folder);
        var address = await node._address.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        node.Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
        return node;
    }

    public Task KillAsync() => EndAsync(Kill);

    /// <summary>As an operator does it; 0 when it stopped as it should.</summary>
    public async Task<int> StopAsync()
    {
        await EndAsync(Terminate);
        return _process.ExitCode;
    }

    public void Freeze() => Signal(_process.Id, Stop);

    public void Thaw() => Signal(_process.Id, Continue);

    public async Task SaveAsync(string yaml)
    {
        using var answer = await Client.PostAsync("/api/v1/workflows", new StringContent(yaml, Encoding.UTF8, "application/yaml"), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<string> StartRunAsync(string workflow, object inputs)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/v1/workflows/{workflow}/runs", new { inputs }, TestContext.Current.CancellationToken);
        var run = await WebHost.JsonOf(answer, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, run.GetRawText());
        return run.GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> RunAsync(string run)
    {
        using var answer = await Client.GetAsync($"/api/v1/runs/{run}", TestContext.Current.CancellationToken);
        return await WebHost.JsonOf(answer, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> EndOfAsync(string run, TimeSpan longest)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var now = await RunAsync(run);
            if (now.GetProperty("status").GetString() is "succeeded" or "failed" or "cancelled") return now;
            Assert.True(clock.Elapsed < longest, $"{now.GetRawText()}\n{Said}");
            await Task.Delay(50, TestContext.Current.CancellationToken); // another node may advance it: there is nothing here to listen to
        }
    }

    /// <summary>The sequence numbers of all events.</summary>
    public async Task<IReadOnlyList<(long Sequence, string Type)>> EventsAsync(string run)
    {
        using var answer = await Client.GetAsync($"/api/v1/runs/{run}/events?limit=1000", TestContext.Current.CancellationToken);
        var page = await WebHost.JsonOf(answer, TestContext.Current.CancellationToken);
        return [.. page.GetProperty("items").EnumerateArray().Select(e => (e.GetProperty("sequence").GetInt64(), e.GetProperty("type").GetString()!))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await EndAsync(Kill);
        _process.Dispose();
        Client?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task EndAsync(int signal)
    {
        Signal(_process.Id, signal);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal)) _address.TrySetResult(line[Ready.Length..].Split(' ')[0]);
        if (line.StartsWith("error ", StringComparison.Ordinal)) _address.TrySetException(new InvalidOperationException(line));
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

    private static void Signal(int process, int signal) => _ = SignalProcess(process, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SignalProcess(int process, int signal);
}
