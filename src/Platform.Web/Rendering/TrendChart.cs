using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Platform.Core.Runs;

namespace Platform.Web.Rendering;

/// <summary>Small pictures of how runs did: bars of what ended, and a line of how long it took. Pure; numbers are in the titles and in the table beside them.</summary>
internal static class TrendChart
{
    private const double Width = 480;
    private const double Height = 96;
    private const double Bottom = 80; // below it stand the times

    /// <summary>What succeeded, failed and was cancelled, stacked.</summary>
    public static string Bars(IReadOnlyList<TrendHour> buckets, TimeSpan each)
    {
        var most = Math.Max(1, buckets.Max(b => b.Ended));
        var step = Width / buckets.Count;
        var svg = Begin($"Runs that ended, the most at once {Display.Count(most)}");
        for (var i = 0; i < buckets.Count; i++)
        {
            var bucket = buckets[i];
            svg.Append(Invariant($"<g><title>{Encode(Said(bucket, each))}</title><rect class=\"t-hit\" x=\"{i * step:0.##}\" y=\"0\" width=\"{step:0.##}\" height=\"{Bottom:0.##}\"/>"));
            var y = Bottom;
            foreach (var (count, kind) in new[] { (bucket.Succeeded, "good"), (bucket.Cancelled, "off"), (bucket.Failed, "bad") })
            {
                if (count == 0) continue;
                var tall = Math.Max(1.5, count * (Bottom - 6) / most); // one that failed among thousands is still seen
                y -= tall;
                svg.Append(Invariant($"<rect class=\"t-{kind}\" x=\"{(i * step) + 1:0.##}\" y=\"{Math.Max(0, y):0.##}\" width=\"{Math.Max(1, step - 2):0.##}\" height=\"{tall:0.##}\" rx=\"1\"/>"));
            }

            svg.Append("</g>");
        }

        return End(svg, buckets, Display.Short(most));
    }

    /// <summary>How long the slowest twentieth took at least.</summary>
    public static string Line(IReadOnlyList<TrendHour> buckets, TimeSpan each)
    {
        var most = buckets.Max(b => b.P95) ?? TimeSpan.Zero;
        var step = Width / buckets.Count;
        var svg = Begin($"p95 duration, the longest {Display.Duration(most)}");
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < buckets.Count; i++)
        {
            var x = (i + 0.5) * step;
            if (buckets[i].P95 is not { } p95)
            {
                isOpen = false; // nothing ended: the line has a gap, and does not fall to nothing
                continue;
            }

            var y = Bottom - (most == TimeSpan.Zero ? 0 : p95 / most * (Bottom - 8));
            path.Append(Invariant($"{(isOpen ? "L" : "M")}{x:0.##} {y:0.##}"));
            isOpen = true;
            svg.Append(Invariant($"<g><title>{Encode($"{When(buckets[i], each)}: p95 {Display.Duration(p95)}")}</title><rect class=\"t-hit\" x=\"{i * step:0.##}\" y=\"0\" width=\"{step:0.##}\" height=\"{Bottom:0.##}\"/><circle class=\"t-dot\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"2.5\"/></g>"));
        }

        svg.Append(Invariant($"<path class=\"t-line\" d=\"{path}\"/>"));
        return End(svg, buckets, most == TimeSpan.Zero ? "" : Display.Duration(most));
    }

    /// <summary>The hours as fewer, wider ones.</summary>
    public static IReadOnlyList<TrendHour> Group(IReadOnlyList<TrendHour> hours, int size) => [.. hours.Chunk(size).Select(TrendHour.Together)];

    public static string When(TrendHour bucket, TimeSpan each) => $"{bucket.Start:MMM d, HH:mm} to {bucket.Start + each:HH:mm} UTC";

    private static string Said(TrendHour bucket, TimeSpan each) => bucket.Ended == 0
        ? $"{When(bucket, each)}: no run ended"
        : $"{When(bucket, each)}: {Display.Count(bucket.Succeeded)} succeeded, {Display.Count(bucket.Failed)} failed, {Display.Count(bucket.Cancelled)} cancelled";

    private static StringBuilder Begin(string label) =>
        new(Invariant($"<svg class=\"trend\" viewBox=\"0 0 {Width:0} {Height:0}\" role=\"img\" aria-label=\"{Encode(label)}\"><path class=\"t-base\" d=\"M0 {Bottom:0.##}H{Width:0}\"/>"));

    private static string End(StringBuilder svg, IReadOnlyList<TrendHour> buckets, string most)
    {
        var format = buckets.Count > 0 && buckets[^1].Start - buckets[0].Start > TimeSpan.FromHours(30) ? "MMM d" : "HH:mm";
        foreach (var (at, anchor) in new[] { (0, "start"), (buckets.Count / 2, "middle"), (buckets.Count - 1, "end") })
        {
            var x = anchor == "start" ? 0 : anchor == "end" ? Width : Width / 2;
            svg.Append(Invariant($"<text x=\"{x:0}\" y=\"93\" text-anchor=\"{anchor}\">{buckets[at].Start.ToString(format, CultureInfo.InvariantCulture)}</text>"));
        }

        return svg.Append(Invariant($"<text x=\"0\" y=\"9\">{Encode(most)}</text></svg>")).ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
