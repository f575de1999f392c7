using Platform.Core.State;

namespace Platform.Core.Runs.Execution;

/// <summary>Why a run goes on, as a sentence.</summary>
internal static class AnswerText
{
    public static string Of(AnsweredBy answer) => (answer.Kind, answer.Answer.Kind) switch
    {
        (InterruptKind.Timer, _) => $"the time of '{answer.Task.Node}' has come",
        (_, AnswerKind.TimedOut) => $"nobody answered '{answer.Task.Node}' in time",
        (InterruptKind.Human, _) => $"{answer.By} answered '{answer.Task.Node}'",
        (InterruptKind.Event, _) => $"an event came for '{answer.Task.Node}'",
        (InterruptKind.Child, AnswerKind.Failed) => $"the child run of '{answer.Task.Node}' failed",
        (InterruptKind.Child, _) => $"the child run of '{answer.Task.Node}' has ended",
        _ => $"{answer.By} let '{answer.Task.Node}' go on",
    };
}
