using System.Globalization;

namespace Platform.Core.Graph.Drawing;

/// <summary>Cells in layers: the nodes, and a bend for each layer that a long edge passes.</summary>
internal sealed class LayerGrid
{
    private const int Straightenings = 16;
    private const double BendWidth = 24;

    private readonly Dictionary<string, int> _layer = new(StringComparer.Ordinal);
    private readonly Dictionary<GraphEdge, IReadOnlyList<string>> _bends = [];
    private readonly Dictionary<string, List<string>> _above = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _below = new(StringComparer.Ordinal);
    private readonly List<List<string>> _layers = [];

    public int Count => _layers.Count;

    public static LayerGrid Of(CompiledGraph graph, IReadOnlyList<GraphEdge> forward)
    {
        var grid = new LayerGrid();
        grid.Assign(graph, forward);
        grid.Bend(forward);
        return grid;
    }

    public int LayerOf(string cell) => _layer[cell];

    /// <summary>Whether no other node stands right of it.</summary>
    public bool IsLast(string cell) => _layers[_layer[cell]].FindLast(c => !IsBend(c)) == cell;

    public IReadOnlyList<string> BendsOf(GraphEdge edge) => _bends.GetValueOrDefault(edge, []);

    /// <summary>Sorts each layer by the mean place of its neighbours, downwards and upwards in turn.</summary>
    public void Order(int sweeps)
    {
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            var place = _layers.SelectMany(l => l.Select((cell, i) => (cell, i))).ToDictionary(c => c.cell, c => c.i, StringComparer.Ordinal);
            for (var i = 0; i < _layers.Count; i++)
            {
                var layer = _layers[down ? i : _layers.Count - 1 - i];
                var sorted = layer
                    .Select((cell, at) => (cell, mean: Neighbours(cell, down) is { Count: > 0 } near ? near.Average(n => place[n]) : at))
                    .OrderBy(c => c.mean).Select(c => c.cell).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                for (var at = 0; at < layer.Count; at++) place[layer[at]] = at;
            }
        }
    }

    /// <summary>The centre of each cell: near its neighbours, and clear of the next one by <paramref name="gap"/>.</summary>
    public Dictionary<string, double> Place(double width, double gap)
    {
        var x = new Dictionary<string, double>(StringComparer.Ordinal);
        double Step(string left, string right) => ((WidthOf(left, width) + WidthOf(right, width)) / 2) + gap;
        foreach (var layer in _layers)
        {
            var all = Enumerable.Range(1, Math.Max(0, layer.Count - 1)).Sum(i => Step(layer[i - 1], layer[i]));
            for (var i = 0; i < layer.Count; i++) x[layer[i]] = i == 0 ? -all / 2 : x[layer[i - 1]] + Step(layer[i - 1], layer[i]);
        }

        for (var round = 0; round < Straightenings; round++)
        {
            var down = round % 2 == 0;
            foreach (var layer in down ? _layers : Enumerable.Reverse(_layers)) Straighten(layer, x, Step, down);
        }

        return x;
    }

    private static bool IsBend(string cell) => cell[0] == '\0';

    private static double WidthOf(string cell, double width) => IsBend(cell) ? BendWidth : width;

    // Pushed apart once from the left and once from the right; the middle of both pulls neither way.
    private void Straighten(List<string> layer, Dictionary<string, double> x, Func<string, string, double> step, bool down)
    {
        var wanted = layer.Select(cell => Neighbours(cell, down) is { Count: > 0 } near ? near.Average(n => x[n]) : x[cell]).ToList();
        var from = new double[layer.Count];
        var to = new double[layer.Count];
        for (var i = 0; i < layer.Count; i++) from[i] = i == 0 ? wanted[i] : Math.Max(wanted[i], from[i - 1] + step(layer[i - 1], layer[i]));
        for (var i = layer.Count - 1; i >= 0; i--) to[i] = i == layer.Count - 1 ? wanted[i] : Math.Min(wanted[i], to[i + 1] - step(layer[i], layer[i + 1]));
        for (var i = 0; i < layer.Count; i++) x[layer[i]] = (from[i] + to[i]) / 2;
        for (var i = 1; i < layer.Count; i++) x[layer[i]] = Math.Max(x[layer[i]], x[layer[i - 1]] + step(layer[i - 1], layer[i]));
    }

    private List<string> Neighbours(string cell, bool above) => (above ? _above : _below).GetValueOrDefault(cell) ?? [];

    // Longest path from the start, in an order in which every edge is seen after those above it.
    private void Assign(CompiledGraph graph, IReadOnlyList<GraphEdge> forward)
    {
        var incoming = graph.Nodes.ToDictionary(n => n.Name, n => forward.Count(e => e.To == n.Name), StringComparer.Ordinal);
        var outgoing = forward.ToLookup(e => e.From, StringComparer.Ordinal);
        var ready = new Queue<string>(graph.Nodes.Where(n => incoming[n.Name] == 0).Select(n => n.Name));
        foreach (var node in graph.Nodes) _layer[node.Name] = 0;
        while (ready.TryDequeue(out var node))
        {
            foreach (var edge in outgoing[node])
            {
                _layer[edge.To] = Math.Max(_layer[edge.To], _layer[node] + 1);
                if (--incoming[edge.To] == 0) ready.Enqueue(edge.To);
            }
        }

        foreach (var node in graph.Nodes) Put(node.Name, _layer[node.Name]);
    }

    private void Bend(IReadOnlyList<GraphEdge> forward)
    {
        for (var i = 0; i < forward.Count; i++)
        {
            var edge = forward[i];
            var bends = new List<string>();
            var last = edge.From;
            for (var layer = _layer[edge.From] + 1; layer < _layer[edge.To]; layer++)
            {
                var bend = string.Create(CultureInfo.InvariantCulture, $"\u0000{i}/{layer}");
                Put(bend, layer);
                bends.Add(bend);
                Link(last, bend);
                last = bend;
            }

            Link(last, edge.To);
            _bends[edge] = bends;
        }
    }

    private void Put(string cell, int layer)
    {
        _layer[cell] = layer;
        while (_layers.Count <= layer) _layers.Add([]);
        _layers[layer].Add(cell);
    }

    private void Link(string above, string below)
    {
        Get(_above, below).Add(above);
        Get(_below, above).Add(below);
    }

    private static List<string> Get(Dictionary<string, List<string>> links, string cell)
    {
        if (!links.TryGetValue(cell, out var list)) links[cell] = list = [];
        return list;
    }
}
