using Platform.Core.Events;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Runs the tasks of one superstep side by side, within the run's and each map's bound, and hands on what they tell.</summary>
/// <param name="run">Runs one task; it tells the task's end before it returns.</param>
/// <param name="stop">Cancelled when this is disposed while a task is still at work.</param>
internal sealed class StepExecution(Func<NodeTask, Action<RunEvent>, CancellationToken, Task> run, StepPlan plan, int parallel, CancellationTokenSource stop) : IAsyncDisposable
{
    // Tokens that nobody takes in time are dropped; everything else is bounded by the number of tasks at work.
    private const int DeltaBacklog = 4096;

    // An action that does not hear that it is to stop must not hold the run; what it still says is kept where nobody reads it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Waiting[] _waiting = [.. plan.Nodes.Where(n => n.Tasks.Count > 0).Select(n => new Waiting(n, parallel))];
    private HashSet<Task>? _running; // those that did not end at once
    private int _active;

    // Guards the next three.
    private readonly Lock _gate = new();
    private readonly Queue<RunEvent> _told = new();
    private Exception? _failure;
    private TaskCompletionSource? _news; // while the listener waits

    /// <summary>The next thing told; null when every task has ended.</summary>
    public async ValueTask<RunEvent?> NextAsync()
    {
        while (true)
        {
            if (Take() is { } told)
            {
                if (IsEnd(told)) Ended(told);
                return told;
            }

            if (StartMore()) continue;
            if (_active == 0) return null;
            if (News() is { } news) await news.WaitAsync(stop.Token);
        }
    }

    /// <summary>No task that hears it outlives its superstep, also when the listener stops listening; one that does not is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running is null) return;
        // A task tells its end before it returns, so one that is not completed may be over all the same: only what told no end is at work.
        // Cancelling for the others would stop the supersteps that follow, which share the source.
        if (_active > 0) await stop.CancelAsync();
        try
        {
            await Task.WhenAll(_running).WaitAsync(Patience);
        }
        catch (OperationCanceledException)
        {
            // That is how a stopped task ends.
        }
        catch (TimeoutException)
        {
            // Failed hears how it ends.
        }
    }

    private RunEvent? Take()
    {
        lock (_gate) return _told.TryDequeue(out var told) ? told : null;
    }

    /// <summary>Ends when something is told; null when something was.</summary>
    private Task? News()
    {
        lock (_gate)
        {
            if (_told.Count > 0) return null;
            if (_failure is not null) return Task.FromException(_failure);
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _news.Task;
        }
    }

    private static bool IsEnd(RunEvent told) => told is TaskFinished or TaskFailed or TaskInterrupted;

    private void Ended(RunEvent told)
    {
        _active--;

        // A child run works on while its task waits, so it keeps its place among those that may run at once; a person or a clock holds none.
        if (told is TaskInterrupted interrupted && interrupted.Waits.Any(w => w.Interrupt.Kind == InterruptKind.Child)) return;
        foreach (var waiting in _waiting)
            if (waiting.Planned.Node.Name == told.Node) waiting.Active--;
    }

    private bool StartMore()
    {
        var started = false;
        foreach (var waiting in _waiting)
        {
            while (_active < parallel && waiting.MayStart)
            {
                var task = waiting.Planned.Tasks[waiting.Next++];
                waiting.Active++;
                _active++;
                started = true;
                var running = run(task, Tell, stop.Token);
                if (running.IsCompletedSuccessfully) break; // Its end is told already: hear it before the next one starts.
                (_running ??= []).Add(running);
                running.ContinueWith(Failed, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return started;
    }

    // A task that was cancelled tells no end; the listener must not wait for it for ever.
    private void Failed(Task ended)
    {
        if (ended.IsCompletedSuccessfully) return;
        lock (_gate)
        {
            _failure ??= ended.Exception?.InnerException ?? new OperationCanceledException(stop.Token);
            WakeLocked();
        }
    }

    private void Tell(RunEvent told)
    {
        lock (_gate)
        {
            if (told is LlmDelta && _told.Count > DeltaBacklog) return;
            _told.Enqueue(told);
            WakeLocked();
        }
    }

    private void WakeLocked()
    {
        _news?.TrySetResult();
        _news = null;
    }

    private sealed class Waiting(PlannedNode planned, int parallel)
    {
        private readonly int _atOnce = planned.Node.Map is { } map ? map.Parallel ?? parallel : int.MaxValue;

        public PlannedNode Planned { get; } = planned;

        public int Next { get; set; }

        public int Active { get; set; }

        public bool MayStart => Next < Planned.Tasks.Count && Active < _atOnce;
    }
}
