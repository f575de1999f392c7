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
public sealed record GraphEdge(string From, string To, EdgeKind Kind, string Label);

/// <summary>All arrows of a graph, in the order of the file: what every kind of picture shows.</summary>
public static class GraphEdges
{
    private const int LongestLabel = 28;
    private const string End = "end";

    public static IReadOnlyList<GraphEdge> Of(CompiledGraph graph)
    {
        var edges = new List<GraphEdge>();
        foreach (var node in graph.Nodes)
        {
            foreach (var way in node.Next)
            {
                var label = way.When is { } when ? Short(when.Text) : node.Next.Count > 1 ? "else" : "";
                foreach (var target in way.To) Add(edges, graph, node.Name, target, EdgeKind.Next, label);
            }

            foreach (var need in node.Needs) Add(edges, graph, need, node.Name, EdgeKind.Needs, "");
            if (node.OnErrorTo is { } to) Add(edges, graph, node.Name, to, EdgeKind.Error, "on error");
            if ((node.Config.Settings["human"] as ConfigMap)?.Text("on_timeout") is { } late) Add(edges, graph, node.Name, late, EdgeKind.Timeout, "on timeout");
        }

        return edges;
    }

    private static void Add(List<GraphEdge> edges, CompiledGraph graph, string from, string to, EdgeKind kind, string label)
    {
        if (to == End || !graph.ByName.ContainsKey(to) || !graph.ByName.ContainsKey(from)) return;

        // A join that is also named by `next` gets one arrow.
        if (kind == EdgeKind.Needs && edges.Exists(e => e.From == from && e.To == to)) return;
        edges.Add(new GraphEdge(from, to, kind, label));
    }

    private static string Short(string text)
    {
        var one = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return one.Length <= LongestLabel ? one : one[..(LongestLabel - 1)] + "…";
    }
}
