using System.Collections.Immutable;
using System.Diagnostics;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// The events of one run that somebody watches, read from the log once for all who do: the newest are kept, and of what lies further back the stretches that
/// were asked for last, so that a crowd that is behind reads each of them once.
/// Woken by the commit when this process advances the run; looks every 50 ms besides, for another process tells nobody.
/// </summary>
internal sealed class RunTail(IRunStore store, LiveRuns live, OrganizationId organization, RunId run)
{
    // Pieces of this size are less than 80 KB as JSON, mostly: larger ones, made anew all the time, cost the collector more than the reading.
    private const int Page = 200;
    private const int MostKept = 2_000;
    private const int Stretch = 200;
    private const int MostStretches = 120;
    private const int Far = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // What is stored now and then is read at once; what an engine at full speed stores, in pieces that are worth a reading.
    private const double LooksPerSecond = 40;
    private const double LooksAtOnce = 20;

    // A crowd is told in rounds, the larger the fewer, so that whoever advances the run is not held up by those who look on; a few are told at once.
    private static readonly TimeSpan PerFollower = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan ShortestRound = TimeSpan.FromMilliseconds(2);

    // Guards all below. The answers are what was written so far of each, so that a follower is told all pieces before it came or after, each once.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string?, int?), LiveAnswer> _answers = [];
    private readonly Dictionary<(string?, int?), long> _answered = [];
    private readonly Queue<EventBatch> _batches = [];
    private readonly Dictionary<long, (Task<EventBatch?> Read, long UpTo)> _behind = []; // by the number before their first
    private ImmutableArray<LiveWatch> _followers = [];
    private long _before; // the number before the first of the batches
    private long _last; // the number of the last event of the batches
    private TailView _view = new(null, false, null);
    private bool _began;
    private volatile bool _gone; // read without it too: the tail ends within one look

    /// <summary>False when the last follower left meanwhile.</summary>
    public bool TryFollow(LiveWatch follower)
    {
        lock (_gate)
        {
            if (_gone) return false;
            _followers = _followers.Add(follower);
            foreach (var answer in _answers.Values)
                foreach (var (told, after) in answer.SoFar()) follower.Add(told, after);
            if (_began) follower.Wake();
            else _ = Task.Run(FollowAsync); // ends with the last follower
            _began = true;
            return true;
        }
    }

    /// <summary>True when nobody follows any more: the tail has ended.</summary>
    public bool Leave(LiveWatch follower)
    {
        lock (_gate)
        {
            _followers = _followers.Remove(follower);
            if (!_followers.IsEmpty || _gone) return _gone;
            _gone = true;
            return true;
        }
    }

    /// <summary>Nothing more will come.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate) return _view.IsOver;
        }
    }

    /// <summary>What comes after this number is kept.</summary>
    public long Before
    {
        get
        {
            lock (_gate) return _before;
        }
    }

    /// <summary>How the run stood at the last look, and the next events after a number; null when there are none, or they lie further back than is kept.</summary>
    public (TailView View, EventBatch? Next) See(long after)
    {
        lock (_gate)
        {
            if (after < _before || after >= _last) return (_view, null);
            foreach (var batch in _batches)
                if (after < batch.Last) return (_view, batch.After(after));
            return (_view, null);
        }
    }

    /// <summary>The next events after a number, from further back than is kept; null when there are none.</summary>
    /// <param name="known">The newest that is known to be stored.</param>
    public async ValueTask<EventBatch?> BehindAsync(long after, long known, CancellationToken cancellationToken)
    {
        // Always the same stretches, so that those who are near one another share them; one that was not full is read again when there is more.
        var from = after - (after % Stretch);
        Task<EventBatch?> read;
        lock (_gate)
        {
            var upTo = Math.Min(known, from + Stretch);
            if (_behind.TryGetValue(from, out var kept) && kept.UpTo >= upTo) read = kept.Read;
            else
            {
                read = ReadAsync(from);
                if (kept.Read is null && _behind.Count >= MostStretches) _behind.Remove(_behind.Keys.First());
                _behind[from] = (read, upTo);
            }
        }

        try
        {
            return (await read.WaitAsync(cancellationToken))?.After(after);
        }
        catch when (read.IsFaulted)
        {
            lock (_gate) if (_behind.GetValueOrDefault(from).Read == read) _behind.Remove(from);
            throw;
        }
    }

    // For all who wait for it, so that none of them can cancel it.
    private async Task<EventBatch?> ReadAsync(long after)
    {
        await Task.Yield(); // not under the lock
        return await store.EventsAsync(run, after, Stretch, CancellationToken.None) is { Count: > 0 } events ? new EventBatch(events) : null;
    }

    private async Task FollowAsync()
    {
        using var watch = live.Watch(run);
        try
        {
            var looks = new Pace(LooksPerSecond, LooksAtOnce);
            var looked = 0L;
            for (var (isFirst, isNew) = (true, true); !_gone && !IsOver;)
            {
                var left = isNew ? looks.Until(1) : Poll;
                if (isNew && left == TimeSpan.Zero)
                {
                    looks.Take(1);
                    looked = Stopwatch.GetTimestamp();
                    await LookAsync(isFirst);
                    (isFirst, isNew, left) = (false, false, Poll);
                }

                foreach (var (piece, after) in watch.Until(long.MaxValue)) Tell(piece, after);
                if (IsOver) break;
                var round = PerFollower * _followers.Length;
                if (round >= ShortestRound) await Task.Delay(round);
                var woken = await watch.WaitAsync(left, CancellationToken.None);
                isNew |= watch.TakeStored() || !woken || Stopwatch.GetElapsedTime(looked) >= Poll;
            }
        }
        catch (Exception e) // The tail's wall: each who follows hears of it, and the next one begins anew.
        {
            Show(_view with { Failed = e });
        }
        finally
        {
            live.Leave(run, watch);
        }
    }

    private async Task LookAsync(bool isFirst)
    {
        // The mark is read before the events: when it says that the run has ended, its last event is among them.
        var mark = await store.MarkAsync(organization, run, CancellationToken.None);
        if (mark is not { } known)
        {
            Show(_view with { IsMissing = true });
            return;
        }

        if (isFirst || IsFarFrom(known.LastSequence)) BeginAfter(known.LastSequence);
        for (var last = Last; last < known.LastSequence; last = Last)
        {
            var more = await store.EventsAsync(run, last, Page, CancellationToken.None);
            if (more.Count == 0) return; // deleted meanwhile: the next look finds no run
            lock (_gate) KeepLocked(new EventBatch(more));
        }

        if (known.Status != RunStatus.Running) Forget();
        var view = _view with { Mark = (Math.Max(Last, known.LastSequence), known.Status) };
        if (view != _view) Show(view);
    }

    // Then nothing is read ahead of those who follow: who draws the present needs no event that is old already, and who is told each reads on at their own pace.
    private bool IsFarFrom(long sequence)
    {
        lock (_gate) return sequence - _last > Far;
    }

    private void BeginAfter(long sequence)
    {
        lock (_gate)
        {
            _batches.Clear();
            _answers.Clear();
            _before = _last = sequence;
        }
    }

    private void KeepLocked(EventBatch more)
    {
        _batches.Enqueue(more);
        _last = more.Last;
        foreach (var told in more.Events.Where(e => e.Event is LlmFinished { IsChat: true } or LlmRetrying or TaskFinished or TaskFailed or TaskRetrying))
        {
            _answers.Remove((told.Event.Node, told.Event.Index));
            _answered[(told.Event.Node, told.Event.Index)] = told.Sequence;
        }

        while (_batches.Count > 1 && _last - _batches.Peek().Last >= MostKept) _before = _batches.Dequeue().Last;
    }

    private void Forget()
    {
        lock (_gate)
        {
            _answers.Clear();
            _answered.Clear();
        }
    }

    private long Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    private void Tell(LoggedEvent piece, long after)
    {
        lock (_gate)
        {
            var key = (piece.Event.Node, piece.Event.Index);
            if (after < _answered.GetValueOrDefault(key)) return; // its answer was read already
            if (!_answers.TryGetValue(key, out var answer) && _answers.Count < LiveRun.MostAnswers) _answers[key] = answer = new LiveAnswer();
            answer?.Add(piece, after);
            foreach (var follower in _followers) follower.Add(piece, after);
        }
    }

    private void Show(TailView view)
    {
        ImmutableArray<LiveWatch> followers;
        lock (_gate) (_view, followers) = (view, _followers);
        foreach (var follower in followers) follower.Wake();
    }
}

/// <param name="Mark">The number of the newest event and the status; null before the first look.</param>
/// <param name="IsMissing">There is no such run, or no more.</param>
/// <param name="Failed">Why nothing can be read; null while all is well.</param>
internal sealed record TailView((long LastSequence, RunStatus Status)? Mark, bool IsMissing, Exception? Failed)
{
    /// <summary>Nothing more will come.</summary>
    public bool IsOver => IsMissing || Failed is not null || Mark?.Status.IsEnded() == true;
}
