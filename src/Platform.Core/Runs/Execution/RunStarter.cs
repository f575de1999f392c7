using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Jobs;

namespace Platform.Core.Runs.Execution;

/// <summary>
/// Stores a new run and sees to it that it begins. When a worker here is free and nothing holds the run back, it is stored as leased to this process and goes on
/// in memory: one commit instead of two. Should the process die, the lease does its work.
/// </summary>
internal sealed class RunStarter(IRunStore store, IRunDispatcher dispatcher, RunExecutor executor)
{
    public IRunDispatcher Dispatcher => dispatcher;

    /// <returns>Another run's id when the idempotency key was used before; and whether it begins at once.</returns>
    public async Task<(RunId Id, bool Begins)> StartAsync(NewRun run, CompiledGraph graph, CancellationToken cancellationToken)
    {
        using var place = MayBeginAtOnce(run) ? dispatcher.TryReserve() : null;
        var coming = place is null ? null : executor.Expect(run.Id);
        RunId id;
        LeasedRun? leased = null;
        try
        {
            (id, leased) = await store.CreateAsync(run, place is null ? null : executor.Claim());
        }
        finally
        {
            if (leased is null) coming?.Dispose();
        }

        if (leased is not null)
        {
            place!.Begin(() =>
            {
                using (coming) return executor.AdvanceAsync(leased, graph);
            });
        }
        else if (run.DueAt is { } due && due > run.At) await dispatcher.EnqueueAtAsync(new DueRun(id, run.Priority), due, cancellationToken);
        else await dispatcher.EnqueueAsync(new DueRun(id, run.Priority), cancellationToken);
        return (id, leased is not null);
    }

    // What may have to wait for others is decided where it is leased.
    private static bool MayBeginAtOnce(NewRun run) => run is { Thread: null, DueAt: null, Concurrency: null };
}
