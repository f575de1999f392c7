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

    public LiveWatch Watch(RunId run)
    {
        var watch = new LiveWatch();
        _watches.AddOrUpdate(run, [watch], (_, others) => others.Add(watch));
        return watch;
    }

    public void Leave(RunId run, LiveWatch watch)
    {
        var left = _watches.AddOrUpdate(run, [], (_, watches) => watches.Remove(watch));
        if (left.IsEmpty) _watches.TryRemove(KeyValuePair.Create(run, left)); // unless somebody came meanwhile
    }

    /// <summary>Something was stored.</summary>
    public void Stored(RunId run)
    {
        if (!_watches.TryGetValue(run, out var watches)) return;
        foreach (var watch in watches) watch.Wake();
    }

    /// <param name="after">The number of the last event that was told before it.</param>
    public void Delta(RunId run, LoggedEvent delta, long after)
    {
        if (!_watches.TryGetValue(run, out var watches)) return;
        foreach (var watch in watches) watch.Add(delta, after);
    }
}

/// <summary>What one watcher has not seen yet.</summary>
internal sealed class LiveWatch : IDisposable
{
    private const int MostDeltas = 4096; // a reader that is slower loses pieces, never events

    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Channel<(LoggedEvent Event, long After)> _deltas =
        Channel.CreateBounded<(LoggedEvent, long)>(new BoundedChannelOptions(MostDeltas) { FullMode = BoundedChannelFullMode.DropOldest });

    // 1 while the semaphore is released and nobody has taken it.
    private int _awake;

    public void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0) _news.Release();
    }

    public void Add(LoggedEvent delta, long after)
    {
        _deltas.Writer.TryWrite((delta, after));
        Wake();
    }

    /// <summary>Pieces told before or with the event of this number; later ones stay until what they follow was read.</summary>
    public IEnumerable<(LoggedEvent Event, long After)> Until(long sequence)
    {
        while (_deltas.Reader.TryPeek(out var next) && next.After <= sequence && _deltas.Reader.TryRead(out var delta)) yield return delta;
    }

    /// <summary>Until something is new here, or the time is over: another process tells nobody.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        if (await _news.WaitAsync(most, cancellationToken)) Interlocked.Exchange(ref _awake, 0);
    }

    public void Dispose() => _news.Dispose();
}
