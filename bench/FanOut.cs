using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>A hundred branches of one superstep, journaled each, then joined.</summary>
public sealed class FanOut : IBenchmark
{
    private const int Branches = 100;
    private const int Runs = 20;

    public string Name => "fanout";

    public int Order => 50;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync(cancellationToken);
        var workflow = await host.SaveAsync(Yaml(), cancellationToken);
        await host.RunAsync(workflow, null, cancellationToken);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Runs; i++) await host.RunAsync(workflow, null, cancellationToken);
        yield return new Measurement("fanout.100", Runs * Branches / clock.Elapsed.TotalSeconds, "branches/s", Runs * Branches);
    }

    private static string Yaml()
    {
        var names = Enumerable.Range(1, Branches).Select(i => $"b{i}").ToList();
        var nodes = names.Select(n => $$$"""
              {{{n}}}: { set: { n: 1 } }
            """);
        return $$$"""
            platform: v1
            name: fanout
            state: { n: { type: integer, merge: add, default: 0 }, all: { type: integer, default: 0 } }
            outputs: { all: "${{ state.all }}" }
            start: [{{{string.Join(", ", names)}}}]
            nodes:
            {{{string.Join('\n', nodes)}}}
              join: { needs: [{{{string.Join(", ", names)}}}], set: { all: "${{ state.n }}" } }
            limits: { parallel: 100 }
            """;
    }
}
