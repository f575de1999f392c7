using Platform.Core.Jobs;

namespace Platform.Core.Runs.Execution;

/// <summary>Finds runs that somebody should advance and nobody does: after a crash, after an answer from another process, when a time has come.</summary>
internal sealed class RunSweep(IRunLog log, IRunDispatcher dispatcher, RunExecutor executor, RunningHere here, TimeProvider time)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (here.Stopping) return;
        foreach (var run in here.LeftBehind) await dispatcher.EnqueueAsync(run, cancellationToken);
        foreach (var run in log.Due(executor.Claim(), Most)) await dispatcher.EnqueueAsync(run, cancellationToken);
        foreach (var (run, at) in log.Upcoming(time.GetUtcNow() + Ahead, Most)) await dispatcher.EnqueueAtAsync(run, at, cancellationToken);
    }
}
