using Platform.Core.Events;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>An event in one line, for people.</summary>
internal static class EventWords
{
    public static string Say(RunEvent told) => told switch
    {
        RunQueued queued => $"{queued.Workflow} version {queued.Version}{(queued.Thread is { } thread ? $" on thread {thread}" : "")}",
        RunStarted => "The run began",
        RunRecovered recovered => $"Taken over by {recovered.Owner} (epoch {recovered.Epoch})",
        RunWaiting waiting => string.Join("; ", waiting.For),
        RunPaused paused => $"Paused by {paused.By}",
        RunResumed resumed => resumed.Reason,
        RunRetried retried => $"Retried by {retried.By}",
        RunSucceeded => "All nodes are done",
        RunFailed failed => failed.Error.Message,
        RunCancelled cancelled => $"Cancelled by {cancelled.By}",
        RunForked fork => $"From run {fork.From}, step {fork.Step}{(fork.Edited.Count > 0 ? $", with another {string.Join(", ", fork.Edited)}" : "")}",
        StateEdited edit => $"{edit.By} changed {string.Join(", ", edit.Changed)}",
        StepStarted step => $"Due: {string.Join(", ", step.Nodes)}",
        StepCommitted step => (step.Changed.Count, step.Next.Count) switch
        {
            (0, 0) => "Nothing changed; nothing is due",
            (0, _) => $"Next: {string.Join(", ", step.Next)}",
            (_, 0) => $"Changed {string.Join(", ", step.Changed)}; nothing is due",
            _ => $"Changed {string.Join(", ", step.Changed)}; next: {string.Join(", ", step.Next)}",
        },
        TaskStarted task => task.Attempt > 1 ? $"Attempt {task.Attempt}" : "Began",
        TaskRetrying task => $"Attempt {task.Attempt} failed, again in {Display.Duration(task.DelayMs)}: {task.Error.Message}",
        TaskFinished task => $"Done in {Display.Duration(task.DurationMs)}{(task.Saved.Count > 0 ? $", saved {string.Join(", ", task.Saved)}" : "")}",
        TaskSkipped task => task.Because,
        TaskFailed task => $"{task.Error.Message}{(task.Handled ? " (handled)" : "")}",
        TaskInterrupted task => task.DueAt is { } due ? $"Waits: {task.Kind}, until {Display.Exact(due)}" : $"Waits: {task.Kind}",
        HumanRequested human => human.Title,
        HumanAnswered human => $"Answered by {human.By}",
        ChildStarted child => $"Started {child.Workflow} as run {child.Run}",
        LlmDelta delta => delta.Text,
        LlmRetrying { FallbackTo: not null } llm => $"Attempt {llm.Attempt}: {llm.Why ?? $"{llm.Model} failed, falling back to {llm.FallbackTo}"}. {llm.Error.Message}",
        LlmRetrying llm => $"Attempt {llm.Attempt} of {llm.Use ?? llm.Model} failed ({(llm.Kind ?? llm.Error.Code).Replace('_', ' ')}), again in {Display.Duration(llm.DelayMs)}; its text begins anew: {llm.Error.Message}",
        LlmFinished { Error: { } fault } llm => $"{llm.Model}: {fault.Message}",
        LlmFinished llm => $"{llm.Model}{(llm.Source == "provider" ? "" : $" from the {llm.Source}")}: {Display.Short(llm.InputTokens)} in, {Display.Short(llm.OutputTokens)} out, {Display.Duration(llm.DurationMs)}",
        ToolStarted { Approval: { } said } tool => $"{tool.Tool}, {Decision(said)}",
        ToolStarted tool => tool.Tool,
        ToolFinished { Error: { } fault } tool => $"{tool.Tool}: {fault.Message}",
        ToolFinished tool => $"{tool.Tool} in {Display.Duration(tool.DurationMs)}{(LogsOf(tool) is { } logs ? $"; it printed: {Display.Clip(logs.ReplaceLineEndings(" ").Trim(), 100)}" : "")}",
        MemoryRecalled memory => $"{memory.Agent} was given {memory.Found} of memory{(memory.Note is { } note ? $". {note}" : "")}",
        BudgetWarned budget => $"The budget of {budget.Of} for the {budget.Period} is nearly used up: {budget.Used} of {budget.Allowed}",
        BudgetExceeded { Allowed: "" } budget => budget.Used,
        BudgetExceeded budget => $"{budget.Limit}: used {budget.Used} of {budget.Allowed}",
        _ => "",
    };

    /// <summary>What code printed; null when it printed nothing.</summary>
    public static string? LogsOf(RunEvent told) => told is ToolFinished tool ? ToolLogs.Of(tool) : null;

    private static string Decision(ToolApproval said) => said.Decision switch
    {
        ToolApproval.TimedOut => "which nobody allowed in time",
        ToolApproval.Edited => $"allowed by {said.By} with other arguments",
        ToolApproval.Refused => $"refused by {said.By}{(said.Reason is { } reason ? $": {reason}" : "")}",
        _ => $"allowed by {said.By}",
    };
}
