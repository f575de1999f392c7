namespace Platform.Core.Graph;

/// <summary>Strongly connected components: nodes that each lead to all others.</summary>
/// <remarks>Source: Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1972; with an own stack, for a chain may have thousands of nodes.</remarks>
internal static class Components
{
    /// <summary>Each with its nodes in the order of the file; components in the order of their first node.</summary>
    public static IReadOnlyList<List<GraphNode>> Of(CompiledGraph graph, GraphLinks links)
    {
        var state = new Search(graph.Nodes.Count);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Nodes.Count; i++) index.TryAdd(graph.Nodes[i].Name, i);
        var next = graph.Nodes
            .Select(n => links.From(n.Name)
                .Where(l => l.Kind == LinkKind.Need || graph.ByName[l.To].Needs.Count == 0)
                .Select(l => index[l.To]).ToArray())
            .ToArray();
        for (var root = 0; root < next.Length; root++)
            if (state.Order[root] == 0) Visit(root, next, state);
        return [.. state.Found.Select(c => c.Order().Select(i => graph.Nodes[i]).ToList()).OrderBy(c => c[0].Order)];
    }

    private sealed class Search(int count)
    {
        public int[] Order { get; } = new int[count];

        public int[] Low { get; } = new int[count];

        public bool[] IsOpen { get; } = new bool[count];

        public Stack<int> Open { get; } = new();

        public List<List<int>> Found { get; } = [];

        public int Counter { get; set; }

        public void Enter(int node)
        {
            Order[node] = Low[node] = ++Counter;
            Open.Push(node);
            IsOpen[node] = true;
        }
    }

    private static void Visit(int root, int[][] next, Search state)
    {
        var calls = new Stack<(int Node, int Edge)>();
        state.Enter(root);
        calls.Push((root, 0));
        while (calls.TryPop(out var call))
        {
            var (node, edge) = call;
            if (edge < next[node].Length)
            {
                calls.Push((node, edge + 1));
                var to = next[node][edge];
                if (state.Order[to] == 0)
                {
                    state.Enter(to);
                    calls.Push((to, 0));
                }
                else if (state.IsOpen[to])
                {
                    state.Low[node] = Math.Min(state.Low[node], state.Order[to]);
                }

                continue;
            }

            if (state.Low[node] == state.Order[node]) Close(node, state);
            if (calls.TryPeek(out var above)) state.Low[above.Node] = Math.Min(state.Low[above.Node], state.Low[node]);
        }
    }

    private static void Close(int root, Search state)
    {
        var component = new List<int>();
        int node;
        do
        {
            node = state.Open.Pop();
            state.IsOpen[node] = false;
            component.Add(node);
        }
        while (node != root);
        state.Found.Add(component);
    }
}
