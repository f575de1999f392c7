using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>Our messages as those of a chat completion. Pure.</summary>
internal static class ChatMessages
{
    public static IEnumerable<JsonNode> Of(ChatMessage message, ChatSettings settings)
    {
        if (message.Role == ChatRole.Assistant) return [Assistant(message, settings)];
        if (message.Role == ChatRole.Tool)
        {
            return message.Contents.OfType<FunctionResultContent>()
                .Select(r => new JsonObject { ["role"] = "tool", ["tool_call_id"] = r.CallId, ["content"] = Texts.Of(r.Result) });
        }

        return [new JsonObject { ["role"] = message.Role == ChatRole.System ? "system" : "user", ["content"] = Content(message, settings) }];
    }

    private static JsonObject Assistant(ChatMessage message, ChatSettings settings)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(JsonNode (c) => new JsonObject
        {
            ["id"] = c.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = c.Name, ["arguments"] = Texts.Json(c.Arguments ?? new Dictionary<string, object?>()) },
        }).ToArray();
        var text = message.Text;
        var assistant = new JsonObject { ["role"] = "assistant", ["content"] = text.Length == 0 && calls.Length > 0 ? null : text };
        if (calls.Length == 0) return assistant;
        assistant["tool_calls"] = new JsonArray(calls);
        if (settings.Dialect.KeepsThoughts && Thoughts.Of(message, Thoughts.Plain) is { Length: > 0 } thoughts) assistant["reasoning_content"] = thoughts;
        if (settings.Dialect.SealsThoughts && message.Contents.OfType<TextReasoningContent>().FirstOrDefault(t => t.ProtectedData is { Length: > 0 } && t.IsFrom(ThoughtDetails.Sealed)) is { } thought)
            assistant["reasoning_details"] = JsonNode.Parse(thought.ProtectedData!);
        return assistant;
    }

    // Text alone goes out as text: not every server reads a list of parts.
    private static JsonNode Content(ChatMessage message, ChatSettings settings) =>
        message.Contents.All(c => c is TextContent)
            ? JsonValue.Create(message.Text)
            : new JsonArray([.. message.Contents.Select(c => Part(c, settings)).OfType<JsonNode>()]);

    private static JsonObject? Part(AIContent content, ChatSettings settings) => content switch
    {
        TextContent text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        DataContent data when data.HasTopLevelMediaType("image") => Image(data.Uri, settings),
        UriContent uri when uri.HasTopLevelMediaType("image") => Image(uri.Uri.ToString(), settings),
        DataContent data when data.HasTopLevelMediaType("audio") => Audio(data, settings),
        DataContent data => File(data, settings),
        UriContent => throw settings.TakesNo("files by address"),
        _ => null,
    };

    private static JsonObject Image(string address, ChatSettings settings) => settings.Dialect.Takes.HasFlag(Takes.Images)
        ? new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = address } }
        : throw settings.TakesNo("images");

    private static JsonObject Audio(DataContent data, ChatSettings settings)
    {
        if (!settings.Dialect.Takes.HasFlag(Takes.Audio)) throw settings.TakesNo("audio");
        var format = data.MediaType is "audio/mpeg" ? "mp3" : data.MediaType[(data.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace("x-", "", StringComparison.Ordinal);
        return new JsonObject { ["type"] = "input_audio", ["input_audio"] = new JsonObject { ["data"] = data.Base64Data.ToString(), ["format"] = format } };
    }

    private static JsonObject File(DataContent data, ChatSettings settings) => settings.Dialect.Takes.HasFlag(Takes.Files)
        ? new JsonObject { ["type"] = "file", ["file"] = new JsonObject { ["filename"] = data.Name ?? "file", ["file_data"] = data.Uri } }
        : throw settings.TakesNo($"files of the kind {data.MediaType}");
}
