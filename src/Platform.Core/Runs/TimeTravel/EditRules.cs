using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>When a run's state may be changed by hand, and what may be answered with it. Pure.</summary>
internal static class EditRules
{
    /// <summary>Nobody advances the run, and something may yet.</summary>
    public static bool MayEdit(RunStatus status) => status is not (RunStatus.Queued or RunStatus.Running or RunStatus.Succeeded);

    /// <summary>The answer for the wait that is meant; null with a finding when it does not fit the form.</summary>
    public static TaskAnswer? Answer(IReadOnlyList<OpenInterrupt> open, ResumeRun answer, Findings found)
    {
        var wait = RunLimits.TheWait(open, answer.TaskId);
        if (wait.Interrupt.Kind == State.InterruptKind.Child) throw new PlatformException(ErrorCode.Conflict, "The run waits for its child.", "Answer what the child run waits for.");
        found.Add(AnswerForm.Check(wait.Interrupt, answer.Value).Sorted());
        if (found.HasErrors) return null;
        var value = answer.Value is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } given ? CelValue.FromJson(given) : CelValue.Null;
        return new TaskAnswer(wait.Id, value.ToJson());
    }

    public static Finding Nothing() =>
        new("RN026", Severity.Error, "There is no channel to change: give at least one, {\"channel\": value}.", SourceSpan.StartOf("state"));

    public static PlatformException Busy(RunView run) => new(
        ErrorCode.Conflict, $"The run is {run.Status.Text()}; its state can be changed while it waits, is paused or has failed.",
        run.Status == RunStatus.Succeeded ? "Fork it from a step to go on with another state." : "Wait until it waits, or cancel it first.");

    public static PlatformException UsedKey(string key, RunView run) => new(
        ErrorCode.Conflict, $"The idempotency key '{key}' started run {run.Id} of '{run.Workflow}', which is no such fork.", "Use a new key for new work, or the same fork to get that run.");

    public static PlatformException NotFailed(RunView run) => new(
        ErrorCode.Conflict, $"The run is {run.Status.Text()}; only a failed or cancelled run can be retried.",
        run.Status == RunStatus.Succeeded ? "Fork it from a step to go on with another state." : "Wait until it has ended, or cancel it first.");

    public static PlatformException Moved(RunView run) =>
        new(ErrorCode.Conflict, $"The run went on meanwhile; it is {run.Status.Text()} at step {run.Step}.", "Look at its state again and repeat the change if it is still needed.");
}
