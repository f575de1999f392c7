using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>Durable steps a second: a chain of ten steps, one run at a time and 32 in flight.</summary>
public sealed class Chain : IBenchmark
{
    private const int Steps = 10;
    private const int Runs = 50;
    private const int InFlight = 32;
    private const int RunsInFlight = 320;

    public string Name => "chain";

    public int Order => 30;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync(cancellationToken);
        var workflow = await host.SaveAsync(Yaml(), cancellationToken);
        for (var i = 0; i < 5; i++) await host.RunAsync(workflow, null, cancellationToken);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Runs; i++) await host.RunAsync(workflow, null, cancellationToken);
        yield return new Measurement("chain.one_at_a_time", Runs * Steps / clock.Elapsed.TotalSeconds, "steps/s", Runs * Steps);

        clock.Restart();
        await Parallel.ForEachAsync(Enumerable.Range(0, RunsInFlight), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
            async (_, stop) => await host.RunAsync(workflow, null, stop));
        yield return new Measurement("chain.32_in_flight", RunsInFlight * Steps / clock.Elapsed.TotalSeconds, "steps/s", RunsInFlight * Steps);
    }

    private static string Yaml()
    {
        var nodes = Enumerable.Range(1, Steps).Select(i => $$$"""
              s{{{i}}}: { set: { n: "${{ state.n + 1 }}" }{{{(i < Steps ? $", next: s{i + 1}" : "")}}} }
            """);
        return $"""
            platform: v1
            name: chain
            state: {"{"} n: {"{"} type: integer, default: 0 {"}"} {"}"}
            start: s1
            nodes:
            {string.Join('\n', nodes)}
            """;
    }
}
