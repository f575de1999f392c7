using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Runs.Execution;

/// <summary>
/// Writes down what one execution tells: collects it, commits it in order, and stops the execution when a commit fails or somebody else holds the run.
/// </summary>
/// <remarks>At most one post is on its way at a time: what is told meanwhile goes out with the next, so a slow disk makes bigger commits and not a longer queue.</remarks>
internal sealed class RunJournal : IAsyncDisposable
{
    private const int LongBatch = 128; // events
    private const int MostUnstored = 512; // events besides those on their way

    private readonly LeasedRun _run;
    private readonly IRunLog _log;
    private readonly LiveRuns _live;
    private readonly RunOptions _options;
    private readonly ITimer _flush;

    // Guards all below: the loop tells, the timer flushes, posts end.
    private readonly Lock _gate = new();
    private readonly CommitBatch _batch;
    private readonly List<DueRun> _toDispatch = [];
    private Task? _posted;
    private Committed? _newest;
    private bool _flushing;
    private bool _postAgain;
    private bool _closed;

    public RunJournal(LeasedRun run, IRunLog log, LiveRuns live, RunOptions options, TimeProvider time, PersonalData? personal = null)
    {
        (_run, _log, _live, _options) = (run, log, live, options);
        _batch = new CommitBatch(run.Id, run.LastSequence, time, personal);
        _flush = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the newest commit said; null before the first.</summary>
    public Committed? Newest
    {
        get
        {
            lock (_gate) return _newest;
        }
    }

    /// <summary>So much was told that it is time to post it.</summary>
    public bool IsLong
    {
        get
        {
            lock (_gate) return _batch.EventCount >= LongBatch;
        }
    }

    /// <summary>Adds to what the next commit holds; it is stored soon, even when nothing commits it.</summary>
    public void Tell(RunEvent told)
    {
        Add(batch => batch.Add(told));
        if (told is LlmFinished { IsChat: true } or LlmRetrying or TaskFinished or TaskFailed or TaskRetrying) _live.Ended(_run.Id, told);
    }

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

    /// <summary>Starts to store what was told, without waiting for the disk unless too much is unstored.</summary>
    /// <exception cref="PlatformException">An earlier post failed.</exception>
    public async ValueTask PostAsync()
    {
        Task? earlier;
        lock (_gate)
        {
            earlier = _posted;
            if (earlier is null or { IsCompletedSuccessfully: true })
            {
                PostLocked();
                earlier = null;
            }
            else
            {
                _postAgain = true;
                if (!earlier.IsFaulted && _batch.EventCount < MostUnstored) return;
            }
        }

        if (earlier is null) _log.Wake();
        else await earlier;
    }

    /// <summary>Stores what was told; from then on it is true.</summary>
    /// <exception cref="LeaseLostException">Somebody else holds the run; nothing was written.</exception>
    public async ValueTask<Committed> CommitAsync(RunRest? rest)
    {
        Task? earlier;
        Task<Committed> own;
        lock (_gate)
        {
            earlier = _posted;
            _postAgain = false;
            own = _log.Queue(_run, _batch.Take(_options.Lease, rest));
        }

        _log.Lead();
        if (earlier is not null) await earlier;
        var committed = Stored(await own, rest?.Status.IsEnded() == true);
        if (committed.Stale) throw new LeaseLostException(_run.Id);
        lock (_gate)
        {
            if (_toDispatch.Count == 0) return committed;
            committed = committed with { ToDispatch = [.. _toDispatch, .. committed.ToDispatch] };
            _toDispatch.Clear();
        }

        return committed;
    }

    /// <summary>Waits until nothing is on its way; what was told and not committed is dropped with the execution.</summary>
    public async ValueTask DisposeAsync()
    {
        await _flush.DisposeAsync();
        Task? last;
        lock (_gate)
        {
            _closed = true;
            last = _posted;
        }

        _live.Stopped(_run.Id);
        if (last is null or { IsCompletedSuccessfully: true }) return;
        await last.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // failures were told where they were awaited
    }

    private void Flush()
    {
        lock (_gate)
        {
            _flushing = false;
            if (_closed || _batch.IsEmpty || _posted is { IsFaulted: true }) return;
            if (_posted is { IsCompleted: false })
            {
                _postAgain = true;
                return;
            }

            PostLocked();
        }

        _log.Wake();
    }

    // Under the lock, so that commits are queued in the order of their numbers.
    private void PostLocked()
    {
        _postAgain = false;
        _posted = PostedAsync(_log.Queue(_run, _batch.Take(_options.Lease, null)));
    }

    private async Task PostedAsync(Task<Committed> queued)
    {
        var committed = Stored(await queued, isEnd: false);
        if (committed.Stale) throw new LeaseLostException(_run.Id);
        lock (_gate)
        {
            _toDispatch.AddRange(committed.ToDispatch);
            if (!_postAgain || _closed || _batch.IsEmpty) return;
            PostLocked();
        }

        _log.Wake();
    }

    private Committed Stored(Committed committed, bool isEnd)
    {
        lock (_gate) _newest = committed;
        _live.Stored(_run.Id, committed.Rests, committed.Rests && isEnd);
        return committed;
    }
}

/// <summary>Another execution holds the run's lease: this one stops and writes nothing more.</summary>
internal sealed class LeaseLostException(RunId run) : Exception($"The lease of run {run} was lost.");
