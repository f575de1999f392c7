using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>What the tasks of a superstep came to.</summary>
/// <param name="Outcomes">Of all tasks that ended in it.</param>
/// <param name="Waits">Tasks that began to wait, or wait on.</param>
public sealed record StepResults(IReadOnlyDictionary<TaskId, TaskOutcome> Outcomes, IReadOnlyList<WaitingTask> Waits)
{
    /// <summary>Of tasks that wrote down something in it: all that they have written down.</summary>
    public IReadOnlyDictionary<TaskId, ImmutableList<JsonElement>> Notes { get; init; } = ImmutableDictionary<TaskId, ImmutableList<JsonElement>>.Empty;
}

/// <param name="NewWaits">Those that did not wait before, in task order.</param>
public sealed record MergedStep(Checkpoint Checkpoint, CheckpointDelta Delta, IReadOnlyList<WaitingTask> NewWaits);

/// <summary>A write or a condition that stops the run at the barrier.</summary>
internal sealed class MergeException(TaskFault fault) : Exception(fault.Message)
{
    public TaskFault Fault { get; } = fault;
}

/// <summary>The second half of the superstep: reduces writes in task order, decides what is due next, and says what changed. Pure.</summary>
public static class StepMerge
{
    public static MergedStep Merge(
        CompiledGraph graph, RunFrame frame, Checkpoint at, StepPlan plan, StepResults results,
        IReadOnlyDictionary<TaskId, Answer> answers, RunUsage usage)
    {
        var pending = new Pending(frame.Id, at, results, answers);
        var finished = new List<FinishedNode>(plan.Nodes.Count);
        foreach (var planned in plan.Nodes)
        {
            if (pending.OutcomesOf(planned) is { } outcomes) finished.Add(new FinishedNode(planned, outcomes));
        }

        var (channels, delta) = ChannelMerge.Apply(graph, at.Channels, finished);
        var merged = at with
        {
            Step = at.Step + 1,
            Channels = channels,
            Usage = usage,
            Journal = pending.Journal(),
            Waiting = pending.Waiting(),
            Notes = pending.Notes(),
        };
        var (due, arrived) = Routing.After(graph, frame, merged, finished);
        return new MergedStep(merged with { Due = [.. pending.Due(), .. due], Arrived = arrived }, delta, pending.NewWaits());
    }

    /// <summary>Sorts the nodes of a superstep into finished ones and ones that go on waiting.</summary>
    private sealed class Pending(RunId run, Checkpoint at, StepResults results, IReadOnlyDictionary<TaskId, Answer> answers)
    {
        private readonly List<DueNode> _due = [];
        private readonly Dictionary<TaskId, TaskOutcome> _journal = [];
        private readonly Dictionary<TaskId, Interrupt> _waiting = [];
        private readonly List<WaitingTask> _new = [];
        private readonly Dictionary<TaskId, ImmutableList<JsonElement>> _notes = [];
        private readonly ILookup<TaskId, WaitingTask> _waits = results.Waits.ToLookup(w => w.Task.Whole);
        private readonly ILookup<TaskId, WaitingTask> _before = at.Waiting.ToLookup(w => w.Key.Whole, w => new WaitingTask(w.Key, w.Value));

        /// <summary>The results of a finished node in item order; null when it waits on.</summary>
        public IReadOnlyList<TaskOutcome>? OutcomesOf(PlannedNode planned)
        {
            if (planned.Ended is { } ended) return [ended];
            if (planned.Breaks is { } breaks)
            {
                _due.Add(planned.Due);
                Wait(breaks.Task, breaks.Interrupt);
                return null;
            }

            var outcomes = new List<TaskOutcome>(planned.Count);
            for (var i = 0; i < planned.Count; i++)
                if (Outcome(planned.IdOf(run, i)) is { } outcome) outcomes.Add(outcome);
            if (outcomes.Count == planned.Count && !HoldsAfter(planned)) return outcomes;
            Keep(planned);
            return null;
        }

        public IEnumerable<DueNode> Due() => _due;

        public ImmutableDictionary<TaskId, TaskOutcome> Journal() => _journal.ToImmutableDictionary();

        public ImmutableDictionary<TaskId, Interrupt> Waiting() => _waiting.ToImmutableDictionary();

        public IReadOnlyList<WaitingTask> NewWaits() => _new;

        public ImmutableDictionary<TaskId, ImmutableList<JsonElement>> Notes() => _notes.ToImmutableDictionary();

        private TaskOutcome? Outcome(TaskId id) => results.Outcomes.GetValueOrDefault(id) ?? at.Journal.GetValueOrDefault(id);

        private bool HoldsAfter(PlannedNode planned)
        {
            if (planned.Node.Breakpoint != BreakpointPlace.After) return false;
            var whole = new TaskId(run, planned.Due.Since, planned.Node.Name);
            var released = at.Waiting.TryGetValue(whole, out var wait) && Breakpoints.IsAfter(wait) && answers.ContainsKey(whole);
            if (!released) Wait(whole, Breakpoints.At("after"));
            return !released;
        }

        private void Keep(PlannedNode planned)
        {
            _due.Add(planned.Due);
            for (var i = 0; i < planned.Count; i++)
            {
                var id = planned.IdOf(run, i);
                if (Outcome(id) is { } outcome) _journal[id] = outcome;
                else Keep(id);
            }

            // A breakpoint that nobody answered is carried under the id of the whole node.
            var whole = new TaskId(run, planned.Due.Since, planned.Node.Name);
            if (planned.Tasks.Count == 0 && at.Waiting.TryGetValue(whole, out var held)) Wait(whole, held);
        }

        private void Keep(TaskId id)
        {
            foreach (var wait in _waits.Contains(id) ? _waits[id] : _before[id]) Wait(wait.Task, wait.Interrupt);
            if ((results.Notes.GetValueOrDefault(id) ?? at.Notes.GetValueOrDefault(id)) is { } notes) _notes[id] = notes;
        }

        private void Wait(TaskId id, Interrupt interrupt)
        {
            var isOld = at.Waiting.TryGetValue(id, out var before) && ReferenceEquals(before, interrupt);
            if (!isOld && !_waiting.ContainsKey(id)) _new.Add(new WaitingTask(id, interrupt));
            _waiting[id] = interrupt;
        }
    }
}

/// <summary>A node whose tasks have all ended.</summary>
/// <param name="Outcomes">In item order; one without a map; none for a map over an empty list.</param>
internal sealed record FinishedNode(PlannedNode Planned, IReadOnlyList<TaskOutcome> Outcomes)
{
    public GraphNode Node => Planned.Node;

    /// <summary>What <c>next</c> sees as <c>output</c>: the result, or the list of results of a map.</summary>
    public CelValue Output => Node.Map is not null && Planned.Ended is null
        ? CelList.Of(Outcomes.Select(o => o.Output))
        : Outcomes.Count > 0 ? Outcomes[0].Output : CelList.Empty;

    /// <summary>The error that the node survived; null when there was none or its map collected them.</summary>
    public TaskFault? Fault => Node.Map is { CollectErrors: true } && Planned.Ended is null ? null : Outcomes.FirstOrDefault(o => o.Fault is not null)?.Fault;
}
