using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>A hundred branches of one superstep, then joined: of steps that only compute, and of tools, whose results are journaled as they come.</summary>
public sealed class FanOut : IBenchmark
{
    private const int Branches = 100;

    public string Name => "fanout";

    public int Order => 50;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync(cancellationToken);
        using var raw = new RawSqlite(host.Folder);
        foreach (var (name, node) in new[] { ("fanout.100", "set: { n: 1 }"), ("fanout.100.tools", "tool: time.now, save: { n: 1 }") })
        {
            var workflow = await host.SaveAsync(Yaml(node), cancellationToken);
            yield return await Rounds.MedianAsync(name, "branches/s", async () =>
            {
                await host.RunAsync(workflow, null, cancellationToken);
                return Branches;
            }, raw.CommitsPerSecond);
        }
    }

    private static string Yaml(string node)
    {
        var names = Enumerable.Range(1, Branches).Select(i => $"b{i}").ToList();
        var nodes = names.Select(n => $$$"""
              {{{n}}}: { {{{node}}} }
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
