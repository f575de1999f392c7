using System.Globalization;
using System.Runtime.CompilerServices;

namespace Platform.Bench.Growth;

/// <summary>How late runs end that all sleep until the same moment: from that moment to the end that is stored.</summary>
public sealed class Timers : IBenchmark
{
    private static readonly int[] Sizes = [100, 1_000, 10_000];
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(15);

    private const string Yaml = """
        platform: v1
        name: sleeper
        inputs: { until: { type: string } }
        start: sleep
        nodes: { sleep: { wait: { until: "${{ inputs.until }}" } } }
        """;

    private readonly GrowthCurve _curve = new("growth.timers.late", "timers of one moment", "ms");

    private readonly GrowthCurve _cpu = new("growth.timers.cpu", "timers of one moment", "us/run");

    public string Name => "growth-timers";

    public int Order => 240;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"timers_{size}");
            await using var server = await ServerProcess.StartAsync(data, cancellationToken);
            await server.SaveAsync(Yaml, cancellationToken);
            var due = DateTimeOffset.UtcNow + Ahead + TimeSpan.FromMilliseconds(size * 10);
            await server.StartRunsAsync("sleeper", new { until = due.ToString("O", CultureInfo.InvariantCulture) }, size, cancellationToken);
            if (DateTimeOffset.UtcNow > due - TimeSpan.FromSeconds(2)) throw new InvalidOperationException("The runs were not asleep in time.");
            var before = server.Cpu;
            await server.EndOfAllAsync(data, "sleeper", cancellationToken);
            yield return _cpu.Add(size, "cpu", (server.Cpu - before).TotalMicroseconds / size, size);
            var late = data.Database.Read(s => s.All("SELECT ended_at FROM runs WHERE workflow = 'sleeper'", r => r.GetInt64(0) - due.ToUnixTimeMilliseconds())).Order().ToList();
            yield return _curve.Add(size, "p50", late[size / 2], size);
            yield return _curve.Add(size, "p95", late[(int)(size * 0.95)], size);
            yield return _curve.Add(size, "longest", late[^1], size);
        }

        _curve.Print();
        _cpu.Print();
    }
}
