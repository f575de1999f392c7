using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>Tells a model what was wrong with its answer. Models that only look at the question know it by its mark.</summary>
public static class RepairMessage
{
    private const string Mark = "platform.repair";

    public static ChatMessage Of(string text) => new(ChatRole.User, text) { AdditionalProperties = new AdditionalPropertiesDictionary { [Mark] = true } };

    internal static bool Is(ChatMessage message) => message.AdditionalProperties?.ContainsKey(Mark) == true;
}
