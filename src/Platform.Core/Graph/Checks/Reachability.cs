using Platform.Core.Foundation;

namespace Platform.Core.Graph.Checks;

/// <summary>Nodes that nothing leads to, and joins that wait for what never comes.</summary>
public sealed class Reachability : IGraphCheck
{
    // Each is looked at by a walk over the graph; nobody reads more.
    private const int MaxJoins = 100;

    public void Check(GraphDraft draft)
    {
        if (Reached(draft) is not { } reached) return;
        var lost = draft.Graph.Nodes.Where(n => !reached.Contains(n.Name)).ToList();
        foreach (var node in lost.Where(n => n.Needs.Count > 0).Take(MaxJoins)) TellNeeds(draft, node, reached);
        TellRoots(draft, lost);
        ExclusiveNeeds.Tell(draft, reached);
    }

    /// <summary>What can run: the start, what a reached node leads to, and the joins of which every need is reached.</summary>
    /// <returns>Null when a start is missing or misspelt: then everything would be unreachable, and the cause is told already.</returns>
    internal static HashSet<string>? Reached(GraphDraft draft)
    {
        if (draft.Graph.Start.Count == 0 || draft.Config.Start.Any(s => !draft.Graph.ByName.ContainsKey(s.Text))) return null;
        var open = new Queue<string>(draft.Graph.Start.Select(n => n.Name).Concat(Meant(draft)));
        var missing = draft.Graph.Nodes.Where(n => n.Needs.Count > 0).ToDictionary(n => n.Name, n => n.Needs.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var name))
        {
            if (!reached.Add(name)) continue;
            foreach (var link in draft.Links.From(name))
            {
                if (!missing.TryGetValue(link.To, out var needs)) open.Enqueue(link.To);
                else if (link.Kind == LinkKind.Need && needs.Remove(name) && needs.Count == 0) open.Enqueue(link.To);
            }
        }

        return reached;
    }

    // A misspelt target is told as such; what was probably meant, and a join with a misspelt need, are not told a second time.
    private static IEnumerable<string> Meant(GraphDraft draft)
    {
        var names = draft.Graph.Nodes.Select(n => n.Name).ToList();
        var looks = 200;
        foreach (var node in draft.Graph.Nodes)
        {
            if (node.Needs.Count < node.Config.Needs.Count) yield return node.Name;
            foreach (var target in node.Config.Next.SelectMany(w => w.To).Concat(node.Config.OnError.To is { } to ? [to] : []))
                if (!draft.Graph.ByName.ContainsKey(target.Text) && looks-- > 0 && Names.Nearest(target.Text, names) is { } near) yield return near;
        }
    }

    private static void TellNeeds(GraphDraft draft, GraphNode join, HashSet<string> reached)
    {
        foreach (var need in join.Config.Needs.Where(n => !reached.Contains(n.Text)).Take(MaxJoins / 10))
        {
            var why = need.Text == join.Name ? "it needs itself" : $"it needs '{need.Text}', which {(LeadsTo(draft, join.Name, need.Text) ? "runs only after it" : "nothing leads to")}";
            draft.Found.Add(GraphFindings.NeverMet(join.Name, why, need.At, need.Path));
        }
    }

    private static bool LeadsTo(GraphDraft draft, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name)) continue;
            if (name == to && seen.Count > 1) return true;
            foreach (var link in draft.Links.From(name)) open.Enqueue(link.To);
        }

        return false;
    }

    // Only where a lost part of the graph begins; what hangs behind it would only repeat it.
    private static void TellRoots(GraphDraft draft, List<GraphNode> lost)
    {
        var names = lost.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var covered = lost.Where(n => n.Needs.Count > 0).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var join in covered.ToList()) Cover(draft, join, covered);
        foreach (var node in lost.Where(n => !draft.Links.To(n.Name).Any(l => names.Contains(l.From) && l.From != n.Name)).Concat(lost))
        {
            if (covered.Contains(node.Name)) continue;
            draft.Found.Add(GraphFindings.NeverReached(node.Name, node.Config.NameAt, node.Config.Settings.Path));
            Cover(draft, node.Name, covered);
        }
    }

    private static void Cover(GraphDraft draft, string from, HashSet<string> covered)
    {
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var name))
        {
            covered.Add(name);
            foreach (var link in draft.Links.From(name).Where(l => !covered.Contains(l.To))) open.Enqueue(link.To);
        }
    }
}
