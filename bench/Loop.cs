using System.Diagnostics;
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

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (name, kilobytes, grow) in new[] { ("0kb", 0, false), ("10kb", 10, false), ("100kb", 100, false), ("append_100_bytes", 0, true) })
        {
            await using var host = await BenchHost.StartAsync(cancellationToken);
            var workflow = await host.SaveAsync(Yaml, cancellationToken);
            var before = host.DatabaseBytes;
            var inputs = JsonSerializer.SerializeToElement(new { payload = new string('x', kilobytes * 1024), grow });
            var clock = Stopwatch.StartNew();
            var run = await host.RunAsync(workflow, inputs, cancellationToken);
            yield return new Measurement($"loop.{name}.time", clock.Elapsed.TotalSeconds, "s", run.Step);
            yield return new Measurement($"loop.{name}.steps", run.Step / clock.Elapsed.TotalSeconds, "steps/s", Steps);
            yield return new Measurement($"loop.{name}.database", (host.DatabaseBytes - before) / 1024.0 / 1024.0, "MB", run.Step);
        }
    }
}
