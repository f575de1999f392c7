using System.Globalization;
using System.Net;
using System.Text;
using Platform.Core.Config;

namespace Platform.Core.Graph.Drawing;

/// <summary>What a node looks like in a run: its status and a word or a count.</summary>
/// <param name="Status"><c>running, waiting, succeeded, partly, failed, skipped, cancelled</c> or empty; <c>partly</c>: some of its items failed and it went on without them.</param>
/// <param name="Text">For example <c>37/100</c> or <c>attempt 2</c>; null when there is nothing to say.</param>
public sealed record NodeOverlay(string Status, string? Text);

/// <summary>The picture as SVG that stands alone: readable in light and dark, by a screen reader, and by scripts through <c>id="node-NAME"</c>.</summary>
public static class SvgDrawing
{
    private const double TextAt = 38;
    private const double TextRoom = GraphLayout.NodeWidth - TextAt - 8;

    private const string Style = """
        .graph{--g-line:#8a94a6;--g-box:#fff;--g-ink:#1f2937;--g-soft:#667085;--g-edge:#cbd2dd;--g-run:#2563eb;--g-wait:#b45309;--g-ok:#15803d;--g-bad:#b91c1c;font-family:Inter,system-ui,sans-serif}
        @media(prefers-color-scheme:dark){.graph:not([data-theme=light]){--g-line:#7c879b;--g-box:#1b2433;--g-ink:#e5e9f0;--g-soft:#9aa5b8;--g-edge:#3a465a;--g-run:#60a5fa;--g-wait:#f59e0b;--g-ok:#4ade80;--g-bad:#f87171}}
        [data-bs-theme=dark] .graph{--g-line:#7c879b;--g-box:#1b2433;--g-ink:#e5e9f0;--g-soft:#9aa5b8;--g-edge:#3a465a;--g-run:#60a5fa;--g-wait:#f59e0b;--g-ok:#4ade80;--g-bad:#f87171}
        [data-bs-theme=light] .graph{--g-line:#8a94a6;--g-box:#fff;--g-ink:#1f2937;--g-soft:#667085;--g-edge:#cbd2dd;--g-run:#2563eb;--g-wait:#b45309;--g-ok:#15803d;--g-bad:#b91c1c}
        .graph .box{fill:var(--g-box);stroke:var(--g-edge);stroke-width:1.5}.graph .name{fill:var(--g-ink);font-size:13px;font-weight:600}.graph .sub{fill:var(--g-soft);font-size:11px}
        .graph .mark{fill:none;stroke:var(--g-soft);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
        .graph .edge{fill:none;stroke:var(--g-line);stroke-width:1.4}.graph .needs{stroke-dasharray:2 4}.graph .error{stroke:var(--g-bad);stroke-dasharray:5 4}.graph .timeout{stroke:var(--g-wait);stroke-dasharray:5 4}
        .graph .label{fill:var(--g-soft);font-size:10.5px;paint-order:stroke;stroke:var(--g-halo,var(--g-box));stroke-width:4px;stroke-linejoin:round}
        .graph .status-running .box{stroke:var(--g-run);stroke-width:2.5}.graph .status-waiting .box{stroke:var(--g-wait);stroke-width:2.5;stroke-dasharray:6 4}
        .graph .status-succeeded .box{stroke:var(--g-ok);stroke-width:2}.graph .status-partly .box{stroke:var(--g-wait);stroke-width:2}.graph .status-failed .box{stroke:var(--g-bad);stroke-width:2.5}.graph .status-skipped,.graph .status-cancelled{opacity:.55}.graph .status-cancelled .box{stroke-dasharray:3 3}
        .graph .status-running .sub{fill:var(--g-run)}.graph .status-waiting .sub{fill:var(--g-wait)}.graph .status-succeeded .sub{fill:var(--g-ok)}.graph .status-partly .sub{fill:var(--g-wait)}.graph .status-failed .sub{fill:var(--g-bad)}
        .graph .start{fill:var(--g-line)}.graph .head{fill:var(--g-line)}
        """;

    // One small drawing for each kind, 16 by 16.
    private static readonly Dictionary<string, string> Marks = new(StringComparer.Ordinal)
    {
        ["agent"] = "M3 6h10v7H3zM8 3v3M6 9v1M10 9v1",
        ["tool"] = "M10 3a3 3 0 0 0-3 4L3 11l2 2 4-4a3 3 0 0 0 4-3l-2 1-1-2z",
        ["human"] = "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 14c0-3 2-4 5-4s5 1 5 4",
        ["wait"] = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3l2 2",
        ["workflow"] = "M3 3h4v4H3zM9 9h4v4H9zM5 7v4h4",
        ["set"] = "M4 5h8M4 8h8M4 11h5",
        ["code"] = "M6 4 2 8l4 4M10 4l4 4-4 4",
        [""] = "M8 3 13 8 8 13 3 8z",
    };

    /// <param name="link">Where a node leads; null makes a picture without links.</param>
    public static string Write(CompiledGraph graph, IReadOnlyDictionary<string, NodeOverlay>? overlay = null, Func<string, string>? link = null)
    {
        var layout = GraphLayout.Of(graph);
        var svg = new StringBuilder(4096);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"graph\" xmlns=\"http://www.w3.org/2000/svg\" role=\"{(link is null ? "img" : "group")}\" viewBox=\"0 0 {N(layout.Width)} {N(layout.Height)}\" width=\"{N(layout.Width)}\" height=\"{N(layout.Height)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>Graph of {E(graph.Name)}: {graph.Nodes.Count} nodes</title><style>{Style}</style>");
        svg.Append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path class=\"head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>");
        foreach (var edge in layout.Edges) Edge(svg, edge);
        foreach (var start in graph.Start.Select(s => layout.Nodes[s.Order])) Start(svg, start);
        foreach (var node in layout.Nodes) Node(svg, node, overlay?.GetValueOrDefault(node.Node.Name), link?.Invoke(node.Node.Name));
        foreach (var edge in layout.Edges.Where(e => e.Edge.Label.Length > 0)) Label(svg, edge);
        return svg.Append("</svg>").ToString();
    }

    private static void Node(StringBuilder svg, PlacedNode placed, NodeOverlay? overlay, string? link)
    {
        var node = placed.Node;
        var kind = node.Kind.Length == 0 ? "junction" : node.Kind;
        var status = overlay is { Status.Length: > 0 } ? $" status-{overlay.Status}" : "";
        var says = Says(node, overlay);
        if (link is not null) svg.Append(CultureInfo.InvariantCulture, $"<a id=\"to-{E(node.Name)}\" href=\"{E(link)}\" data-node=\"{E(node.Name)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<g id=\"node-{E(node.Name)}\" class=\"node kind-{E(kind)}{E(status)}\" transform=\"translate({N(placed.X)} {N(placed.Y)})\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{E(node.Name)} ({E(kind)}){(overlay is null ? "" : ": " + E(says))}</title>");
        if (node.Map is not null) svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box\" x=\"4\" y=\"-4\" width=\"{N(GraphLayout.NodeWidth)}\" height=\"{N(GraphLayout.NodeHeight)}\" rx=\"8\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box\" width=\"{N(GraphLayout.NodeWidth)}\" height=\"{N(GraphLayout.NodeHeight)}\" rx=\"8\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" transform=\"translate(12 18)\" d=\"{Marks.GetValueOrDefault(node.Kind, Marks[""])}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{N(TextAt)}\" y=\"23\">{E(Fitted(node.Name, 13 * 1.05))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"sub\" x=\"{N(TextAt)}\" y=\"39\">{E(Fitted(says, 11))}</text></g>");
        if (link is not null) svg.Append("</a>");
    }

    private static string Says(GraphNode node, NodeOverlay? overlay)
    {
        if (overlay is { Status: "partly", Text: { } some }) return some;
        if (overlay is { Status.Length: > 0 }) return overlay.Text is { } text ? $"{overlay.Status} · {text}" : overlay.Status;
        var what = node.Config.Action is { Value: ConfigScalar name } action ? $"{action.Kind} · {name.Text}" : node.Kind.Length == 0 ? "junction" : node.Kind;
        return node.Map is null ? what : $"{what} · map";
    }

    private static void Start(StringBuilder svg, PlacedNode node)
    {
        var x = node.X + (GraphLayout.NodeWidth / 2);
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"start\" cx=\"{N(x)}\" cy=\"{N(node.Y - 34)}\" r=\"5\"/><path class=\"edge\" marker-end=\"url(#arrow)\" d=\"M{N(x)} {N(node.Y - 29)}V{N(node.Y - 1)}\"/>");
    }

    private static void Edge(StringBuilder svg, PlacedEdge edge)
    {
        var kind = edge.Edge.Kind.ToString().ToLowerInvariant();
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge {kind}\" data-from=\"{E(edge.Edge.From)}\" data-to=\"{E(edge.Edge.To)}\" marker-end=\"url(#arrow)\" d=\"");
        var points = edge.Points;
        svg.Append(CultureInfo.InvariantCulture, $"M{N(points[0].X)} {N(points[0].Y)}");
        if (edge.GoesBack) Around(svg, points);
        else
        {
            for (var i = 1; i < points.Count; i++)
            {
                var middle = (points[i - 1].Y + points[i].Y) / 2;
                svg.Append(CultureInfo.InvariantCulture, $"C{N(points[i - 1].X)} {N(middle)} {N(points[i].X)} {N(middle)} {N(points[i].X)} {N(points[i].Y - (i == points.Count - 1 ? 1 : 0))}");
            }
        }

        svg.Append("\"/>");
    }

    // Straight lines with round corners.
    private static void Around(StringBuilder svg, IReadOnlyList<(double X, double Y)> points)
    {
        const double Round = 10;
        for (var i = 1; i < points.Count - 1; i++)
        {
            var (x, y) = points[i];
            var (before, behind) = (Towards(points[i], points[i - 1], Round), Towards(points[i], points[i + 1], Round));
            svg.Append(CultureInfo.InvariantCulture, $"L{N(before.X)} {N(before.Y)}Q{N(x)} {N(y)} {N(behind.X)} {N(behind.Y)}");
        }

        var end = Towards(points[^1], points[^2], 1);
        svg.Append(CultureInfo.InvariantCulture, $"L{N(end.X)} {N(end.Y)}");
    }

    private static (double X, double Y) Towards((double X, double Y) from, (double X, double Y) to, double way) =>
        (from.X + (Math.Sign(to.X - from.X) * Math.Min(way, Math.Abs(to.X - from.X))), from.Y + (Math.Sign(to.Y - from.Y) * Math.Min(way, Math.Abs(to.Y - from.Y))));

    private static void Label(StringBuilder svg, PlacedEdge edge)
    {
        var (x, y) = edge.Label;
        var anchor = edge.LabelEnds ? "end" : "start";
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{E(edge.Edge.Label)}{(edge.Edge.Whole.Length > 0 ? $"<title>{E(edge.Edge.Whole)}</title>" : "")}</text>");
    }

    // As much of a text as the box has room for. Nothing measures letters here, so each is taken for as wide as its class is in Inter and in the systems' own fonts.
    private static string Fitted(string text, double size)
    {
        var width = 0.0;
        var fits = 0; // letters before which there is still room for the dots
        for (var i = 0; i < text.Length; i++)
        {
            width += size * Width(text[i]);
            if (width <= TextRoom - size) fits = i + 1;
            if (width > TextRoom) return text[..(char.IsHighSurrogate(text[fits - 1]) ? fits - 1 : fits)].TrimEnd() + "…";
        }

        return text;
    }

    // In widths of the letter's height.
    private static double Width(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '!' or '|' or '·' or ' ' => 0.29,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.4,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' or > '\u2e80' => 0.95,
        >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '$' or '≈' => 0.66,
        _ => 0.58,
    };

    private static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
