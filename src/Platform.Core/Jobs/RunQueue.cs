using Platform.Core.Foundation;

namespace Platform.Core.Jobs;

/// <summary>
/// Runs to advance now, each at most once, and the workers that do it: the highest priority first, within a priority the oldest run. Bounded: what finds no
/// room is left to the sweep, for the runs table is the truth.
/// </summary>
internal sealed class RunQueue : IDisposable
{
    private const int Room = 20_000;

    private readonly Lock _gate = new();

    // Guarded by _gate. Run ids begin with their time, so that the smaller one is the older one.
    private readonly SortedSet<(int Last, Guid Run)> _due = [];
    private readonly Dictionary<RunId, int> _priorities = [];
    private Task? _ending;

    // One count for each run that is due, and one for each worker that is free; no workers before the start.
    private readonly SemaphoreSlim _some = new(0);
    private readonly SemaphoreSlim _free = new(0);
    private int _parallel;
    private Task _workers = Task.CompletedTask;
    private volatile bool _closed; // written under _gate

    public void Add(RunId run, int priority)
    {
        lock (_gate)
        {
            if (_closed || !_priorities.TryAdd(run, priority)) return;
            _due.Add((-priority, run.Value));
            if (_due.Count > Room) Drop(_due.Max);
            else _some.Release();
        }
    }

    /// <summary>Runs that stand in it, workers that are busy, and all workers.</summary>
    public (int Waiting, int Busy, int Places) Load
    {
        get
        {
            lock (_gate) return (_due.Count, Math.Max(0, _parallel - _free.CurrentCount), _parallel);
        }
    }

    /// <summary>A free worker for work that is in hand already; null when all are busy or others wait for one.</summary>
    public WorkerPlace? TryReserve()
    {
        lock (_gate) return !_closed && _due.Count == 0 && _free.Wait(0) ? new WorkerPlace(_free) : null;
    }

    public void Start(IRunAdvancer advancer, int parallel, CancellationToken cancellationToken)
    {
        _parallel = parallel;
        _free.Release(parallel);
        _workers = Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(advancer, cancellationToken)));
    }

    /// <summary>No more work is taken, what was not begun is left to recovery; ends when the work in progress has.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _due.Clear();
            _priorities.Clear();
            return _ending ??= EndAsync();
        }
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose()
    {
        _some.Dispose();
        _free.Dispose();
    }

    private async Task EndAsync()
    {
        _some.Release(); // each worker that hears it passes it on
        await _workers;

        // Work that was begun in a reserved place gives it back at its end.
        for (; _parallel > 0; _parallel--) await _free.WaitAsync(CancellationToken.None);
    }

    private async Task WorkAsync(IRunAdvancer advancer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (true)
        {
            await _some.WaitAsync(CancellationToken.None);
            if (_closed)
            {
                _some.Release();
                return;
            }

            await _free.WaitAsync(CancellationToken.None);
            try
            {
                if (Next() is { } run) await advancer.AdvanceAsync(run, cancellationToken);
            }
            finally
            {
                _free.Release();
            }
        }
    }

    // Taken off first, so that what comes from here on is heard.
    private RunId? Next()
    {
        lock (_gate)
        {
            if (_due.Count == 0) return null;
            var first = _due.Min;
            Drop(first);
            return new RunId(first.Run);
        }
    }

    private void Drop((int Last, Guid Run) entry)
    {
        _due.Remove(entry);
        _priorities.Remove(new RunId(entry.Run));
    }
}

/// <summary>A worker that is kept free for somebody; given back when nothing is begun.</summary>
public sealed class WorkerPlace : IDisposable
{
    private readonly SemaphoreSlim _free;
    private bool _begun;

    internal WorkerPlace(SemaphoreSlim free) => _free = free;

    /// <summary>Begins the work on the pool; the place is free again when it ends. Whoever stops the workers waits for that.</summary>
    /// <param name="work">Tells its own failures: nobody else hears of them.</param>
    public void Begin(Func<Task> work)
    {
        _begun = true;
        ThreadPool.UnsafeQueueUserWorkItem(static begun => _ = begun.Place.WorkAsync(begun.Work), (Place: this, Work: work), preferLocal: false);
    }

    public void Dispose()
    {
        if (!_begun) _free.Release();
    }

    private async Task WorkAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            _free.Release();
        }
    }
}
