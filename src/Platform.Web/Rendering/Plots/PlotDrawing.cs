using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Platform.Web.Rendering.Plots;

/// <summary>
/// A plot as SVG, drawn by the server. Across it is measured in per cent and down in pixels, so that letters keep their size however wide the page is. Pure.
/// </summary>
internal static class PlotDrawing
{
    private const double Height = 168, Top = 10, Ground = 144;
    private const double Gap = 0.16; // of a bar's room

    /// <summary>The values beside the axis on the left.</summary>
    public static IHtmlContent Scale(PlotView plot)
    {
        var svg = new StringBuilder(Invariant($"<svg class=\"plot-scale\" height=\"{Height}\" aria-hidden=\"true\">"));
        var ticks = PlotScale.Ticks(plot.Kind, plot.Top);
        foreach (var tick in ticks) svg.Append(Invariant($"<text x=\"100%\" y=\"{Y(tick, ticks[^1]) + 4:0.##}\" text-anchor=\"end\">{Encode(PlotScale.Say(plot.Kind, tick))}</text>"));
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    public static IHtmlContent Area(PlotView plot)
    {
        var ticks = PlotScale.Ticks(plot.Kind, plot.Top);
        // An image holds nothing that can be pressed: with links in it, it is a group.
        var role = plot.Points.Any(p => p.Href is not null) ? "group" : "img";
        var svg = new StringBuilder(Invariant($"<svg class=\"plot-area\" height=\"{Height}\" role=\"{role}\" aria-label=\"{Encode(plot.Sentence)}\">"));
        foreach (var tick in ticks) svg.Append(Invariant($"<line class=\"{(tick == 0 ? "plot-ground" : "plot-grid")}\" x1=\"0\" x2=\"100%\" y1=\"{Y(tick, ticks[^1]):0.##}\" y2=\"{Y(tick, ticks[^1]):0.##}\"/>"));
        for (var i = 0; i < plot.Points.Count; i++)
        {
            var point = plot.Points[i];
            var drawn = Invariant($"<g><title>{Encode(plot.Tell(point))}</title><rect class=\"plot-hit\" x=\"{At(plot, i)}\" y=\"{Top}\" width=\"{At(plot, 1)}\" height=\"{Ground - Top}\"/>{(plot.IsLine ? Dot(plot, i, ticks[^1]) : Bars(plot, i, ticks[^1]))}</g>");
            svg.Append(point.Href is { } href ? $"<a href=\"{Encode(href)}\" tabindex=\"-1\" aria-hidden=\"true\">{drawn}</a>" : drawn); // by keyboard: the links of the table
        }

        foreach (var i in Marks(plot)) Mark(svg, plot, i);
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static string Bars(PlotView plot, int i, double top)
    {
        var svg = new StringBuilder();
        var ground = Ground;
        for (var s = 0; s < plot.Series.Count; s++)
        {
            if (plot.Points[i].Values[s] is not ({ } value and > 0)) continue;
            var tall = Math.Max(1.5, (Ground - Top) * value / top); // one among thousands is still seen
            ground -= tall;
            svg.Append(Invariant($"<rect class=\"plot-{plot.Points[i].Class ?? plot.Series[s].Class}\" x=\"{At(plot, i + (Gap / 2))}\" y=\"{Math.Max(0, ground):0.##}\" width=\"{At(plot, 1 - Gap)}\" height=\"{tall:0.##}\" rx=\"1\"/>"));
        }

        return svg.ToString();
    }

    private static string Dot(PlotView plot, int i, double top)
    {
        if (plot.Points[i].Values[0] is not { } value) return "";
        var line = i > 0 && plot.Points[i - 1].Values[0] is { } before
            ? Invariant($"<line class=\"plot-line\" x1=\"{At(plot, i - 0.5)}\" y1=\"{Y(before, top):0.##}\" x2=\"{At(plot, i + 0.5)}\" y2=\"{Y(value, top):0.##}\"/>")
            : "";
        return line + Invariant($"<circle class=\"plot-dot\" cx=\"{At(plot, i + 0.5)}\" cy=\"{Y(value, top):0.##}\" r=\"3\"/>");
    }

    private static void Mark(StringBuilder svg, PlotView plot, int i)
    {
        var isLast = i == plot.Slots - 1;
        var anchor = i == 0 ? "start" : isLast ? "end" : "middle";
        var x = i == 0 ? "0" : isLast ? "100%" : At(plot, i + 0.5);
        svg.Append(Invariant($"<line class=\"plot-ground\" x1=\"{At(plot, i + 0.5)}\" x2=\"{At(plot, i + 0.5)}\" y1=\"{Ground}\" y2=\"{Ground + 4}\"/><text class=\"{(i == 0 || isLast ? "" : "plot-between")}\" x=\"{x}\" y=\"{Height - 6}\" text-anchor=\"{anchor}\">{Encode(plot.Points[i].Tick)}</text>"));
    }

    // The first and the last, and some between at equal distances.
    private static IEnumerable<int> Marks(PlotView plot)
    {
        var last = plot.Points.Count - 1;
        var marks = Math.Min((int)Math.Ceiling((plot.MostTicks - 1.0) * plot.Points.Count / plot.Slots), last); // labels need their room
        return marks < 1 ? Enumerable.Range(0, plot.Points.Count) : Enumerable.Range(0, marks + 1).Select(n => (int)Math.Round((double)n * last / marks)).Distinct();
    }

    private static double Y(double value, double top) => Ground - (top <= 0 ? 0 : (Ground - Top) * value / top);

    private static string At(PlotView plot, double place) => Invariant($"{place * 100 / plot.Slots:0.###}%");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
