using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Foundation;
using Platform.Core.Schemas;

namespace Platform.Core.Agents;

/// <summary>What an agent's answer must be.</summary>
/// <param name="Schema">What the answer is held to.</param>
/// <param name="Shown">The same as JSON that stands alone, for the model to read: what <c>$ref</c> pointed to is in its <c>$defs</c>.</param>
public sealed record AgentOutput(JsonSchema Schema, JsonElement Shown)
{
    private const string Types = "#/types/";

    /// <param name="output">The agent's <c>output</c> as written.</param>
    /// <param name="document">The whole file, where <c>#/types/…</c> is looked for; null when there is none.</param>
    /// <exception cref="PlatformException">Validation: no JSON Schema. <see cref="AgentCheck"/> finds that before.</exception>
    public static AgentOutput Read(JsonElement output, JsonElement? document)
    {
        var compiled = JsonSchema.Compile(output, new SchemaOptions { Root = document });
        return compiled.Schema is { } schema
            ? new AgentOutput(schema, Alone(output, document))
            : throw new PlatformException(ErrorCode.Validation, $"The output is no JSON Schema: {compiled.Problems[0].Message}", "Mend the agent's output.");
    }

    private static JsonElement Alone(JsonElement output, JsonElement? document)
    {
        var needed = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var shown = Moved(JsonNode.Parse(output.GetRawText()), document, needed);
        if (needed.Count == 0) return output.Clone();
        if (shown is not JsonObject map) return output.Clone();
        var definitions = map["$defs"] as JsonObject ?? [];
        map.Remove("$defs");
        foreach (var (name, type) in needed) definitions[name] = type;
        map["$defs"] = definitions;
        return JsonSerializer.SerializeToElement(map);
    }

    // Each type is taken once, so types that name each other come to an end.
    private static JsonNode? Moved(JsonNode? node, JsonElement? document, SortedDictionary<string, JsonNode?> needed)
    {
        switch (node)
        {
            case JsonObject map:
                var moved = new JsonObject();
                foreach (var (key, value) in map)
                    moved[key] = key == "$ref" && value?.GetValueKind() == JsonValueKind.String ? Reference(value.GetValue<string>(), document, needed) : Moved(value, document, needed);
                return moved;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Moved(item, document, needed))]);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonValue Reference(string target, JsonElement? document, SortedDictionary<string, JsonNode?> needed)
    {
        if (!target.StartsWith(Types, StringComparison.Ordinal)) return JsonValue.Create(target);
        var name = target[Types.Length..].Split('/')[0];
        if (!needed.ContainsKey(name) && document is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("types", out var types) && types.ValueKind == JsonValueKind.Object && types.TryGetProperty(name, out var type))
        {
            needed[name] = null;
            needed[name] = Moved(JsonNode.Parse(type.GetRawText()), document, needed);
        }

        return JsonValue.Create($"#/$defs/{target[Types.Length..]}");
    }
}
