using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Wire;

/// <summary>
/// What a model thought before it answered. It bears the mark of the protocol that it came by, for what one provider signed or sealed is refused by
/// another, and a fallback answers the same conversation.
/// </summary>
internal static class Thoughts
{
    private const string Mark = "platform.thoughts";

    /// <summary>Words without a seal, as chat completions tell them.</summary>
    public const string Plain = "plain";

    /// <param name="sealed_">What goes back as it came: a signature, or the thought itself encrypted.</param>
    public static TextReasoningContent New(string text, string from, string? sealed_ = null) =>
        new(text) { ProtectedData = sealed_, AdditionalProperties = new AdditionalPropertiesDictionary { [Mark] = from } };

    public static bool IsFrom(this AIContent content, string from) => content.AdditionalProperties?.TryGetValue(Mark, out var mark) == true && from.Equals(mark as string, StringComparison.Ordinal);

    public static bool IsMarked(AIContent content) => content.AdditionalProperties?.ContainsKey(Mark) == true;

    public static string Of(ChatMessage message, string from) =>
        string.Concat(message.Contents.OfType<TextReasoningContent>().Where(t => t.IsFrom(from)).Select(t => t.Text));
}
