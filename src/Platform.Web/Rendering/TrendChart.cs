using System.Globalization;
using Platform.Core.Runs;
using Platform.Web.Rendering.Plots;

namespace Platform.Web.Rendering;

/// <summary>How runs did over time, as plots: bars of what ended, and a line of how long it took. Pure.</summary>
internal static class TrendChart
{
    private static readonly PlotSeries[] Outcomes = [new("good", "succeeded"), new("off", "cancelled"), new("bad", "failed")];

    private static readonly PlotSeries[] Slowest = [new("main", "p95")];

    /// <summary>What succeeded, was cancelled and failed, on each other.</summary>
    public static PlotView Bars(IReadOnlyList<TrendHour> buckets, TimeSpan each) => new(
        "Runs that ended", $"Runs that ended per {Length(each)}, UTC", "Time", PlotKind.Count, Outcomes, [.. buckets.Select(b => Point(buckets, b, each, b.Succeeded, b.Cancelled, b.Failed))]);

    /// <summary>How long the slowest twentieth took at least; a gap where nothing ended.</summary>
    public static PlotView Line(IReadOnlyList<TrendHour> buckets, TimeSpan each) => new(
        "Duration, p95", $"95 of 100 runs took this or less, per {Length(each)}, UTC", "Time", PlotKind.Duration, Slowest, [.. buckets.Select(b => Point(buckets, b, each, b.P95?.TotalMilliseconds))])
    { IsLine = true };

    /// <summary>The hours as fewer, wider ones.</summary>
    public static IReadOnlyList<TrendHour> Group(IReadOnlyList<TrendHour> hours, int size) => [.. hours.Chunk(size).Select(TrendHour.Together)];

    private static PlotPoint Point(IReadOnlyList<TrendHour> all, TrendHour bucket, TimeSpan each, params IReadOnlyList<double?> values)
    {
        var isLong = all[^1].Start - all[0].Start > TimeSpan.FromHours(30);
        return new PlotPoint(string.Create(CultureInfo.InvariantCulture, $"{bucket.Start:MMM d, HH:mm} to {bucket.Start + each:HH:mm}"), bucket.Start.ToString(isLong ? "MMM d" : "HH:mm", CultureInfo.InvariantCulture), values);
    }

    private static string Length(TimeSpan each) => each == TimeSpan.FromHours(1) ? "hour" : $"{each.TotalHours:0} hours";
}
