using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>Chain and loop with <c>durability: relaxed</c>: what was committed survives a crash of the process, the last moments may not survive a loss of power.</summary>
public sealed class Relaxed : IBenchmark
{
    private const string Durability = "Relaxed";

    public string Name => "relaxed";

    public int Order => 52;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var result in Chain.MeasureAsync("relaxed.chain", Durability, cancellationToken)) yield return result;
        await foreach (var result in Loop.MeasureAsync("relaxed.loop", Durability, cancellationToken)) yield return result;
    }
}
