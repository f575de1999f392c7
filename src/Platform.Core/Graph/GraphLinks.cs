using Platform.Core.Config;

namespace Platform.Core.Graph;

public enum LinkKind
{
    /// <summary>A way of <c>next</c>.</summary>
    Next,

    /// <summary><c>on_error: { to: … }</c>.</summary>
    Error,

    /// <summary><c>on_timeout</c> of a human task.</summary>
    Timeout,

    /// <summary>From a node to the join that needs it.</summary>
    Need,
}

/// <param name="Way">Index of the way among the node's <c>next</c>; -1 for other kinds.</param>
/// <param name="When">The condition as written; empty when there is none.</param>
public sealed record GraphLink(string From, string To, LinkKind Kind, int Way, string When);

/// <summary>Every way from node to node that the file names; targets that do not exist are left out.</summary>
public sealed class GraphLinks
{
    private readonly Dictionary<string, List<GraphLink>> _from = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GraphLink>> _to = new(StringComparer.Ordinal);

    private GraphLinks(IReadOnlyList<GraphLink> all)
    {
        All = all;
        foreach (var link in all)
        {
            Add(_from, link.From, link);
            Add(_to, link.To, link);
        }
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<GraphLink> All { get; }

    public IReadOnlyList<GraphLink> From(string node) => _from.TryGetValue(node, out var links) ? links : [];

    public IReadOnlyList<GraphLink> To(string node) => _to.TryGetValue(node, out var links) ? links : [];

    /// <summary>
    /// The links that make a node due. An arrow to a join says nothing: it runs when what it needs has finished.
    /// </summary>
    public IEnumerable<GraphLink> Starting(GraphNode node) => To(node.Name).Where(l => l.Kind == LinkKind.Need || node.Needs.Count == 0);

    public static GraphLinks Of(CompiledGraph graph)
    {
        var links = new List<GraphLink>();
        foreach (var node in graph.Nodes)
        {
            links.AddRange(node.Config.Next.SelectMany((way, i) => way.To.Select(to => new GraphLink(node.Name, to.Text, LinkKind.Next, i, Condition(way.When)))));
            if (node.OnErrorTo is { } handler) links.Add(new GraphLink(node.Name, handler, LinkKind.Error, -1, ""));
            if (OnTimeout(node.Config) is { } late) links.Add(new GraphLink(node.Name, late, LinkKind.Timeout, -1, ""));
            links.AddRange(node.Config.Needs.Select(need => new GraphLink(need.Text, node.Name, LinkKind.Need, -1, "")));
        }

        return new GraphLinks([.. links.Where(l => graph.ByName.ContainsKey(l.From) && graph.ByName.ContainsKey(l.To)).Distinct()]);
    }

    // By the word alone, for Graph knows no kinds: whichever action has 'on_timeout' names a node there.
    private static string? OnTimeout(NodeConfig node) => (node.Action?.Value as ConfigMap)?.Text("on_timeout");

    private static string Condition(ConfigScalar? when)
    {
        if (when is null) return "";
        return ExpressionText.Split(when.Text) is [{ IsExpression: true } part] ? when.Text.Substring(part.Start, part.Length).Trim() : when.Text.Trim();
    }

    private static void Add(Dictionary<string, List<GraphLink>> index, string node, GraphLink link)
    {
        if (!index.TryGetValue(node, out var links)) index[node] = links = [];
        links.Add(link);
    }
}
