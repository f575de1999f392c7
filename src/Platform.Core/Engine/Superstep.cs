using System.Collections.Immutable;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>
/// The superstep as two pure functions: <see cref="Plan"/> before the tasks run, and <see cref="StepMerge.Merge"/> after.
/// </summary>
/// <remarks>
/// Source: Malewicz et al., "Pregel: a system for large-scale graph processing", SIGMOD 2010, section 2.
/// Two rules make a replay exact: a task sees the values as they stood before the superstep, and writes are merged
/// in task order, never in the order in which the tasks happened to finish.
/// A third is ours: a task that waits is carried along while the rest of the graph goes on, so that a person who takes two days
/// holds up only what really needs the answer.
/// </remarks>
public static class Superstep
{
    /// <summary>The checkpoint before the first superstep.</summary>
    /// <param name="kept">Values that the thread's last run left; empty for a run on no thread.</param>
    public static Checkpoint Initial(CompiledGraph graph, IReadOnlyDictionary<string, CelValue> kept) => new()
    {
        Step = 0,
        Channels = graph.Channels.Values.ToImmutableSortedDictionary(
            c => c.Name,
            c => c.KeptOnThread && kept.TryGetValue(c.Name, out var value) ? value : c.Initial,
            StringComparer.Ordinal),
        Due = [.. graph.Start.Select(n => new DueNode(n.Name, 1))],
    };

    /// <summary>From a checkpoint and the answers that came meanwhile, the tasks of the next superstep.</summary>
    public static StepPlan Plan(CompiledGraph graph, RunFrame frame, Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers)
    {
        var scope = new RunScope(frame, at);
        var calls = new CallWaits(at, answers);
        var nodes = new List<PlannedNode>(at.Due.Length);
        foreach (var due in at.Due) nodes.Add(Bounded(PlanNode(graph.ByName[due.Node], due, frame.Id, at, answers, calls, scope), at, answers, graph.Limits.Parallel));
        return new StepPlan(nodes);
    }

    private static PlannedNode PlanNode(
        GraphNode node, DueNode due, RunId run, Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers, CallWaits calls, RunScope scope)
    {
        var whole = new TaskId(run, due.Since, node.Name);
        var held = at.Waiting.TryGetValue(whole, out var wait) && wait.Kind == InterruptKind.Breakpoint;
        if (held && !answers.ContainsKey(whole)) return PlannedNode.Stuck(node, due, 1);
        if (node.Breakpoint == BreakpointPlace.Before && !held && !calls.Any(whole) && IsFresh(node, due, whole, at))
            return new PlannedNode(node, due, 1, [], Breaks: new WaitingTask(whole, Breakpoints.At("before")));
        ICelScope names = due.Fault is { } fault ? RunScope.With(scope, "error", fault.ToCel()) : scope;
        return node.Map is null
            ? PlanSingle(node, due, whole, at, answers, calls, names)
            : PlanMap(node, due, run, at, answers, calls, names);
    }

    // Child runs that are at work keep their places: so many new items fewer may begin.
    private static PlannedNode Bounded(PlannedNode planned, Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers, int parallel)
    {
        if (planned.Node.Map is not { } map || planned.Tasks.Count == 0 || at.Waiting.IsEmpty) return planned;
        var open = at.Waiting.Where(w => w.Value.Kind == InterruptKind.Child && w.Key.Node == planned.Node.Name && w.Key.Step == planned.Due.Since && !answers.ContainsKey(w.Key))
            .Select(w => w.Key.Whole).Distinct().Count();
        if (open == 0) return planned;
        var places = Math.Max(0, (map.Parallel ?? parallel) - open);
        var tasks = planned.Tasks.Where(t => t.Answer is not null || t.Calls.Count > 0 || places-- > 0).ToList();
        return tasks.Count == 0 ? PlannedNode.Stuck(planned.Node, planned.Due, planned.Count) : planned with { Tasks = tasks };
    }

    // A node that has begun has a journal, a waiting task or its items written down.
    private static bool IsFresh(GraphNode node, DueNode due, TaskId whole, Checkpoint at) =>
        due.Items is null && !at.Waiting.ContainsKey(whole) && !at.Journal.ContainsKey(whole)
        && (node.Map is null || !at.Journal.Keys.Any(k => k.Node == node.Name && k.Step == due.Since));

    private static PlannedNode PlanSingle(
        GraphNode node, DueNode due, TaskId id, Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers, CallWaits calls, ICelScope names)
    {
        if (at.Journal.ContainsKey(id)) return new PlannedNode(node, due, 1, []);
        if (calls.IsStuck(id)) return PlannedNode.Stuck(node, due, 1);
        var waits = at.Waiting.TryGetValue(id, out var wait) && wait.Kind != InterruptKind.Breakpoint;
        if (waits && !answers.ContainsKey(id)) return PlannedNode.Stuck(node, due, 1);
        if (!waits && !calls.Any(id) && Skipped(node, names) is { } skipped) return new PlannedNode(node, due, 1, [], skipped);
        var answer = waits ? answers[id] : null;
        return new PlannedNode(node, due, 1, [Begun(new NodeTask(id, node, due, null, answer), at, calls)]);
    }

    private static PlannedNode PlanMap(
        GraphNode node, DueNode due, RunId run, Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers, CallWaits calls, ICelScope names)
    {
        var items = due.Items;
        if (items is null)
        {
            if (Skipped(node, names) is { } skipped) return new PlannedNode(node, due, 1, [], skipped);
            if (Elements(node, names, out items) is { } fault) return new PlannedNode(node, due, 1, [], new TaskOutcome(CelValue.Null, [], Fault: fault));
        }

        var frozen = due with { Items = items };
        var tasks = new List<NodeTask>(items!.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var id = new TaskId(run, due.Since, node.Name, i);
            if (at.Journal.ContainsKey(id)) continue;
            var answer = answers.GetValueOrDefault(id);
            if ((at.Waiting.ContainsKey(id) && answer is null) || calls.IsStuck(id)) continue;
            tasks.Add(Begun(new NodeTask(id, node, frozen, items[i], at.Waiting.ContainsKey(id) ? answer : null), at, calls));
        }

        var ended = Enumerable.Range(0, items.Count).Count(i => at.Journal.ContainsKey(new TaskId(run, due.Since, node.Name, i)));
        return tasks.Count == 0 && ended < items.Count ? PlannedNode.Stuck(node, frozen, items.Count) : new PlannedNode(node, frozen, items.Count, tasks);
    }

    // With what it knows from before, when it has begun.
    private static NodeTask Begun(NodeTask task, Checkpoint at, CallWaits calls) =>
        calls.Any(task.Id) || at.Notes.ContainsKey(task.Id)
            ? task with { Calls = calls.Of(task.Id), Notes = at.Notes.GetValueOrDefault(task.Id) ?? [] }
            : task;

    private static TaskOutcome? Skipped(GraphNode node, ICelScope names)
    {
        if (node.When is null) return null;
        try
        {
            return node.When.Evaluate(names) is CelBool { Value: true } ? null : new TaskOutcome(CelValue.Null, [], Skipped: true);
        }
        catch (CelException failed)
        {
            return new TaskOutcome(CelValue.Null, [], Fault: new TaskFault(ErrorCode.Validation, $"when: {failed.Message}", node.Name));
        }
    }

    private static TaskFault? Elements(GraphNode node, ICelScope names, out CelList? items)
    {
        items = null;
        try
        {
            var value = node.Map!.Over.Evaluate(names);
            items = value as CelList;
            return items is not null
                ? null
                : new TaskFault(ErrorCode.Validation, $"map.over gave {value.Kind.ToString().ToLowerInvariant()}, but a map runs over a list.", node.Name);
        }
        catch (CelException failed)
        {
            return new TaskFault(ErrorCode.Validation, $"map.over: {failed.Message}", node.Name);
        }
    }
}
