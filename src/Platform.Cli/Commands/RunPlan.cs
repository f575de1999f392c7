using System.Text.Json.Nodes;
using Platform.Cli.Output;
using Platform.Core.Graph;

namespace Platform.Cli.Commands;

/// <summary>What a run would do: the nodes in the order in which they can first be due, and where each leads.</summary>
internal static class RunPlan
{
    public static void Print(CliContext cli, CompiledGraph graph, JsonObject inputs)
    {
        var nodes = InOrder(graph);
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, new
            {
                workflow = graph.Name,
                inputs,
                nodes = nodes.Select(n => new { name = n.Name, kind = n.Kind.Length > 0 ? n.Kind : "junction", map = n.Map is not null, needs = n.Needs, next = Targets(n) }),
                limits = new { steps = graph.Limits.Steps, time = graph.Limits.Time.ToString(), cost = graph.Limits.Cost, tokens = graph.Limits.Tokens, parallel = graph.Limits.Parallel },
                children = graph.Children,
            });
            return;
        }

        TablePrinter.Print(cli.Results, ["#", "node", "does", "then"],
            [.. nodes.Select((n, i) => (IReadOnlyList<string>)[$"{i + 1}", n.Name, Does(n), Then(n)])]);
        cli.Error.WriteLine($"{graph.Name} is sound and its inputs fit. Nothing was run.");
    }

    /// <summary>Breadth first from the start, as supersteps go; each node once.</summary>
    private static List<GraphNode> InOrder(CompiledGraph graph)
    {
        var order = new List<GraphNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var due = new Queue<GraphNode>(graph.Start.OrderBy(n => n.Order));
        while (due.TryDequeue(out var node))
        {
            if (!seen.Add(node.Name)) continue;
            order.Add(node);
            IEnumerable<string> ways = [.. Targets(node), .. node.OnErrorTo is { } to ? [to] : Array.Empty<string>(), .. graph.JoinsOf.TryGetValue(node.Name, out var joins) ? joins.Select(j => j.Name) : []];
            foreach (var way in ways.Where(w => graph.ByName.ContainsKey(w))) due.Enqueue(graph.ByName[way]);
        }

        order.AddRange(graph.Nodes.Where(n => seen.Add(n.Name))); // those that only an action leads to: on_timeout
        return order;
    }

    private static string Does(GraphNode node)
    {
        var does = node.Kind.Length > 0 ? node.Kind : "junction";
        if (node.Map is { } map) does = $"{does} for each {map.As}";
        return node.When is null ? does : $"{does}, when {node.When.Text}";
    }

    private static string Then(GraphNode node) => node.Next.Count == 0
        ? "end"
        : string.Join(", or ", node.Next.Select(w => $"{(w.To.Count == 0 ? "end" : string.Join(" and ", w.To))}{(w.When is null ? "" : $" when {w.When.Text.Trim()}")}"));

    private static List<string> Targets(GraphNode node) => [.. node.Next.SelectMany(w => w.To).Distinct(StringComparer.Ordinal)];
}
