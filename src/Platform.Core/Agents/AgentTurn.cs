using System.Diagnostics;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Tools;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Agents;

/// <summary>
/// The calls of one turn, side by side and within bounds. What fails is a result too, for the model to read. Each call that is done is written down in the
/// same breath as it is told, and is never made again.
/// </summary>
internal sealed class AgentTurn(AgentCall call, AgentTools tools, ToolRunner runner, AgentConversation talk)
{
    private const int AtOnce = 16;
    private const int MostInTurn = 128;

    // Guards what follows: calls end on several threads.
    private readonly Lock _gate = new();
    private AgentConversation _talk = talk;

    /// <summary>The conversation with the results in it, and the calls that wait.</summary>
    public async Task<(AgentConversation Talk, IReadOnlyList<AgentWait> Waits)> RunAsync(CancellationToken cancellationToken)
    {
        var first = _talk.Calls[0].Number;
        using var places = new SemaphoreSlim(AtOnce);
        var waits = await Task.WhenAll(_talk.Open.ToList().Select(async open =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await RunOneAsync(open, open.Number - first, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }));
        return (_talk, [.. waits.OfType<AgentWait>().OrderBy(w => w.Number)]);
    }

    /// <summary>Null when the call is done.</summary>
    private async Task<AgentWait?> RunOneAsync(AgentToolCall open, int place, CancellationToken cancellationToken)
    {
        var answer = call.Answers.GetValueOrDefault(open.Number);
        if (answer is null && call.Waiting.Contains(open.Number)) return new WaitsOn(open.Number);
        var tool = tools.Find(open.Content.Name);
        var step = new CallStep(open, tool, ToolArguments.ToJson(open.Content.Arguments), open.Allowed?.Approval);
        if (open.Allowed is { } allowed) step = step with { Arguments = allowed.Arguments };
        if (Unfit(step, place) is { } unfit) return Failed(step, unfit);
        if (answer is { Asked: not null })
        {
            var decision = ToolDecision.Of(answer, step.Arguments);
            step = step with { Approval = AgentEvents.Approval(decision, step.Arguments), Arguments = decision.Arguments };
            if (!decision.IsAllowed) return Failed(step, AgentEvents.NotAllowed(decision));
            answer = null;
        }
        else if (answer is null && open.Allowed is null)
        {
            if (ToolRunner.Misfit(tool!, step.Arguments) is { } misfit) return Failed(step, AgentEvents.Fault(misfit)); // no person is asked about what the tool would refuse
            if (tool!.Policy.WhyAsk(step.Arguments) is { } why) return new WaitsForLeave(open.Number, tool, step.Arguments, why);
        }

        return tool!.Need is not null ? await NeedAsync(step, answer, cancellationToken) : await CallAsync(step, cancellationToken);
    }

    private EventFault? Unfit(CallStep step, int place)
    {
        if (step.Tool is null) return new EventFault("not_found", $"No tool is named '{step.Open.Content.Name}'.", tools.ShownNames.Count == 0 ? "You have no tools: answer without." : $"Call one of {Names.Quoted(tools.ShownNames)}.");
        if (!step.Open.IsReadable) return new EventFault("validation", "The arguments are no JSON object.", "Write the arguments as a JSON object.");
        if (place >= MostInTurn) return new EventFault("limit_exceeded", $"At most {MostInTurn} tools can be called in one turn.", "Call fewer at once, and the others in the next turn.");
        return call.MostCalls is { } most && step.Open.Number > most
            ? new EventFault("limit_exceeded", $"You may call tools {most} times, and that is used up.", "Answer with what you have.")
            : null;
    }

    private async Task<AgentWait?> CallAsync(CallStep step, CancellationToken cancellationToken)
    {
        Told(step, note: null);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await runner.CallAsync(step.Tool!, step.Arguments, Context(step), cancellationToken);
            Done(step, result, Stopwatch.GetElapsedTime(started));
        }
        catch (PlatformException e) when (e.Code is not (ErrorCode.BudgetExceeded or ErrorCode.Cancelled))
        {
            Done(step, null, Stopwatch.GetElapsedTime(started), AgentEvents.Fault(e));
        }

        return null;
    }

    private async Task<AgentWait?> NeedAsync(CallStep step, CallAnswer? answer, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case { End: CallEnd.Answered }:
                Done(step, answer.Value, TimeSpan.Zero);
                return null;
            case { End: CallEnd.TimedOut }:
                Done(step, null, TimeSpan.Zero, new EventFault("timeout", "Nobody answered in time.", "Go on without the answer."));
                return null;
            case { End: CallEnd.Failed }:
                Done(step, null, TimeSpan.Zero, AgentEvents.ChildFailed(answer.Value));
                return null;
            default:
                break;
        }

        try
        {
            ToolRunner.Check(step.Tool!, step.Arguments);
            var need = step.Tool!.Need!(step.Arguments);
            await runner.AdmitAsync(step.Tool, Context(step), cancellationToken);
            Told(step, step.Approval is null ? null : new AgentAllowed(step.Open.Number, step.Arguments, step.Approval));
            return new WaitsForNeed(step.Open.Number, step.Name, need);
        }
        catch (PlatformException e) when (e.Code is not (ErrorCode.BudgetExceeded or ErrorCode.Cancelled))
        {
            return Failed(step, AgentEvents.Fault(e));
        }
    }

    // Each call of a task has its own key, by its place and not by the provider's id: the same when the task runs again.
    private ToolCallContext Context(CallStep step) => call.Tool with { IdempotencyKey = $"{call.Tool.IdempotencyKey}/call-{step.Open.Number}" };

    private AgentWait? Failed(CallStep step, EventFault error)
    {
        Told(step, note: null);
        Done(step, null, TimeSpan.Zero, error);
        return null;
    }

    private void Told(CallStep step, AgentNote? note)
    {
        lock (_gate)
        {
            if (note is not null) _talk = _talk.With(note);
            call.Tell?.Invoke(new ToolStarted(step.Name, step.Open.Content.CallId, step.Arguments) { Approval = step.Approval, TaskNote = note?.ToJson() });
        }
    }

    private void Done(CallStep step, JsonElement? result, TimeSpan took, EventFault? error = null)
    {
        var text = error is null ? Texts.Of(result) : $"Error ({error.Code}): {error.Message} {error.Resolution}".TrimEnd();
        lock (_gate)
        {
            if (text.Length > BoundTool.UsualLargestResult)
                (text, result, error) = TooMuch(new EventFault("limit_exceeded", $"The result of '{step.Name}' is larger than {BoundTool.UsualLargestResult / 1024} KB.", "Ask for less."));
            else if (_talk.Length + text.Length > AgentConversation.Longest)
                (text, result, error) = TooMuch(new EventFault("limit_exceeded", $"The conversation is larger than {AgentConversation.Longest / 1024 / 1024} MB with the result of '{step.Name}'.", "Answer with what you have."));
            var called = new AgentCalled(step.Open.Number, text);
            _talk = _talk.With(called);
            call.Tell?.Invoke(new ToolFinished(step.Name, step.Open.Content.CallId, result, error, took.TotalMilliseconds) { TaskNote = called.ToJson() });
        }

        static (string, JsonElement?, EventFault) TooMuch(EventFault error) => ($"Error ({error.Code}): {error.Message} {error.Resolution}", null, error);
    }

    /// <summary>One call as far as it has come.</summary>
    private sealed record CallStep(AgentToolCall Open, BoundTool? Tool, JsonElement Arguments, ToolApproval? Approval)
    {
        public string Name => Tool?.Name ?? Open.Content.Name;
    }
}
