using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Gemini;

/// <summary>The body of <c>generateContent</c>. Pure.</summary>
/// <remarks>Source: Google AI for Developers, API reference, "Generating content".</remarks>
internal static class GeminiQuestion
{
    public static JsonObject Of(GeminiSettings settings, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var all = messages.ToList();
        var names = all.SelectMany(m => m.Contents).OfType<FunctionCallContent>().DistinctBy(c => c.CallId).ToDictionary(c => c.CallId, c => c.Name, StringComparer.Ordinal);
        var body = new JsonObject
        {
            ["contents"] = new JsonArray([.. all.Where(m => m.Role != ChatRole.System).Select(m => GeminiContent.Of(m, names)).OfType<JsonNode>()]),
        };
        var instructions = string.Join("\n\n", all.Where(m => m.Role == ChatRole.System).Select(m => m.Text));
        if (instructions.Length > 0) body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = instructions }) };
        var generation = new JsonObject();
        if (options is not null) Add(body, generation, options, settings.IsHeld);
        if (settings.Thinking() is { } thinking) generation["thinkingConfig"] = thinking;
        if (generation.Count > 0) body["generationConfig"] = generation;
        ModelExtras.Add(body, settings.Extra);
        return body;
    }

    private static void Add(JsonObject body, JsonObject generation, ChatOptions options, bool isHeld)
    {
        generation.Set("temperature", options.Temperature);
        generation.Set("topP", options.TopP);
        if (options.TopK is { } topK) generation["topK"] = topK;
        generation.Set("presencePenalty", options.PresencePenalty);
        generation.Set("frequencyPenalty", options.FrequencyPenalty);
        if (options.MaxOutputTokens is { } most) generation["maxOutputTokens"] = most;
        if (options.Seed is { } seed) generation["seed"] = seed;
        if (options.StopSequences is { Count: > 0 } stops) generation["stopSequences"] = new JsonArray([.. stops.Select(s => JsonValue.Create(s))]);
        var tools = (options.Tools ?? []).OfType<AIFunctionDeclaration>().Select(Declared).ToArray();
        if (tools.Length > 0) Add(body, tools, options.ToolMode);
        // The service takes no form of the answer beside tools; then the schema in the prompt must do.
        else if (isHeld && options.ResponseFormat is ChatResponseFormatJson json) Add(generation, json);
    }

    private static void Add(JsonObject body, JsonNode[] tools, ChatToolMode? mode)
    {
        body["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(tools) });
        var calling = mode switch
        {
            NoneChatToolMode => new JsonObject { ["mode"] = "NONE" },
            RequiredChatToolMode { RequiredFunctionName: { } name } => new JsonObject { ["mode"] = "ANY", ["allowedFunctionNames"] = new JsonArray(name) },
            RequiredChatToolMode => new JsonObject { ["mode"] = "ANY" },
            _ => null,
        };
        if (calling is not null) body["toolConfig"] = new JsonObject { ["functionCallingConfig"] = calling };
    }

    private static void Add(JsonObject generation, ChatResponseFormatJson json)
    {
        generation["responseMimeType"] = "application/json";
        if (json.Schema is { } schema) generation[GeminiSchema.Fits(schema) ? "responseSchema" : "responseJsonSchema"] = GeminiSchema.Of(schema);
    }

    private static JsonNode Declared(AIFunctionDeclaration tool)
    {
        var declared = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description };
        // An object without properties is refused; leaving it out means the same.
        if (tool.JsonSchema.Items("required").Any() || tool.JsonSchema.At("properties") is { } properties && properties.EnumerateObject().Any())
            declared[GeminiSchema.Fits(tool.JsonSchema) ? "parameters" : "parametersJsonSchema"] = GeminiSchema.Of(tool.JsonSchema);
        return declared;
    }
}
