namespace Platform.Core.Costs.Usage;

/// <summary>
/// How long calls take, counted in four buckets for each doubling: a percentile read from them is within 10 % of the true one, and a thing that is called all
/// day long takes some twenty rows. Pure.
/// </summary>
/// <remarks>The idea of exponential histograms: OpenTelemetry, data model of metrics, "ExponentialHistogram" with scale 2.</remarks>
public static class LatencyBuckets
{
    private const double PerDoubling = 4;
    private const int Last = 112; // three days

    /// <summary>The bucket of a duration in milliseconds; 0 holds all up to one.</summary>
    public static int Of(long milliseconds) => milliseconds <= 1 ? 0 : Math.Min(Last, (int)Math.Ceiling(Math.Log2(milliseconds) * PerDoubling));

    /// <summary>In milliseconds; null without calls.</summary>
    /// <param name="counts">Calls of each bucket, in any order.</param>
    /// <param name="part">0.95 for the time within which 95 of 100 calls ended.</param>
    public static double? Percentile(IEnumerable<(int Bucket, long Calls)> counts, double part)
    {
        var ordered = counts.Where(c => c.Calls > 0).OrderBy(c => c.Bucket).ToList();
        var left = Math.Ceiling(ordered.Sum(c => c.Calls) * part);
        foreach (var (bucket, calls) in ordered)
        {
            left -= calls;
            if (left <= 0) return Middle(bucket);
        }

        return null;
    }

    private static double Middle(int bucket) => bucket == 0 ? 0.5 : Math.Pow(2, (bucket - 0.5) / PerDoubling);
}
