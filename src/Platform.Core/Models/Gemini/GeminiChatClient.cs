using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Gemini;

/// <summary>Google's own protocol.</summary>
/// <param name="address">Of the model: <c>…/v1beta/models/gemini-2.5-flash</c>.</param>
internal sealed class GeminiChatClient(JsonWire wire, Uri address, GeminiSettings settings) : WireChatClient(wire)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = new GeminiAnswer();
        var contents = answer.Read(await Wire.PostAsync(Door("generateContent", ""), GeminiQuestion.Of(settings, messages, options), cancellationToken));
        return new[] { Update(answer, contents), End(answer) }.ToChatResponse();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = new GeminiAnswer();
        var body = GeminiQuestion.Of(settings, messages, options);
        await foreach (var told in Wire.StreamAsync(Door("streamGenerateContent", "alt=sse"), body, cancellationToken))
            if (answer.Read(told) is { Count: > 0 } contents) yield return Update(answer, contents);
        yield return End(answer);
    }

    private ChatResponseUpdate End(GeminiAnswer answer)
    {
        if (answer.GaveUp || answer.Reason is null) throw Wire.BrokeOff();
        var update = Update(answer, answer.Usage is { } usage ? [new UsageContent(usage)] : []);
        update.FinishReason = answer.Reason;
        return update;
    }

    private static ChatResponseUpdate Update(GeminiAnswer answer, IReadOnlyList<AIContent> contents) =>
        new(ChatRole.Assistant, [.. contents]) { MessageId = answer.Id, ResponseId = answer.Id, ModelId = answer.Model };

    private Uri Door(string method, string query) => new UriBuilder(address) { Path = $"{address.AbsolutePath}:{method}", Query = query }.Uri;
}
