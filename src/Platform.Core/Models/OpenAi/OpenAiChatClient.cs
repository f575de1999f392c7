using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>Chat completions: OpenAI itself and every server that speaks as it does.</summary>
/// <param name="address">Of <c>chat/completions</c>.</param>
internal sealed class OpenAiChatClient(JsonWire wire, Uri address, ChatSettings settings) : WireChatClient(wire)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Whole(await Wire.PostAsync(address, ChatQuestion.Of(settings, messages, options), cancellationToken)).ToChatResponse();

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = ChatQuestion.Streamed(ChatQuestion.Of(settings, messages, options), settings.Dialect);
        var reader = new Reader(settings.Dialect);
        await foreach (var told in Wire.StreamAsync(address, body, cancellationToken))
            if (reader.Read(told) is { Contents.Count: > 0 } update) yield return update;
        foreach (var update in Ended(reader)) yield return update;
    }

    private List<ChatResponseUpdate> Whole(JsonElement told)
    {
        var reader = new Reader(settings.Dialect);
        return [reader.Read(told), .. Ended(reader)];
    }

    private IEnumerable<ChatResponseUpdate> Ended(Reader reader)
    {
        if (reader.IsStrange) throw ModelErrors.Unreadable(Wire.Model, "there is no answer in it");
        if (reader.Reason is null || ChatAnswer.GaveUp(reader.Reason)) throw Wire.BrokeOff();
        return [reader.End()];
    }

    /// <summary>One answer, piece by piece; a whole message is one piece.</summary>
    private sealed class Reader(ChatDialect dialect)
    {
        private readonly CallParts _calls = new();
        private readonly ThoughtDetails? _details = dialect.SealsThoughts ? new ThoughtDetails() : null;
        private readonly ThinkingAloud? _aloud = dialect.MayThinkAloud ? new ThinkingAloud() : null;
        // Neighbours become one thought with the mark of the first, so all of an answer's bear the same.
        private readonly string _mark = dialect.SealsThoughts ? ThoughtDetails.Sealed : Thoughts.Plain;
        private UsageDetails? _usage;
        private bool _called;
        private string? _id;
        private string? _model;

        public ChatFinishReason? Reason { get; private set; }

        /// <summary>Something was told, and none of it was a piece of an answer.</summary>
        public bool IsStrange { get; private set; }

        private bool HasRead { get; set; }

        public ChatResponseUpdate Read(JsonElement told)
        {
            if (JsonWire.IsDone(told)) return Done();
            _id ??= told.Words("id");
            _model ??= told.Words("model");
            _usage = ChatAnswer.Usage(told) ?? _usage; // the last word counts: some repeat it with every piece
            HasRead |= ChatAnswer.Choice(told) is not null;
            IsStrange = !HasRead;
            if (ChatAnswer.Choice(told) is not { } choice) return Update([]);
            var contents = new List<AIContent>();
            if ((choice.At("delta") ?? choice.At("message")) is { } message) Read(message, contents);
            Reason = ChatAnswer.Reason(choice, _called) ?? Reason;
            return Update(contents);
        }

        // Some servers never say why an answer ended, and say that it has.
        private ChatResponseUpdate Done()
        {
            if (HasRead) Reason ??= _called ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
            return Update([]);
        }

        public ChatResponseUpdate End()
        {
            var contents = new List<AIContent>();
            if (_aloud is not null) Add(contents, _aloud.End());
            if (_details?.All() is { } seal) contents.Add(Thoughts.New("", ThoughtDetails.Sealed, seal));
            contents.AddRange(_calls.All().Select(c => Call(c.Id, c.Name, c.Arguments)));
            if (_usage is not null) contents.Add(new UsageContent(_usage));
            var update = Update(contents);
            update.FinishReason = Reason;
            return update;
        }

        private void Read(JsonElement message, List<AIContent> contents)
        {
            if (ChatAnswer.Thought(message) is { Length: > 0 } thought) contents.Add(Thoughts.New(thought, _mark));
            _details?.Add(message.Items("reasoning_details"));
            if (ChatAnswer.Content(message) is { Length: > 0 } text) Add(contents, _aloud?.Add(text) ?? ("", text));
            if (ChatAnswer.Refusal(message) is { } refusal) contents.Add(new ErrorContent(refusal) { ErrorCode = "refusal" });
            var calls = message.Items("tool_calls").ToList();
            _called |= calls.Count > 0;
            _calls.Add(calls);
        }

        private void Add(List<AIContent> contents, (string Thought, string Answer) parted)
        {
            if (parted.Thought.Length > 0) contents.Add(Thoughts.New(parted.Thought, _mark));
            if (parted.Answer.Length > 0) contents.Add(new TextContent(parted.Answer));
        }

        private ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents) { ResponseId = _id, MessageId = _id, ModelId = _model };
    }
}
