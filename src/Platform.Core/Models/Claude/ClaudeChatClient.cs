using System.Runtime.CompilerServices;
using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Claude;

/// <summary>
/// Puts right what the SDK's client leaves out: it drops the settings of sampling, sends schemas that the service refuses, and takes a stream that
/// broke off for an answer.
/// </summary>
internal sealed class ClaudeChatClient(IChatClient inner, string name, string model, int maxTokens) : DelegatingChatClient(inner)
{
    private static readonly Dictionary<string, JsonElement> None = [];

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, Mapped(options), cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ended = false;
        await foreach (var update in base.GetStreamingResponseAsync(messages, Mapped(options), cancellationToken))
        {
            ended |= update.FinishReason is not null;
            yield return update;
        }

        if (!ended) throw ModelErrors.BrokeOff(name);
    }

    private ChatOptions? Mapped(ChatOptions? options)
    {
        if (options is null) return null;
        var mapped = options.Clone();
        if (mapped.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && !ClaudeSchema.Fits(schema)) mapped.ResponseFormat = null;
        if (options.Temperature is not null || options.TopP is not null || options.TopK is not null)
            mapped.RawRepresentationFactory = _ => MessageCreateParams.FromRawUnchecked(None, None, Sampling(options));
        return mapped;
    }

    // The SDK fills in what else belongs to the call; what stands here it leaves as it is.
    private Dictionary<string, JsonElement> Sampling(ChatOptions options)
    {
        var body = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["model"] = JsonSerializer.SerializeToElement(model),
            ["max_tokens"] = JsonSerializer.SerializeToElement(options.MaxOutputTokens ?? maxTokens),
            ["messages"] = JsonSerializer.SerializeToElement(Array.Empty<int>()),
        };
        if (options.Temperature is { } temperature) body["temperature"] = JsonSerializer.SerializeToElement(Math.Round(temperature, 4));
        if (options.TopP is { } topP) body["top_p"] = JsonSerializer.SerializeToElement(Math.Round(topP, 4));
        if (options.TopK is { } topK) body["top_k"] = JsonSerializer.SerializeToElement(topK);
        return body;
    }
}
