using System.Diagnostics;
using System.Xml.Linq;
using Platform.Core.Graph;
using Platform.Core.Graph.Drawing;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Graph;

public sealed class Drawings
{
    private static readonly CompiledGraph Loop = Given.Graph(
    [
        Given.Node("a", null, "b", "c"),
        Given.Node("b", null),
        Given.Node("c", null) with { Next = [new NextWay(Given.Expression("'<x>' == \"&\""), ["a"]), new NextWay(null, ["d"])] },
        Given.Node("d", null) with { Needs = ["b"] },
    ]);

    [Fact]
    public void Every_node_has_its_place_and_none_covers_another()
    {
        var layout = GraphLayout.Of(Loop);

        var covered = from one in layout.Nodes
                      from other in layout.Nodes
                      where one.Node.Order < other.Node.Order
                      where Math.Abs(one.X - other.X) < GraphLayout.NodeWidth && Math.Abs(one.Y - other.Y) < GraphLayout.NodeHeight
                      select $"{one.Node.Name} and {other.Node.Name}";

        Assert.Equal(4, layout.Nodes.Count);
        Assert.Empty(covered);
        Assert.All(layout.Nodes, n => Assert.True(n.X >= 0 && n.X + GraphLayout.NodeWidth <= layout.Width && n.Y + GraphLayout.NodeHeight <= layout.Height));
    }

    [Fact]
    public void Only_the_arrow_that_closes_the_loop_goes_back()
    {
        var back = Assert.Single(GraphLayout.Of(Loop).Edges, e => e.GoesBack);

        Assert.Equal(("c", "a"), (back.Edge.From, back.Edge.To));
    }

    [Fact]
    public void A_loops_label_stands_beside_the_nodes_and_inside_the_picture()
    {
        var layout = GraphLayout.Of(Loop);

        var back = Assert.Single(layout.Edges, e => e.GoesBack);

        Assert.NotEmpty(back.Edge.Label);
        Assert.All(layout.Nodes, n => Assert.True(back.Label.X > n.X + GraphLayout.NodeWidth));
        Assert.True(back.Label.X + (back.Edge.Label.Length * 5) < layout.Width);
    }

    [Fact]
    public void Arrows_that_go_back_pass_behind_no_node()
    {
        // Both workers go back to the leader, who stands beside another node.
        var layout = GraphLayout.Of(Given.Graph(
        [
            Given.Node("leader", null, "left", "right"),
            Given.Node("left", null, "leader"),
            Given.Node("right", null, "leader"),
            Given.Node("other", null, "right"),
        ]));
        var back = layout.Edges.Where(e => e.GoesBack).ToList();

        var covered = from edge in back
                      from line in edge.Points.Zip(edge.Points.Skip(1))
                      from node in layout.Nodes
                      where Math.Max(line.First.X, line.Second.X) > node.X && Math.Min(line.First.X, line.Second.X) < node.X + GraphLayout.NodeWidth
                      where Math.Max(line.First.Y, line.Second.Y) > node.Y && Math.Min(line.First.Y, line.Second.Y) < node.Y + GraphLayout.NodeHeight
                      select $"{edge.Edge.From} behind {node.Node.Name}";

        Assert.Equal(2, back.Count);
        Assert.Empty(covered);
        Assert.All(back.SelectMany(e => e.Points), p => Assert.True(p.X <= layout.Width && p.Y <= layout.Height));
    }

    [Fact]
    public void Labels_of_two_ways_to_one_node_stand_one_below_the_other()
    {
        var twice = Given.Graph([Given.Node("a", null) with { Next = [new NextWay(Given.Expression("1 < 2"), ["b"]), new NextWay(null, ["b"])] }, Given.Node("b", null)]);

        var labels = GraphLayout.Of(twice).Edges.Select(e => e.Label.Y).ToList();

        Assert.True(labels[1] - labels[0] > 10, string.Join(' ', labels));
    }

    [Fact]
    public void Labels_stand_beside_their_arrows_over_no_node_and_inside_the_picture()
    {
        var layout = GraphLayout.Of(Given.Graph(
        [
            Given.Node("classify", null) with { Next = [new NextWay(Given.Expression("1 < 2 && 'a long condition' != ''"), ["choose"]), new NextWay(Given.Expression("2 < 3"), ["keep"]), new NextWay(null, ["draft"])] },
            Given.Node("choose", null, "draft"),
            Given.Node("keep", null) with { Next = [new NextWay(Given.Expression("3 < 4"), ["draft"])] },
            Given.Node("draft", null),
        ]));
        var labels = layout.Edges.Where(e => e.Edge.Label.Length > 0)
            .Select(e => (e.Edge, Left: e.LabelEnds ? e.Label.X - (e.Edge.Label.Length * 5.8) : e.Label.X, Right: e.LabelEnds ? e.Label.X : e.Label.X + (e.Edge.Label.Length * 5.8), e.Label.Y)).ToList();

        var covered = from label in labels
                      from node in layout.Nodes
                      where label.Right > node.X && label.Left < node.X + GraphLayout.NodeWidth && label.Y > node.Y && label.Y - 10 < node.Y + GraphLayout.NodeHeight
                      select $"{label.Edge.Label} over {node.Node.Name}";

        Assert.Equal(4, labels.Count);
        Assert.Empty(covered);
        Assert.All(labels, l => Assert.True(l.Left >= 0 && l.Right <= layout.Width, l.ToString()));
        Assert.Contains(labels, l => l.Edge.Label == "1 < 2 && 'a long condition' != ''");
    }

    [Fact]
    public void The_picture_is_well_formed_and_text_in_it_is_only_text()
    {
        var overlay = new Dictionary<string, NodeOverlay>(StringComparer.Ordinal) { ["b"] = new("running", "37/100 <b>") };

        var svg = XDocument.Parse(SvgDrawing.Write(Loop, overlay));

        var ids = svg.Descendants().Select(e => (string?)e.Attribute("id")).OfType<string>().Where(i => i.StartsWith("node-", StringComparison.Ordinal));
        Assert.Equal(["node-a", "node-b", "node-c", "node-d"], ids);
        Assert.Contains(svg.Descendants(), e => e.Value == "running · 37/100 <b>");
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "b");
    }

    [Fact]
    public void The_same_graph_always_looks_the_same() => Assert.Equal(SvgDrawing.Write(Loop), SvgDrawing.Write(Loop));

    [Fact, NeedsQuiet]
    public void Five_hundred_nodes_are_drawn_in_a_moment()
    {
        var nodes = Enumerable.Range(0, 500).Select(i => Given.Node($"n{i}", null, [.. new[] { i + 1, i + 7 }.Where(t => t < 500).Select(t => $"n{t}")])).ToList();
        var graph = Given.Graph(nodes);
        var clock = Stopwatch.StartNew();

        var svg = SvgDrawing.Write(graph);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
        Assert.Contains("node-n499", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_pictures_name_every_node_and_quote_what_could_break_them()
    {
        Assert.Contains("n2 -->|\"'#lt;x>' == #quot;&#quot;\"| n0", MermaidDrawing.Write(Loop), StringComparison.Ordinal);
        Assert.Contains("\"c\" -> \"a\" [label=\"'<x>' == \\\"&\\\"\"]", DotDrawing.Write(Loop), StringComparison.Ordinal);
        Assert.Equal(5, JsonDrawing.Write(Loop).GetProperty("edges").GetArrayLength());
    }
}
