using System.Collections.Immutable;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// The newest events of one run that somebody watches, read from the log once for all who do. Who is behind them reads the log himself until he has caught up.
/// Woken by the commit when this process advances the run; looks every 50 ms besides, for another process tells nobody.
/// </summary>
internal sealed class RunTail(IRunStore store, LiveRuns live, OrganizationId organization, RunId run)
{
    private const int Page = 500;
    private const int MostKept = 2_000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();

    // Guards all below. The answers are what was written so far of each, so that a follower is told all pieces before it came or after, each once.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string?, int?), LiveAnswer> _answers = [];
    private readonly Dictionary<(string?, int?), long> _answered = [];
    private readonly List<LoggedEvent> _events = [];
    private ImmutableArray<LiveWatch> _followers = [];
    private long _before; // the number before the first of the events
    private TailView _view = new(null, false, null);
    private bool _began;
    private bool _gone;

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
            _stopping.Cancel();
            return true;
        }
    }

    /// <summary>How the run stood at the last look, and the events after a number; no events when they lie further back than is kept.</summary>
    public (TailView View, IReadOnlyList<LoggedEvent>? Events) See(long after)
    {
        lock (_gate) return (_view, after < _before ? null : [.. _events.Skip((int)(after - _before))]);
    }

    private async Task FollowAsync()
    {
        using var watch = live.Watch(run);
        try
        {
            for (var isFirst = true; !_stopping.IsCancellationRequested && !_view.IsOver; isFirst = false)
            {
                await LookAsync(isFirst);
                foreach (var (piece, after) in watch.Until(long.MaxValue)) Tell(piece, after);
                if (!_view.IsOver) await watch.WaitAsync(Poll, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody follows any more.
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
        var mark = await store.MarkAsync(organization, run, _stopping.Token);
        if (mark is not { } known)
        {
            Show(_view with { IsMissing = true });
            return;
        }

        if (isFirst) lock (_gate) _before = known.LastSequence;
        for (var last = Last; last < known.LastSequence; last = Last)
        {
            var more = await store.EventsAsync(run, last, Page, _stopping.Token);
            if (more.Count == 0) return; // deleted meanwhile: the next look finds no run
            lock (_gate)
            {
                _events.AddRange(more);
                foreach (var told in more.Where(e => e.Event is LlmFinished { IsChat: true } or LlmRetrying or TaskFinished or TaskFailed or TaskRetrying))
                {
                    _answers.Remove((told.Event.Node, told.Event.Index));
                    _answered[(told.Event.Node, told.Event.Index)] = told.Sequence;
                }

                if (_events.Count <= MostKept) continue;
                _before += _events.Count - (MostKept / 2);
                _events.RemoveRange(0, _events.Count - (MostKept / 2));
            }
        }

        if (known.Status != RunStatus.Running) Forget();
        var view = _view with { Mark = (Math.Max(Last, known.LastSequence), known.Status) };
        if (view != _view) Show(view);
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
            lock (_gate) return _before + _events.Count;
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
