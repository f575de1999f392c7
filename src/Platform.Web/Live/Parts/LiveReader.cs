using Platform.Core.Changes;

namespace Platform.Web.Live.Parts;

/// <summary>One open stream. It holds no queue: a reader that is slow finds, when it reads on, the newest drawing and one set of what changed.</summary>
internal sealed class LiveReader(Topics topics) : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);

    // Guards the next three.
    private readonly Lock _gate = new();
    private bool _awake;
    private bool _gone;
    private Topics _changed;

    public void Hear(Topics changed)
    {
        if (!changed.Touches(topics)) return;
        lock (_gate) _changed = _changed.With(new Topics(changed.Bits & topics.Bits));
        Wake();
    }

    public void Wake()
    {
        lock (_gate)
        {
            if (_awake || _gone) return;
            _awake = true;
            _news.Release();
        }
    }

    /// <summary>False when nothing came within the time.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        if (!await _news.WaitAsync(most, cancellationToken)) return false;
        lock (_gate) _awake = false;
        return true;
    }

    public Topics TakeChanged()
    {
        lock (_gate)
        {
            var changed = _changed;
            _changed = Topics.None;
            return changed;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _gone = true;
            _news.Dispose();
        }
    }
}
