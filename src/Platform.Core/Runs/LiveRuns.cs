using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Threading.Channels;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// Tells those who watch a run in this process that there is something new, and what is live only. Events themselves are read from the log. Whoever comes in the
/// middle of an answer is told what was written of it so far.
/// </summary>
internal sealed class LiveRuns
{
    private readonly ConcurrentDictionary<RunId, LiveRun> _runs = new();
    private long _commits;

    /// <summary>How often something was stored here.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <param name="onlyRests">Wakes only when the run waits or has ended.</param>
    public LiveWatch Watch(RunId run, bool onlyRests = false)
    {
        var watch = new LiveWatch(onlyRests);
        for (var live = Of(run); !live.TryAdd(watch); live = Of(run)) LetGo(run, live);
        return watch;
    }

    public void Leave(RunId run, LiveWatch watch)
    {
        if (_runs.TryGetValue(run, out var live) && live.Remove(watch)) LetGo(run, live);
    }

    /// <summary>Something was stored.</summary>
    /// <param name="rests">The run waits now or has ended.</param>
    /// <param name="hasEnded">It has ended.</param>
    public void Stored(RunId run, bool rests, bool hasEnded)
    {
        Interlocked.Increment(ref _commits);
        if (!_runs.TryGetValue(run, out var live)) return;
        foreach (var watch in live.Watches)
            if (rests || !watch.OnlyRests) watch.WakeToRead(hasEnded);
    }

    /// <param name="delta">A piece of an answer.</param>
    /// <param name="after">The number of the last event that was told before it.</param>
    public void Delta(RunId run, LoggedEvent delta, long after)
    {
        for (var live = Of(run); !live.TryTell(delta, after); live = Of(run)) LetGo(run, live);
    }

    /// <summary>Nobody advances the run here any more: nothing is being written.</summary>
    public void Stopped(RunId run)
    {
        if (_runs.TryGetValue(run, out var live) && live.Forget()) LetGo(run, live);
    }

    /// <summary>An answer is whole, or void.</summary>
    public void Ended(RunId run, RunEvent told)
    {
        if (_runs.TryGetValue(run, out var live) && live.Forget(told.Node, told.Index)) LetGo(run, live);
    }

    private LiveRun Of(RunId run) => _runs.GetOrAdd(run, _ => new LiveRun());

    // This one alone: another may have come in its place.
    private void LetGo(RunId run, LiveRun live) => _runs.TryRemove(KeyValuePair.Create(run, live));
}

/// <summary>Who watches one run, and the answers that are being written in it.</summary>
internal sealed class LiveRun
{
    public const int MostAnswers = 64; // of a map of a thousand items nobody reads all

    // Guards all below; a watcher that comes is told all pieces before it or after it, each once.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string?, int?), LiveAnswer> _answers = [];
    private bool _gone;

    public ImmutableArray<LiveWatch> Watches { get; private set; } = [];

    /// <summary>False when the run was let go meanwhile.</summary>
    public bool TryAdd(LiveWatch watch)
    {
        lock (_gate)
        {
            if (_gone) return false;
            Watches = Watches.Add(watch);
            foreach (var answer in watch.OnlyRests ? [] : _answers.Values.AsEnumerable())
                foreach (var (told, after) in answer.SoFar()) watch.Add(told, after);
            return true;
        }
    }

    /// <summary>True when nothing is left to be kept.</summary>
    public bool Remove(LiveWatch watch)
    {
        lock (_gate)
        {
            Watches = Watches.Remove(watch);
            return IsEmptyLocked();
        }
    }

    /// <summary>False when the run was let go meanwhile.</summary>
    public bool TryTell(LoggedEvent piece, long after)
    {
        lock (_gate)
        {
            if (_gone) return false;
            var key = (piece.Event.Node, piece.Event.Index);
            if (!_answers.TryGetValue(key, out var answer) && _answers.Count < MostAnswers) _answers[key] = answer = new LiveAnswer();
            answer?.Add(piece, after);
            foreach (var watch in Watches)
                if (!watch.OnlyRests) watch.Add(piece, after);
            return true;
        }
    }

    /// <summary>True when nothing is left to be kept.</summary>
    public bool Forget(string? node, int? index)
    {
        lock (_gate) return _answers.Remove((node, index)) && IsEmptyLocked();
    }

    /// <summary>The run rests: nothing is being written. True when nothing is left to be kept.</summary>
    public bool Forget()
    {
        lock (_gate)
        {
            _answers.Clear();
            return IsEmptyLocked();
        }
    }

    private bool IsEmptyLocked()
    {
        if (Watches.IsEmpty && _answers.Count == 0) _gone = true;
        return _gone;
    }
}

/// <summary>What was written of one answer so far.</summary>
internal sealed class LiveAnswer
{
    private const int MostCharacters = 64 * 1024; // a page shows less

    private readonly StringBuilder _thoughts = new();
    private readonly StringBuilder _text = new();
    private (LoggedEvent Told, long After)? _newest;

    public void Add(LoggedEvent piece, long after)
    {
        _newest = (piece, after);
        var (text, to) = piece.Event is LlmDelta { IsThought: true } thought ? (thought.Text, _thoughts) : (((LlmDelta)piece.Event).Text, _text);
        to.Append(text, 0, Math.Min(text.Length, MostCharacters - to.Length));
    }

    /// <summary>One piece of the thoughts and one of the answer.</summary>
    public IEnumerable<(LoggedEvent Told, long After)> SoFar()
    {
        if (_newest is not { Told.Event: LlmDelta last } newest) yield break;
        if (_thoughts.Length > 0) yield return (newest.Told with { Event = last with { Text = _thoughts.ToString(), IsThought = true } }, newest.After);
        if (_text.Length > 0) yield return (newest.Told with { Event = last with { Text = _text.ToString(), IsThought = false } }, newest.After);
    }
}

/// <summary>What one watcher has not seen yet.</summary>
internal sealed class LiveWatch(bool onlyRests) : IDisposable
{
    private const int MostDeltas = 4096; // a reader that is slower loses pieces, never events

    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Channel<(LoggedEvent Event, long After)>? _deltas = onlyRests // then nobody reads them
        ? null
        : Channel.CreateBounded<(LoggedEvent, long)>(new BoundedChannelOptions(MostDeltas) { FullMode = BoundedChannelFullMode.DropOldest });

    // Guards the next three.
    private readonly Lock _gate = new();
    private bool _awake; // the semaphore is released and nobody has taken it
    private bool _hasStored;
    private bool _disposed;

    public bool OnlyRests => onlyRests;

    /// <summary>Pieces of answers wait to be read.</summary>
    public bool HasPieces => _deltas?.Reader.TryPeek(out _) == true;

    /// <summary>The end of the run was stored since the watch began.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Something was stored.</summary>
    public void WakeToRead(bool hasEnded)
    {
        lock (_gate)
        {
            _hasStored = true;
            HasEnded |= hasEnded;
            Wake();
        }
    }

    /// <summary>True once for all that was stored since it was asked last.</summary>
    public bool TakeStored()
    {
        lock (_gate)
        {
            var stored = _hasStored;
            _hasStored = false;
            return stored;
        }
    }

    public void Wake()
    {
        lock (_gate)
        {
            if (_disposed || _awake) return;
            _awake = true;
            _news.Release();
        }
    }

    public void Add(LoggedEvent delta, long after)
    {
        _deltas?.Writer.TryWrite((delta, after));
        Wake();
    }

    /// <summary>Pieces told before or with the event of this number; later ones stay until what they follow was read.</summary>
    public IEnumerable<(LoggedEvent Event, long After)> Until(long sequence)
    {
        while (_deltas is not null && _deltas.Reader.TryPeek(out var next) && next.After <= sequence && _deltas.Reader.TryRead(out var delta)) yield return delta;
    }

    /// <summary>Until something is new here, or the time is over: another process tells nobody.</summary>
    /// <returns>True when something is new.</returns>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        if (!await _news.WaitAsync(most, cancellationToken)) return false;
        lock (_gate) _awake = false;
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _news.Dispose();
        }
    }
}
