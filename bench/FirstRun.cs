using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>From nothing to the first finished run, in a fresh process and an empty folder; and what the process weighs.</summary>
public sealed class FirstRun : IBenchmark
{
    private const int Runs = 200;
    internal const string Yaml = """
        platform: v1
        name: first
        state: { n: { type: integer, default: 0 } }
        start: one
        nodes:
          one: { set: { n: 1 }, next: two }
          two: { set: { n: 2 }, next: three }
          three: { set: { n: 3 } }
        """;

    public string Name => "first";

    public int Order => 10;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var host = await BenchHost.StartAsync(cancellationToken);
        var workflow = await host.SaveAsync(Yaml, cancellationToken);
        yield return new Measurement("first.start", clock.Elapsed.TotalMilliseconds, "ms", 1);
        yield return Memory("memory.idle");
        await host.RunAsync(workflow, null, cancellationToken);
        yield return new Measurement("first.start_to_finished_run", clock.Elapsed.TotalMilliseconds, "ms", 1);
        for (var i = 0; i < Runs; i++) await host.RunAsync(workflow, null, cancellationToken);
        yield return Memory($"memory.after_{Runs}_runs");
    }

    private static Measurement Memory(string name)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new Measurement(name, process.WorkingSet64 / 1024.0 / 1024.0, "MB", 1);
    }
}
