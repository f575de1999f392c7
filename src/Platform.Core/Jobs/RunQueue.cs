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
    private volatile bool _closed; // read outside it too

    private readonly SemaphoreSlim _some = new(0);
    private Task _workers = Task.CompletedTask;

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

    public void Start(IRunAdvancer advancer, int parallel, CancellationToken cancellationToken) =>
        _workers = Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(advancer, cancellationToken)));

    /// <summary>No more work is taken, what was not begun is left to recovery; ends when the work in progress has.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            if (_closed) return _workers;
            _closed = true;
            _due.Clear();
            _priorities.Clear();
        }

        _some.Release(); // each worker that hears it passes it on
        return _workers;
    }

    public void Dispose() => _some.Dispose();

    private async Task WorkAsync(IRunAdvancer advancer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (true)
        {
            await _some.WaitAsync(CancellationToken.None);
            if (Next() is { } run)
            {
                await advancer.AdvanceAsync(run, cancellationToken);
            }
            else if (_closed)
            {
                _some.Release();
                return;
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
