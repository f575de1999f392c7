using Platform.Core.Jobs;

namespace Platform.Core.Runs.Execution;

/// <summary>Finds runs that somebody should advance and nobody does: after a crash, after an answer from another process, when a time has come.</summary>
internal sealed class RunSweep(IRunLog log, IRunDispatcher dispatcher, IRunControl control, RunExecutor executor, RunningHere here, TimeProvider time)
{
    private const int Most = 20_000; // as many as the queue takes: what is left waits for the next sweep
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (here.Stopping) return;
        var now = time.GetUtcNow();
        foreach (var due in (await log.DueAsync(executor.Claim(), Most, cancellationToken)).Where(d => !here.Has(d.Run))) await dispatcher.EnqueueAsync(due, cancellationToken);
        foreach (var (due, at) in await log.UpcomingAsync(now, now + Ahead, Most, cancellationToken)) await dispatcher.EnqueueHereAtAsync(due, at, cancellationToken);
        await control.ForgetEventsAsync(now, cancellationToken);
    }
}
