using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>The checkpoint that a fork begins with: the origin's, with what was edited, as the chosen version can go on from it. Pure.</summary>
internal static class ForkRules
{
    /// <param name="from">Where the origin stood, with the tasks of unfinished nodes that had ended in its journal.</param>
    /// <param name="graph">The version of the fork.</param>
    /// <param name="isSame">The version is the origin's own.</param>
    public static Result<Checkpoint> Start(Checkpoint from, CompiledGraph graph, ForkRun fork, int version, bool isSame)
    {
        var found = new Findings();
        var lost = from.Channels.Keys.Where(c => !graph.Channels.ContainsKey(c)).ToList();
        var edits = StateFit.Read(graph, fork.State, lost, found);
        foreach (var channel in lost.Where(c => !IsGiven(fork.State, c))) found.Add(Lost(graph, channel, version));
        if (!isSame)
        {
            foreach (var (name, value) in from.Channels)
                if (!edits.ContainsKey(name) && !IsGiven(fork.State, name) && graph.Channels.TryGetValue(name, out var channel)) StateFit.Keep(graph, channel, value, version, found);
        }

        var due = Due(from, graph, fork, version, found);
        return Result<Checkpoint>.From(found.HasErrors ? null : At(from, graph, edits, due), found);
    }

    private static Checkpoint At(Checkpoint from, CompiledGraph graph, Dictionary<string, CelValue> edits, ImmutableArray<DueNode> due)
    {
        var ids = due.Select(d => (d.Node, d.Since)).ToHashSet();
        return new Checkpoint
        {
            Step = from.Step,
            Channels = graph.Channels.Values.ToImmutableSortedDictionary(
                c => c.Name, c => edits.GetValueOrDefault(c.Name) ?? from.Channels.GetValueOrDefault(c.Name) ?? c.Initial, StringComparer.Ordinal),
            Due = due,
            Arrived = Arrived(from, graph),
            Journal = from.Journal.Where(j => ids.Contains((j.Key.Node, j.Key.Step)) && j.Value.Writes.All(w => graph.Channels.ContainsKey(w.Channel))).ToImmutableDictionary(),
        };
    }

    private static ImmutableArray<DueNode> Due(Checkpoint from, CompiledGraph graph, ForkRun fork, int version, Findings found)
    {
        if (fork.Next is { } next)
        {
            if (next.Count == 0) found.Add(new Finding("RN025", Severity.Error, "'next' names no node; leave it out to go on where the run stood.", SourceSpan.StartOf("next"), Path: "/next"));
            foreach (var name in next.Where(n => !graph.ByName.ContainsKey(n))) found.Add(NoNode(graph, name, $"Version {version} has no node '{name}'"));
            return [.. next.Where(graph.ByName.ContainsKey).Distinct(StringComparer.Ordinal).OrderBy(n => graph.ByName[n].Order).Select(n => new DueNode(n, from.Step + 1))];
        }

        foreach (var due in from.Due.Where(d => !graph.ByName.ContainsKey(d.Node))) found.Add(NoNode(graph, due.Node, $"'{due.Node}' is due at step {from.Step}, but version {version} has no such node; say with 'next' where to go on"));
        return [.. from.Due.Where(d => graph.ByName.ContainsKey(d.Node)).Select(d => graph.ByName[d.Node].Map is null ? d with { Items = null } : d)];
    }

    // A join that the version lacks waits for nobody; a node that it no longer needs need not arrive.
    private static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Arrived(Checkpoint from, CompiledGraph graph) => from.Arrived
        .Where(a => graph.ByName.TryGetValue(a.Key, out var join) && join.Needs.Count > 0)
        .ToImmutableSortedDictionary(a => a.Key, a => a.Value.Intersect(graph.ByName[a.Key].Needs), StringComparer.Ordinal);

    private static bool IsGiven(JsonElement? state, string channel) => state is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(channel, out _);

    private static Finding Lost(CompiledGraph graph, string channel, int version)
    {
        var known = graph.Channels.Keys.Order(StringComparer.Ordinal).ToList();
        return new Finding(
            "RN023", Severity.Error,
            $"The run has the channel '{channel}', but version {version} has not; its channels are {Names.Quoted(known)}. Give '{channel}' as null to drop its value.",
            SourceSpan.StartOf("state"), Names.Nearest(channel, known), $"/{channel}");
    }

    private static Finding NoNode(CompiledGraph graph, string name, string message)
    {
        var known = graph.Nodes.Select(n => n.Name).ToList();
        return new Finding("RN024", Severity.Error, $"{message}. Nodes are {Names.Quoted(known)}.", SourceSpan.StartOf("next"), Names.Nearest(name, known), "/next");
    }
}
