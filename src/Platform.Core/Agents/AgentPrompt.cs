using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;

namespace Platform.Core.Agents;

/// <summary>Reads the <c>prompt</c> of a node: a text, or a list of <c>{ role, content }</c>.</summary>
public static class AgentPrompt
{
    private const int MostMessages = 10_000;

    private static readonly Dictionary<string, ChatRole> Roles = new(StringComparer.Ordinal)
    {
        ["user"] = ChatRole.User,
        ["assistant"] = ChatRole.Assistant,
        ["system"] = ChatRole.System,
    };

    /// <exception cref="PlatformException">Validation: neither text nor messages, or nothing at all.</exception>
    public static IReadOnlyList<ChatMessage> Read(JsonElement prompt)
    {
        if (prompt.ValueKind != JsonValueKind.Array || !prompt.EnumerateArray().All(IsMessage)) return [new ChatMessage(ChatRole.User, Text(prompt))];
        if (prompt.GetArrayLength() is 0 or > MostMessages) throw new PlatformException(ErrorCode.Validation, $"A prompt has 1 to {MostMessages} messages, but this one has {prompt.GetArrayLength()}.", "Give a text or a list of { role, content }.");
        return [.. prompt.EnumerateArray().Select(Message)];
    }

    private static bool IsMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("role", out _) && item.TryGetProperty("content", out _);

    private static ChatMessage Message(JsonElement item)
    {
        var role = Texts.Of(item.GetProperty("role"));
        return Roles.TryGetValue(role, out var known)
            ? new ChatMessage(known, Texts.Of(item.GetProperty("content")))
            : throw new PlatformException(ErrorCode.Validation, $"A message of the prompt has the role '{role}'; roles are {Names.Quoted(Roles.Keys)}.", "Mend the prompt.");
    }

    private static string Text(JsonElement prompt)
    {
        var text = prompt.ValueKind == JsonValueKind.Null ? "" : Texts.Of(prompt);
        return text.Length > 0 ? text : throw new PlatformException(ErrorCode.Validation, "The prompt is empty.", "Give the agent something to answer.");
    }
}
