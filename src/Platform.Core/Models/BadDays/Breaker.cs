using Platform.Core.Foundation;

namespace Platform.Core.Models.BadDays;

public enum BreakerState
{
    /// <summary>Calls go out.</summary>
    Closed,

    /// <summary>No call goes out until its time is over.</summary>
    Open,

    /// <summary>The time is over: one call goes out to see whether it is better.</summary>
    HalfOpen,
}

/// <summary>How a breaker stands.</summary>
/// <param name="Failures">Within the window.</param>
/// <param name="Until">When one call may try again; null when it is closed.</param>
/// <param name="Last">The newest failure; null when there was none since the last success.</param>
public sealed record BreakerView(BreakerState State, int Failures, DateTimeOffset? Until, PlatformException? Last);

/// <summary>Stops asking whoever fails again and again.</summary>
/// <remarks>
/// <code>
/// Closed ── so many failures within the window ──▶ Open ── its time is over ──▶ HalfOpen
///   ▲                                               ▲ twice as long              │
///   └──────────────── a success ◀───────────────────┴────── the one call fails ──┘
/// </code>
/// </remarks>
internal sealed class Breaker(ModelTrafficOptions options)
{
    private const int MostDoublings = 4;

    // Guarded by _gate.
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _failures = new();
    private DateTimeOffset? _openUntil;
    private int _opened; // times in a row
    private bool _probing;
    private PlatformException? _last;

    /// <summary>Whether a call may go out now; while half open only one may, until its end is told.</summary>
    public bool TryEnter(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_openUntil is not { } until) return true;
            if (now < until || _probing) return false;
            _probing = true;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _failures.Clear();
            (_openUntil, _opened, _probing, _last) = (null, 0, false, null);
        }
    }

    public void Failed(PlatformException error, DateTimeOffset now)
    {
        lock (_gate)
        {
            _last = error;
            if (_openUntil is { } until && (now < until || !_probing)) return; // begun before it opened
            _failures.Enqueue(now);
            DropOldLocked(now);
            if (!_probing && _failures.Count < options.BreakerFailures) return;
            _probing = false;
            var open = options.BreakerOpen * (1 << Math.Min(_opened++, MostDoublings));
            _openUntil = now + (error.RetryAfter is { } asked && asked > open ? asked : open);
        }
    }

    /// <summary>The call came to no end that says anything: it was cancelled, or wrong in itself.</summary>
    public void Left()
    {
        lock (_gate) _probing = false;
    }

    public BreakerView View(DateTimeOffset now)
    {
        lock (_gate)
        {
            DropOldLocked(now);
            var state = _openUntil is not { } until ? BreakerState.Closed : now < until ? BreakerState.Open : BreakerState.HalfOpen;
            return new BreakerView(state, _failures.Count, _openUntil, _last);
        }
    }

    private void DropOldLocked(DateTimeOffset now)
    {
        while (_failures.Count > options.BreakerFailures || (_failures.TryPeek(out var oldest) && now - oldest > options.BreakerWindow)) _failures.Dequeue();
    }
}
