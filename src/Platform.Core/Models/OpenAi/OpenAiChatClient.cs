using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Platform.Core.Models.OpenAi;

/// <summary>The SDK's chat client as an <see cref="IChatClient"/>: OpenAI itself and every server that speaks its chat completions.</summary>
/// <param name="compatible">Another server than OpenAI's own.</param>
internal sealed class OpenAiChatClient(ChatClient client, string name, bool compatible, HttpClient http) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await client.CompleteChatAsync(OpenAiMessages.Of(messages), OpenAiOptions.Of(options, compatible), cancellationToken);
        var completion = result.Value;
        var contents = completion.Content.Where(p => p.Kind == ChatMessageContentPartKind.Text).Select(AIContent (p) => new TextContent(p.Text)).ToList();
        if (completion.Refusal is { Length: > 0 } refusal) contents.Add(new ErrorContent(refusal) { ErrorCode = "refusal" });
        contents.AddRange(completion.ToolCalls.Select(c => Call(c.Id, c.FunctionName, c.FunctionArguments.ToString())));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = completion.Id })
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            FinishReason = Reason(completion.FinishReason),
            Usage = Usage(completion.Usage),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new OpenAiCallParts();
        ChatFinishReason? reason = null;
        string? id = null, model = null;
        var updates = client.CompleteChatStreamingAsync(OpenAiMessages.Of(messages), OpenAiOptions.Of(options, compatible), cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            id ??= update.CompletionId;
            model ??= update.Model;
            calls.Add(update.ToolCallUpdates);
            reason = update.FinishReason is { } told ? Reason(told) : reason;
            var contents = update.ContentUpdate.Where(p => p.Text is { Length: > 0 }).Select(AIContent (p) => new TextContent(p.Text)).ToList();
            if (update.RefusalUpdate is { Length: > 0 } refusal) contents.Add(new ErrorContent(refusal) { ErrorCode = "refusal" });
            if (Usage(update.Usage) is { } usage) contents.Add(new UsageContent(usage));
            if (contents.Count > 0) yield return Update(contents);
        }

        if (reason is null) throw ModelErrors.BrokeOff(name);
        yield return Update([.. calls.All().Select(c => Call(c.Id, c.Name, c.Arguments))], reason);

        ChatResponseUpdate Update(IList<AIContent> contents, ChatFinishReason? end = null) =>
            new(ChatRole.Assistant, contents) { ResponseId = id, MessageId = id, ModelId = model, FinishReason = end };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(client) ? client : null;

    public void Dispose() => http.Dispose();

    // Arguments that are no JSON object stay with the call as its exception: the model is told, and mends it.
    private static FunctionCallContent Call(string id, string function, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(arguments, id, function, ToolArguments.Parse);

    private static ChatFinishReason Reason(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails? Usage(ChatTokenUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };
}
