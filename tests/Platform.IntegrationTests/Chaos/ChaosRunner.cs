using System.Diagnostics;

namespace Platform.IntegrationTests.Chaos;

/// <summary>What happened to the servers and to the runs.</summary>
internal sealed class ChaosFigures
{
    public int Kills { get; set; }

    public int KillsAtStart { get; set; }

    public int Freezes { get; set; }

    public int Terminations { get; set; }

    public List<double> Recoveries { get; } = [];

    public double LastSeconds { get; set; }

    public int Runs { get; set; }

    public int Steps { get; set; }

    public int Tasks { get; set; }

    public int Events { get; set; }

    public int Repeated { get; set; }

    public int TakenOver { get; set; }

    public int ReadAlong { get; set; }

    public override string ToString()
    {
        var sorted = Recoveries.Order().ToList();
        var median = sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
        return $"{Kills} kills ({KillsAtStart} during start-up), {Freezes} freezes past the lease, {Terminations} terminations; {Runs} runs, {Steps} steps, {Tasks} tasks, "
            + $"{Events} events; {Repeated} tasks executed again, {TakenOver} takeovers, {ReadAlong} readers saw each event once; from kill to work going on: "
            + $"median {median:0.00} s, longest {sorted.LastOrDefault():0.00} s; all ended {LastSeconds:0.0} s after the last restart";
    }
}

/// <summary>Starts servers over one data folder, treats them badly, and sees to it that work goes on.</summary>
internal sealed class ChaosRunner : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3); // for a start, and for the last run to end: machines that test are busy

    private readonly string _folder = Directory.CreateTempSubdirectory("platform-chaos-").FullName;
    private readonly ChaosClient _client = new();
    private readonly Random _random;
    private readonly EffectReceiver _receiver;
    private readonly ChaosPeople _people;
    private readonly CancellationTokenSource _stop;
    private readonly Dictionary<string, string> _settings;
    private ServerProcess? _server;
    private string _address = "";
    private bool _keep;

    private ChaosRunner(int seed, EffectReceiver receiver, CancellationToken cancellationToken)
    {
        (_random, _receiver) = (new Random(seed), receiver);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _people = new ChaosPeople(_client, new Random(seed + 1), _stop.Token);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Platform__Runs__Lease"] = Lease.ToString(),
            ["Platform__Runs__Sweep"] = "00:00:00.500",
            ["Platform__Egress__Allow__0"] = "127.0.0.1",
        };
    }

    public ChaosFigures Figures { get; } = new();

    public static async Task<ChaosRunner> StartAsync(int seed, CancellationToken cancellationToken)
    {
        var runner = new ChaosRunner(seed, await EffectReceiver.StartAsync(seed), cancellationToken);
        await runner.RestartAsync(cancellationToken);
        foreach (var shape in ChaosShapes.All)
            await runner._client.PostYamlAsync("/api/v1/workflows", shape.Yaml.Replace("RECEIVER", runner._receiver.Address, StringComparison.Ordinal), cancellationToken);
        return runner;
    }

    /// <summary>Kills as often as it is told, freezes and terminates now and then, and starts new runs all the while.</summary>
    public async Task TreatAsync(int kills, CancellationToken cancellationToken)
    {
        _people.StartOfEach();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var acting = _people.ActAsync(over.Token);
        var round = 0;
        while (Figures.Kills < kills)
        {
            if (acting.IsFaulted) await acting;
            for (var i = _random.Next(3); i >= 0; i--) _people.StartAny();
            if (round++ % 9 == 4) await FreezeAsync(cancellationToken);
            else await (_random.Next(10) switch
            {
                < 7 => KillAsync(cancellationToken),
                7 => KillAtStartAsync(cancellationToken),
                8 => ReplaceAsync(cancellationToken),
                _ => TerminateAsync(cancellationToken),
            });
        }

        await over.CancelAsync();
        await acting;
    }

    /// <summary>The last server is left alone until every run has ended.</summary>
    /// <exception cref="TimeoutException">A run is stuck.</exception>
    public async Task AllEndAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var acting = _people.ActAsync(over.Token);
        await _people.AllStartedAsync().WaitAsync(Longest, cancellationToken);
        while (await UnfinishedAsync(cancellationToken) is { Count: > 0 } unfinished)
        {
            if (acting.IsFaulted) await acting;
            if (began.Elapsed > Longest) throw new TimeoutException($"Stuck in {KeepFolder()}: {string.Join("; ", unfinished.Take(10))}\n{_server!.Output}");
            await Task.Delay(50, cancellationToken); // across processes there is nothing to listen to
        }

        Figures.LastSeconds = began.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await acting;
    }

    /// <summary>Everything that is not as it must be.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        var check = new ChaosCheck(_client, _receiver, _folder, Figures);
        await check.RunsAsync(_people.Runs, cancellationToken);
        _client.Down(_address);
        var code = await _server!.TerminateAsync();
        if (code != 0) check.Wrong.Add($"A server that was asked to stop ended with {code}: {_server.Output}");
        check.Database(Path.Combine(_folder, "platform.db"));
        return [.. check.Wrong, .. _client.Wrong];
    }

    /// <summary>The folder stays, for whoever looks into a failure.</summary>
    public string KeepFolder()
    {
        _keep = true;
        return _folder;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _server?.Dispose();
        await _receiver.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
        if (!_keep) Directory.Delete(_folder, recursive: true);
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_random.Next(800), cancellationToken); // the moment is the test
        var calls = _receiver.Calls;
        var at = Stopwatch.GetTimestamp();
        await EndAsync(_server!, _address);
        await RestartAsync(cancellationToken);
        await GoesOnAsync(calls, at, cancellationToken);
    }

    private async Task KillAtStartAsync(CancellationToken cancellationToken)
    {
        await EndAsync(_server!, _address);
        using var young = ServerProcess.Start(_folder, _settings);
        await Task.Delay(_random.Next(100, 1500), cancellationToken);
        await young.KillAsync();
        (Figures.Kills, Figures.KillsAtStart) = (Figures.Kills + 1, Figures.KillsAtStart + 1);
        await RestartAsync(cancellationToken);
    }

    // The next one is up before the first is killed.
    private async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        var (old, address) = (_server!, _address);
        await RestartAsync(cancellationToken, keep: true);
        await Task.Delay(_random.Next(400), cancellationToken);
        await EndAsync(old, address);
    }

    private async Task TerminateAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_random.Next(400), cancellationToken);
        _client.Down(_address);
        var code = await _server!.TerminateAsync();
        if (code != 0) _client.Wrong.Add($"A server that was asked to stop ended with {code}: {_server.Output}");
        _server.Dispose();
        Figures.Terminations++;
        await RestartAsync(cancellationToken);
    }

    // The frozen one holds leases, perhaps in the middle of a commit or of a call; the other takes over once they are over. When it wakes, it believes
    // that it still holds them.
    private async Task FreezeAsync(CancellationToken cancellationToken)
    {
        var (frozen, address) = (_server!, _address);
        await Task.Delay(_random.Next(300), cancellationToken);
        frozen.Freeze();
        _client.Down(address);
        var starting = RestartAsync(cancellationToken, keep: true);
        await Task.Delay(Lease + TimeSpan.FromMilliseconds(_random.Next(500, 2500)), cancellationToken);
        frozen.Thaw();
        await starting;
        _client.Up(address);
        Figures.Freezes++;
        await Task.Delay(_random.Next(600), cancellationToken);
        await EndAsync(frozen, address);
    }

    private async Task EndAsync(ServerProcess server, string address)
    {
        _client.Down(address);
        await server.KillAsync();
        server.Dispose();
        Figures.Kills++;
    }

    private async Task RestartAsync(CancellationToken cancellationToken, bool keep = false)
    {
        _server = ServerProcess.Start(_folder, _settings);
        if (!keep) _address = "";
        _address = await _server.Ready.WaitAsync(Longest, cancellationToken);
        _client.Up(_address);
    }

    // Unless nothing was under way, somebody calls the receiver again.
    private async Task GoesOnAsync(long calls, long since, CancellationToken cancellationToken)
    {
        _people.StartAny();
        while (_receiver.Calls <= calls + 1)
        {
            if (Stopwatch.GetElapsedTime(since) > Longest) throw new TimeoutException($"Nothing goes on after a kill: {_server!.Output}");
            await Task.Delay(5, cancellationToken);
        }

        Figures.Recoveries.Add(Stopwatch.GetElapsedTime(since, _receiver.LastCall).TotalSeconds);
    }

    private async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var unfinished = new List<string>();
        foreach (var status in new[] { "queued", "running", "waiting", "failed" })
        {
            var runs = await _client.GetAsync($"/api/v1/runs?limit=200&status={status}", cancellationToken);
            unfinished.AddRange(runs.GetProperty("items").EnumerateArray()
                .Where(r => status != "failed" || r.GetProperty("workflow").GetString() == ChaosShapes.Retried.Name) // it is retried until it succeeds
                .Select(r => $"{r.GetProperty("workflow")} {r.GetProperty("id")} {status} at step {r.GetProperty("step")}"));
        }

        return unfinished;
    }
}
