using System.Collections.Immutable;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Folds the writes of a superstep into the channels, in task order.</summary>
internal static class ChannelMerge
{
    public static (ImmutableSortedDictionary<string, CelValue> Channels, CheckpointDelta Delta) Apply(
        CompiledGraph graph, ImmutableSortedDictionary<string, CelValue> before, IReadOnlyList<FinishedNode> finished)
    {
        var after = before;
        foreach (var node in finished)
        {
            if (node.Fault is not null) continue; // A node that failed saves nothing, also where its map had items that went well.
            foreach (var outcome in node.Outcomes)
            {
                foreach (var write in outcome.Writes)
                    after = after.SetItem(write.Channel, Reduce(graph.Channels[write.Channel], after[write.Channel], write, node.Node.Name));
            }
        }

        return (after, ReferenceEquals(after, before) ? CheckpointDelta.None : Delta(graph, before, after));
    }

    private static CelValue Reduce(StateChannel channel, CelValue old, ChannelWrite write, string node)
    {
        try
        {
            return channel.Reducer.Reduce(old, write.Value);
        }
        catch (ReducerException failed)
        {
            throw new MergeException(new TaskFault(ErrorCode.Validation, $"The channel '{channel.Name}' cannot take what '{node}' saved: {failed.Message}", node));
        }
    }

    private static CheckpointDelta Delta(CompiledGraph graph, ImmutableSortedDictionary<string, CelValue> before, ImmutableSortedDictionary<string, CelValue> after)
    {
        var replaced = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        var appended = new Dictionary<string, CelList>(StringComparer.Ordinal);
        foreach (var channel in graph.Channels.Values)
        {
            var (old, now) = (before[channel.Name], after[channel.Name]);
            if (ReferenceEquals(old, now)) continue;
            if (channel.Reducer.OnlyAppends && old is CelList from && now is CelList to) appended[channel.Name] = Tail(from.Count, to);
            else replaced[channel.Name] = now;
        }

        return new CheckpointDelta(replaced, appended);
    }

    private static CelList Tail(int from, CelList list)
    {
        var tail = new CelValue[list.Count - from];
        for (var i = 0; i < tail.Length; i++) tail[i] = list[from + i];
        return CelList.Of(tail.AsSpan());
    }
}
