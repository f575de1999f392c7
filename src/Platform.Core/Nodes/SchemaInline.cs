using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Nodes;

/// <summary>A schema that stands alone: what it takes from the file's <c>types</c> is put under its own <c>$defs</c>, for a model that sees nothing else.</summary>
internal static class SchemaInline
{
    private const string Types = "#/types/";

    /// <summary>A schema that has the file's <c>types</c> beside it.</summary>
    public static JsonElement Alone(JsonElement schema)
    {
        if (!schema.TryGetProperty("types", out var types)) return schema;
        var rest = JsonSerializer.SerializeToElement(schema.EnumerateObject().Where(m => m.Name != "types").ToDictionary(m => m.Name, m => m.Value));
        return Of(rest, types);
    }

    public static JsonElement Of(JsonElement schema, JsonElement types)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.GetRawText().Contains(Types, StringComparison.Ordinal)) return schema;
        var root = JsonNode.Parse(schema.GetRawText())!.AsObject();
        var used = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Rewrite(root, types, used, 0);
        Unfold(root, used);
        var definitions = root["$defs"] as JsonObject ?? [];
        foreach (var (name, type) in used) definitions[name] = type;
        root["$defs"] = definitions;
        return JsonSerializer.SerializeToElement(root);
    }

    // Providers want an object at the top: a schema that is nothing but a reference becomes what it refers to.
    private static void Unfold(JsonObject root, Dictionary<string, JsonNode?> used)
    {
        if (root.Count != 1 || root["$ref"] is not JsonValue reference) return;
        var name = reference.GetValue<string>()["#/$defs/".Length..];
        if (used.GetValueOrDefault(name) is not JsonObject type) return;
        root.Remove("$ref");
        foreach (var (key, member) in type) root[key] = member?.DeepClone();
    }

    private static void Rewrite(JsonNode? node, JsonElement types, Dictionary<string, JsonNode?> used, int depth)
    {
        if (depth > 64) return;
        if (node is JsonArray items)
        {
            foreach (var item in items) Rewrite(item, types, used, depth + 1);
            return;
        }

        if (node is not JsonObject map) return;
        if (map["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var to) && to.StartsWith(Types, StringComparison.Ordinal))
        {
            var name = to[Types.Length..].Split('/')[0];
            map["$ref"] = "#/$defs/" + to[Types.Length..];
            if (!used.ContainsKey(name) && types.TryGetProperty(name, out var type))
            {
                used[name] = null; // Set before going in, for types that refer to each other.
                var inner = JsonNode.Parse(type.GetRawText());
                Rewrite(inner, types, used, depth + 1);
                used[name] = inner;
            }
        }

        foreach (var (_, member) in map.ToList()) Rewrite(member, types, used, depth + 1);
    }
}
