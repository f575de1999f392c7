using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Gathers what the tasks of one superstep told, until the barrier.</summary>
internal sealed class StepHearing(Checkpoint at, StepPlan plan)
{
    private readonly Dictionary<TaskId, TaskOutcome> _outcomes = new(plan.TaskCount);
    private readonly List<WaitingTask> _waits = [];
    private readonly Dictionary<TaskId, ImmutableList<JsonElement>> _notes = [];

    /// <summary>The error that ends the run; null while there is none.</summary>
    public EventFault? Failure { get; private set; }

    public string? FailedNode { get; private set; }

    /// <summary>The run's time limit passed while tasks were at work.</summary>
    public bool TimeIsUp { get; set; }

    /// <summary>What is known before any task runs: nodes that were skipped, that stand at a breakpoint, or whose list could not be made.</summary>
    public IEnumerable<RunEvent> Before()
    {
        foreach (var planned in plan.Nodes)
        {
            if (planned.Breaks is { } breaks)
                yield return new TaskInterrupted("breakpoint", null) { Step = at.Step + 1, Node = planned.Node.Name, Waits = [breaks] };
            if (planned.Ended is { Skipped: true })
                yield return new TaskSkipped("when") { Step = at.Step + 1, Node = planned.Node.Name };
            if (planned.Ended?.Fault is not { } fault) continue;
            var handled = planned.Node.OnError != OnErrorWay.Fail;
            var told = new TaskFailed(0, 1, new EventFault(fault.Code.Text(), fault.Message, fault.Resolution), handled) { Step = at.Step + 1, Node = planned.Node.Name };
            if (!handled) Fail(told.Error, planned.Node.Name);
            yield return told;
        }
    }

    public void Hear(RunEvent told)
    {
        if (told.TaskNote is { } note) Note(IdOf(told), note);
        switch (told)
        {
            case TaskFinished { Outcome: { } outcome }:
                _outcomes[IdOf(told)] = outcome;
                break;
            case TaskFailed { Outcome: { } outcome }:
                _outcomes[IdOf(told)] = outcome;
                break;
            case TaskFailed failed:
                Fail(failed.Error, failed.Node);
                break;
            case TaskInterrupted waiting:
                _waits.AddRange(waiting.Waits);
                break;
            default:
                break;
        }
    }

    /// <summary>The next checkpoint; null when a write or a condition failed at the barrier, which is then the <see cref="Failure"/>.</summary>
    public MergedStep? Merge(CompiledGraph graph, RunFrame run, IReadOnlyDictionary<TaskId, Answer> answers, RunUsage usage)
    {
        try
        {
            return StepMerge.Merge(graph, run, at, plan, new StepResults(_outcomes, _waits) { Notes = _notes }, answers, usage);
        }
        catch (MergeException failed)
        {
            Fail(new EventFault(failed.Fault.Code.Text(), failed.Fault.Message, "Change the node, then retry the run."), failed.Fault.Node);
            return null;
        }
    }

    /// <summary>The checkpoint as it was, with what succeeded meanwhile in its journal, so that a retry repeats only the rest.</summary>
    public Checkpoint Kept(RunUsage usage) => at with
    {
        Journal = at.Journal.SetItems(_outcomes.Where(o => o.Value.Fault is null)),
        Notes = at.Notes.SetItems(_notes),
        Usage = usage,
    };

    private void Note(TaskId task, JsonElement note) => _notes[task] = (_notes.GetValueOrDefault(task) ?? at.Notes.GetValueOrDefault(task) ?? []).Add(note);

    private TaskId IdOf(RunEvent told) => _idsByPlace.TryGetValue((told.Node!, told.Index ?? -1, told.Since ?? (at.Step + 1)), out var id)
        ? id
        : throw new InvalidOperationException($"No task of this superstep is {told.Node}/{told.Index}.");

    private void Fail(EventFault fault, string? node)
    {
        Failure ??= fault;
        FailedNode ??= node;
    }

    private readonly Dictionary<(string Node, int Index, int Since), TaskId> _idsByPlace =
        plan.Nodes.SelectMany(n => n.Tasks).ToDictionary(t => (t.Node.Name, t.Id.Index, t.Id.Step), t => t.Id);
}
