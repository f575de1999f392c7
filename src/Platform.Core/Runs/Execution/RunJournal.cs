using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>
/// Writes down what one execution tells: collects it, commits it in order, and stops the execution when a commit fails or somebody else holds the run.
/// </summary>
internal sealed class RunJournal : IAsyncDisposable
{
    private const int MostUnacknowledged = 256;

    private readonly LeasedRun _run;
    private readonly IRunLog _log;
    private readonly LiveRuns _live;
    private readonly RunOptions _options;
    private readonly ITimer _flush;

    // Guards all below: the loop tells, the timer flushes, the heartbeat renews.
    private readonly Lock _gate = new();
    private readonly CommitBatch _batch;
    private readonly Queue<Task<Committed>> _posted = new();
    private bool _flushing;

    public RunJournal(LeasedRun run, IRunLog log, LiveRuns live, RunOptions options, TimeProvider time)
    {
        (_run, _log, _live, _options) = (run, log, live, options);
        _batch = new CommitBatch(run.Id, run.LastSequence, time);
        _flush = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds to what the next commit holds; it is stored soon, even when nothing commits it.</summary>
    public void Tell(RunEvent told) => Add(batch => batch.Add(told));

    public void Add(Action<CommitBatch> add)
    {
        lock (_gate)
        {
            add(_batch);
            if (_flushing || _batch.IsEmpty) return;
            _flushing = true;
            _flush.Change(_options.Flush, Timeout.InfiniteTimeSpan);
        }
    }

    public void TellLive(RunEvent told, DateTimeOffset at)
    {
        long after;
        lock (_gate) after = _batch.LastSequence;
        _live.Delta(_run.Id, new LoggedEvent(0, at, told), after);
    }

    /// <summary>Starts to store what was told, without waiting for the disk.</summary>
    public async ValueTask PostAsync()
    {
        Task<Committed>? oldest = null;
        lock (_gate)
        {
            PostLocked(null);
            if (_posted.Count > MostUnacknowledged) oldest = _posted.Dequeue();
        }

        if (oldest is not null) await oldest;
    }

    /// <summary>Stores what was told; from then on it is true.</summary>
    /// <exception cref="LeaseLostException">Somebody else holds the run; nothing was written.</exception>
    public async Task<Committed> CommitAsync(RunRest? rest)
    {
        Task<Committed>[] all;
        lock (_gate)
        {
            PostLocked(rest);
            all = [.. _posted];
            _posted.Clear();
        }

        var committed = await Task.WhenAll(all);
        return committed[^1].Stale ? throw new LeaseLostException(_run.Id) : committed[^1];
    }

    /// <summary>Waits until nothing is on its way; what was told and not committed is dropped with the execution.</summary>
    public async ValueTask DisposeAsync()
    {
        await _flush.DisposeAsync();
        Task<Committed>[] all;
        lock (_gate) all = [.. _posted];
        await Task.WhenAll(all).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // failures were told where they were awaited
    }

    private void Flush()
    {
        lock (_gate)
        {
            if (!_batch.IsEmpty) PostLocked(null);
            _flushing = false;
        }
    }

    // Under the lock, so that commits are queued in the order of their numbers.
    private void PostLocked(RunRest? rest) => _posted.Enqueue(StoreAsync(_batch.Take(_options.Lease, rest)));

    private async Task<Committed> StoreAsync(RunCommit commit)
    {
        var committed = await _log.CommitAsync(_run, commit);
        _live.Stored(_run.Id);
        return committed;
    }
}

/// <summary>Another execution holds the run's lease: this one stops and writes nothing more.</summary>
internal sealed class LeaseLostException(RunId run) : Exception($"The lease of run {run} was lost.")
{
    public RunId Run => run;
}
