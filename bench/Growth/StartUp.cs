using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Core.Foundation;
using Platform.Core.Persistence;

namespace Platform.Bench.Growth;

/// <summary>From the start of the server process to the moment at which it answers, with 0 to 100,000 unfinished runs stored, queued or waiting.</summary>
public sealed class StartUp : IBenchmark
{
    private const int Times = 3;
    private static readonly int[] Sizes = [0, 1_000, 10_000, 100_000];

    private const string Yaml = """
        platform: v1
        name: growth
        state: { n: { type: integer, default: 0 } }
        start: a
        nodes:
          a: { set: { n: 1 } }
        """;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private readonly GrowthCurve _idle = new("growth.idle", "waiting runs", "see the name");
    private readonly GrowthCurve _start = new("growth.start", "unfinished runs", "ms");

    public string Name => "growth-start";

    public int Order => 220;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            foreach (var status in new[] { "waiting", "queued" })
            {
                using var data = new BenchData($"start_{status}_{size}");
                await data.FillAsync(new Filling(size) { Newest = DateTimeOffset.UtcNow, Status = status }, cancellationToken);
                SaveWorkflow(data.Database);
                var times = new List<double>();
                for (var i = 0; i < Times; i++)
                {
                    await using var server = await ServerProcess.StartAsync(data, cancellationToken);
                    times.Add(server.Start.TotalMilliseconds);
                }

                yield return _start.Add(size, status, times.Order().ElementAt(Times / 2), Times);
                if (status == "queued") continue; // it has work
                await foreach (var told in IdleAsync(data, size, cancellationToken)) yield return told;
            }
        }

        _start.Print();
        _idle.Print();
    }

    private async IAsyncEnumerable<Measurement> IdleAsync(BenchData data, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(data, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var (before, clock) = (server.Cpu, Stopwatch.StartNew());
        await Task.Delay(Idle, cancellationToken);
        yield return _idle.Add(size, "cpu_percent_of_a_core", (server.Cpu - before) / clock.Elapsed * 100);
        yield return _idle.Add(size, "threads", server.Threads);
        yield return _idle.Add(size, "megabytes", server.Megabytes);
    }

    // Written as the runs are, so that those that are queued can be advanced.
    private static void SaveWorkflow(Database database) => database.Read(s =>
    {
        s.Execute("INSERT INTO workflows (organization_id, name, current, created_at, updated_at) VALUES ($1, 'growth', 1, 0, 0) ON CONFLICT DO NOTHING", OrganizationId.Local);
        return s.Execute(
            "INSERT INTO workflow_versions (organization_id, workflow, number, hash, created_at, created_by, text) VALUES ($1, 'growth', 1, 'growth', 0, 'bench', $2) ON CONFLICT DO NOTHING",
            OrganizationId.Local, Yaml);
    });
}
