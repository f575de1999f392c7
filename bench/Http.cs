using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>A run of three nodes, started over HTTP and waited for: the server as its users start it, and the callers, on the same processors.</summary>
public sealed class Http : IBenchmark
{
    private const int Callers = 32;
    private const int Each = 16;
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(5);

    private const string Yaml = """
        platform: v1
        name: three
        state: { n: { type: integer, default: 0 } }
        outputs: { n: "${{ state.n }}" }
        start: one
        nodes:
          one: { set: { n: 1 }, next: two }
          two: { set: { n: "${{ state.n + 1 }}" }, next: three }
          three: { set: { n: "${{ state.n + 1 }}" } }
        """;

    public string Name => "http";

    public int Order => 56;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-samples");
        var client = server.Client;
        await server.SaveAsync(Yaml, cancellationToken);
        await using var host = await BenchHost.StartAsync(cancellationToken); // makes the native library ready
        using var raw = new RawSqlite(host.Folder);
        var (calls, before) = (0, server.Cpu);
        yield return await Rounds.MedianAsync($"http.start_and_wait.{Callers}_callers", "runs/s", async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                for (var i = 0; i < Each; i++) await CallAsync(client, cancellationToken);
            }));
            calls += Callers * Each;
            return Callers * Each;
        }, raw.CommitsPerSecond);
        yield return new Measurement("http.start_and_wait.server_cpu", (server.Cpu - before).TotalMicroseconds / calls, "us/run", calls);
        foreach (var latency in await LatenciesAsync(client, cancellationToken)) yield return latency;
    }

    private static async Task<IReadOnlyList<Measurement>> LatenciesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var took = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Alone)
        {
            var began = Stopwatch.GetTimestamp();
            await CallAsync(client, cancellationToken);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        return [
            new Measurement("http.start_and_wait.p50", took[took.Count / 2], "ms", took.Count),
            new Measurement("http.start_and_wait.p95", took[took.Count * 95 / 100], "ms", took.Count),
        ];
    }

    private static async Task CallAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync("/api/v1/workflows/three/runs?wait=30s", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!text.Contains("\"succeeded\"", StringComparison.Ordinal)) throw new InvalidOperationException(text);
    }
}
