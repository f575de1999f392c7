using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Responses;

/// <summary>OpenAI's Responses API.</summary>
/// <param name="address">Of <c>responses</c>.</param>
/// <param name="summary">Whether and how what was thought is told: <c>auto</c>, <c>concise</c>, <c>detailed</c>; null for not at all.</param>
internal sealed class ResponsesChatClient(JsonWire wire, Uri address, ChatSettings settings, string? summary) : WireChatClient(wire)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var told = await Wire.PostAsync(address, ResponsesQuestion.Of(settings, summary, messages, options), cancellationToken);
        return new[] { End(told, Contents(told)) }.ToChatResponse();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = ResponsesQuestion.Of(settings, summary, messages, options);
        body["stream"] = true;
        var told = new Told();
        await foreach (var happened in Wire.StreamAsync(address, body, cancellationToken))
        {
            if (happened.Text("object") == "response") // the server took no notice of "stream"
            {
                yield return End(happened, Contents(happened));
                yield break;
            }

            foreach (var content in told.Read(happened)) yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { MessageId = told.Id, ResponseId = told.Id };
            if (happened.Text("type") is "response.failed" or "error") throw Wire.Error(happened.At("response", "error") ?? happened);
            if (happened.Text("type") is not ("response.completed" or "response.incomplete") || happened.At("response") is not { } response) continue;
            // What a server tells only at the end, or has told in other events, is not lost.
            yield return End(response, told.HasContent ? [] : Contents(response), told.HasCalls);
            yield break;
        }

        throw Wire.BrokeOff();
    }

    private ChatResponseUpdate End(JsonElement response, IReadOnlyList<AIContent> contents, bool called = false)
    {
        if (response.Text("status") == "failed") throw Wire.Error(response.At("error") ?? response);
        var all = contents.ToList();
        if (ResponsesAnswer.Usage(response) is { } usage) all.Add(new UsageContent(usage));
        var id = response.Words("id");
        return new ChatResponseUpdate(ChatRole.Assistant, all)
        {
            MessageId = id,
            ResponseId = id,
            ModelId = response.Words("model"),
            FinishReason = ResponsesAnswer.Reason(response, called || contents.Any(c => c is FunctionCallContent)),
        };
    }

    private static List<AIContent> Contents(JsonElement response) => [.. response.Items("output").SelectMany(item => ResponsesAnswer.Item(item, Call))];

    /// <summary>What a stream has told so far.</summary>
    private sealed class Told
    {
        private readonly HashSet<string> _summarized = [];

        public string? Id { get; private set; }

        public bool HasContent { get; private set; }

        public bool HasCalls { get; private set; }

        public IEnumerable<AIContent> Read(JsonElement happened)
        {
            var contents = ReadOne(happened).ToList();
            HasContent |= contents.Count > 0;
            HasCalls |= contents.Exists(c => c is FunctionCallContent);
            return contents;
        }

        private IEnumerable<AIContent> ReadOne(JsonElement happened)
        {
            switch (happened.Text("type"))
            {
                case "response.created" or "response.in_progress":
                    Id ??= happened.At("response")?.Words("id");
                    return [];
                case "response.output_text.delta" when happened.Words("delta") is { } text:
                    return [new TextContent(text)];
                case "response.refusal.done" when happened.Words("refusal") is { } refusal:
                    return [new ErrorContent(refusal) { ErrorCode = "refusal" }];
                case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta" when happened.Words("delta") is { } thought:
                    _summarized.Add(happened.Text("item_id") ?? "");
                    return [Thoughts.New(thought, ResponsesInput.Sealed)];
                case "response.reasoning_summary_part.added" when happened.Number("summary_index") > 0:
                    return [Thoughts.New("\n\n", ResponsesInput.Sealed)];
                case "response.output_item.done" when happened.At("item") is { } item:
                    return Done(item);
                default:
                    return [];
            }
        }

        // Texts have been told piece by piece; calls are told whole, and so is the seal of what was thought.
        private IEnumerable<AIContent> Done(JsonElement item) => item.Text("type") switch
        {
            "function_call" => ResponsesAnswer.Item(item, Call),
            "reasoning" when !_summarized.Contains(item.Text("id") ?? "") => ResponsesAnswer.Thought(item),
            "reasoning" when ResponsesAnswer.Seal(item) is { } seal => [Thoughts.New("", ResponsesInput.Sealed, seal)],
            _ => [],
        };
    }
}
