namespace Platform.Core.Graph.Checks;

/// <summary>Cycles that nothing ends, and cycles that only a condition ends while nobody has said how many steps are meant.</summary>
public sealed class Cycles : IGraphCheck
{
    public void Check(GraphDraft draft)
    {
        var saysSteps = draft.Config.Root["limits"] is Config.ConfigMap limits && limits["steps"] is not null;
        var reached = Reachability.Reached(draft);
        foreach (var cycle in Components.Of(draft.Graph, draft.Links).Where(c => c.Count > 1 || IsSelfLoop(draft, c[0])))
        {
            // What never runs, runs in no circle; it is told as unreached.
            if (reached is not null && !cycle.Exists(n => reached.Contains(n.Name))) continue;
            var first = cycle[0];
            var inside = cycle.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
            var path = Circle(draft, first, inside);
            if (!cycle.Exists(n => CanLeave(draft, n, inside)))
                draft.Found.Add(GraphFindings.NoWayOut(path, first.Config.NameAt, first.Config.Settings.Path));
            else if (!saysSteps)
                draft.Found.Add(GraphFindings.BoundedByLimits(path, draft.Config.Limits.Steps, first.Config.NameAt, first.Config.Settings.Path));
        }
    }

    private static bool IsSelfLoop(GraphDraft draft, GraphNode node) => draft.Links.Starting(node).Any(l => l.From == node.Name);

    // A node leaves when one of its choices starts nothing inside the cycle.
    private static bool CanLeave(GraphDraft draft, GraphNode node, HashSet<string> inside)
    {
        var links = draft.Links.From(node.Name);
        if (links.Any(l => l.Kind == LinkKind.Need && inside.Contains(l.To))) return false;
        if (links.Any(l => l.Kind == LinkKind.Timeout && !inside.Contains(l.To))) return true;
        if (node.Next.Count == 0 || node.Next.All(w => w.When is null) is false && node.Next[^1].When is not null) return true;
        // A misspelt target or condition may be the way out; it is told already.
        if (node.Config.Next.Any(w => w.To.Any(t => t.Text != "end" && !draft.Graph.ByName.ContainsKey(t.Text)))) return true;
        return node.Next.Any(w => !w.To.Any(t => inside.Contains(t) && draft.Graph.ByName[t].Needs.Count == 0));
    }

    // The shortest way round from the first node, for the message.
    private static List<string> Circle(GraphDraft draft, GraphNode first, HashSet<string> inside)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([first.Name]);
        while (open.TryDequeue(out var name))
        {
            foreach (var link in draft.Links.From(name).Where(l => inside.Contains(l.To)))
            {
                if (link.To == first.Name) return Back(before, name);
                if (before.TryAdd(link.To, name)) open.Enqueue(link.To);
            }
        }

        return [first.Name];
    }

    private static List<string> Back(Dictionary<string, string> before, string last)
    {
        var path = new List<string> { last };
        while (before.TryGetValue(path[^1], out var previous)) path.Add(previous);
        path.Reverse();
        return path;
    }
}
