using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Platform.Bench.Growth;

/// <summary>An event for which many runs wait: how long its sender waits, how long it takes until the last of them has ended, and what others notice of it.</summary>
public sealed class Delivery : IBenchmark
{
    private const int Quiet = 200;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    private const string Waits = """
        platform: v1
        name: waits
        start: wait
        nodes: { wait: { wait: { event: go } } }
        """;

    private const string Quick = """
        platform: v1
        name: quick
        state: { n: { type: integer, default: 0 } }
        start: a
        nodes: { a: { set: { n: 1 } } }
        """;

    private readonly GrowthCurve _curve = new("growth.events", "runs that wait for the event", "ms");

    public string Name => "growth-events";

    public int Order => 250;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"events_{size}");
            await using var server = await ServerProcess.StartAsync(data, cancellationToken);
            await server.SaveAsync(Waits, cancellationToken);
            await server.SaveAsync(Quick, cancellationToken);
            await server.StartRunsAsync("waits", new { }, size, cancellationToken);
            while (data.Database.Read(s => s.Any("SELECT 1 FROM runs WHERE status IN ('queued', 'running') LIMIT 1"))) await Task.Delay(200, cancellationToken);

            var alone = await QuickAsync(server, Quiet, Task.CompletedTask, cancellationToken);
            var clock = Stopwatch.StartNew();
            var telling = TellAsync(server, cancellationToken);
            var ending = EndAsync(telling, server, data, cancellationToken);
            var beside = await QuickAsync(server, 0, telling, cancellationToken);
            yield return _curve.Add(size, "post", await telling, size);
            await ending;
            yield return _curve.Add(size, "until_all_ended", clock.Elapsed.TotalMilliseconds, size);
            yield return _curve.Add(size, "others.p50.alone", alone[alone.Count / 2], alone.Count);
            yield return _curve.Add(size, "others.p50.during_post", beside[beside.Count / 2], beside.Count);
            yield return _curve.Add(size, "others.longest.during_post", beside[^1], beside.Count);
        }

        _curve.Print();
    }

    private static async Task<double> TellAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync("/api/v1/events/go", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task EndAsync(Task told, ServerProcess server, BenchData data, CancellationToken cancellationToken)
    {
        await told;
        await server.EndOfAllAsync(data, "waits", cancellationToken);
    }

    // Runs of another workflow, one after the other, until something has ended; each one's milliseconds, sorted.
    private static async Task<List<double>> QuickAsync(ServerProcess server, int least, Task until, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        while (times.Count <= least || !until.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            using var body = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await server.Client.PostAsync("/api/v1/workflows/quick/runs?wait=30s", body, cancellationToken);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }
}
