using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Jobs;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Execution;

/// <summary>Advances runs: takes the lease, loads, listens, and sees to it that no run is ever silently stuck.</summary>
internal sealed partial class RunExecutor(
    ExecutionParts parts, WorkflowService workflows, RunLoop loop, LiveRuns live, RunOptions options, string owner, ILogger<RunExecutor> logger) : IRunAdvancer
{
    private static readonly TimeSpan TimersAhead = TimeSpan.FromMinutes(1);

    public async Task AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        if (parts.Here.Stopping) return;
        try
        {
            if (await parts.Log.AcquireAsync(run, ClaimOf(run)) is { } leased) await EnterAsync(leased, cancellationToken);
        }
        catch (PlatformException unavailable) when (unavailable.Code == ErrorCode.Unavailable)
        {
            // The database is locked, full or read-only. What was stored is the truth; the sweep takes the run up again, for nobody else does before its lease is over.
            parts.Here.LeaveBehind(run);
            LogUnavailable(run, unavailable.Message, unavailable.Resolution);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // The job's wall: not even the run's end could be stored. The worker lives on, and the run is tried again.
            parts.Here.LeaveBehind(run);
            LogUnexpected(unexpected, run, Activity.Current?.TraceId.ToString() ?? "");
        }
    }

    /// <summary>Runs stop at the end of their superstep and take no new one.</summary>
    public void StopAfterStep() => parts.Here.StopAfterStep();

    /// <summary>Interrupts what still runs; it is left to recovery.</summary>
    public void StopNow() => parts.Here.StopNow();

    public LeaseClaim Claim() => new(owner, parts.Time.GetUtcNow(), options.Lease, o => o != owner && LeaseOwner.IsDead(o));

    private LeaseClaim ClaimOf(RunId run) => parts.Here.TakesBack(run) ? Claim() with { IsDead = o => o == owner || LeaseOwner.IsDead(o) } : Claim();

    private async Task EnterAsync(LeasedRun run, CancellationToken cancellationToken)
    {
        var stop = parts.Here.Enter(run.Id, cancellationToken);
        try
        {
            await ExecuteAsync(run, stop);
        }
        finally
        {
            parts.Here.Leave(run.Id, stop);
        }
    }

    private async Task ExecuteAsync(LeasedRun run, RunStop stop)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = run.Id, ["WorkflowName"] = run.Workflow, ["OrganizationId"] = run.Organization });
        if (run.TakenFrom is not null) LogRecovered(run.Id, run.TakenFrom);
        await using var journal = new RunJournal(run, parts.Log, live, options, parts.Time);
        using var beating = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var heart = BeatAsync(run, stop, beating.Token);
        try
        {
            // After all that may fail the run: it rests by now, and no fault of a timer is the run's.
            var due = await GuardAsync(run, journal, stop);
            if (due < parts.Time.GetUtcNow() + TimersAhead) await parts.Dispatcher.EnqueueAtAsync(run.Id, due.Value, CancellationToken.None);
        }
        finally
        {
            await beating.CancelAsync();
            await heart;
        }
    }

    /// <returns>When the run must be looked at again though nobody answers; null for never.</returns>
    private async Task<DateTimeOffset?> GuardAsync(LeasedRun run, RunJournal journal, RunStop stop)
    {
        RunExecution? execution = null;
        try
        {
            var graph = workflows.Load(run.Organization, run.Workflow, run.Version).Graph;
            execution = new RunExecution(run, graph, loop, parts, journal, stop);
            await execution.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.CancelledBy is { } by)
        {
            // The token is cancelled: the end is stored in spite of it.
            await EndAsync(journal, new RunCancelled(by), new RunRest(RunStatus.Cancelled, 0));
        }
        catch (OperationCanceledException)
        {
            await parts.Log.ReleaseAsync(run);
        }
        catch (LeaseLostException)
        {
            parts.Here.LeaveBehind(run.Id); // nobody's, when it was lost because a commit before this one failed
            LogLost(run.Id);
        }
        catch (PlatformException failed) when (failed.Code != ErrorCode.Unavailable)
        {
            await FailAsync(run, journal, new EventFault(failed.Code.Text(), failed.Message, failed.Resolution));
        }
        catch (Exception unexpected) when (unexpected is not PlatformException)
        {
            // The job's wall: a fault of ours ends this run with a code and a trace, and never leaves it stuck.
            var trace = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
            LogUnexpected(unexpected, run.Id, trace);
            await FailAsync(run, journal, new EventFault(
                ErrorCode.Internal.Text(), $"The platform failed while it advanced the run (trace {trace}).", "Look for the trace in the log and report it; then retry the run."));
        }

        return execution?.NextDue;
    }

    private async Task FailAsync(LeasedRun run, RunJournal journal, EventFault error)
    {
        var rest = new RunRest(RunStatus.Failed, 0) { Error = new RunFault(error.Code, error.Message, null, 0, error.Resolution) };
        await EndAsync(journal, new RunFailed(error), rest);
        LogFailed(run.Id, error.Code);
    }

    private async Task EndAsync(RunJournal journal, RunEvent told, RunRest rest)
    {
        try
        {
            journal.Tell(told);
            await parts.DispatchAsync(await journal.CommitAsync(rest));
        }
        catch (LeaseLostException lost)
        {
            parts.Here.LeaveBehind(lost.Run); // whoever holds the run now decides
        }
    }

    /// <summary>Renews the lease and hears what other processes want.</summary>
    private async Task BeatAsync(LeasedRun run, RunStop stop, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Lease / 3, parts.Time);
            while (await timer.WaitForNextTickAsync(cancellationToken)) await BeatOnceAsync(run, stop);
        }
        catch (OperationCanceledException)
        {
            // The execution has ended.
        }
    }

    private async Task BeatOnceAsync(LeasedRun run, RunStop stop)
    {
        try
        {
            var now = parts.Time.GetUtcNow();
            var beat = await parts.Log.CommitAsync(run, new RunCommit { At = now, LeaseUntil = now + options.Lease });
            if (beat.CancelRequested is { } by) stop.Cancel(by);
            else if (beat.Stale) stop.Abandon();
        }
        catch (PlatformException unavailable)
        {
            // Tried again with the next beat; should the lease run out, the next commit decides whether the run is still ours.
            LogUnavailable(run.Id, unavailable.Message, unavailable.Resolution);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "Run {RunId} is taken over: {Owner} held it and does not advance it any more")]
    private partial void LogRecovered(RunId runId, string owner);

    [LoggerMessage(5002, LogLevel.Warning, "Run {RunId} is held by another process now; this one stops")]
    private partial void LogLost(RunId runId);

    [LoggerMessage(5003, LogLevel.Warning, "Run {RunId} failed: {Code}")]
    private partial void LogFailed(RunId runId, string code);

    [LoggerMessage(5004, LogLevel.Error, "Run {RunId} failed unexpectedly, trace {Trace}")]
    private partial void LogUnexpected(Exception exception, RunId runId, string trace);

    [LoggerMessage(5005, LogLevel.Error, "Run {RunId} cannot be stored now and is tried again: {Reason} {Resolution}")]
    private partial void LogUnavailable(RunId runId, string reason, string resolution);
}
