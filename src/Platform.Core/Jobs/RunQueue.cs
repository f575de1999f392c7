using System.Collections.Concurrent;
using System.Threading.Channels;
using Platform.Core.Foundation;

namespace Platform.Core.Jobs;

/// <summary>
/// Runs to advance now, each at most once, and the workers that do it. Bounded: what finds no room is left to the sweep, for the runs table is the truth.
/// </summary>
internal sealed class RunQueue : IDisposable
{
    private const int Room = 10_000;

    private readonly Channel<RunId> _due = Channel.CreateBounded<RunId>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<RunId, byte> _queued = new();

    // One count for each worker that is free; no places before the start.
    private readonly SemaphoreSlim _free = new(0);
    private int _parallel;
    private Task _workers = Task.CompletedTask;
    private volatile bool _stopped;

    public void Add(RunId run)
    {
        if (_queued.TryAdd(run, 0) && !_due.Writer.TryWrite(run)) _queued.TryRemove(run, out _);
    }

    /// <summary>A free worker for work that is in hand already; null when all are busy or others wait for one.</summary>
    public WorkerPlace? TryReserve() => !_stopped && _queued.IsEmpty && _free.Wait(0) ? new WorkerPlace(_free) : null;

    public void Start(IRunAdvancer advancer, int parallel, CancellationToken cancellationToken)
    {
        _parallel = parallel;
        _free.Release(parallel);
        _workers = Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(advancer, cancellationToken)));
    }

    /// <summary>No more work is taken; ends when the work in progress has.</summary>
    public async Task StopAsync()
    {
        _stopped = true;
        _due.Writer.TryComplete();
        while (_due.Reader.TryRead(out _))
        {
            // What was not begun is left to recovery.
        }

        await _workers;

        // Work that was begun in a reserved place gives it back at its end.
        for (; _parallel > 0; _parallel--) await _free.WaitAsync(CancellationToken.None);
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _free.Dispose();

    private async Task WorkAsync(IRunAdvancer advancer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await foreach (var run in _due.Reader.ReadAllAsync(CancellationToken.None))
        {
            await _free.WaitAsync(CancellationToken.None);
            try
            {
                _queued.TryRemove(run, out _); // first, so that what comes from here on is heard
                await advancer.AdvanceAsync(run, cancellationToken);
            }
            finally
            {
                _free.Release();
            }
        }
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
