using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Claude;

/// <summary>What goes out with each call besides the question itself.</summary>
/// <param name="ThoughtTokens">Tokens to think with; null leaves it to the effort, or to the model.</param>
/// <param name="IsHeld">Whether the service holds the answer to its schema; else the prompt alone does.</param>
internal sealed record ClaudeSettings(string Name, string Model, int MaxTokens, int? ThoughtTokens, bool IsHeld, JsonElement Extra);

/// <summary>
/// Puts right what the SDK's client leaves out: it drops the settings of sampling, sends schemas that the service refuses, and takes a stream that
/// broke off for an answer.
/// </summary>
internal sealed class ClaudeChatClient(IChatClient inner, ClaudeSettings settings) : DelegatingChatClient(inner)
{
    private static readonly Dictionary<string, JsonElement> None = [];

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(Ours(messages), Mapped(options), cancellationToken);
        if (response.Usage is { } usage) Count(usage);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ended = false;
        await foreach (var update in base.GetStreamingResponseAsync(Ours(messages), Mapped(options), cancellationToken))
        {
            ended |= update.FinishReason is not null;
            foreach (var usage in update.Contents.OfType<UsageContent>()) Count(usage.Details);
            yield return update;
        }

        if (!ended) throw ModelErrors.BrokeOff(settings.Name);
    }

    // What another provider's model thought bears no signature of this service, which refuses it.
    private static IEnumerable<ChatMessage> Ours(IEnumerable<ChatMessage> messages) => messages.Select(message =>
        message.Contents.Any(Thoughts.IsMarked) ? new ChatMessage(message.Role, [.. message.Contents.Where(c => !Thoughts.IsMarked(c))]) { MessageId = message.MessageId } : message);

    private static void Count(UsageDetails usage)
    {
        if (usage.AdditionalCounts?.TryGetValue(nameof(Usage.CacheCreationInputTokens), out var written) == true) ModelUsage.SetCacheWrites(usage, written);
    }

    private ChatOptions? Mapped(ChatOptions? options)
    {
        if (options is null) return null;
        var mapped = options.Clone();
        if (mapped.ResponseFormat is ChatResponseFormatJson json && (!settings.IsHeld || json.Schema is not { } schema || !ClaudeSchema.Fits(schema))) mapped.ResponseFormat = null;
        if (options.Temperature is not null || options.TopP is not null || options.TopK is not null || settings.ThoughtTokens is not null || settings.Extra.ValueKind == JsonValueKind.Object)
            mapped.RawRepresentationFactory = _ => MessageCreateParams.FromRawUnchecked(None, None, Body(options));
        return mapped;
    }

    // The SDK fills in what else belongs to the call; what stands here it leaves as it is.
    private Dictionary<string, JsonElement> Body(ChatOptions options)
    {
        var body = new JsonObject { ["model"] = settings.Model, ["max_tokens"] = options.MaxOutputTokens ?? (settings.MaxTokens + (settings.ThoughtTokens ?? 0)), ["messages"] = new JsonArray() };
        body.Set("temperature", options.Temperature);
        body.Set("top_p", options.TopP);
        if (options.TopK is { } topK) body["top_k"] = topK;
        if (settings.ThoughtTokens is { } tokens) body["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = tokens };
        ModelExtras.Add(body, settings.Extra);
        return body.ToDictionary(p => p.Key, p => JsonSerializer.SerializeToElement(p.Value), StringComparer.Ordinal);
    }
}
