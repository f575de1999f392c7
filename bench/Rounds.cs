using System.Diagnostics;

namespace Platform.Bench;

/// <summary>The same thing measured several times, with the disk's limit measured before each: other work of the machine then falls on both.</summary>
internal static class Rounds
{
    private const int Times = 5;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median of five rounds of at least two seconds each, after as long a warm-up.</summary>
    /// <param name="work">Does it for a while and says how often it did it.</param>
    /// <param name="raw">One-row commits a second, now; null when nothing compares.</param>
    public static async Task<Measurement> MedianAsync(string name, string unit, Func<Task<int>> work, Func<double>? raw)
    {
        await ForAsync(work, WarmUp);
        var rates = new List<double>(Times);
        var limits = new List<double>(Times);
        var (count, cpu) = (0L, TimeSpan.Zero);
        for (var round = 0; round < Times; round++)
        {
            if (raw is not null) limits.Add(raw());
            var before = Environment.CpuUsage.TotalTime;
            var (done, took) = await ForAsync(work, Least);
            cpu += Environment.CpuUsage.TotalTime - before;
            count += done;
            rates.Add(done / took.TotalSeconds);
        }

        return new Measurement(name, Median(rates), unit, count)
        {
            Rounds = Times,
            Raw = raw is null ? null : Median(limits),
            CpuMicroseconds = cpu.TotalMicroseconds / count,
        };
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static async Task<(long Done, TimeSpan Took)> ForAsync(Func<Task<int>> work, TimeSpan least)
    {
        var done = 0L;
        var clock = Stopwatch.StartNew();
        do
        {
            done += await work();
        }
        while (clock.Elapsed < least);
        return (done, clock.Elapsed);
    }
}
