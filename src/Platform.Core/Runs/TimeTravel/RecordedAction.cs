using System.Collections.Frozen;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Stands in an action's place during a replay: gives what the world gave then, and does nothing outside.</summary>
/// <param name="tape">The superstep that is replayed now.</param>
/// <param name="found">Hears of the first thing that is not as it was.</param>
internal sealed class RecordedAction(IAction action, Func<TapeStep> tape, Action<Divergence> found) : IAction
{
    public ActionReach Reach => action.Reach;

    public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
    {
        var step = tape();
        if (!step.Ends.TryGetValue(task.Id, out var end)) return Task.FromResult(Missing(step, task));
        if (end.Record is not { } record) return Task.FromResult(Unrecorded(step, task));
        return action.Reach == ActionReach.Waits
            ? action.RunAsync(task with { Now = record.Now ?? task.Now, Answer = record.Answer, Tell = static _ => { } }, cancellationToken)
            : Task.FromResult(Given(step, task, end, record));
    }

    /// <summary>A graph whose actions reach nothing outside, and that waits for nothing between attempts.</summary>
    public static CompiledGraph Graph(CompiledGraph graph, Func<TapeStep> tape, Action<Divergence> found)
    {
        var nodes = graph.Nodes.Select(n => n with
        {
            Action = n.Action is null or { Reach: ActionReach.Nothing } ? n.Action : new RecordedAction(n.Action, tape, found),
            Retry = null,
            Timeout = null,
        }).ToList();
        return graph with
        {
            Nodes = nodes,
            ByName = nodes.ToFrozenDictionary(n => n.Name, StringComparer.Ordinal),
            Start = [.. graph.Start.Select(s => nodes.First(n => n.Name == s.Name))],
            Limits = graph.Limits with { Time = TimeSpan.MaxValue, Tokens = null, Cost = null },
        };
    }

    private TaskResult Given(TapeStep step, TaskContext task, RunEvent end, TaskRecord record)
    {
        if (record.Asked is { } then && action.Asks(task) is { } asks && TaskRecord.HashOf(asks) is var now && now != then)
        {
            found(new Divergence(
                "asked", step.Step, task.Id.Node, null, null, $"a question with the hash {then}", $"a question with the hash {now}: {Short.Of(asks)}",
                "It asks something else than it did then, so what was answered then says nothing about it."));
        }

        return end switch
        {
            TaskFailed failed when record.Output is null => throw Failed(failed.Error),
            TaskInterrupted => Waits(task, record),
            _ => new Finished(record.Output ?? CelValue.Null, record.GoTo) { Writes = record.Writes, SavesNothing = record.SavesNothing },
        };
    }

    // What waited before waits on as it was; of what began to wait only the kind is known, which is all that a replay needs.
    private static Interrupted Waits(TaskContext task, TaskRecord record) => new(record.Waits.ToDictionary(
        w => w.Call, w => task.Calls.GetValueOrDefault(w.Call) is { Answer: null } open ? open.Interrupt : new Interrupt { Kind = w.Kind }));

    private TaskResult Missing(TapeStep step, TaskContext task)
    {
        found(new Divergence("task", step.Step, task.Id.Node, null, null, "not done", "done", "The replay comes to a task that the run did not do in this step."));
        return new Finished(CelValue.Null) { SavesNothing = true };
    }

    private TaskResult Unrecorded(TapeStep step, TaskContext task)
    {
        found(new Divergence("record", step.Step, task.Id.Node, null, null, null, null, "What the world answered was not recorded: the run is of an older release."));
        return new Finished(CelValue.Null) { SavesNothing = true };
    }

    private static PlatformException Failed(EventFault fault) =>
        new(ErrorCodes.TryParse(fault.Code, out var code) ? code : ErrorCode.Internal, fault.Message, fault.Resolution);
}

/// <summary>A value in a few words.</summary>
internal static class Short
{
    private const int Most = 160;

    public static string Of(CelValue value) => Clip(value.ToJson());

    public static string Clip(string text) => text.Length <= Most ? text : $"{text[..(Most - 1)]}…";
}
