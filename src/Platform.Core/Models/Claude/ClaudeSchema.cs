using System.Text.Json;

namespace Platform.Core.Models.Claude;

/// <summary>
/// Whether a schema can go out as the form of the answer. The service closes every object and knows few keywords; a schema that would mean something
/// else there is left to the instructions, and the answer is validated here in both cases.
/// </summary>
internal static class ClaudeSchema
{
    private const int Deepest = 16;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "type", "properties", "required", "items", "enum", "const", "description", "title", "additionalProperties" };

    public static bool Fits(JsonElement schema) => Fits(schema, 0);

    private static bool Fits(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest) return false;
        foreach (var keyword in schema.EnumerateObject())
        {
            var fits = keyword.Name switch
            {
                "additionalProperties" => keyword.Value.ValueKind == JsonValueKind.False,
                "properties" => keyword.Value.ValueKind == JsonValueKind.Object && keyword.Value.EnumerateObject().All(p => Fits(p.Value, depth + 1)),
                "items" => Fits(keyword.Value, depth + 1),
                "type" => keyword.Value.ValueKind == JsonValueKind.String,
                _ => Known.Contains(keyword.Name),
            };
            if (!fits) return false;
        }

        // An object without named properties would come back empty.
        var isObject = schema.TryGetProperty("type", out var type) && type.ValueEquals("object");
        return !isObject || (schema.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any());
    }
}
