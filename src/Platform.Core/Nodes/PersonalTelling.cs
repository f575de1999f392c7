using System.Text;
using Platform.Core.Events;
using Platform.Core.Security;

namespace Platform.Core.Nodes;

/// <summary>
/// What an agent's node tells, without the personal data that the workflow asks to leave out. A stream is told line by line then, for what is cut in two is
/// not found.
/// </summary>
internal sealed class PersonalTelling(PersonalData personal, Action<RunEvent> tell)
{
    // Guards _line: tools tell from several threads.
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    public void Tell(RunEvent told)
    {
        lock (_gate)
        {
            if (told is LlmDelta { IsThought: true }) return; // no line of the answer: what it is told with, whole, is without personal data
            if (told is LlmDelta delta)
            {
                Stream(delta.Text);
                return;
            }

            if (told is LlmFinished && _line.Length > 0) tell(new LlmDelta(personal.Redact(_line.ToString())));
            if (told is LlmFinished or LlmRetrying) _line.Clear();
            tell(Shown(told));
        }
    }

    private void Stream(string text)
    {
        _line.Append(text);
        var all = _line.ToString();
        var end = all.LastIndexOf('\n') + 1;
        if (end == 0) return;
        _line.Clear().Append(all, end, all.Length - end);
        tell(new LlmDelta(personal.Redact(all[..end])));
    }

    private RunEvent Shown(RunEvent told) => told switch
    {
        LlmFinished call => call with
        {
            Messages = personal.Redact(call.Messages),
            Reply = personal.Redact(call.Reply),
            Reasoning = call.Reasoning is { } thoughts ? personal.Redact(thoughts) : null,
            ToolCalls = call.ToolCalls is { } calls ? personal.Redact(calls) : null,
            Error = call.Error is { } error ? Shown(error) : null,
        },
        LlmRetrying failed => failed with { Error = Shown(failed.Error), Why = failed.Why is { } why ? personal.Redact(why) : null },
        MemoryRecalled recalled => recalled with { Query = personal.Redact(recalled.Query), Items = personal.Redact(recalled.Items) },
        ToolStarted call => call with
        {
            Arguments = personal.Redact(call.Arguments),
            Approval = call.Approval is { } said
                ? said with { Reason = said.Reason is { } reason ? personal.Redact(reason) : null, Proposed = said.Proposed is { } proposed ? personal.Redact(proposed) : null }
                : null,
        },
        ToolFinished call => call with
        {
            Result = call.Result is { } result ? personal.Redact(result) : null,
            Error = call.Error is { } error ? Shown(error) : null,
        },
        _ => told,
    };

    private EventFault Shown(EventFault error) => error with { Message = personal.Redact(error.Message) };
}
