using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>
/// What a thousand watchers cost the engine: the steps a second of one run that nobody watches, and of the same run while a thousand streams are open to its
/// events, to its page, to its events by WebSocket, or to the overview. Those who watch run at the lowest priority; what processor time the server spends while
/// the run goes on, and until all have heard everything, is told beside.
/// </summary>
public sealed class Watching : IBenchmark
{
    private const int Watchers = 1000;
    private const int Steps = 20_000;
    private const int Rounds = 3;

    private const string Yaml = """
        platform: v1
        name: watched
        limits: { steps: 50000 }
        state: { n: { type: integer, default: 0 } }
        start: ready
        nodes:
          ready: { wait: { event: go }, next: tick }
          tick: { set: { n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < 20000 }}", to: tick }, end] }
        """;

    private static readonly (string Name, string? Address, string Say)[] Ways =
    [
        ("nobody", null, ""),
        ("1000_of_its_page", "/runs/{0}/stream", ""),
        ("1000_of_its_events", "/api/v1/runs/{0}/events", ""),
        ("1000_by_websocket", "/ws", """{"type":"subscribe","id":"a","run":"{0}"}"""),
        ("1000_of_the_overview", "/live?topics=runs&part=/", ""),
    ];

    public string Name => "watching";

    public int Order => 58;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-samples");
        await server.SaveAsync(Yaml, cancellationToken);
        await RoundAsync(server, Ways[0], cancellationToken); // warm
        foreach (var way in Ways)
        {
            var rounds = new List<Round>();
            for (var i = 0; i < (way.Address is null ? Rounds : 1); i++) rounds.Add(await RoundAsync(server, way, cancellationToken));
            var round = rounds.OrderBy(r => r.Seconds).ElementAt(rounds.Count / 2);
            yield return new Measurement($"watching.{way.Name}", Steps / round.Seconds, "steps/s", Steps) { CpuMicroseconds = round.Cpu.TotalMicroseconds / Steps };
            if (way.Address is null) continue;
            yield return new Measurement($"watching.{way.Name}.sent", round.Bytes / 1024.0 / Watchers, "KB/watcher", Watchers);
            yield return new Measurement($"watching.{way.Name}.until_all_is_told", round.Told.TotalSeconds, "s", Watchers) { CpuMicroseconds = round.ToldCpu.TotalMicroseconds / Steps };
            yield return new Measurement($"watching.{way.Name}.readers", round.Readers.TotalMilliseconds, "ms of processor", Watchers);
        }
    }

    private static async Task<Round> RoundAsync(ServerProcess server, (string Name, string? Address, string Say) way, CancellationToken cancellationToken)
    {
        var client = server.Client;
        using var started = await client.PostAsJsonAsync("/api/v1/workflows/watched/runs?wait=10s", new { }, cancellationToken);
        var run = (await started.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        Readers? readers = null;
        if (way.Address is { } address)
            readers = await Readers.StartAsync(new Uri(client.BaseAddress!, address.Replace("{0}", run, StringComparison.Ordinal)), Watchers, way.Say.Replace("{0}", run, StringComparison.Ordinal), cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken); // all have been told the beginning
        var (before, readersBefore) = (server.Cpu, readers?.Cpu ?? TimeSpan.Zero);
        using var go = await client.PostAsJsonAsync("/api/v1/events/go", new { data = 1 }, cancellationToken);
        go.EnsureSuccessStatusCode();
        JsonElement now;
        do
        {
            await Task.Delay(20, cancellationToken);
            now = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}", cancellationToken);
        }
        while (now.GetProperty("status").GetString() is "waiting" or "running" or "queued");
        var cpu = server.Cpu - before;
        var (told, toldCpu) = await RestAsync(server, cancellationToken);
        var round = new Round(now.GetProperty("usage").GetProperty("activeMs").GetInt64() / 1000.0, cpu, told, toldCpu - before, (readers?.Cpu ?? TimeSpan.Zero) - readersBefore, readers is null ? 0 : await readers.StopAsync(cancellationToken));
        if (readers is not null) await readers.DisposeAsync();
        return round;
    }

    // Until the server does nothing any more.
    private static async Task<(TimeSpan Took, TimeSpan Cpu)> RestAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var (began, last) = (System.Diagnostics.Stopwatch.GetTimestamp(), server.Cpu);
        while (true)
        {
            var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            if (server.Cpu - last < TimeSpan.FromMilliseconds(30) || took > TimeSpan.FromMinutes(1)) return (took, server.Cpu);
            last = server.Cpu;
        }
    }

    private sealed record Round(double Seconds, TimeSpan Cpu, TimeSpan Told, TimeSpan ToldCpu, TimeSpan Readers, long Bytes);
}
