using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Bench;

/// <summary>What it costs that 100,000 runs wait, each for a person, an event and a timer far away: processor time, threads and memory at rest, and the start.</summary>
public sealed class Waiting : IBenchmark
{
    private const int Runs = 100_000;
    private const string Yaml = """
        platform: v1
        name: waiting
        start: [person, paid, later]
        nodes:
          person: { human: { title: Look at it } }
          paid: { wait: { event: order.paid } }
          later: { wait: { for: 300d } }
        """;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public string Name => "waiting";

    public int Order => 90;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        await foreach (var result in MeasureAsync(folder, "waiting.none", 0, cancellationToken)) yield return result;
        await WaitAsync(folder, cancellationToken);
        await foreach (var result in MeasureAsync(folder, "waiting.100k", Runs, cancellationToken)) yield return result;
        Directory.Delete(folder, recursive: true);
    }

    private static async IAsyncEnumerable<Measurement> MeasureAsync(string folder, string name, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var services = Services(folder);
        var clock = Stopwatch.StartNew();
        await services.GetRequiredService<PlatformStart>().StartAsync(progress: null, cancellationToken);
        yield return new Measurement($"{name}.start", clock.Elapsed.TotalMilliseconds, "ms", count);
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken); // until the start itself has settled
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        clock.Restart();
        await Task.Delay(Rest, cancellationToken);
        process.Refresh();
        yield return new Measurement($"{name}.cpu", (process.TotalProcessorTime - before) / clock.Elapsed * 100, "% of a core", count);
        yield return new Measurement($"{name}.threads", process.Threads.Count, "threads", count);
        yield return new Measurement($"{name}.memory", process.WorkingSet64 / 1024.0 / 1024.0, "MB", count);
        await services.GetRequiredService<PlatformStart>().StopAsync(CancellationToken.None);
    }

    // One run that really waits, and as many copies of its rows.
    private static async Task WaitAsync(string folder, CancellationToken cancellationToken)
    {
        await using var services = Services(folder);
        await services.GetRequiredService<PlatformStart>().StartAsync(progress: null, cancellationToken);
        await services.GetRequiredService<WorkflowService>().SaveAsync(Caller.LocalOwner, Yaml, "waiting.yaml", cancellationToken);
        var runs = services.GetRequiredService<RunService>();
        var run = (await runs.StartAsync(Caller.LocalOwner, new StartRun { Workflow = "waiting" }, cancellationToken)).Value!.Id;
        await foreach (var told in runs.WatchAsync(Caller.LocalOwner, run, 0, cancellationToken))
            if (told.Event is RunWaiting) break;
        await services.GetRequiredService<IDatabaseWriter>().WriteAsync(s => Copy(s, run));
        await services.GetRequiredService<PlatformStart>().StopAsync(CancellationToken.None);
    }

    private static int Copy(SqlSession s, RunId run)
    {
        string[] tables = ["runs", "interrupts", "checkpoints", "event_batches"];
        foreach (var table in tables) s.Execute($"CREATE TEMP TABLE one_{table} AS SELECT * FROM {table} WHERE {(table == "runs" ? "id" : "run_id")} = $1", run);
        for (var i = 1; i < Runs; i++)
        {
            var id = Guid.CreateVersion7();
            s.Execute("UPDATE one_runs SET id = $1", id);
            s.Execute("UPDATE one_interrupts SET run_id = $1, id = randomblob(16)", id);
            s.Execute("UPDATE one_checkpoints SET run_id = $1", id);
            s.Execute("UPDATE one_event_batches SET run_id = $1", id);
            foreach (var table in tables) s.Execute($"INSERT INTO {table} SELECT * FROM one_{table}");
        }

        return Runs;
    }

    private static ServiceProvider Services(string folder)
    {
        var services = new ServiceCollection();
        services.AddPlatform(new PlatformOptions { DataFolder = folder });
        return services.BuildServiceProvider();
    }
}
