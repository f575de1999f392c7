namespace Platform.Core.Runs;

/// <summary>How the runs did that ended within one hour.</summary>
/// <param name="Start">On the hour, UTC.</param>
/// <param name="P95">Of the time that they took, of a sample of them; null when none ended.</param>
public sealed record TrendHour(DateTimeOffset Start, int Succeeded, int Failed, int Cancelled, TimeSpan? P95)
{
    public int Ended => Succeeded + Failed + Cancelled;

    /// <summary>Several hours as one: the longest p95 of them, for a peak must not be lost.</summary>
    public static TrendHour Together(IReadOnlyCollection<TrendHour> hours) => new(
        hours.Min(h => h.Start), hours.Sum(h => h.Succeeded), hours.Sum(h => h.Failed), hours.Sum(h => h.Cancelled), hours.Max(h => h.P95));
}
