using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>The runs that this process advances now.</summary>
internal sealed class RunningHere
{
    private readonly ConcurrentDictionary<RunId, RunStop> _runs = new();
    private readonly ConcurrentDictionary<RunId, byte> _coming = new();
    private volatile bool _stopping;

    /// <summary>Runs are to stop after the superstep in progress.</summary>
    public bool Stopping => _stopping;

    public int Count => _runs.Count;

    public IReadOnlyCollection<RunId> Runs => [.. _runs.Keys];

    /// <summary>Those whose lease is held.</summary>
    public IEnumerable<(LeasedRun Run, RunStop Stop)> All => _runs.Values.Where(stop => stop.Run is not null).Select(stop => (stop.Run!, stop));

    /// <summary>Tasks in progress, of all of them.</summary>
    public int Tasks => _runs.Values.Sum(stop => stop.Tasks);

    public bool Has(RunId run) => _runs.ContainsKey(run) || _coming.ContainsKey(run);

    /// <summary>Before a run is stored as leased to this process, so that the sweep does not take it for one that was left; disposing ends it, once the run has entered.</summary>
    public IDisposable Expect(RunId run)
    {
        _coming[run] = default;
        return new Coming(_coming, run);
    }

    /// <summary>
    /// Before the lease is asked for, so that one process never advances a run twice. Null when somebody here does so already; he is told that he was asked again.
    /// </summary>
    public RunStop? TryEnter(RunId run, CancellationToken cancellationToken)
    {
        var stop = new RunStop(cancellationToken);
        while (!_runs.TryAdd(run, stop))
        {
            if (!_runs.TryGetValue(run, out var other)) continue; // he left meanwhile
            if (!other.AskAgain()) continue;
            stop.Dispose();
            return null;
        }

        return stop;
    }

    /// <summary>True when the run was asked for meanwhile: it is to be looked at once more.</summary>
    public bool Leave(RunId run, RunStop stop)
    {
        var again = stop.End();
        _runs.TryRemove(KeyValuePair.Create(run, stop));
        stop.Dispose();
        return again;
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

    private sealed class Coming(ConcurrentDictionary<RunId, byte> coming, RunId run) : IDisposable
    {
        public void Dispose() => coming.TryRemove(run, out _);
    }
}

/// <summary>How one execution is stopped, and why.</summary>
internal sealed class RunStop(CancellationToken cancellationToken) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    private int _tasks;

    // Guarded by _gate.
    private bool _disposed;
    private bool _askedAgain;
    private bool _ended;

    /// <summary>Null until the lease is held.</summary>
    public LeasedRun? Run { get; set; }

    public CancellationToken Token => _source.Token;

    /// <summary>Tasks in progress. Written by the execution alone; others read it to tell people.</summary>
    public int Tasks
    {
        get => Math.Max(0, Volatile.Read(ref _tasks));
        set => Volatile.Write(ref _tasks, value);
    }

    /// <summary>Who cancelled the run; null when it is only left alone.</summary>
    public string? CancelledBy { get; private set; }

    /// <summary>Its deadline has passed.</summary>
    public bool OutOfTime { get; private set; }

    /// <summary>False when the execution has ended and hears nothing more.</summary>
    public bool AskAgain()
    {
        lock (_gate)
        {
            if (_ended) return false;
            return _askedAgain = true;
        }
    }

    /// <summary>From here on it hears nothing more. Whether it was asked again before.</summary>
    public bool End()
    {
        lock (_gate)
        {
            _ended = true;
            return _askedAgain;
        }
    }

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
