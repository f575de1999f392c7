using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Local;

/// <summary>What models that run inside the product share: the message that they answer, and an answer in pieces.</summary>
internal static class LocalReply
{
    /// <summary>The text of a message: what a person wrote, or what its tools gave back.</summary>
    public static string TextOf(ChatMessage message) =>
        string.Join('\n', message.Contents.Select(content => content switch
        {
            TextContent text => text.Text,
            FunctionResultContent result => Texts.Of(result.Result),
            _ => "",
        }).Where(text => text.Length > 0));

    /// <summary>What a person asked last. A repair is about the form of the answer and says nothing of its subject.</summary>
    public static string LastUserText(IEnumerable<ChatMessage> messages) =>
        messages.LastOrDefault(m => m.Role == ChatRole.User && !RepairMessage.Is(m)) is { } last ? TextOf(last) : "";

    /// <summary>What looks at words alone says so when it is shown something else.</summary>
    public static void MustBeText(IEnumerable<ChatMessage> messages, string name)
    {
        if (messages.Any(m => m.Contents.Any(c => c is DataContent or UriContent))) throw ContentErrors.TakesNo(name, "a builtin model", "images and files");
    }

    /// <summary>An answer as a stream: its text word by word, then all else.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        Task<ChatResponse> answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await answer;
        var id = response.Messages[0].MessageId;
        foreach (var content in response.Messages.SelectMany(m => m.Contents))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (content is not TextContent text) yield return Update(content);
            else
                foreach (var word in Words(text.Text)) yield return Update(new TextContent(word));
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, response.Usage is { } usage ? [new UsageContent(usage)] : [])
        { MessageId = id, ModelId = response.ModelId, FinishReason = response.FinishReason };

        ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]) { MessageId = id, ModelId = response.ModelId };
    }

    /// <summary>
    /// What a model without tokens used: four characters that it really read or wrote count as one. Instructions that it does not read are left out,
    /// so that limits.tokens bounds work and not words.
    /// </summary>
    public static UsageDetails UsageOf(string read, string written) => new()
    {
        InputTokenCount = Math.Max(1, read.Length / 4),
        OutputTokenCount = Math.Max(1, written.Length / 4),
    };

    public static ChatResponse Of(string model, IList<AIContent> contents) => new(new ChatMessage(ChatRole.Assistant, contents) { MessageId = "answer" })
    {
        ModelId = model,
        FinishReason = contents.Any(c => c is FunctionCallContent) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    // Each piece keeps the white space behind its word, so that the pieces joined are the text.
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) || !char.IsWhiteSpace(text[i - 1])) continue;
            yield return text[start..i];
            start = i;
        }

        if (start < text.Length) yield return text[start..];
    }
}
