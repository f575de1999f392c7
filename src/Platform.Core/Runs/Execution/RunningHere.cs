using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>The runs that this process advances now.</summary>
internal sealed class RunningHere
{
    private readonly ConcurrentDictionary<RunId, RunStop> _runs = new();
    private volatile bool _stopping;

    /// <summary>Runs are to stop after the superstep in progress.</summary>
    public bool Stopping => _stopping;

    public int Count => _runs.Count;

    public IReadOnlyCollection<RunId> Runs => [.. _runs.Keys];

    public RunStop Enter(RunId run, CancellationToken cancellationToken)
    {
        var stop = new RunStop(cancellationToken);
        _runs[run] = stop;
        return stop;
    }

    public void Leave(RunId run, RunStop stop)
    {
        _runs.TryRemove(KeyValuePair.Create(run, stop));
        stop.Dispose();
    }

    /// <summary>Cancels a run's tasks at once, when it is advanced here.</summary>
    public void Cancel(RunId run, string by)
    {
        if (_runs.TryGetValue(run, out var stop)) stop.Cancel(by);
    }

    public void StopAfterStep() => _stopping = true;

    /// <summary>Interrupts what still runs; it is left to recovery.</summary>
    public void StopNow()
    {
        foreach (var stop in _runs.Values) stop.Abandon();
    }
}

/// <summary>How one execution is stopped, and why.</summary>
internal sealed class RunStop(CancellationToken cancellationToken) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    // Guarded by _gate.
    private bool _disposed;

    public CancellationToken Token => _source.Token;

    /// <summary>Who cancelled the run; null when it is only left alone.</summary>
    public string? CancelledBy { get; private set; }

    public bool OutOfTime { get; private set; }

    public void Cancel(string by)
    {
        lock (_gate)
        {
            if (_disposed) return;
            CancelledBy ??= by;
        }

        Abandon();
    }

    /// <summary>The run's deadline has come: what it does now is stopped, and it fails.</summary>
    public void RunOut()
    {
        OutOfTime = true;
        Abandon();
    }

    public void Abandon()
    {
        lock (_gate)
        {
            if (_disposed) return;

            // On the pool: what hears of the cancellation must not run under the lock.
            _ = _source.CancelAsync();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _source.Dispose();
        }
    }
}
