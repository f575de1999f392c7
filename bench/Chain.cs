using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>
/// Durable steps a second: a chain of ten steps, one run at a time and 32 in flight. Once of steps that only compute, which are stored together, and once of
/// tools, each of which is a commit of its own.
/// </summary>
public sealed class Chain : IBenchmark
{
    private const int Steps = 10;
    private const int InFlight = 32;

    public string Name => "chain";

    public int Order => 30;

    public IAsyncEnumerable<Measurement> RunAsync(CancellationToken cancellationToken) => MeasureAsync("chain", null, cancellationToken);

    /// <param name="durability">As in the settings; null for the default.</param>
    internal static async IAsyncEnumerable<Measurement> MeasureAsync(string name, string? durability, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (kind, node) in new[] { ("", "set: { n: \"${{ state.n + 1 }}\" }"), (".tools", "tool: time.now, save: { n: \"${{ state.n + 1 }}\" }") })
        {
            await using var host = await BenchHost.StartAsync(cancellationToken, durability);
            using var raw = new RawSqlite(host.Folder);
            var workflow = await host.SaveAsync(Yaml(node), cancellationToken);
            yield return await Rounds.MedianAsync($"{name}{kind}.one_at_a_time", "steps/s", async () =>
            {
                await host.RunAsync(workflow, null, cancellationToken);
                return Steps;
            }, raw.CommitsPerSecond);
            yield return await Rounds.MedianAsync($"{name}{kind}.32_in_flight", "steps/s", async () =>
            {
                await host.ManyAsync(workflow, InFlight * 8, InFlight, cancellationToken);
                return InFlight * 8 * Steps;
            }, raw.CommitsPerSecond);
        }
    }

    private static string Yaml(string node)
    {
        var nodes = Enumerable.Range(1, Steps).Select(i => $$$"""
              s{{{i}}}: { {{{node}}}{{{(i < Steps ? $", next: s{i + 1}" : "")}}} }
            """);
        return $$$"""
            platform: v1
            name: chain
            state: { n: { type: integer, default: 0 } }
            outputs: { n: "${{ state.n }}" }
            start: s1
            nodes:
            {{{string.Join('\n', nodes)}}}
            """;
    }
}
