using System.Threading.Channels;
using Platform.Core.Events;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Runs the tasks of one superstep side by side, within the run's and each map's bound, and hands on what they tell.</summary>
internal sealed class StepExecution(TaskRunner runner, StepPlan plan, int parallel, CancellationToken cancellationToken) : IAsyncDisposable
{
    // Tokens that nobody takes in time are dropped; everything else is bounded by the number of tasks at work.
    private const int DeltaBacklog = 4096;

    // An action that does not hear that it is to stop must not hold the run; what it still says falls into a channel that nobody reads.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Channel<RunEvent> _told = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<Task> _running = [];
    private readonly Waiting[] _waiting = [.. plan.Nodes.Where(n => n.Tasks.Count > 0).Select(n => new Waiting(n, parallel))];
    private int _untaken;
    private int _active;

    /// <summary>The next thing told; null when every task has ended.</summary>
    public async ValueTask<RunEvent?> NextAsync()
    {
        while (true)
        {
            if (_told.Reader.TryRead(out var told))
            {
                Interlocked.Decrement(ref _untaken);
                if (IsEnd(told)) Ended(told);
                return told;
            }

            if (StartMore()) continue;
            if (_active == 0) return null;
            await _told.Reader.WaitToReadAsync(_stop.Token);
        }
    }

    /// <summary>No task that hears it outlives its superstep, also when the listener stops listening; one that does not is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_running).WaitAsync(Patience);
            _stop.Dispose();
        }
        catch (OperationCanceledException)
        {
            _stop.Dispose(); // that is how a stopped task ends
        }
        catch (TimeoutException)
        {
            // Its token stays valid; Failed hears how it ends.
        }
    }

    private static bool IsEnd(RunEvent told) => told is TaskFinished or TaskFailed or TaskInterrupted;

    private void Ended(RunEvent told)
    {
        _active--;

        // A child run works on while its task waits, so it keeps its place among those that may run at once; a person or a clock holds none.
        if (told is TaskInterrupted { Waiting.Interrupt.Kind: InterruptKind.Child }) return;
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
                var running = runner.RunAsync(task, Tell, _stop.Token);
                if (running.IsCompletedSuccessfully) break; // Its end is told already: hear it before the next one starts.
                _running.Add(running);
                running.ContinueWith(Failed, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return started;
    }

    // A task that was cancelled tells no end; the listener must not wait for it for ever.
    private void Failed(Task ended)
    {
        if (!ended.IsCompletedSuccessfully) _told.Writer.TryComplete(ended.Exception?.InnerException ?? new OperationCanceledException(_stop.Token));
    }

    private void Tell(RunEvent told)
    {
        if (told is LlmDelta && Volatile.Read(ref _untaken) > DeltaBacklog) return;
        Interlocked.Increment(ref _untaken);
        _told.Writer.TryWrite(told);
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
