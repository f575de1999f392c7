namespace Platform.Core.Graph.Drawing;

/// <param name="X">Left, in pixels.</param>
/// <param name="Y">Top, in pixels.</param>
public sealed record PlacedNode(GraphNode Node, double X, double Y);

/// <param name="Points">From the border of the one node to the border of the other.</param>
/// <param name="GoesBack">A loop's arrow, drawn around the side.</param>
/// <param name="Label">Where its label stands beside the arrow: the left end of its base line.</param>
public sealed record PlacedEdge(GraphEdge Edge, IReadOnlyList<(double X, double Y)> Points, bool GoesBack, (double X, double Y) Label)
{
    /// <summary>The label stands on the left of the arrow: <see cref="Label"/> is the right end of its base line.</summary>
    public bool LabelEnds { get; init; }
}

/// <summary>
/// Where everything of a picture stands: layers from top to bottom, as few crossings as a few sweeps give. The same graph always looks the same.
/// </summary>
/// <remarks>
/// Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE SMC 1981: cycles are broken, nodes are
/// layered by longest path, layers are ordered by barycentre, and long edges bend where they cross a layer.
/// </remarks>
public sealed class GraphLayout
{
    public const double NodeWidth = 190;
    public const double NodeHeight = 52;

    private const double GapX = 36;
    private const double GapY = 54;
    private const double Margin = 28;
    private const double BackRoom = 26;
    private const double Aside = 15; // of an arrow that goes around its neighbour; less than the margin
    private const double LabelGap = 6;
    private const double LabelLine = 13;
    private const double LetterWidth = 5.8; // of the label's 10.5 px font, about
    private const int Sweeps = 8;

    private GraphLayout(IReadOnlyList<PlacedNode> nodes, IReadOnlyList<PlacedEdge> edges, double width, double height) =>
        (Nodes, Edges, Width, Height) = (nodes, edges, width, height);

    public IReadOnlyList<PlacedNode> Nodes { get; }

    public IReadOnlyList<PlacedEdge> Edges { get; }

    public double Width { get; }

    public double Height { get; }

    public static GraphLayout Of(CompiledGraph graph)
    {
        var edges = GraphEdges.Of(graph);
        var back = BackEdges(graph, edges);
        var layers = LayerGrid.Of(graph, [.. edges.Where(e => !back.Contains(e))]);
        layers.Order(Sweeps);
        var center = layers.Place(NodeWidth, GapX);

        var right = graph.Nodes.Select(n => center[n.Name]).DefaultIfEmpty(0).Max() + (NodeWidth / 2);
        var left = center.Values.DefaultIfEmpty(0).Min() - (NodeWidth / 2);
        double X(string cell) => center[cell] - left + Margin;
        double Y(int layer) => Margin + GapY + (layer * (NodeHeight + GapY));

        var nodes = graph.Nodes.Select(n => new PlacedNode(n, X(n.Name) - (NodeWidth / 2), Y(layers.LayerOf(n.Name)))).ToList();
        var placed = new List<PlacedEdge>(edges.Count);
        var lanes = Math.Max(right, center.Values.DefaultIfEmpty(0).Max()) - left + Margin;
        foreach (var edge in edges)
        {
            if (!back.Contains(edge))
            {
                var down = Down(edge, X, Y, layers);
                placed.Add(edge.Label.Length > 0 ? Labelled(down, edges, edges.Skip(placed.Count + 1).Count(e => e.From == edge.From && e.To == edge.To && e.Label.Length > 0)) : down);
                continue;
            }

            // Its label stands right of its lane, where no node is.
            lanes += BackRoom;
            placed.Add(Around(edge, X, Y, layers, lanes));
            if (edge.Label.Length > 0) lanes += LabelGap + (edge.Label.Length * LetterWidth);
        }

        // Labels on the outer sides may need more room than the nodes do.
        var room = Math.Max(0, LabelGap - placed.Where(e => e.Edge.Label.Length > 0).Select(Left).DefaultIfEmpty(Margin).Min());
        var width = Math.Max(lanes + Margin, placed.Where(e => e.Edge.Label.Length > 0).Select(Right).DefaultIfEmpty(0).Max() + LabelGap) + room;
        return new GraphLayout(
            [.. nodes.Select(n => n with { X = n.X + room })],
            [.. placed.Select(e => e with { Points = [.. e.Points.Select(p => (p.X + room, p.Y))], Label = (e.Label.X + room, e.Label.Y) })],
            width, Y(layers.Count) - GapY + Margin);
    }

    private static PlacedEdge Down(GraphEdge edge, Func<string, double> x, Func<int, double> y, LayerGrid layers)
    {
        var points = new List<(double, double)> { (x(edge.From), y(layers.LayerOf(edge.From)) + NodeHeight) };
        foreach (var bend in layers.BendsOf(edge)) points.Add((x(bend), y(layers.LayerOf(bend)) + (NodeHeight / 2)));
        points.Add((x(edge.To), y(layers.LayerOf(edge.To))));
        return new PlacedEdge(edge, points, GoesBack: false, default);
    }

    // Beside its arrow and above the next layer. Where ways part, near where each leads and on its outer side; a way alone is told near where it begins, for others
    // may come to where it ends. Ways to the same node stand one above the other.
    private static PlacedEdge Labelled(PlacedEdge placed, IReadOnlyList<GraphEdge> edges, int labelsBelow)
    {
        var edge = placed.Edge;
        var ways = edges.Where(e => e.From == edge.From && e.Label.Length > 0).ToList();
        var parts = ways.Count > 1 || edges.Any(e => e.From == edge.From && e.To != edge.To);
        var ((fromX, fromY), (toX, toY)) = (placed.Points[0], placed.Points[1]);
        var line = fromY + ((parts ? 0.7 : 0.4) * Math.Min(toY - fromY, GapY)) - (labelsBelow * LabelLine);
        var isLeft = parts && toX < fromX - 1;
        var x = fromX + (Along((line - fromY) / (toY - fromY)) * (toX - fromX));
        return placed with { Label = (x + (isLeft ? -LabelGap : LabelGap), line + 3), LabelEnds = isLeft };
    }

    // How far an arrow has come to its side when it has come so far down: it is a cubic curve that begins and ends upright.
    private static double Along(double down)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 30; i++)
        {
            var t = (low + high) / 2;
            if ((1.5 * t * (1 - t)) + (t * t * t) < down) low = t;
            else high = t;
        }

        return (3 * low * low * (1 - low)) + (low * low * low);
    }

    private static double Left(PlacedEdge edge) => edge.Label.X - (edge.LabelEnds ? LengthOf(edge) : 0);

    private static double Right(PlacedEdge edge) => edge.Label.X + (edge.LabelEnds ? 0 : LengthOf(edge));

    private static double LengthOf(PlacedEdge edge) => edge.Edge.Label.Length * LetterWidth;

    // From the node's right side to a lane of its own and back into the other's; where a neighbour stands in the way, below the one and above the other.
    private static PlacedEdge Around(GraphEdge edge, Func<string, double> x, Func<int, double> y, LayerGrid layers, double lane)
    {
        var (from, to) = (y(layers.LayerOf(edge.From)), y(layers.LayerOf(edge.To)));
        var (leaves, arrives) = (from + (NodeHeight * 0.62), to + (NodeHeight * 0.38));
        var points = new List<(double X, double Y)>();
        if (layers.IsLast(edge.From)) points.Add((x(edge.From) + (NodeWidth / 2), leaves));
        else points.AddRange([(x(edge.From) + (NodeWidth / 4), from + NodeHeight), (x(edge.From) + (NodeWidth / 4), leaves = from + NodeHeight + Aside)]);
        points.Add((lane, leaves));
        if (!layers.IsLast(edge.To)) arrives = to - Aside;
        points.Add((lane, arrives));
        if (layers.IsLast(edge.To)) points.Add((x(edge.To) + (NodeWidth / 2), arrives));
        else points.AddRange([(x(edge.To) + (NodeWidth / 4), arrives), (x(edge.To) + (NodeWidth / 4), to)]);
        return new PlacedEdge(edge, points, GoesBack: true, (lane + LabelGap, ((leaves + arrives) / 2) + 3));
    }

    // An edge goes back when it leads to a node that is still open in a walk from the start; the walk keeps its own stack, for graphs may be deep.
    private static HashSet<GraphEdge> BackEdges(CompiledGraph graph, IReadOnlyList<GraphEdge> edges)
    {
        var from = edges.ToLookup(e => e.From, StringComparer.Ordinal);
        var state = new Dictionary<string, bool>(StringComparer.Ordinal); // true: open, false: done
        var back = new HashSet<GraphEdge>();
        foreach (var root in graph.Start.Concat(graph.Nodes).Select(n => n.Name))
        {
            if (state.ContainsKey(root)) continue;
            var stack = new Stack<(string Node, IEnumerator<GraphEdge> Edges)>();
            state[root] = true;
            stack.Push((root, from[root].GetEnumerator()));
            while (stack.TryPeek(out var top))
            {
                if (!top.Edges.MoveNext())
                {
                    state[stack.Pop().Node] = false;
                    continue;
                }

                var edge = top.Edges.Current;
                if (!state.TryGetValue(edge.To, out var open))
                {
                    state[edge.To] = true;
                    stack.Push((edge.To, from[edge.To].GetEnumerator()));
                }
                else if (open)
                {
                    back.Add(edge);
                }
            }
        }

        return back;
    }
}
