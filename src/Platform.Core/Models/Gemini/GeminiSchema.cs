using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Models.Gemini;

/// <summary>
/// The service reads two languages: its own, which is a part of OpenAPI's and which every model and every relay of it knows, and JSON Schema in fields
/// of another name. A schema that fits the first goes out so. Pure.
/// </summary>
internal static class GeminiSchema
{
    private const int Deepest = 32;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "type", "title", "description", "properties", "required", "items", "enum", "minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "anyOf", "nullable",
        "default", // read and passed over there
    };

    // In these an object says that it is closed, or where it comes from; left out, the answer is held to it here.
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "additionalProperties", "$schema", "$id" };

    public static bool Fits(JsonElement schema) => Fits(schema, 0);

    /// <summary>The schema in whichever of the two languages it fits.</summary>
    public static JsonNode Of(JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText())!;
        if (Fits(schema)) Strip(node);
        return node;
    }

    private static bool Fits(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest) return false;
        return schema.EnumerateObject().All(keyword => keyword.Name switch
        {
            "type" => keyword.Value.ValueKind == JsonValueKind.String && keyword.Value.GetString() != "null",
            "properties" => keyword.Value.ValueKind == JsonValueKind.Object && keyword.Value.EnumerateObject().All(p => Fits(p.Value, depth + 1)),
            "items" => Fits(keyword.Value, depth + 1),
            "anyOf" => keyword.Value.ValueKind == JsonValueKind.Array && keyword.Value.EnumerateArray().All(s => Fits(s, depth + 1)),
            "enum" => keyword.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) && schema.TryGetProperty("type", out _),
            "additionalProperties" => keyword.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => Known.Contains(keyword.Name) || LeftOut.Contains(keyword.Name),
        });
    }

    private static void Strip(JsonNode? node)
    {
        if (node is not JsonObject schema) return;
        foreach (var name in LeftOut) schema.Remove(name);
        if (schema["properties"] is JsonObject properties)
            foreach (var (_, property) in properties) Strip(property);
        Strip(schema["items"]);
        if (schema["anyOf"] is JsonArray any)
            foreach (var one in any) Strip(one);
    }
}
