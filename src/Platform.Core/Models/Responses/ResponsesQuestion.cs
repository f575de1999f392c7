using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Responses;

/// <summary>The body of a response of OpenAI's Responses API. Pure.</summary>
/// <remarks>
/// Source: OpenAI API reference, "Create a model response". Nothing is stored there: the conversation goes out whole with each call, and what a model
/// thought goes back sealed.
/// </remarks>
internal static class ResponsesQuestion
{
    /// <param name="summary">Null asks for no summary of what was thought.</param>
    public static JsonObject Of(ChatSettings settings, string? summary, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject
        {
            ["model"] = settings.Model,
            ["input"] = new JsonArray([.. messages.SelectMany(m => ResponsesInput.Of(m, settings))]),
            ["store"] = false,
        };
        Reasoning(body, settings, summary);
        if (options is not null) Add(body, options, settings);
        ModelExtras.Add(body, settings.Extra);
        return body;
    }

    private static void Reasoning(JsonObject body, ChatSettings settings, string? summary)
    {
        if (!Thinks(settings, summary)) return;
        // Other models refuse the question for it.
        body["include"] = new JsonArray("reasoning.encrypted_content");
        var reasoning = new JsonObject();
        if (settings.Effort is { } effort) reasoning["effort"] = effort;
        if (summary is not null) reasoning["summary"] = summary;
        if (reasoning.Count > 0) body["reasoning"] = reasoning;
    }

    private static bool Thinks(ChatSettings settings, string? summary) =>
        summary is not null || settings.Effort is not null and not "none"
        || (settings.Model is ['o', >= '0' and <= '9', ..]) || (settings.Model.StartsWith("gpt-5", StringComparison.Ordinal) && !settings.Model.Contains("chat", StringComparison.Ordinal));

    private static void Add(JsonObject body, ChatOptions options, ChatSettings settings)
    {
        body.Set("temperature", options.Temperature);
        body.Set("top_p", options.TopP);
        if (options.MaxOutputTokens is { } most) body["max_output_tokens"] = most;
        if (Format(options.ResponseFormat, settings) is { } format) body["text"] = new JsonObject { ["format"] = format };
        var tools = (options.Tools ?? []).OfType<AIFunctionDeclaration>().Select(JsonNode (tool) => new JsonObject
        {
            ["type"] = "function",
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()),
            ["strict"] = false, // else the server makes every argument required
        }).ToArray();
        if (tools.Length == 0) return;
        body["tools"] = new JsonArray(tools);
        if (options.AllowMultipleToolCalls is { } many) body["parallel_tool_calls"] = many;
        if (Choice(options.ToolMode) is { } choice) body["tool_choice"] = choice;
    }

    private static JsonObject? Format(ChatResponseFormat? format, ChatSettings settings) => (format, settings.Dialect.Structured) switch
    {
        (not ChatResponseFormatJson, _) or (_, Structured.Prompt) => null,
        (ChatResponseFormatJson { Schema: { } schema } json, Structured.Schema) => new JsonObject
        {
            ["type"] = "json_schema",
            ["name"] = json.SchemaName ?? "answer",
            ["schema"] = JsonNode.Parse(schema.GetRawText()),
            ["strict"] = false,
        },
        _ => new JsonObject { ["type"] = "json_object" },
    };

    private static JsonNode? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => new JsonObject { ["type"] = "function", ["name"] = name },
        RequiredChatToolMode => "required",
        _ => null,
    };
}
