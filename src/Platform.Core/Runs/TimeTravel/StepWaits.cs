using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Which tasks waited at a step, and which had ended though their node had not: told by the events since the oldest of those nodes became due.</summary>
internal static class StepWaits
{
    private const int Page = 1_000;

    public static async ValueTask<(IReadOnlyList<WaitingView> Waiting, IReadOnlyList<TaskId> Ended)> AtAsync(
        IRunHistory history, RunId run, Checkpoint at, CancellationToken cancellationToken)
    {
        var open = at.Due.Where(d => d.Since <= at.Step).ToDictionary(d => d.Node, d => d.Since, StringComparer.Ordinal);
        if (open.Count == 0) return ([], []);
        var waiting = new SortedDictionary<string, WaitingView>(StringComparer.Ordinal);
        var ended = new HashSet<TaskId>();
        await foreach (var (task, told) in ToldAsync(history, run, open.Values.Min(), at.Step, cancellationToken))
            if (open.TryGetValue(task.Node, out var since) && since == task.Step) Hear(run, task, told, waiting, ended);

        // A node of which everything ended and that is still due stands at the breakpoint after it.
        foreach (var (node, since) in open)
        {
            var whole = new TaskId(run, since, node);
            if (!waiting.Values.Any(w => w.Node == node) && ended.Any(t => t.Node == node))
                waiting[whole.ToString()] = new WaitingView(whole.ToString(), node, "breakpoint", at.Step, null, null);
        }

        return ([.. waiting.Values], [.. ended.OrderBy(t => t.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>How tasks ended that had by then, with what was recorded of them.</summary>
    public static async ValueTask<IReadOnlyList<RunEvent>> EndsAsync(
        IRunHistory history, RunId run, IReadOnlyCollection<TaskId> tasks, int step, CancellationToken cancellationToken)
    {
        if (tasks.Count == 0) return [];
        var ends = new Dictionary<TaskId, RunEvent>();
        await foreach (var (task, told) in ToldAsync(history, run, tasks.Min(t => t.Step), step, cancellationToken))
            if (told is TaskFinished or TaskFailed && tasks.Contains(task)) ends[task] = told;
        return [.. ends.OrderBy(e => e.Key.ToString(), StringComparer.Ordinal).Select(e => e.Value)];
    }

    private static async IAsyncEnumerable<(TaskId Task, RunEvent Told)> ToldAsync(
        IRunHistory history, RunId run, int from, int to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = await history.BeforeAsync(run, from, cancellationToken);
        while (await history.RecordedAsync(run, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var logged in page)
            {
                if (logged.Event is StepStarted && logged.Event.Step > to) yield break;
                if (logged.Event.Step >= from && logged.Event.Step <= to && logged.TaskOf(run) is { } task) yield return (task, logged.Event);
            }

            after = page[^1].Sequence;
        }
    }

    private static void Hear(RunId run, TaskId task, RunEvent told, SortedDictionary<string, WaitingView> waiting, HashSet<TaskId> ended)
    {
        switch (told)
        {
            case TaskInterrupted waits:
                waiting[task.ToString()] = new WaitingView(task.ToString(), task.Node, waits.Kind, told.Step, waits.DueAt, null);
                break;
            case HumanRequested asks when waiting.TryGetValue(task.ToString(), out var known):
                waiting[task.ToString()] = known with { Title = asks.Title };
                break;
            case TaskStarted:
                waiting.Remove(new TaskId(run, task.Step, task.Node).ToString()); // a breakpoint before it was let go
                break;
            case TaskFinished or TaskFailed { Handled: true }:
                waiting.Remove(task.ToString());
                ended.Add(task);
                break;
            default:
                break;
        }
    }
}
