using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Core.Sandbox;
using Platform.Core.Security;

namespace Platform.Bench;

/// <summary>A small snippet in a sandbox: the very first of a process, one that starts its own sandbox, and one for which a sandbox is ready. Medians in milliseconds; n snippets.</summary>
public sealed class Sandboxes : IBenchmark
{
    private const int Times = 20;

    public string Name => "sandbox";

    public int Order => 65;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var language in Enum.GetValues<CodeLanguage>())
        {
            var name = $"sandbox.{language.ToString().ToLowerInvariant()}";
            var (firsts, seconds) = (new List<double>(), new List<double>());
            for (var i = 0; i < 5; i++)
            {
                await using var fresh = Make(warm: 2);
                firsts.Add(await TimeAsync(fresh, language, cancellationToken));
                seconds.Add(await TimeAsync(fresh, language, cancellationToken));
            }

            yield return Of($"{name}.first", firsts);
            yield return Of($"{name}.second", seconds);
            yield return Of($"{name}.cold", await ManyAsync(language, warm: 0, TimeSpan.Zero, cancellationToken));
            yield return Of($"{name}.ready", await ManyAsync(language, warm: 2, TimeSpan.FromMilliseconds(400), cancellationToken));
            yield return await ThroughputAsync(name, language, cancellationToken);
        }
    }

    private static async Task<List<double>> ManyAsync(CodeLanguage language, int warm, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var sandbox = Make(warm);
        await TimeAsync(sandbox, language, cancellationToken);
        var all = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await Task.Delay(pause, cancellationToken);
            all.Add(await TimeAsync(sandbox, language, cancellationToken));
        }

        return all;
    }

    private static async Task<Measurement> ThroughputAsync(string name, CodeLanguage language, CancellationToken cancellationToken)
    {
        await using var sandbox = Make(warm: 2);
        await TimeAsync(sandbox, language, cancellationToken);
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (_, stop) => await TimeAsync(sandbox, language, stop));
        return new Measurement($"{name}.8_at_once", 100 / clock.Elapsed.TotalSeconds, "snippets/s", 100);
    }

    private static CodeSandbox Make(int warm) => new(
        Options.Create(new SandboxOptions { Warm = warm }), Path.Combine(Path.GetTempPath(), "platform-bench-sandbox"), TimeProvider.System, NullLogger<CodeSandbox>.Instance);

    private static async Task<double> TimeAsync(CodeSandbox sandbox, CodeLanguage language, CancellationToken cancellationToken)
    {
        var source = language == CodeLanguage.Python ? "def main(inputs): return inputs['n'] * 2" : "function main(inputs) { return inputs.n * 2; }";
        var work = new CodeWork(language, source, JsonSerializer.SerializeToElement(new { n = 21 }), new WorkFolder(Path.GetTempPath()));
        var clock = Stopwatch.GetTimestamp();
        var outcome = await sandbox.RunAsync(work, cancellationToken);
        var took = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        return outcome.Error is null ? took : throw outcome.Error;
    }

    private static Measurement Of(string name, List<double> all) => new(name, all.Order().ElementAt(all.Count / 2), "ms", all.Count);
}
