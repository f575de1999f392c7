using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Responses;

/// <summary>Our messages as the items of a Responses input, in the order in which they were told. Pure.</summary>
internal static class ResponsesInput
{
    /// <summary>The mark of thoughts that this protocol sealed.</summary>
    public const string Sealed = "openai.responses";

    public static IEnumerable<JsonNode> Of(ChatMessage message, ChatSettings settings)
    {
        if (message.Role == ChatRole.Assistant) return message.Contents.Select(Said).OfType<JsonNode>();
        if (message.Role == ChatRole.Tool)
        {
            return message.Contents.OfType<FunctionResultContent>()
                .Select(r => new JsonObject { ["type"] = "function_call_output", ["call_id"] = r.CallId, ["output"] = Texts.Of(r.Result) });
        }

        var role = message.Role == ChatRole.System ? "system" : "user";
        return [new JsonObject { ["role"] = role, ["content"] = new JsonArray([.. message.Contents.Select(c => Part(c, settings)).OfType<JsonNode>()]) }];
    }

    private static JsonObject? Said(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text.Text }),
        },
        FunctionCallContent call => new JsonObject
        {
            ["type"] = "function_call",
            ["call_id"] = call.CallId,
            ["name"] = call.Name,
            ["arguments"] = Texts.Json(call.Arguments ?? new Dictionary<string, object?>()),
        },
        // What is not sealed was never stored there either, so it cannot be named.
        TextReasoningContent { ProtectedData: { Length: > 0 } item } thought when thought.IsFrom(Sealed) => JsonNode.Parse(item) as JsonObject,
        _ => null,
    };

    private static JsonObject? Part(AIContent content, ChatSettings settings) => content switch
    {
        TextContent text => new JsonObject { ["type"] = "input_text", ["text"] = text.Text },
        DataContent data when data.HasTopLevelMediaType("image") => new JsonObject { ["type"] = "input_image", ["image_url"] = data.Uri },
        UriContent uri when uri.HasTopLevelMediaType("image") => new JsonObject { ["type"] = "input_image", ["image_url"] = uri.Uri.ToString() },
        DataContent data when data.HasTopLevelMediaType("audio") => throw settings.TakesNo("audio"),
        DataContent data => new JsonObject { ["type"] = "input_file", ["filename"] = data.Name ?? "file", ["file_data"] = data.Uri },
        UriContent uri => new JsonObject { ["type"] = "input_file", ["file_url"] = uri.Uri.ToString() },
        _ => null,
    };
}
