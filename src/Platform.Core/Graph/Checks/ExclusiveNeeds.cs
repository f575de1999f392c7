namespace Platform.Core.Graph.Checks;

/// <summary>
/// A join of two branches of which a run takes only one. Told only where it is certain: the fork runs once, and each need lies behind one way alone.
/// </summary>
internal static class ExclusiveNeeds
{
    private const int MaxWork = 200_000; // links looked at; past it the question is left open

    public static void Tell(GraphDraft draft, HashSet<string> reached)
    {
        var joins = draft.Graph.Nodes.Where(n => n.Needs.Count > 1 && reached.Contains(n.Name)).ToList();
        if (joins.Count == 0) return;
        var work = 0;
        foreach (var fork in draft.Graph.Nodes.Where(n => n.Next.Count > 1 && reached.Contains(n.Name)))
        {
            if ((work += joins.Count) >= MaxWork) return;
            if (!RunsOnce(draft, fork, ref work)) continue;
            var behind = new List<HashSet<string>>(fork.Next.Count);
            for (var way = 0; way < fork.Next.Count && work < MaxWork; way++) behind.Add(LostWithout(draft, fork, way, ref work));
            if (work >= MaxWork) return;
            foreach (var join in joins) Tell(draft, fork, join, behind);
        }
    }

    private static void Tell(GraphDraft draft, GraphNode fork, GraphNode join, List<HashSet<string>> behind)
    {
        var needs = join.Config.Needs;
        for (var second = 1; second < needs.Count; second++)
        {
            var way = behind.FindIndex(b => b.Contains(needs[second].Text));
            if (way < 0) continue;
            var first = needs.Take(second).FirstOrDefault(n => behind.FindIndex(b => b.Contains(n.Text)) is var other and >= 0 && other != way);
            if (first is null) continue;
            draft.Found.Add(GraphFindings.NeverMet(join.Name, $"it needs '{first.Text}' and '{needs[second].Text}', but '{fork.Name}' goes on to only one of them", needs[second].At, needs[second].Path));
            return;
        }
    }

    // One way in, all the way up: then nothing can start the fork a second time.
    private static bool RunsOnce(GraphDraft draft, GraphNode node, ref int work)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(node.Name) && work++ < MaxWork)
        {
            var isStart = draft.Graph.Start.Contains(node);
            var ways = draft.Links.Starting(node).ToList();
            if (ways.Count == 0) return isStart;
            if (ways.Count > 1 || isStart) return false;
            node = draft.Graph.ByName[ways[0].From];
        }

        return false;
    }

    /// <summary>Nodes that cannot run any more when the fork never takes this way. A join counts as reached by any of its needs, which only makes the answer smaller.</summary>
    private static HashSet<string> LostWithout(GraphDraft draft, GraphNode fork, int way, ref int work)
    {
        var all = Reach(draft, fork.Name, -1, ref work);
        var rest = Reach(draft, fork.Name, way, ref work);
        all.ExceptWith(rest);
        return all;
    }

    private static HashSet<string> Reach(GraphDraft draft, string fork, int without, ref int work)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(draft.Graph.Start.Select(n => n.Name));
        while (open.TryDequeue(out var name))
        {
            if (!reached.Add(name)) continue;
            foreach (var link in draft.Links.From(name))
            {
                work++;
                if (name != fork || link.Kind != LinkKind.Next || link.Way != without) open.Enqueue(link.To);
            }
        }

        return reached;
    }
}
