using System.Runtime.InteropServices;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>Measures one thing. One file each.</summary>
public interface IBenchmark
{
    string Name { get; }

    /// <summary>Smallest first; what starts the process fresh comes first.</summary>
    int Order { get; }

    IAsyncEnumerable<Measurement> RunAsync(CancellationToken cancellationToken);
}

/// <param name="Count">How many times the thing was done for the value.</param>
public sealed record Measurement(string Name, double Value, string Unit, long Count)
{
    private static readonly string Machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    public string ToLine() => JsonSerializer.Serialize(new { name = Name, value = Math.Round(Value, Value < 10 ? 3 : 1), unit = Unit, n = Count, machine = Machine });
}
