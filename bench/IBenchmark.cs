using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

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
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The value is the median of so many rounds.</summary>
    public int? Rounds { get; init; }

    /// <summary>One-row commits a second of SQLite on the same disk, measured between the rounds; null when nothing compares.</summary>
    public double? Raw { get; init; }

    /// <summary>Time of the processors for one, in microseconds.</summary>
    public double? CpuMicroseconds { get; init; }

    public string ToLine() => JsonSerializer.Serialize(
        new
        {
            name = Name,
            value = Rounded(Value),
            unit = Unit,
            n = Count,
            rounds = Rounds,
            raw = Rounded(Raw),
            ratio = Raw is { } raw ? Math.Round(Value / raw, 2) : (double?)null,
            cpu_us = Rounded(CpuMicroseconds),
            machine = Machine,
        },
        Options);

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, known < 10 ? 3 : 1) : null;
}
