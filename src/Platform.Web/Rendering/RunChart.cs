using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Platform.Core.Runs;
using Platform.Core.Runs.Figures;

namespace Platform.Web.Rendering;

/// <summary>Small charts as SVG, made here so that they need no script. Each says in words what it shows. Pure.</summary>
internal static class RunChart
{
    private const int BarWidth = 5;
    private const int SparkHeight = 22;

    /// <summary>The newest runs as bars: as high as they took long, in the colour of how they ended.</summary>
    public static IHtmlContent Spark(IReadOnlyList<RunMark> runs, int places = 20)
    {
        if (runs.Count == 0) return new HtmlString("<span class=\"dim\">–</span>");
        var most = runs.Max(Milliseconds);
        var svg = new StringBuilder($"<svg class=\"spark\" viewBox=\"0 0 {places * BarWidth} {SparkHeight}\" width=\"{places * BarWidth}\" height=\"{SparkHeight}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Words(runs))}\">");
        for (var i = 0; i < runs.Count; i++)
        {
            // Times differ by orders of magnitude: by their logarithm all of them can be seen.
            var share = most <= 0 ? 0.3 : 0.2 + (0.8 * Math.Log(1 + Milliseconds(runs[i])) / Math.Log(1 + most));
            var height = Math.Round(SparkHeight * Math.Clamp(share, 0.15, 1), 1);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar bar-{runs[i].Status.Text()}\" x=\"{(places - runs.Count + i) * BarWidth}\" y=\"{SparkHeight - height}\" width=\"{BarWidth - 1}\" height=\"{height}\" rx=\"1\"/>");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>A value for each of many runs or days, with its scale on the left and the ends of its time below.</summary>
    /// <param name="points">In order of time; the class colours the bar.</param>
    /// <param name="label">What is shown, for those who cannot see it.</param>
    public static IHtmlContent Bars(IReadOnlyList<(double Value, string Class, string Title, string? Href)> points, Func<double, string> scale, string first, string last, string label)
    {
        const int Width = 640, Height = 150, Left = 54, Bottom = 18, Top = 8;
        var most = points.Count == 0 ? 0 : points.Max(p => p.Value);
        var step = (Width - Left) / (double)Math.Max(points.Count, 1);
        var svg = new StringBuilder($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"group\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            var y = Y(share * most);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{y}\" x2=\"{Width}\" y2=\"{y}\"/>");
            if (most > 0) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"scale\" x=\"{Left - 6}\" y=\"{y + 4}\" text-anchor=\"end\">{WebUtility.HtmlEncode(scale(share * most))}</text>");
        }

        for (var i = 0; i < points.Count; i++)
        {
            var (value, css, title, href) = points[i];
            var y = Y(value);
            var bar = string.Create(CultureInfo.InvariantCulture, $"<rect class=\"bar {css}\" x=\"{Math.Round(Left + (i * step) + (step * 0.1), 2)}\" y=\"{y}\" width=\"{Math.Round(Math.Max(step * 0.8, 1), 2)}\" height=\"{Math.Round(Math.Max(Height - Bottom - y, value > 0 ? 1.5 : 0), 2)}\" rx=\"1\"><title>{WebUtility.HtmlEncode(title)}</title></rect>");
            svg.Append(href is null ? bar : $"<a href=\"{WebUtility.HtmlEncode(href)}\" tabindex=\"-1\" aria-hidden=\"true\">{bar}</a>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"scale\" x=\"{Left}\" y=\"{Height - 4}\">{WebUtility.HtmlEncode(first)}</text><text class=\"scale\" x=\"{Width}\" y=\"{Height - 4}\" text-anchor=\"end\">{WebUtility.HtmlEncode(last)}</text>");
        return new HtmlString(svg.Append("</svg>").ToString());

        double Y(double value) => Math.Round(Height - Bottom - ((Height - Bottom - Top) * (most <= 0 ? 0 : value / most)), 2);
    }

    private static double Milliseconds(RunMark run) => run.Took?.TotalMilliseconds ?? 0;

    private static string Words(IReadOnlyList<RunMark> runs)
    {
        var parts = runs.GroupBy(r => r.Status).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key.Text()}");
        return $"The newest {Display.Many(runs.Count, "run")}: {string.Join(", ", parts)}";
    }
}
