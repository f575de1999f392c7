using System.Collections.Immutable;

namespace Platform.Core.Changes;

/// <summary>
/// Tells those who watch that something of a kind was stored: which kind, never what, nor whose. Whoever hears it asks anew, under his own rights.
/// </summary>
/// <remarks>
/// Told after each commit by the one who writes, so it must cost next to nothing: a watcher that is awake is told by a bit more in a number. What other processes
/// on the same database store comes through the relay, which works only while somebody watches.
/// </remarks>
public sealed class ChangeFeed
{
    // Guards the watchers; read without it.
    private readonly Lock _gate = new();
    private ImmutableArray<ChangeWatch> _watches = [];

    internal IChangeRelay? Relay { get; init; } // given by who puts the parts together; null when no other process can write

    /// <summary>Something was stored by this process, or changed in its memory.</summary>
    public void Tell(Topics topics)
    {
        if (topics.IsNone) return;
        Relay?.Send(topics);
        Heard(topics);
    }

    /// <summary>From now on; disposing ends it.</summary>
    public ChangeWatch Watch(Topics topics)
    {
        var watch = new ChangeWatch(this, topics);
        lock (_gate) _watches = _watches.Add(watch);
        Relay?.Listen(this);
        return watch;
    }

    /// <summary>Whether anybody watches.</summary>
    internal bool IsWatched => !_watches.IsEmpty;

    /// <summary>The same, stored by another process.</summary>
    internal void Heard(Topics topics)
    {
        foreach (var watch in _watches) watch.Tell(topics);
    }

    internal void Leave(ChangeWatch watch)
    {
        lock (_gate) _watches = _watches.Remove(watch);
    }
}

/// <summary>What one watcher has not heard yet: one set, however much was told.</summary>
public sealed class ChangeWatch : IDisposable
{
    private readonly ChangeFeed _feed;
    private readonly Topics _topics;
    private readonly SemaphoreSlim _news = new(0, 1);

    // Guards the next two.
    private readonly Lock _gate = new();
    private Topics _told;
    private bool _gone;

    internal ChangeWatch(ChangeFeed feed, Topics topics) => (_feed, _topics) = (feed, topics);

    /// <summary>Waits until one of its kinds changed; then all that did since.</summary>
    public async Task<Topics> NextAsync(CancellationToken cancellationToken)
    {
        await _news.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var told = _told;
            _told = Topics.None;
            return told;
        }
    }

    internal void Tell(Topics topics)
    {
        if (!topics.Touches(_topics)) return;
        lock (_gate)
        {
            var sleeps = _told.IsNone && !_gone;
            _told = _told.With(topics);
            if (sleeps) _news.Release();
        }
    }

    public void Dispose()
    {
        _feed.Leave(this);
        lock (_gate)
        {
            _gone = true;
            _news.Dispose();
        }
    }
}

/// <summary>Carries changes between the processes that share a database.</summary>
internal interface IChangeRelay
{
    /// <summary>This process stored something; returns at once.</summary>
    void Send(Topics topics);

    /// <summary>Somebody watches here: what others store is to be told, until nobody watches.</summary>
    void Listen(ChangeFeed feed);
}
