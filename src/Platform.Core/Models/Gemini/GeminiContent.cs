using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Gemini;

/// <summary>Our messages as the service's contents. Pure.</summary>
internal static class GeminiContent
{
    /// <summary>Beside a call: what seals the thought that led to it, to be sent back with it.</summary>
    public const string Signature = "gemini.thoughtSignature";

    /// <summary>Beside a call: the service gave it no id, so none goes back.</summary>
    public const string Unnumbered = "gemini.unnumbered";

    /// <param name="names">The function of each call by its id: a result must name it.</param>
    public static JsonObject? Of(ChatMessage message, IReadOnlyDictionary<string, string> names)
    {
        var parts = message.Contents.Select(c => Part(c, names)).OfType<JsonNode>().ToArray();
        return parts.Length == 0 ? null : new JsonObject { ["role"] = message.Role == ChatRole.Assistant ? "model" : "user", ["parts"] = new JsonArray(parts) };
    }

    private static JsonObject? Part(AIContent content, IReadOnlyDictionary<string, string> names) => content switch
    {
        TextReasoningContent => null,
        TextContent { Text.Length: > 0 } text => new JsonObject { ["text"] = text.Text },
        DataContent data => new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = data.MediaType, ["data"] = data.Base64Data.ToString() } },
        UriContent uri => new JsonObject { ["fileData"] = new JsonObject { ["mimeType"] = uri.MediaType, ["fileUri"] = uri.Uri.ToString() } },
        FunctionCallContent call => Call(call),
        FunctionResultContent result => Result(result, names),
        _ => null,
    };

    private static JsonObject Call(FunctionCallContent call)
    {
        var inner = new JsonObject { ["name"] = call.Name, ["args"] = JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>()) };
        if (Marked(call, Unnumbered) is null) inner["id"] = call.CallId;
        var part = new JsonObject { ["functionCall"] = inner };
        if (Marked(call, Signature) is { } signature) part["thoughtSignature"] = signature;
        return part;
    }

    private static JsonObject Result(FunctionResultContent result, IReadOnlyDictionary<string, string> names)
    {
        var response = new JsonObject { ["name"] = names.GetValueOrDefault(result.CallId, result.CallId), ["response"] = new JsonObject { ["output"] = Texts.Of(result.Result) } };
        if (!result.CallId.StartsWith(Unnumbered, StringComparison.Ordinal)) response["id"] = result.CallId;
        return new JsonObject { ["functionResponse"] = response };
    }

    private static string? Marked(FunctionCallContent call, string mark) => call.AdditionalProperties?.TryGetValue(mark, out var value) == true ? value as string : null;
}
