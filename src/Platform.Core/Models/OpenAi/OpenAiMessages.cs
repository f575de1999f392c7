using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Platform.Core.Models.OpenAi;

/// <summary>Our messages as the SDK's.</summary>
internal static class OpenAiMessages
{
    public static IEnumerable<OpenAI.Chat.ChatMessage> Of(IEnumerable<ChatMessage> messages) => messages.SelectMany(Of);

    private static IEnumerable<OpenAI.Chat.ChatMessage> Of(ChatMessage message)
    {
        if (message.Role == ChatRole.System) return [new SystemChatMessage(message.Text)];
        if (message.Role == ChatRole.Assistant) return [Assistant(message)];
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(r => new ToolChatMessage(r.CallId, Texts.Of(r.Result)));
        return [new UserChatMessage(Parts(message))];
    }

    private static AssistantChatMessage Assistant(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(c => ChatToolCall.CreateFunctionToolCall(c.CallId, c.Name, BinaryData.FromString(Texts.Json(c.Arguments ?? new Dictionary<string, object?>()))))
            .ToList();
        var text = message.Text;
        if (calls.Count == 0) return new AssistantChatMessage(text);
        var assistant = new AssistantChatMessage(calls);
        if (text.Length > 0) assistant.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        return assistant;
    }

    private static List<ChatMessageContentPart> Parts(ChatMessage message)
    {
        var parts = message.Contents.Select(Part).OfType<ChatMessageContentPart>().ToList();
        return parts.Count > 0 ? parts : [ChatMessageContentPart.CreateTextPart("")];
    }

    private static ChatMessageContentPart? Part(AIContent content) => content switch
    {
        TextContent text => ChatMessageContentPart.CreateTextPart(text.Text),
        DataContent data when data.HasTopLevelMediaType("image") => ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(data.Data), data.MediaType),
        UriContent uri when uri.HasTopLevelMediaType("image") => ChatMessageContentPart.CreateImagePart(uri.Uri),
        _ => null,
    };
}
