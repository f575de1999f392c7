using System.Globalization;
using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>
/// Advances a run from a checkpoint, superstep by superstep, and tells what happens. It has no store, no bus and no callback: it stands still at each
/// <c>yield</c> until the caller asks on, so a step is committed before the superstep that builds on it begins.
/// </summary>
/// <remarks>
/// The last event is <see cref="RunSucceeded"/>, <see cref="RunFailed"/> or <see cref="RunWaiting"/>. Start, resume, retry and recovery are the same call
/// with another checkpoint. Cancellation ends the stream with <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class RunLoop(TimeProvider time)
{
    /// <param name="answers">For tasks of <see cref="Checkpoint.Waiting"/>; others are ignored.</param>
    public async IAsyncEnumerable<RunEvent> RunAsync(
        CompiledGraph graph, RunFrame run, Checkpoint from, IReadOnlyDictionary<TaskId, Answer> answers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = from;
        var clock = new ActiveClock(time, from.Usage, graph.Limits.Time);
        var meter = new RunMeter(from.Usage, graph.Limits.Tokens, graph.Limits.Cost);

        // One for the whole loop: it is cancelled with a task still at work only when the run ends here.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isTimeUp = !clock.Bound(limited);
        var frame = run.Attempt > 1 || run.Env.Count > 0 ? new FrameRecord(run.Attempt, run.Env) : null;
        while (at.Due.Length > 0)
        {
            var plan = Superstep.Plan(graph, run, at, answers);
            if (plan.OnlyWaits)
            {
                yield return new RunWaiting([.. at.Waiting.OrderBy(w => w.Key.ToString(), StringComparer.Ordinal).Select(w => WaitText.Of(w.Key, w.Value))]) { Step = at.Step };
                yield break;
            }

            if (at.Step >= graph.Limits.Steps)
            {
                foreach (var told in Exceeded(at, "steps", Text(at.Step), Text(graph.Limits.Steps))) yield return told;
                yield break;
            }

            yield return new StepStarted([.. plan.Nodes.Where(n => !n.Waits).Select(n => n.Node.Name)]) { Step = at.Step + 1, Items = plan.Items(), Frame = frame };
            frame = null;

            var heard = new StepHearing(at, plan);
            foreach (var told in heard.Before()) yield return told;

            if (isTimeUp || clock.IsOver)
            {
                foreach (var told in Exceeded(at, "time", ActiveClock.Text(clock.Active), ActiveClock.Text(graph.Limits.Time))) yield return told;
                yield break;
            }

            if (plan.TaskCount > 0 && heard.Failure is null)
            {
                var runner = new TaskRunner(graph, run, at, meter, time);
                await using var execution = new StepExecution(runner.RunAsync, plan, graph.Limits.Parallel, limited);
                while (heard.Failure is null && await NextAsync(execution, heard, cancellationToken) is { } told)
                {
                    heard.Hear(told);
                    yield return told;
                }
            }

            var usage = clock.Of(meter.Used);
            if (heard.TimeIsUp)
            {
                foreach (var told in Exceeded(heard.Kept(usage), "time", ActiveClock.Text(clock.Active), ActiveClock.Text(graph.Limits.Time))) yield return told;
                yield break;
            }

            var merged = heard.Failure is null ? heard.Merge(graph, run, answers, usage) : null;
            if (merged is null)
            {
                if (heard.Failure!.Code == ErrorCode.BudgetExceeded.Text()) yield return new BudgetExceeded("budget", heard.Failure.Message, "") { Step = at.Step + 1 };
                yield return new RunFailed(heard.Failure) { Step = at.Step + 1, Node = heard.FailedNode, Checkpoint = heard.Kept(usage) };
                yield break;
            }

            at = merged.Checkpoint;
            yield return new StepCommitted([.. merged.Delta.Replaced.Keys.Concat(merged.Delta.Appended.Keys).Order(StringComparer.Ordinal)], [.. at.Due.Select(d => d.Node)])
            {
                Step = at.Step,
                Checkpoint = at,
                Delta = merged.Delta,
                Interrupted = merged.NewWaits,
            };
        }

        yield return Finish(graph, run, at);
    }

    private static RunEvent Finish(CompiledGraph graph, RunFrame run, Checkpoint at)
    {
        var scope = new RunScope(run, at);
        var outputs = new List<KeyValuePair<string, CelValue>>(graph.Outputs.Count);
        foreach (var (name, template) in graph.Outputs)
        {
            try
            {
                outputs.Add(new(name, template.Evaluate(scope)));
            }
            catch (CelException failed)
            {
                var fault = new EventFault(ErrorCode.Validation.Text(), $"outputs.{name}: {failed.Message}", "Change the expression, or what it reads; then retry the run.");
                return new RunFailed(fault) { Step = at.Step, Checkpoint = at };
            }
        }

        return new RunSucceeded(CelMap.Of(outputs)) { Step = at.Step };
    }

    // The run's own time limit looks like a cancellation; it is told as what it is.
    private static async ValueTask<RunEvent?> NextAsync(StepExecution execution, StepHearing heard, CancellationToken cancellationToken)
    {
        try
        {
            return await execution.NextAsync();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            heard.TimeIsUp = true;
            return null;
        }
    }

    private static IEnumerable<RunEvent> Exceeded(Checkpoint at, string limit, string used, string allowed)
    {
        yield return new BudgetExceeded(limit, used, allowed) { Step = at.Step };
        yield return new RunFailed(new EventFault(
            ErrorCode.LimitExceeded.Text(), $"The run passed its limit of {allowed} ({limit}).", $"Raise limits.{limit} in the workflow, or look for a loop that does not end."))
        { Step = at.Step, Checkpoint = at };
    }

    private static string Text(int steps) => steps.ToString("#,0", CultureInfo.InvariantCulture);
}
