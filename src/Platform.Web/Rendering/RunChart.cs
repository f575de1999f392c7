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
    private const int BarWidth = 7;
    private const int SparkHeight = 26;

    /// <summary>The newest runs as bars: as high as they took long, in the colour of how they ended.</summary>
    public static IHtmlContent Spark(IReadOnlyList<RunMark> runs, int places = 20)
    {
        if (runs.Count == 0) return new HtmlString("<span class=\"dim\">–</span>");
        var most = runs.Max(Milliseconds);
        var svg = new StringBuilder($"<svg class=\"spark\" viewBox=\"0 0 {places * BarWidth} {SparkHeight}\" width=\"{places * BarWidth}\" height=\"{SparkHeight}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Words(runs))}\"><title>{WebUtility.HtmlEncode(Words(runs))}</title><path class=\"spark-ground\" d=\"M0 {SparkHeight - 0.5}H{places * BarWidth}\"/>");
        for (var i = 0; i < runs.Count; i++)
        {
            // Times differ by orders of magnitude: by their logarithm all of them can be seen.
            var share = most <= 0 ? 0.3 : 0.2 + (0.8 * Math.Log(1 + Milliseconds(runs[i])) / Math.Log(1 + most));
            var height = Math.Round(SparkHeight * Math.Clamp(share, 0.15, 1), 1);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar bar-{runs[i].Status.Text()}\" x=\"{(places - runs.Count + i) * BarWidth}\" y=\"{SparkHeight - height}\" width=\"{BarWidth - 2}\" height=\"{height}\" rx=\"1\"><title>{WebUtility.HtmlEncode(Word(runs[i]))}</title></rect>");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static string Word(RunMark run) => $"{Display.Exact(run.CreatedAt)[..16]} UTC: {run.Status.Text()}{(run.Took is { } took ? $" in {Display.Duration(took)}" : "")}";

    private static double Milliseconds(RunMark run) => run.Took?.TotalMilliseconds ?? 0;

    private static string Words(IReadOnlyList<RunMark> runs)
    {
        var parts = runs.GroupBy(r => r.Status).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key.Text()}");
        var longest = runs.Max(r => r.Took);
        return $"The newest {Display.Many(runs.Count, "run")}: {string.Join(", ", parts)}{(longest is { } took ? $"; the longest took {Display.Duration(took)}" : "")}. Higher bars took longer";
    }
}
