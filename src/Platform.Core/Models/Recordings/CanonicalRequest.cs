using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Security;

namespace Platform.Core.Models.Recordings;

/// <summary>
/// What a model is asked, in one form for equal questions: <c>{ messages, tools, format, parameters }</c> with sorted names, without ids that a provider made up and
/// without secrets.
/// </summary>
internal sealed class CanonicalRequest
{
    public static readonly string[] Parts = ["messages", "tools", "format", "parameters"];

    private CanonicalRequest(JsonElement json)
    {
        Json = json;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.GetRawText())));
    }

    public JsonElement Json { get; }

    /// <summary>SHA-256 of the JSON, in hexadecimal.</summary>
    public string Hash { get; }

    public static CanonicalRequest Of(ModelSettings model, ModelCall call, Redactor redactor)
    {
        var options = ModelOptions.Of(model, call);
        var request = new JsonObject
        {
            ["messages"] = new JsonArray([.. call.Messages.Select(Message)]),
            ["tools"] = new JsonArray([.. call.Tools.OfType<AIFunctionDeclaration>().OrderBy(t => t.Name, StringComparer.Ordinal).Select(Tool)]),
            ["format"] = call.Format is ChatResponseFormatJson { Schema: { } schema } ? Node(schema) : call.Format is ChatResponseFormatJson ? "json" : "text",
            ["parameters"] = Parameters(model, options),
        };
        return new CanonicalRequest(redactor.Redact(JsonSerializer.SerializeToElement(Sorted(request))));
    }

    /// <summary>A request as a file holds it.</summary>
    public static CanonicalRequest Read(JsonElement json) => new(JsonSerializer.SerializeToElement(Sorted(Node(json))));

    private static JsonNode Message(ChatMessage message) => new JsonObject
    {
        ["role"] = message.Role.Value,
        ["contents"] = new JsonArray([.. message.Contents.Select(Content).OfType<JsonNode>()]),
    };

    private static JsonNode? Content(AIContent content) => content switch
    {
        TextContent text => new JsonObject { ["text"] = text.Text },
        FunctionCallContent call => new JsonObject { ["call"] = call.Name, ["arguments"] = Node(ToolArguments.ToJson(call.Arguments)) },
        FunctionResultContent result => new JsonObject { ["result"] = Texts.Of(result.Result) },
        DataContent data => new JsonObject { ["data"] = Convert.ToHexStringLower(SHA256.HashData(data.Data.Span)), ["type"] = data.MediaType },
        UriContent uri => new JsonObject { ["uri"] = uri.Uri.ToString() },
        _ => null, // thoughts and usage are what came out, not what is asked
    };

    private static JsonNode Tool(AIFunctionDeclaration tool) =>
        new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["schema"] = Node(tool.JsonSchema) };

    // Those that no option of the ecosystem stands for, as the file has them.
    private static readonly string[] Own = ["api", "extra", "reasoning_summary", "reasoning_tokens", "structured"];

    private static JsonObject Parameters(ModelSettings model, ChatOptions options)
    {
        var all = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["frequency_penalty"] = options.FrequencyPenalty,
            ["max_tokens"] = options.MaxOutputTokens,
            ["presence_penalty"] = options.PresencePenalty,
            ["reasoning_effort"] = options.Reasoning?.Effort?.ToString(),
            ["seed"] = options.Seed,
            ["stop"] = options.StopSequences is { } stops ? new JsonArray([.. stops.Select(s => (JsonNode)s)]) : null,
            ["temperature"] = options.Temperature,
            ["top_k"] = options.TopK,
            ["top_p"] = options.TopP,
        };
        foreach (var name in Own)
            if (model.Settings.TryGetProperty(name, out var set)) all[name] = Node(set);
        return new JsonObject(all.Where(p => p.Value is not null));
    }

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
