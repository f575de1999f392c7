namespace Platform.Web.Live;

/// <summary>
/// Whether the engine of this process has work that watchers must not slow down, judged by how many commits it made since the last look. A pure reckoning: the
/// clock and the count are given to it.
/// </summary>
/// <remarks>
/// Begun at many commits, it ends only when there are almost none. With one mark for both, an engine that is slow because a thousand readers are written to
/// would count as idle, be given no rest, and stay slow.
/// </remarks>
internal sealed class Busyness
{
    private const double Begins = 100; // commits a second: fewer, and the engine needs no rest of ours
    private const double Ends = 5; // commits a second: fewer, and an engine that was busy has come to its end
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20); // of two looks at an idle engine
    private static readonly TimeSpan UntilStill = TimeSpan.FromMilliseconds(500); // of two looks at a busy one

    private TimeSpan _looked = TimeSpan.MinValue;
    private long _commits;
    private bool _busy;

    /// <param name="now">Time of a clock that only goes forward.</param>
    /// <param name="commits">Commits of the engine since the process began.</param>
    public bool At(TimeSpan now, long commits)
    {
        if (_looked == TimeSpan.MinValue)
        {
            (_looked, _commits) = (now, commits);
            return _busy;
        }

        var since = now - _looked;
        if (since < (_busy ? UntilStill : Between)) return _busy;
        _busy = (commits - _commits) / since.TotalSeconds > (_busy ? Ends : Begins);
        (_looked, _commits) = (now, commits);
        return _busy;
    }
}
