using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>Tells those who watch a run in this process that there is something new, and what is live only. Events themselves are read from the log.</summary>
internal sealed class LiveRuns
{
    private readonly ConcurrentDictionary<RunId, ImmutableArray<LiveWatch>> _watches = new();

    /// <param name="onlyRests">Wakes only when the run waits or has ended.</param>
    public LiveWatch Watch(RunId run, bool onlyRests = false)
    {
        var watch = new LiveWatch(onlyRests);
        _watches.AddOrUpdate(run, [watch], (_, others) => others.Add(watch));
        return watch;
    }

    public void Leave(RunId run, LiveWatch watch)
    {
        var left = _watches.AddOrUpdate(run, [], (_, watches) => watches.Remove(watch));
        if (left.IsEmpty) _watches.TryRemove(KeyValuePair.Create(run, left)); // unless somebody came meanwhile
    }

    /// <summary>Something was stored.</summary>
    /// <param name="rests">The run waits now or has ended.</param>
    /// <param name="hasEnded">It has ended.</param>
    public void Stored(RunId run, bool rests, bool hasEnded)
    {
        if (!_watches.TryGetValue(run, out var watches)) return;
        foreach (var watch in watches)
            if (rests || !watch.OnlyRests) watch.Wake(hasEnded);
    }

    /// <param name="after">The number of the last event that was told before it.</param>
    public void Delta(RunId run, LoggedEvent delta, long after)
    {
        if (!_watches.TryGetValue(run, out var watches)) return;
        foreach (var watch in watches)
            if (!watch.OnlyRests) watch.Add(delta, after);
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

    // Guards the next two.
    private readonly Lock _gate = new();
    private bool _awake; // the semaphore is released and nobody has taken it
    private bool _disposed;

    public bool OnlyRests => onlyRests;

    /// <summary>The end of the run was stored since the watch began.</summary>
    public bool HasEnded { get; private set; }

    public void Wake(bool hasEnded = false)
    {
        lock (_gate)
        {
            HasEnded |= hasEnded;
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
