using System.Collections.Immutable;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Decides which nodes are due after a superstep. Pure.</summary>
internal static class Routing
{
    private const string End = "end";

    /// <param name="merged">Conditions see the state with this superstep's writes in it.</param>
    /// <returns>The new frontier in the order of the file, and what each join has got so far.</returns>
    public static (IReadOnlyList<DueNode> Due, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Arrived) After(
        CompiledGraph graph, RunFrame frame, Checkpoint merged, IReadOnlyList<FinishedNode> finished)
    {
        if (finished.Count == 0) return ([], merged.Arrived);
        var scope = new RunScope(frame, merged);
        var faults = new Dictionary<string, TaskFault?>(StringComparer.Ordinal);
        foreach (var node in finished)
        {
            foreach (var target in Targets(node, scope, out var fault))
            {
                // A join starts when what it needs has finished, so an arrow to it says nothing more.
                if (target != End && graph.ByName[target].Needs.Count == 0) faults[target] = fault ?? faults.GetValueOrDefault(target);
            }
        }

        var arrived = Arrive(graph, merged.Arrived, finished, faults);
        var since = merged.Step + 1;
        return ([.. faults.OrderBy(t => graph.ByName[t.Key].Order).Select(t => new DueNode(t.Key, since, t.Value))], arrived);
    }

    private static IEnumerable<string> Targets(FinishedNode finished, RunScope scope, out TaskFault? fault)
    {
        fault = finished.Fault;
        if (fault is not null && finished.Node.OnError == OnErrorWay.GoTo) return [finished.Node.OnErrorTo!];
        var jumps = finished.Outcomes.Where(o => o.GoTo is not null).Select(o => o.GoTo!).Distinct(StringComparer.Ordinal).ToList();
        if (jumps.Count > 0 && finished.Outcomes.All(o => o.GoTo is not null)) return jumps;
        return jumps.Concat(Next(finished, fault is null ? scope : RunScope.With(scope, "error", fault.ToCel())));
    }

    private static IReadOnlyList<string> Next(FinishedNode finished, ICelScope scope)
    {
        var node = finished.Node;
        ICelScope? names = null;
        foreach (var way in node.Next)
        {
            if (way.When is null) return way.To;
            names ??= Named(finished, scope);
            if (Holds(way.When, names, node.Name)) return way.To;
        }

        return [];
    }

    private static ICelScope Named(FinishedNode finished, ICelScope scope)
    {
        var names = RunScope.With(scope, "output", finished.Output);
        return finished.Planned.Due.Fault is { } led && finished.Fault is null ? RunScope.With(names, "error", led.ToCel()) : names;
    }

    private static bool Holds(CelExpression when, ICelScope names, string node)
    {
        try
        {
            return when.Evaluate(names) is CelBool { Value: true };
        }
        catch (CelException failed)
        {
            throw new MergeException(new TaskFault(ErrorCode.Validation, $"next.when of '{node}': {failed.Message}", node));
        }
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Arrive(
        CompiledGraph graph, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> before, IReadOnlyList<FinishedNode> finished, Dictionary<string, TaskFault?> due)
    {
        if (graph.JoinsOf.Count == 0) return before;
        var arrived = before;
        foreach (var node in finished)
        {
            if (!graph.JoinsOf.TryGetValue(node.Node.Name, out var joins)) continue;
            foreach (var join in joins)
            {
                var got = (arrived.GetValueOrDefault(join.Name) ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Add(node.Node.Name);
                arrived = arrived.SetItem(join.Name, got);
            }
        }

        foreach (var (name, got) in arrived)
        {
            if (!graph.ByName[name].Needs.All(got.Contains)) continue;
            due.TryAdd(name, null);
            arrived = arrived.Remove(name);
        }

        return arrived;
    }
}
