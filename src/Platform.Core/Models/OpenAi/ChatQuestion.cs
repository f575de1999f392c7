using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>The body of a chat completion. Pure.</summary>
/// <remarks>Source: OpenAI API reference, "Create chat completion"; where servers differ, <see cref="ChatDialect"/> says so.</remarks>
internal static class ChatQuestion
{
    public static JsonObject Of(ChatSettings settings, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var dialect = settings.Dialect;
        var body = new JsonObject
        {
            ["model"] = settings.Model,
            ["messages"] = new JsonArray([.. messages.SelectMany(m => ChatMessages.Of(m, settings))]),
        };
        if (options is not null) Add(body, options, dialect);
        if (settings.Effort is { } effort) body["reasoning_effort"] = effort;
        ModelExtras.Add(body, settings.Extra);
        return body;
    }

    public static JsonObject Streamed(JsonObject body, ChatDialect dialect)
    {
        body["stream"] = true;
        if (dialect.AsksForUsage) body["stream_options"] = new JsonObject { ["include_usage"] = true };
        return body;
    }

    private static void Add(JsonObject body, ChatOptions options, ChatDialect dialect)
    {
        body.Set("temperature", options.Temperature);
        body.Set("top_p", options.TopP);
        if (dialect.HasTopK && options.TopK is { } topK) body["top_k"] = topK;
        body.Set("frequency_penalty", options.FrequencyPenalty);
        body.Set("presence_penalty", options.PresencePenalty);
        if (options.MaxOutputTokens is { } most) body[dialect.Limit] = most;
        if (options.Seed is { } seed) body[dialect.Seed] = seed;
        if (options.StopSequences is { Count: > 0 } stops) body["stop"] = new JsonArray([.. stops.Select(s => JsonValue.Create(s))]);
        if (Format(options.ResponseFormat, dialect) is { } format) body["response_format"] = format;
        Tools(body, options);
    }

    private static JsonObject? Format(ChatResponseFormat? format, ChatDialect dialect) => (format, dialect.Structured) switch
    {
        (not ChatResponseFormatJson, _) or (_, Structured.Prompt) => null,
        // Not strict: strict mode refuses most of what JSON Schema allows, and the answer is validated here anyway.
        (ChatResponseFormatJson { Schema: { } schema } json, Structured.Schema) => new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = json.SchemaName ?? "answer", ["schema"] = JsonNode.Parse(schema.GetRawText()), ["strict"] = false },
        },
        _ => new JsonObject { ["type"] = "json_object" },
    };

    private static void Tools(JsonObject body, ChatOptions options)
    {
        var tools = (options.Tools ?? []).OfType<AIFunctionDeclaration>().Select(JsonNode (tool) => new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()) },
        }).ToArray();
        if (tools.Length == 0) return;
        body["tools"] = new JsonArray(tools);
        if (options.AllowMultipleToolCalls is { } many) body["parallel_tool_calls"] = many;
        if (Choice(options.ToolMode) is { } choice) body["tool_choice"] = choice;
    }

    private static JsonNode? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } },
        RequiredChatToolMode => "required",
        _ => null,
    };
}
