using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>
/// What watchers cost the engine: the steps a second of one run that nobody watches, and of the same run while one or a thousand streams are open to its page, or
/// many to its events, to its events by WebSocket, or to the overview. Those who watch run at the lowest priority; what processor time the server spends while
/// the run goes on, and until all have heard everything, is told beside.
/// </summary>
/// <remarks>
/// The same for a run of ordinary pace, of which each step asks a model that takes 30 ms: <c>watching.paced</c>. With a part of a way's name in the environment variable WAY only those are measured, beside nobody:
/// <c>WAY=page</c>.
/// </remarks>
public sealed class Watching : IBenchmark
{
    private const int Steps = 200_000; // some seconds, so that what a page costs when it is opened does not count for much
    private const int Rounds = 3;

    private const string Yaml = """
        platform: v1
        name: watched
        limits: { steps: 500000 }
        state: { n: { type: integer, default: 0 } }
        start: ready
        nodes:
          ready: { wait: { event: go }, next: tick }
          tick: { set: { n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < 200000 }}", to: tick }, end] }
        """;

    private const int PacedSteps = 300;

    private const string Paced = """
        platform: v1
        name: paced
        limits: { steps: 1000 }
        state: { n: { type: integer, default: 0 }, said: { type: string, default: "" } }
        models: { slow: { use: scripted/slow, rules: [{ match: "(?s).*", reply: "Well said.", delay: 30ms }] } }
        agents: { talker: { model: slow, instructions: Say something. } }
        start: ready
        nodes:
          ready: { wait: { event: go }, next: talk }
          talk: { agent: talker, prompt: "Number ${{ state.n }}", save: { said: "${{ output }}", n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < 300 }}", to: talk }, end] }
        """;

    private static readonly (string Name, int Watchers, string? Address, string Say)[] Ways =
    [
        ("nobody", 0, null, ""),
        ("1_of_its_page", 1, "/runs/{0}/stream", ""),
        ("1000_of_its_page", 1000, "/runs/{0}/stream", ""),
        ("30_of_its_events", 30, "/api/v1/runs/{0}/events", ""),
        ("1000_of_its_events", 1000, "/api/v1/runs/{0}/events", ""),
        ("1000_by_websocket", 1000, "/ws", """{"type":"subscribe","id":"a","run":"{0}"}"""),
        ("1000_of_the_overview", 1000, "/live?topics=runs&part=/", ""),
    ];

    public string Name => "watching";

    public int Order => 58;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-samples");
        await server.SaveAsync(Yaml, cancellationToken);
        await server.SaveAsync(Paced, cancellationToken);
        await RoundAsync(server, "watched", Ways[0], cancellationToken); // warm
        await RoundAsync(server, "paced", Ways[0], cancellationToken);
        foreach (var way in Ways.Where(w => w.Address is null || w.Name.Contains(Environment.GetEnvironmentVariable("WAY") ?? "", StringComparison.Ordinal)))
        {
            var rounds = new List<Round>();
            for (var i = 0; i < Rounds; i++) rounds.Add(await RoundAsync(server, "watched", way, cancellationToken));
            var paced = await RoundAsync(server, "paced", way, cancellationToken);
            yield return new Measurement($"watching.paced.{way.Name}", paced.Seconds * 1000 / PacedSteps, "ms/step", PacedSteps) { CpuMicroseconds = paced.Cpu.TotalMicroseconds / PacedSteps };
            var round = rounds.OrderBy(r => r.Seconds).ElementAt(rounds.Count / 2);
            yield return new Measurement($"watching.{way.Name}", Steps / round.Seconds, "steps/s", Steps) { CpuMicroseconds = round.Cpu.TotalMicroseconds / Steps };
            if (way.Address is null) continue;
            yield return new Measurement($"watching.{way.Name}.sent", round.Bytes / 1024.0 / way.Watchers, "KB/watcher", way.Watchers);
            yield return new Measurement($"watching.{way.Name}.until_all_is_told", round.Told.TotalSeconds, "s", way.Watchers) { CpuMicroseconds = round.ToldCpu.TotalMicroseconds / Steps };
            yield return new Measurement($"watching.{way.Name}.readers", round.Readers.TotalMilliseconds, "ms of processor", way.Watchers);
        }
    }

    private static async Task<Round> RoundAsync(ServerProcess server, string workflow, (string Name, int Watchers, string? Address, string Say) way, CancellationToken cancellationToken)
    {
        var client = server.Client;
        using var started = await client.PostAsJsonAsync($"/api/v1/workflows/{workflow}/runs?wait=10s", new { }, cancellationToken);
        var run = (await started.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        Readers? readers = null;
        if (way.Address is { } address)
            readers = await Readers.StartAsync(new Uri(client.BaseAddress!, address.Replace("{0}", run, StringComparison.Ordinal)), way.Watchers, way.Say.Replace("{0}", run, StringComparison.Ordinal), cancellationToken);
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

    // Until the server does nothing any more; one that only rests between two pieces goes on within that time.
    private static async Task<(TimeSpan Took, TimeSpan Cpu)> RestAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var (began, last, done) = (Stopwatch.GetTimestamp(), server.Cpu, TimeSpan.Zero);
        for (var still = 0; still < 4;)
        {
            var took = Stopwatch.GetElapsedTime(began);
            if (took > TimeSpan.FromMinutes(1)) return (took, server.Cpu);
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            still = server.Cpu - last < TimeSpan.FromMilliseconds(30) ? still + 1 : 0;
            if (still == 0) done = took + TimeSpan.FromMilliseconds(500);
            last = server.Cpu;
        }

        return (done, server.Cpu);
    }

    private sealed record Round(double Seconds, TimeSpan Cpu, TimeSpan Told, TimeSpan ToldCpu, TimeSpan Readers, long Bytes);
}
