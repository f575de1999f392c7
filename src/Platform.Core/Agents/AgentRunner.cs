using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Tools;

namespace Platform.Core.Agents;

/// <summary>
/// The turn loop: ask the model, run the tools that it calls, tell it what came out, until it answers. An answer that does not keep to the output
/// schema goes back to the model with what is wrong, twice at most. It stops when calls wait for a person or a workflow, and goes on from its notes.
/// </summary>
public sealed class AgentRunner(ModelRouter router, ToolRunner tools, TimeProvider time)
{
    private const int MostRepairs = 2;
    private const int LongestQuote = 500;

    /// <exception cref="PlatformException">What the model's call failed with; model_failed, limit_exceeded for too many turns, budget_exceeded.</exception>
    public async Task<AgentOutcome> RunAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var bound = new AgentTools(call.Tools);
        var talk = AgentConversation.Restore(Begin(call), call.Notes);
        var repairs = 0;
        while (true)
        {
            if (talk.Calls.Count > 0)
            {
                (talk, var waits) = await new AgentTurn(call, bound, tools, talk).RunAsync(cancellationToken);
                if (waits.Count > 0) return new AgentWaits(waits);
            }

            if (talk.Turns >= call.MaxTurns) throw TooManyTurns(call);
            if (talk.Turns > 0 && call.Changes is { } changes && await changes(cancellationToken) is { } changed) bound.Offer(changed);
            (talk, var reply) = await AskAsync(call, talk, bound, cancellationToken);
            if (talk.Calls.Count > 0) continue;
            var (output, wrong) = Answer(call, reply.Response);
            AgentStops.ThrowIfStopped(call, reply.Response, hasAnswer: output is not null);
            if (output is { } found) return new AgentResult(found, talk.Turns, talk.InputTokens, talk.OutputTokens, talk.Cost);
            if (++repairs > MostRepairs || talk.Turns == call.MaxTurns) throw Unusable(call, wrong, reply.Response.Text);
            talk = talk.With(RepairMessage.Of(Repair(call, wrong)));
        }
    }

    private static PlatformException TooManyTurns(AgentCall call) => new(
        ErrorCode.LimitExceeded, $"Agent '{call.Agent}' came to no answer within {call.MaxTurns} turns.", "Raise its max_turns, or give it fewer tools and clearer instructions.");

    private static List<ChatMessage> Begin(AgentCall call)
    {
        var instructions = call.Instructions;
        if (call.Output is { } output)
        {
            var form = $"Answer with JSON only, without any text around it, that keeps to this JSON Schema:\n{output.Shown.GetRawText()}";
            instructions = instructions.Length == 0 ? form : $"{instructions}\n\n{form}";
        }

        return instructions.Length == 0 ? [.. call.Prompt] : [new ChatMessage(ChatRole.System, instructions), .. call.Prompt];
    }

    private async Task<(AgentConversation Talk, ModelReply Reply)> AskAsync(AgentCall call, AgentConversation talk, AgentTools bound, CancellationToken cancellationToken)
    {
        var sent = talk.Messages;
        var listener = new Listener(call, time);
        ModelReply reply;
        try
        {
            reply = await router.CallAsync(new ModelCall
            {
                Model = call.Model,
                Models = call.Models,
                Messages = sent,
                Tools = bound.Declared,
                Format = call.Output is { } output ? ChatResponseFormat.ForJsonSchema(output.Shown, "answer") : null,
                Run = call.Tool.IdempotencyKey.Split('/')[0],
                Listener = listener,
            }, cancellationToken);
        }
        catch (PlatformException e) when (e.Code != ErrorCode.BudgetExceeded)
        {
            var use = call.Models.TryGetValue(listener.Asked, out var asked) ? asked.Use : listener.Asked;
            call.Tell?.Invoke(AgentEvents.Failed(call.Agent, sent, use, router.ProviderOf(use), e, listener.Elapsed, listener.Attempts, listener.LostCall));
            listener.SpendLost();
            throw;
        }

        (talk, var note) = talk.Heard(reply.Response.Messages, reply.Usage.Input, reply.Usage.Output, reply.Cost, call.Asked);
        call.Tell?.Invoke(AgentEvents.Finished(call.Agent, sent, reply) with { TaskNote = note?.ToJson() });
        call.Budget?.Spend(reply.Usage, reply.Cost, isAnswered: true);
        return (talk, reply);
    }

    private static (JsonElement? Output, string Wrong) Answer(AgentCall call, ChatResponse response)
    {
        var text = response.Text;
        if (call.Output is { } output) return AgentAnswer.Read(text, output.Schema);
        if (!string.IsNullOrWhiteSpace(text)) return (JsonSerializer.SerializeToElement(text), "");
        return (null, "The answer is empty.");
    }

    private static string Repair(AgentCall call, string wrong) =>
        call.Output is null ? $"{wrong} Answer the question above." : $"{wrong}\nAnswer again with the whole JSON, mended, and nothing else.";

    private static PlatformException Unusable(AgentCall call, string wrong, string text)
    {
        var quote = text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
        var said = quote.Length == 0 ? "" : $" It was: {quote}";
        return new PlatformException(ErrorCode.ModelFailed, $"Agent '{call.Agent}' gave no answer that can be used. {wrong}{said}", "Make the instructions clearer, the schema simpler, or use a stronger model.")
        { Kind = ModelErrorKind.Unreadable.Text() };
    }

    private sealed class Listener(AgentCall call, TimeProvider time) : IModelListener
    {
        private long _started = time.GetTimestamp();

        public string Asked { get; private set; } = call.Model;

        public int Attempts { get; private set; }

        /// <summary>What the last attempt used before it failed; null when nothing came of it.</summary>
        public LostCall? LostCall { get; private set; }

        /// <summary>Since the last attempt began.</summary>
        public TimeSpan Elapsed => time.GetElapsedTime(_started);

        public void Starting(string model)
        {
            _started = time.GetTimestamp();
            Asked = model;
            LostCall = null;
            Attempts++;
        }

        public async ValueTask AdmitAsync(ModelStart start, CancellationToken cancellationToken)
        {
            if (call.Budget is not { } budget) return;
            budget.EnsureLeft();
            await budget.AdmitAsync(start, cancellationToken);
            _started = time.GetTimestamp(); // not its own time that others kept it waiting
        }

        public void Wrote(string text) => call.Tell?.Invoke(new LlmDelta(text));

        public void Thought(string text) => call.Tell?.Invoke(new LlmDelta(text) { IsThought = true });

        public void Lost(ModelUsage usage, decimal? cost) => LostCall = new LostCall(usage, cost);

        public void Retrying(ModelRetry retry)
        {
            call.Tell?.Invoke(AgentEvents.Retrying(call.Agent, retry, LostCall));
            SpendLost();
        }

        public void SpendLost()
        {
            if (LostCall is { } lost) call.Budget?.Spend(lost.Usage, lost.Cost, isAnswered: false);
        }
    }
}
