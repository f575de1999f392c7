using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Platform.Bench.Growth;

namespace Platform.Bench;

/// <summary>The real server binary, from its start to its end: on data that was filled before, or in a folder of its own, which goes with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Callers = 16;
    private const string Ready = "Platform is at ";

    private readonly Process _process;
    private readonly DirectoryInfo? _folder; // null when the folder is another's

    private ServerProcess(Process process, HttpClient client, TimeSpan start, DirectoryInfo? folder) => (_process, Client, Start, _folder) = (process, client, start, folder);

    public HttpClient Client { get; }

    /// <summary>From the start of the process to the moment at which it says where it is.</summary>
    public TimeSpan Start { get; }

    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Of all processors, since its start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    public static Task<ServerProcess> StartAsync(BenchData data, CancellationToken cancellationToken) => StartAsync(data.Folder, data.Address, null, ["--no-samples"], cancellationToken);

    /// <summary>In a folder of its own.</summary>
    /// <param name="options">Further ones of the command line, such as <c>--no-samples</c>.</param>
    public static Task<ServerProcess> StartAsync(CancellationToken cancellationToken, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-");
        return StartAsync(folder.FullName, null, folder, options, cancellationToken);
    }

    private static async Task<ServerProcess> StartAsync(string folder, string? database, DirectoryInfo? own, string[] options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Binary(), "--port", "0", "--data", folder, .. options]) { RedirectStandardOutput = true, UseShellExecute = false };
        if (database is not null) start.Environment["PLATFORM__Storage__Database"] = database;
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var at = line.IndexOf(Ready, StringComparison.Ordinal);
            if (at < 0) continue;
            var handler = new SocketsHttpHandler { UseCookies = false, UseProxy = false };
            var client = new HttpClient(handler) { BaseAddress = new Uri(line[(at + Ready.Length)..].Split(' ')[0]), Timeout = TimeSpan.FromMinutes(3) };
            var server = new ServerProcess(process, client, clock.Elapsed, own);
            _ = server.DrainAsync(); // ends with the process, whose pipe must not fill up
            return server;
        }

        throw new InvalidOperationException("The server ended before it was ready.");
    }

    public async Task SaveAsync(string yaml, CancellationToken cancellationToken)
    {
        using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var answer = await Client.PostAsync("/api/v1/workflows", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>So many runs with the same inputs, by sixteen callers.</summary>
    public Task StartRunsAsync(string workflow, object inputs, int count, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
        async (_, stop) =>
        {
            using var answer = await Client.PostAsJsonAsync($"/api/v1/workflows/{workflow}/runs", new { inputs }, stop);
            answer.EnsureSuccessStatusCode();
        });

    /// <summary>Until every run of a workflow has ended.</summary>
    public async Task EndOfAllAsync(BenchData data, string workflow, CancellationToken cancellationToken)
    {
        while (data.Database.Read(s => s.Any("SELECT 1 FROM runs WHERE workflow = $1 AND status IN ('queued', 'running', 'waiting') LIMIT 1", workflow)))
        {
            if (_process.HasExited) throw new InvalidOperationException("The server ended.");
            await Task.Delay(100, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder?.Delete(recursive: true);
    }

    private async Task DrainAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is not null)
        {
            // Nobody reads what it says.
        }
    }

    // Beside the benchmark's own, built in the same way.
    private static string Binary()
    {
        var way = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var binary = Path.Combine(at.FullName, "src", "Platform.Web", "bin", way, "net10.0", "Platform.Web.dll");
            if (File.Exists(binary)) return binary;
        }

        throw new FileNotFoundException("Platform.Web is not built.");
    }
}
