using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Jobs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Execution;

/// <summary>Advances runs: takes the lease, loads, listens, and sees to it that no run is ever silently stuck.</summary>
internal sealed partial class RunExecutor(
    ExecutionParts parts, WorkflowService workflows, RunLoop loop, LiveRuns live, RunOptions options, string owner, ILogger<RunExecutor> logger) : IRunAdvancer
{
    private static readonly TimeSpan TimersAhead = TimeSpan.FromMinutes(1);

    public async Task AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        if (parts.Here.Stopping || parts.Here.TryEnter(run, cancellationToken) is not { } stop) return;
        try
        {
            if (await parts.Log.AcquireAsync(run, Claim()) is { } leased) await ExecuteAsync(leased, null, stop);
            else if (await parts.Control.EndOverdueAsync(run, Claim()) is { } ended) await parts.DispatchAsync(ended);
        }
        catch (PlatformException unavailable) when (unavailable.Code == ErrorCode.Unavailable)
        {
            // The database is away, locked, full or read-only. The row stays what it was; the sweep sees that nobody here advances the run and takes it up again.
            LogUnavailable(run, unavailable.Message, unavailable.Resolution);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // The job's wall: not even the run's end could be stored. The worker lives on, and the sweep takes the run up again.
            LogUnexpected(unexpected, run, Activity.Current?.TraceId.ToString() ?? "");
        }
        finally
        {
            parts.SayLeft(run);
            if (parts.Here.Leave(run, stop)) await parts.Dispatcher.EnqueueAsync(new DueRun(run, stop.Run?.Priority ?? 0), CancellationToken.None);
        }
    }

    /// <inheritdoc cref="RunningHere.Expect"/>
    public IDisposable Expect(RunId run) => parts.Here.Expect(run);

    /// <summary>Advances a run that was leased to this process when it was stored. It has entered when this returns.</summary>
    public async Task AdvanceAsync(LeasedRun run, CompiledGraph graph)
    {
        if (parts.Here.TryEnter(run.Id, CancellationToken.None) is not { } stop) return; // it is taken up already
        try
        {
            if (parts.Here.Stopping) await parts.Log.ReleaseAsync(run);
            else await ExecuteAsync(run, graph, stop);
        }
        catch (PlatformException unavailable) when (unavailable.Code == ErrorCode.Unavailable)
        {
            LogUnavailable(run.Id, unavailable.Message, unavailable.Resolution);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // The job's wall: not even the run's end could be stored. The worker lives on, and the sweep takes the run up again.
            LogUnexpected(unexpected, run.Id, Activity.Current?.TraceId.ToString() ?? "");
        }
        finally
        {
            parts.SayLeft(run.Id);
            if (parts.Here.Leave(run.Id, stop)) await parts.Dispatcher.EnqueueAsync(new DueRun(run.Id, run.Priority), CancellationToken.None);
        }
    }

    /// <summary>Runs stop at the end of their superstep and take no new one.</summary>
    public void StopAfterStep() => parts.Here.StopAfterStep();

    /// <summary>Interrupts what still runs; it is left to recovery.</summary>
    public void StopNow() => parts.Here.StopNow();

    public TimeProvider Time => parts.Time;

    public string Owner => owner;

    /// <summary>What a stop waits for, as a sentence; empty when nothing runs here.</summary>
    /// <param name="left">How long it still waits.</param>
    public string Working(TimeSpan left)
    {
        if (parts.Here.Runs is not { Count: > 0 } runs) return "";
        var of = runs.Count == 1 ? $"run {runs.First()}" : $"{runs.Count:#,0} runs";
        var what = parts.Here.Tasks switch { 0 => of, 1 => $"1 task of {of}", var tasks => $"{tasks} tasks of {of}" };
        return $"Waiting for {what}, {Math.Ceiling(left.TotalSeconds):0} s left";
    }

    /// <summary>Before the first beat: whether processes of this machine ended without a word.</summary>
    public async Task LookForCrashesAsync(CancellationToken cancellationToken) =>
        parts.Recovered.Crashed((await parts.Control.ProcessesAsync(cancellationToken)).Count(p => p != owner && LeaseOwner.IsDead(p)));

    /// <summary>Says that this process lives and takes up runs.</summary>
    public Task BeatAsync() => parts.Control.BeatAsync(owner, parts.Time.GetUtcNow());

    public Task SignOffAsync() => parts.Control.LeaveAsync(owner);

    /// <summary>Stops runs that another process was told to cancel.</summary>
    public async Task HearCancelsAsync(CancellationToken cancellationToken)
    {
        if (parts.Here.Count == 0) return;
        foreach (var (run, by) in await parts.Control.CancelsOfAsync(owner, cancellationToken)) parts.Here.Cancel(run, by);
    }

    public LeaseClaim Claim() => new(owner, parts.Time.GetUtcNow(), options.Lease, o => o != owner && LeaseOwner.IsDead(o));

    /// <param name="graph">Null when it is still to be loaded.</param>
    private async Task ExecuteAsync(LeasedRun run, CompiledGraph? graph, RunStop stop)
    {
        stop.Run = run;
        parts.Heart.Start();
        using var deadline = RunDeadline.Watch(run.Deadline, stop, parts.Time);
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = run.Id, ["WorkflowName"] = run.Workflow, ["OrganizationId"] = run.Organization });
        if (run.TakenFrom is not null) LogRecovered(run.Id, run.TakenFrom);
        await using var journal = new RunJournal(run, parts.Log, live, options, parts.Time, PersonalData.Of(graph?.Config.Redact ?? []));

        // After all that may fail the run: it rests by now, and no fault of a timer is the run's.
        if (await GuardAsync(run, graph, journal, stop) is { } due && due < parts.Time.GetUtcNow() + TimersAhead)
            await parts.Dispatcher.EnqueueAtAsync(new DueRun(run.Id, run.Priority), due, CancellationToken.None);
    }

    /// <returns>When the run must be looked at again though nobody answers; null for never.</returns>
    private async Task<DateTimeOffset?> GuardAsync(LeasedRun run, CompiledGraph? graph, RunJournal journal, RunStop stop)
    {
        RunExecution? execution = null;
        try
        {
            graph ??= (await workflows.LoadAsync(run.Organization, run.Workflow, run.Version, CancellationToken.None)).Graph; // a run that is cancelled tells its end by it
            execution = new RunExecution(run, graph, loop, parts, journal, stop);
            await execution.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.CancelledBy is { } by)
        {
            // The token is cancelled: the end is stored in spite of it.
            await EndAsync(journal, new RunCancelled(by), new RunRest(RunStatus.Cancelled, 0));
        }
        catch (OperationCanceledException) when (stop.OutOfTime)
        {
            await FailAsync(run, journal, RunDeadline.Fault(run.Deadline));
        }
        catch (OperationCanceledException)
        {
            await parts.Log.ReleaseAsync(run);
        }
        catch (LeaseLostException)
        {
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
        catch (LeaseLostException)
        {
            // Whoever holds the run now decides.
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
