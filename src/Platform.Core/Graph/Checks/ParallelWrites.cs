using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.State.Reducers;

namespace Platform.Core.Graph.Checks;

/// <summary>
/// Two writers of a channel that keeps only the last write, in one superstep. Told only where it is certain: two targets of one way, two starts,
/// or the items of one map.
/// </summary>
public sealed class ParallelWrites : IGraphCheck
{
    private sealed record Write(string Channel, SourceSpan At, string Path);

    public void Check(GraphDraft draft)
    {
        foreach (var node in draft.Graph.Nodes.Where(n => n.Map is not null && !IsOneItem(n.Config)))
            foreach (var write in Writes(draft, node)) draft.Found.Add(GraphFindings.ItemsOverwrite(write.Channel, node.Name, write.At, write.Path));

        if (draft.Graph.Start.Count > 1) CheckTogether(draft, draft.Graph.Start);
        foreach (var way in draft.Graph.Nodes.SelectMany(n => n.Next).Where(w => w.To.Count > 1))
            CheckTogether(draft, [.. way.To.Select(t => draft.Graph.ByName[t]).Where(t => t.Needs.Count == 0)]);
    }

    private static void CheckTogether(GraphDraft draft, IReadOnlyList<GraphNode> together)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        // A node with 'when' may be passed over just when the other runs.
        foreach (var node in together.Where(n => n.Config.When is null))
            foreach (var write in Writes(draft, node))
                if (!first.TryAdd(write.Channel, node.Name) && first[write.Channel] != node.Name)
                    draft.Found.Add(GraphFindings.ParallelWriters(write.Channel, first[write.Channel], node.Name, write.At, write.Path));
    }

    private static IEnumerable<Write> Writes(GraphDraft draft, GraphNode node)
    {
        var saves = node.Config.Save.Select(s => new Write(s.Name, s.NameAt, s.Value.Path));
        var sets = node.Config.Action is { Kind: "set", Value: ConfigMap map } ? map.Entries.Select(e => new Write(e.Key, e.KeyAt, e.Value.Path)) : [];
        return saves.Concat(sets).Where(w => draft.Graph.Channels.TryGetValue(w.Channel, out var channel) && channel.Reducer is ReplaceReducer);
    }

    private static bool IsOneItem(NodeConfig node) => node.Map?.Over is ConfigList { Items.Count: < 2 };
}
