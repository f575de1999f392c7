using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>
/// Runs one task to its end: attempts, timeout, <c>save</c>. The first of the three walls: whatever an action throws becomes the task's fault.
/// </summary>
internal sealed class TaskRunner(CompiledGraph graph, RunFrame frame, Checkpoint at, RunMeter meter, TimeProvider time)
{
    private const int StoredOutputBytes = 4096;

    private readonly RunScope _scope = new(frame, at);

    /// <summary>Tells the task's events, its end last.</summary>
    public async Task RunAsync(NodeTask task, Action<RunEvent> tell, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var recorder = TaskRecorder.Of(task);
        var notes = new List<JsonElement>(task.Notes); // under a lock: an agent's calls tell from several threads
        void Tell(RunEvent told)
        {
            if (told.TaskNote is { } note)
                lock (notes) notes.Add(note);
            tell(Place(told, task));
        }

        for (var attempt = 1; ; attempt++)
        {
            Tell(new TaskStarted(attempt));
            var (end, failure) = await AttemptAsync(task with { Notes = [.. notes] }, attempt, Tell, recorder, cancellationToken);
            var took = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
            if (failure is null)
            {
                RunEvent told = end is (Interrupted waits, null) ? Waiting(task, waits) : Done(task, end.Outcome!, took);
                Tell(recorder is null ? told : told with { Record = recorder.Record(end.Waits) });
                return;
            }

            var delay = RetryDelay.After(task.Node.Retry, attempt, failure.Code, failure.RetryAfter, Jitter(task, attempt));
            if (delay is null)
            {
                Tell(recorder is null ? Failed(task, failure, attempt, took) : Failed(task, failure, attempt, took) with { Record = recorder.Record(null) });
                return;
            }

            Tell(new TaskRetrying(attempt, Math.Round(delay.Value.TotalMilliseconds, 3), Fault(failure)));
            await Task.Delay(delay.Value, time, cancellationToken);
        }
    }

    private async Task<((Interrupted? Waits, TaskOutcome? Outcome) End, PlatformException? Failure)> AttemptAsync(
        NodeTask task, int attempt, Action<RunEvent> tell, TaskRecorder? recorder, CancellationToken cancellationToken)
    {
        using var limited = task.Node.Timeout is { } most ? Limited(most, cancellationToken) : null;
        try
        {
            var names = Names(task);
            var result = task.Node.Action is null
                ? new Finished(CelValue.Null)
                : await task.Node.Action.RunAsync(Context(task, attempt, names, tell, recorder), limited?.Token ?? cancellationToken);
            if (result is Finished done) recorder?.Finish(done);
            return result switch
            {
                Interrupted waits => ((waits, null), null),
                Finished finished => ((null, Outcome(task, finished, names)), null),
                _ => throw new UnreachableException($"Unknown result {result.GetType().Name}."),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (task.Node.Timeout is { } timeout && limited!.IsCancellationRequested)
        {
            return (default, new PlatformException(
                ErrorCode.Timeout, $"'{task.Node.Name}' did not end within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.",
                "Raise the node's timeout, or give it a retry."));
        }
        catch (PlatformException failed)
        {
            return (default, failed);
        }
        catch (CelException failed)
        {
            return (default, new PlatformException(ErrorCode.Validation, failed.Message, "Change the expression, or what it reads."));
        }
        catch (Exception unexpected)
        {
            // The wall of the task: an action is code that the engine does not know, so whatever it throws is its task's failure and nobody else's.
            return (default, new PlatformException(
                ErrorCode.Internal, $"'{task.Node.Name}' failed unexpectedly: {unexpected.GetType().Name}: {unexpected.Message}", "Please report this as a bug.", unexpected));
        }
    }

    private static CancellationTokenSource Limited(TimeSpan most, CancellationToken cancellationToken)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(most);
        return limited;
    }

    private TaskContext Context(NodeTask task, int attempt, ICelScope names, Action<RunEvent> tell, TaskRecorder? recorder)
    {
        var now = time.GetUtcNow();
        recorder?.Begin(now);
        var context = new TaskContext
        {
            Id = task.Id,
            Organization = frame.Organization,
            Workflow = frame.Workflow,
            Attempt = attempt,
            Now = now,
            Scope = names,
            Meter = meter,
            Tell = tell,
            Answer = task.Answer,
            Calls = task.Calls,
            Notes = task.Notes,
        };
        return recorder is null ? context : context with { Ask = recorder.Ask };
    }

    private ICelScope Names(NodeTask task)
    {
        ICelScope names = task.Due.Fault is { } fault ? RunScope.With(_scope, "error", fault.ToCel()) : _scope;
        return task.Item is { } item ? RunScope.With(names, task.Node.Map!.As, item) : names;
    }

    private TaskOutcome Outcome(NodeTask task, Finished finished, ICelScope names)
    {
        var writes = new List<ChannelWrite>(finished.Writes.Count + task.Node.Save.Count);
        writes.AddRange(finished.Writes);
        if (task.Node.Save.Count > 0 && !finished.SavesNothing)
        {
            var scope = RunScope.With(names, "output", finished.Output);
            foreach (var (channel, value) in task.Node.Save)
            {
                try
                {
                    writes.Add(new ChannelWrite(channel, value.Evaluate(scope)));
                }
                catch (CelException failed)
                {
                    throw new PlatformException(ErrorCode.Validation, $"save.{channel}: {failed.Message}", "Change the expression, or what it reads.");
                }
            }
        }

        foreach (var write in writes) ChannelGuard.Check(graph, write, task.Node.Name);
        return new TaskOutcome(finished.Output, writes, finished.GoTo);
    }

    private TaskFinished Done(NodeTask task, TaskOutcome outcome, double took) =>
        new(took, Small(outcome.Output), [.. outcome.Writes.Select(w => w.Channel).Distinct(StringComparer.Ordinal)]) { Outcome = outcome, Used = meter.Used };

    // Of several waits the event tells of what a person can do something about, and of what ends first.
    private static TaskInterrupted Waiting(NodeTask task, Interrupted waits) =>
        new(waits.Calls.Values.Min(i => i.Kind).ToString().ToLowerInvariant(), waits.Calls.Values.Min(i => i.DueAt))
        {
            TaskNote = waits.Note,
            Waits = [.. waits.Calls.OrderBy(c => c.Key).Select(c => new WaitingTask(task.Id with { Call = c.Key }, c.Value))],
        };

    private TaskFailed Failed(NodeTask task, PlatformException failure, int attempt, double took)
    {
        var final = RetryDelay.IsFinal(failure.Code);
        var collected = task.Node.Map is { CollectErrors: true } && !final;
        var handled = collected || (task.Node.OnError != OnErrorWay.Fail && !final);
        var fault = new TaskFault(failure.Code, failure.Message, task.Node.Name, failure.Resolution);
        return new TaskFailed(took, attempt, Fault(failure), handled)
        {
            Used = meter.Used,
            Outcome = handled ? new TaskOutcome(collected ? CelMap.Of([new("error", fault.ToCel())]) : CelValue.Null, [], Fault: fault) : null,
        };
    }

    private RunEvent Place(RunEvent told, NodeTask task) => told with
    {
        Step = at.Step + 1,
        Node = task.Node.Name,
        Index = task.Id.Index >= 0 ? task.Id.Index : null,
        Since = task.Id.Step == at.Step + 1 ? null : task.Id.Step,
    };

    private static EventFault Fault(PlatformException failure) => new(failure.Code.Text(), failure.Message, failure.Resolution);

    private static CelValue? Small(CelValue output)
    {
        if (output is CelNull) return null;
        if (output is CelString text) return text.Value.Length <= StoredOutputBytes ? output : null;
        if (output is not (CelList or CelMap)) return output;
        return output.ToJson().Length <= StoredOutputBytes ? output : null;
    }

    // Derived from the task's id, so that a replay waits as long as the run did.
    private static double Jitter(NodeTask task, int attempt)
    {
        var hash = 17u;
        foreach (var c in task.Id.ToString()) hash = (hash * 31) + c;
        return ((hash * 2654435761u) + ((uint)attempt * 40503u)) % 1000 / 1000.0;
    }
}
