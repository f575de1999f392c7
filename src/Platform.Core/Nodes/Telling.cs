using Platform.Core.Events;
using Platform.Core.Graph;
using Platform.Core.Security;

namespace Platform.Core.Nodes;

/// <summary>
/// What a task tells of models and tools: the last place before the run's history. No secret passes it, no personal data that the workflow asks to leave out,
/// and no prompt makes the history heavier than the work.
/// </summary>
internal sealed class Telling(TaskContext task, Redactor redactor, PersonalData? personal)
{
    private readonly Action<RunEvent> _tell = personal is null ? task.Tell : new PersonalTelling(personal, task.Tell).Tell;

    public void Tell(RunEvent told) => _tell(Shown(told));

    private RunEvent Shown(RunEvent told) => told switch
    {
        LlmFinished call => call with
        {
            Messages = EventSizes.Bounded(redactor.Redact(call.Messages), EventSizes.Prompt),
            Reply = redactor.Redact(call.Reply),
            Reasoning = call.Reasoning is { } thoughts ? redactor.Redact(thoughts) : null,
            ToolCalls = call.ToolCalls is { } calls ? redactor.Redact(calls) : null,
            Error = call.Error is { } error ? Shown(error) : null,
        },
        LlmRetrying failed => failed with { Error = Shown(failed.Error), Why = failed.Why is { } why ? redactor.Redact(why) : null },
        MemoryRecalled recalled => recalled with { Query = redactor.Redact(recalled.Query), Items = EventSizes.Bounded(redactor.Redact(recalled.Items), EventSizes.Prompt) },
        ToolStarted call => call with
        {
            Arguments = EventSizes.Bounded(redactor.Redact(call.Arguments)),
            Approval = call.Approval is { Proposed: { } proposed } said ? said with { Proposed = EventSizes.Bounded(redactor.Redact(proposed)) } : call.Approval,
        },
        ToolFinished call => call with
        {
            Result = call.Result is { } result ? EventSizes.Bounded(redactor.Redact(result)) : null,
            Error = call.Error is { } error ? Shown(error) : null,
        },
        _ => told,
    };

    // Whoever failed may quote what it was sent.
    private EventFault Shown(EventFault error) => error with { Message = redactor.Redact(error.Message) };
}
