using System.Collections.Immutable;
using System.Diagnostics;
using Platform.Core.Changes;
using Platform.Core.Foundation;

namespace Platform.Web.Live.Parts;

/// <summary>One part of a page that somebody looks at: drawn anew when what it shows changed, once for all who look, at most about ten times a second.</summary>
internal sealed partial class LivePart(string address, HostString host, PartDrawer drawer, ILogger logger)
{
    // Ten drawings may come close upon each other, and ten more with each second: what happens now and then is seen at once, and a burst ten times a second.
    private const double MostAtOnce = 10;
    private const double PerSecond = 10;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Drawing takes at most this part of one processor's time, however slow the page is; and a crowd is told less often than one who looks alone.
    private const double Share = 0.35;
    private static readonly TimeSpan PerReader = TimeSpan.FromMicroseconds(200);

    // Guards all below.
    private readonly Lock _gate = new();
    private ImmutableArray<LiveReader> _readers = [];
    private Topics _topics;
    private bool _isOld = true;
    private bool _draws;

    // Of the one who draws.
    private readonly Pace _pace = new(PerSecond, MostAtOnce);

    public string Address => address;

    /// <summary>Null before it was drawn first.</summary>
    public Drawing? Drawing { get; private set; }

    public void Join(LiveReader reader, Topics topics)
    {
        lock (_gate)
        {
            _readers = _readers.Add(reader);
            _topics = _topics.With(topics);
            if (!_isOld) reader.Wake();
            else BeginLocked();
        }
    }

    /// <summary>True when nobody is left.</summary>
    public bool Leave(LiveReader reader)
    {
        lock (_gate)
        {
            _readers = _readers.Remove(reader);
            return _readers.IsEmpty;
        }
    }

    public void Hear(Topics changed)
    {
        lock (_gate)
        {
            if (!changed.Touches(_topics)) return;
            _isOld = true;
            BeginLocked();
        }
    }

    private void BeginLocked()
    {
        if (_draws || _readers.IsEmpty) return;
        _draws = true;
        _ = Task.Run(DrawAsync); // ends with what is to be drawn, and with who looks; not on the thread of who tells
    }

    private async Task DrawAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                _draws = _isOld && !_readers.IsEmpty;
                if (!_draws) return;
                _isOld = false;
            }

            var began = Stopwatch.GetTimestamp();
            await TryDrawAsync();
            var took = Stopwatch.GetElapsedTime(began);
            var pause = Pause() + (PerReader * _readers.Length);
            if (took / Share > pause) pause = took / Share;
            await Task.Delay(pause < LongestPause ? pause : LongestPause);
        }
    }

    private TimeSpan Pause()
    {
        _pace.Take(1);
        var pause = _pace.Until(1);
        return pause > TimeSpan.Zero ? pause : Gather;
    }

    private async Task TryDrawAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            if (await drawer.DrawAsync(address, host, patience.Token) is not { } html || html == Drawing?.Html) return;
            Drawing = new Drawing(address, html, Drawing);
            foreach (var reader in _readers) reader.Wake();
        }
        catch (Exception exception) // The drawing's wall: those who look keep what they have, and the next change draws again.
        {
            LogUndrawn(exception, address);
            lock (_gate) _isOld |= exception is OperationCanceledException;
        }
    }

    [LoggerMessage(8001, LogLevel.Warning, "The part {Address} could not be drawn anew; those who look at it see it as it was")]
    private partial void LogUndrawn(Exception exception, string address);
}
