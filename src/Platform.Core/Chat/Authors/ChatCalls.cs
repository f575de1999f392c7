using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Costs.Budgets;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;

namespace Platform.Core.Chat.Authors;

/// <summary>Asks a model for a conversation: within the organisation's budgets, watched while it writes, and each attempt in the log of calls with what it cost.</summary>
internal sealed class ChatCalls(ModelRouter router, BudgetBook budgets, IConversationStore store, Redactor redactor, TimeProvider time)
{
    private const string Agent = "chat";
    private const string Node = "answer";
    private const int LongestKept = 20_000; // characters of one message that the log keeps: the reference is the same each time

    /// <exception cref="PlatformException">The model could not be asked, or did not answer.</exception>
    public async Task<ModelReply> AskAsync(
        Question question, string model, IReadOnlyDictionary<string, ModelSettings> models, IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        await using var listener = new Listener(question, model, budgets, time);
        var kept = Kept(messages);
        try
        {
            var reply = await router.CallAsync(new ModelCall { Model = model, Models = models, Messages = [.. messages], Listener = listener }, cancellationToken);
            question.Live.Spend(reply.Usage.Input, reply.Usage.Output, reply.Cost);
            question.Live.Model = reply.Model;
            listener.Tell(AgentEvents.Finished(Agent, kept, reply));
            return reply;
        }
        catch (PlatformException e) when (e.Code != ErrorCode.BudgetExceeded)
        {
            var use = models.TryGetValue(listener.Asked, out var asked) ? asked.Use : listener.Asked;
            listener.Tell(AgentEvents.Failed(Agent, kept, use, router.ProviderOf(use), e, listener.Elapsed, listener.Attempts, listener.LostCall));
            throw;
        }
        finally
        {
            listener.SpendLost();
            if (listener.Told.Count > 0) await store.CallsAsync(question.Caller.Organization, question.Conversation, question.Caller.Name, [.. listener.Told.Select((told, i) => new LoggedEvent(i + 1, time.GetUtcNow(), Shown(told) with { Node = Node }))]);
        }
    }

    private static List<ChatMessage> Kept(IReadOnlyList<ChatMessage> messages) =>
        [.. messages.Select(m => m.Text.Length <= LongestKept ? m : new ChatMessage(m.Role, $"{m.Text[..LongestKept]}… ({m.Text.Length - LongestKept} characters are not kept)"))];

    // Whoever failed may quote what it was sent.
    private RunEvent Shown(RunEvent told) => told switch
    {
        LlmFinished call => call with { Messages = redactor.Redact(call.Messages), Reply = redactor.Redact(call.Reply), Error = call.Error is { } error ? error with { Message = redactor.Redact(error.Message) } : null },
        LlmRetrying failed => failed with { Error = failed.Error with { Message = redactor.Redact(failed.Error.Message) } },
        _ => told,
    };

    private sealed class Listener(Question question, string model, BudgetBook budgets, TimeProvider time) : IModelListener, IAsyncDisposable
    {
        private const decimal NanosPerDollar = 1_000_000_000m;

        private long _started = time.GetTimestamp();
        private Guid? _hold;

        public string Asked { get; private set; } = model;

        public int Attempts { get; private set; }

        public LostCall? LostCall { get; private set; }

        public TimeSpan Elapsed => time.GetElapsedTime(_started);

        /// <summary>The ends of calls, in order.</summary>
        public List<RunEvent> Told { get; } = [];

        public void Starting(string model)
        {
            _started = time.GetTimestamp();
            Asked = model;
            LostCall = null;
            Attempts++;
        }

        public async ValueTask AdmitAsync(ModelStart start, CancellationToken cancellationToken)
        {
            var call = new PlannedCall(Nanos(start.LeastCost), Nanos(start.MostCost), start.Price is not null);
            _hold = await budgets.AdmitAsync(question.Caller.Organization, ChatModels.Purpose, start.Model, call, start.Timeout, _ => { }, cancellationToken);
            _started = time.GetTimestamp(); // not its own time that others kept it waiting
        }

        public void Wrote(string text) => question.Live.Write(text);

        public void Lost(ModelUsage usage, decimal? cost) => LostCall = new LostCall(usage, cost);

        public void Retrying(ModelRetry retry)
        {
            Tell(AgentEvents.Retrying(Agent, retry, LostCall));
            SpendLost();
            var next = retry.Why ?? $"{retry.Error.Message} Asking again.";
            question.Live.Notice(next);
            question.Live.Restart(retry.FallbackTo is { } other ? $"Asking '{other}' instead" : "Asking again", question.Live.Now().Attempt);
        }

        public void Tell(RunEvent told)
        {
            Told.Add(told with { Hold = _hold });
            _hold = null;
        }

        public void SpendLost()
        {
            if (LostCall is { } lost) question.Live.Spend(lost.Usage.Input, lost.Usage.Output, lost.Cost);
            LostCall = null;
        }

        /// <summary>Of a call that was cut short nobody will hear.</summary>
        public async ValueTask DisposeAsync()
        {
            if (_hold is { } hold) await budgets.AbandonAsync(hold);
        }

        private static long Nanos(decimal? dollars) => (long)Math.Round((dollars ?? 0) * NanosPerDollar);
    }
}
