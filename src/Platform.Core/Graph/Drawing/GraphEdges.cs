using Platform.Core.Config;

namespace Platform.Core.Graph.Drawing;

public enum EdgeKind
{
    Next,
    Needs,
    Error,
    Timeout,
}

/// <summary>An arrow between two nodes.</summary>
/// <param name="Label">The condition, shortened; empty when it always holds.</param>
public sealed record GraphEdge(string From, string To, EdgeKind Kind, string Label)
{
    /// <summary>The whole condition where the label is shortened; empty otherwise.</summary>
    public string Whole { get; init; } = "";
}

/// <summary>All arrows of a graph, in the order of the file: what every kind of picture shows.</summary>
public static class GraphEdges
{
    private const int LongestLabel = 36;
    private const string End = "end";

    public static IReadOnlyList<GraphEdge> Of(CompiledGraph graph)
    {
        var edges = new List<GraphEdge>();
        foreach (var node in graph.Nodes)
        {
            foreach (var way in node.Next)
            {
                var whole = way.When is { } when ? OneLine(when.Text) : node.Next.Count > 1 ? "else" : "";
                foreach (var target in way.To) Add(edges, graph, node.Name, target, EdgeKind.Next, whole);
            }

            foreach (var need in node.Needs) Add(edges, graph, need, node.Name, EdgeKind.Needs, "");
            if (node.OnErrorTo is { } to) Add(edges, graph, node.Name, to, EdgeKind.Error, "on error");
            if ((node.Config.Settings["human"] as ConfigMap)?.Text("on_timeout") is { } late) Add(edges, graph, node.Name, late, EdgeKind.Timeout, "on timeout");
        }

        return edges;
    }

    private static void Add(List<GraphEdge> edges, CompiledGraph graph, string from, string to, EdgeKind kind, string whole)
    {
        if (to == End || !graph.ByName.ContainsKey(to) || !graph.ByName.ContainsKey(from)) return;

        // A join that is also named by `next` gets one arrow.
        if (kind == EdgeKind.Needs && edges.Exists(e => e.From == from && e.To == to)) return;
        var label = Short(whole);
        edges.Add(new GraphEdge(from, to, kind, label) { Whole = label == whole ? "" : whole });
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)] + "…";
}
