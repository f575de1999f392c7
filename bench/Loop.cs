using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>A loop of 1,000 steps: whether its time and its size in the database grow with the state that it does not touch.</summary>
public sealed class Loop : IBenchmark
{
    private const int Steps = 1000;
    private const string Yaml = """
        platform: v1
        name: loop
        inputs: { payload: { type: string, default: "" }, grow: { type: boolean, default: false } }
        state:
          n: { type: integer, default: 0 }
          payload: { type: string, default: "" }
          log: { type: array, merge: append, default: [] }
        outputs: { n: "${{ state.n }}" }
        start: keep
        nodes:
          keep: { set: { payload: "${{ inputs.payload }}" }, next: again }
          again:
            set:
              n: ${{ state.n + 1 }}
              log: "${{ inputs.grow ? ['message of one hundred bytes, appended at every step of the loop, to see what growth costs ............'] : [] }}"
            next:
              - { when: "${{ state.n < 999 }}", to: again }
              - { to: end }
        limits: { steps: 1100 }
        """;

    public string Name => "loop";

    public int Order => 40;

    public IAsyncEnumerable<Measurement> RunAsync(CancellationToken cancellationToken) => MeasureAsync("loop", null, cancellationToken);

    internal static async IAsyncEnumerable<Measurement> MeasureAsync(string name, string? durability, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (kind, kilobytes, grow) in new[] { ("0kb", 0, false), ("100kb", 100, false), ("append_100_bytes", 0, true) })
        {
            var inputs = JsonSerializer.SerializeToElement(new { payload = Text(kilobytes * 1024), grow });
            yield return await SizeAsync($"{name}.{kind}.database", inputs, cancellationToken);
            await using var host = await BenchHost.StartAsync(cancellationToken, durability);
            using var raw = new RawSqlite(host.Folder);
            var workflow = await host.SaveAsync(Yaml, cancellationToken);
            yield return await Rounds.MedianAsync($"{name}.{kind}.steps", "steps/s", async () => (await host.RunAsync(workflow, inputs, cancellationToken)).Step, raw.CommitsPerSecond);
        }
    }

    // One run in a folder of its own, write-ahead log and all.
    private static async Task<Measurement> SizeAsync(string name, JsonElement inputs, CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync(cancellationToken);
        var workflow = await host.SaveAsync(Yaml, cancellationToken);
        await BenchHost.RestAsync(cancellationToken);
        var before = host.DatabaseBytes;
        await host.RunAsync(workflow, inputs, cancellationToken);
        await BenchHost.RestAsync(cancellationToken);
        return new Measurement(name, (host.DatabaseBytes - before) / 1024.0 / 1024.0, "MB", Steps);
    }

    // No text that packs to nothing: each word is another.
    private static string Text(int length)
    {
        var random = new Random(1);
        return string.Create(length, random, static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = i % 7 == 6 ? ' ' : (char)('a' + random.Next(26));
        });
    }
}
