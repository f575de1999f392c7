using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>The runs that this process advances now.</summary>
internal sealed class RunningHere
{
    private readonly ConcurrentDictionary<RunId, RunStop> _runs = new();
    private readonly ConcurrentDictionary<RunId, byte> _leftBehind = new();
    private volatile bool _stopping;

    /// <summary>Runs are to stop after the superstep in progress.</summary>
    public bool Stopping => _stopping;

    public int Count => _runs.Count;

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

    /// <summary>Runs whose lease may bear this process' name though nobody here advances them.</summary>
    public IEnumerable<RunId> LeftBehind => _leftBehind.Keys.Where(run => !_runs.ContainsKey(run));

    /// <summary>
    /// An execution ended, or a lease was asked for, without knowing what was stored: the lease may be ours, and nobody else takes such a run before it is over.
    /// </summary>
    public void LeaveBehind(RunId run) => _leftBehind.TryAdd(run, 0);

    /// <summary>True for one caller, who may take the run's lease from this very process.</summary>
    public bool TakesBack(RunId run) => !_runs.ContainsKey(run) && _leftBehind.TryRemove(run, out _);

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

    public void Cancel(string by)
    {
        lock (_gate)
        {
            if (_disposed) return;
            CancelledBy ??= by;
        }

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
