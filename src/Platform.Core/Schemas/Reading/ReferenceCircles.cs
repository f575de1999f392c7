namespace Platform.Core.Schemas.Reading;

/// <summary>Finds schemas that lead back to themselves at the same value, such as <c>{"$ref": "#"}</c>: checking them would never end.</summary>
internal static class ReferenceCircles
{
    private const int Open = 1;
    private const int Done = 2;

    public static void Find(IEnumerable<SchemaNode> nodes, Action<SchemaPlace, string> problem)
    {
        var state = new Dictionary<SchemaNode, int>();
        foreach (var start in nodes)
        {
            if (state.ContainsKey(start)) continue;
            var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Inner)>();
            Enter(start, path, state);
            while (path.TryPeek(out var at))
            {
                if (!at.Inner.MoveNext())
                {
                    state[at.Node] = Done;
                    path.Pop();
                    continue;
                }

                var next = at.Inner.Current;
                if (!state.TryGetValue(next, out var seen)) Enter(next, path, state);
                else if (seen == Open) problem(at.Node.Place, Circle(next));
            }
        }
    }

    private static void Enter(SchemaNode node, Stack<(SchemaNode Node, IEnumerator<SchemaNode> Inner)> path, Dictionary<SchemaNode, int> state)
    {
        state[node] = Open;
        path.Push((node, node.Keywords.SelectMany(k => k.InPlace).GetEnumerator()));
    }

    private static string Circle(SchemaNode to) =>
        $"The schema leads back to '{Shown(to)}' without going into the value, so that checking would never end; put it under a property or an item.";

    private static string Shown(SchemaNode node) => node.Place.Shown.Length == 0 ? "#" : node.Place.Shown;
}
