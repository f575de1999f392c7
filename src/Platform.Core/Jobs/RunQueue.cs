using System.Collections.Concurrent;
using System.Threading.Channels;
using Platform.Core.Foundation;

namespace Platform.Core.Jobs;

/// <summary>
/// Runs to advance now, each at most once, and the workers that do it. Bounded: what finds no room is left to the sweep, for the runs table is the truth.
/// </summary>
internal sealed class RunQueue
{
    private const int Room = 10_000;

    private readonly Channel<RunId> _due = Channel.CreateBounded<RunId>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<RunId, byte> _queued = new();
    private Task _workers = Task.CompletedTask;

    public void Add(RunId run)
    {
        if (_queued.TryAdd(run, 0) && !_due.Writer.TryWrite(run)) _queued.TryRemove(run, out _);
    }

    public void Start(IRunAdvancer advancer, int parallel, CancellationToken cancellationToken) =>
        _workers = Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(advancer, cancellationToken)));

    /// <summary>No more work is taken; ends when the work in progress has.</summary>
    public Task StopAsync()
    {
        _due.Writer.TryComplete();
        while (_due.Reader.TryRead(out _))
        {
            // What was not begun is left to recovery.
        }

        return _workers;
    }

    private async Task WorkAsync(IRunAdvancer advancer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await foreach (var run in _due.Reader.ReadAllAsync(CancellationToken.None))
        {
            _queued.TryRemove(run, out _); // first, so that what comes from here on is heard
            await advancer.AdvanceAsync(run, cancellationToken);
        }
    }
}
