using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Tools;

namespace Platform.Core.Agents;

/// <summary>
/// Reads the <c>prompt</c> of a node: a text, a list of <c>{ role, content }</c>, or a list of parts. A content is a text or a list of parts; see
/// <see cref="PromptParts"/>.
/// </summary>
public static class AgentPrompt
{
    private const int MostMessages = 10_000;

    private static readonly Dictionary<string, ChatRole> Roles = new(StringComparer.Ordinal)
    {
        ["user"] = ChatRole.User,
        ["assistant"] = ChatRole.Assistant,
        ["system"] = ChatRole.System,
    };

    /// <param name="written">
    /// The same as it stands in the file. A part is one only where the file itself says so: what an expression gives is data and opens no file.
    /// </param>
    /// <param name="context">Whose files the prompt may show.</param>
    /// <exception cref="PlatformException">Validation: neither text nor messages, or nothing at all; what a file that is missing or too large fails with.</exception>
    public static async Task<IReadOnlyList<ChatMessage>> ReadAsync(JsonElement prompt, ConfigValue written, ToolCallContext context, CancellationToken cancellationToken)
    {
        var parts = new PromptParts(context);
        if (PromptParts.ShowsSomething(prompt, written)) return [new ChatMessage(ChatRole.User, await parts.ReadAsync(prompt, written, cancellationToken))];
        if (prompt.ValueKind != JsonValueKind.Array || !prompt.EnumerateArray().All(IsMessage)) return [new ChatMessage(ChatRole.User, Text(prompt))];
        if (prompt.GetArrayLength() is 0 or > MostMessages) throw new PlatformException(ErrorCode.Validation, $"A prompt has 1 to {MostMessages} messages, but this one has {prompt.GetArrayLength()}.", "Give a text or a list of { role, content }.");
        var messages = new List<ChatMessage>(prompt.GetArrayLength());
        foreach (var (at, item) in prompt.EnumerateArray().Index()) messages.Add(await MessageAsync(item, PromptParts.At(written, at), parts, cancellationToken));
        return messages;
    }

    private static bool IsMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("role", out _) && item.TryGetProperty("content", out _);

    private static async Task<ChatMessage> MessageAsync(JsonElement item, ConfigValue? written, PromptParts parts, CancellationToken cancellationToken)
    {
        var role = Texts.Of(item.GetProperty("role"));
        if (!Roles.TryGetValue(role, out var known))
            throw new PlatformException(ErrorCode.Validation, $"A message of the prompt has the role '{role}'; roles are {Names.Quoted(Roles.Keys)}.", "Mend the prompt.");
        var content = item.GetProperty("content");
        var said = (written as ConfigMap)?["content"];
        if (!PromptParts.IsParts(content, said)) return new ChatMessage(known, Texts.Of(content));
        if (known != ChatRole.User && PromptParts.ShowsSomething(content, said))
            throw new PlatformException(ErrorCode.Validation, $"A message of the role '{role}' shows an image or a file; only the user's may.", "Move it into a message with role: user.");
        return new ChatMessage(known, await parts.ReadAsync(content, said, cancellationToken));
    }

    private static string Text(JsonElement prompt)
    {
        var text = prompt.ValueKind == JsonValueKind.Null ? "" : Texts.Of(prompt);
        return text.Length > 0 ? text : throw new PlatformException(ErrorCode.Validation, "The prompt is empty.", "Give the agent something to answer.");
    }
}
