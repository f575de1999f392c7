using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>What one superstep was told by the world.</summary>
/// <param name="Ends">How each task ended or began to wait, by task; of a task that was done again, the last time.</param>
/// <param name="Started">Nodes that were not only waiting.</param>
/// <param name="Frame">Set when expressions see something else from this step on.</param>
internal sealed record TapeStep(int Step, IReadOnlyDictionary<TaskId, RunEvent> Ends, IReadOnlySet<string> Started, FrameRecord? Frame);

/// <summary>A run's recorded events, read forward step by step.</summary>
internal sealed class Tape(IRunHistory history, RunId run, long after)
{
    private const int Page = 1_000;

    private readonly Queue<LoggedEvent> _read = new();
    private long _after = after;
    private bool _over;

    /// <summary>What stands between the step before and this one; steps are asked for in order.</summary>
    public async ValueTask<TapeStep> ReadAsync(int step, CancellationToken cancellationToken)
    {
        var ends = new Dictionary<TaskId, RunEvent>();
        var started = new HashSet<string>(StringComparer.Ordinal);
        FrameRecord? frame = null;
        while (await PeekAsync(cancellationToken) is { } logged)
        {
            if (logged.Event.Step > step && logged.Event is StepStarted or TaskStarted) break;
            _read.Dequeue();
            if (logged.Event.Step != step) continue;
            if (logged.Event is StepStarted begun)
            {
                started.UnionWith(begun.Nodes);
                frame = begun.Frame ?? frame;
            }

            if (logged.Event is TaskFinished or TaskFailed or TaskInterrupted && logged.TaskOf(run) is { } task) ends[task] = logged.Event;
            if (logged.Event is StepCommitted or StateEdited) break;
        }

        return new TapeStep(step, ends, started, frame);
    }

    private async ValueTask<LoggedEvent?> PeekAsync(CancellationToken cancellationToken)
    {
        if (_read.Count == 0 && !_over)
        {
            foreach (var logged in await history.RecordedAsync(run, _after, Page, cancellationToken)) _read.Enqueue(logged);
            if (_read.Count == 0) _over = true;
            else _after = _read.Last().Sequence;
        }

        return _read.TryPeek(out var next) ? next : null;
    }
}
