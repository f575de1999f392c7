using System.Text.Json;

namespace Platform.Core.Authoring;

/// <summary>What a JSON Schema says about one place of a document. Alternatives (<c>anyOf</c> and the like) count all together. Pure.</summary>
internal sealed class SchemaGuide(JsonElement root)
{
    private const int DeepestReference = 8;

    /// <param name="path">Keys, and null for an item of a list.</param>
    public IReadOnlyList<JsonElement> At(IEnumerable<string?> path)
    {
        var here = Expand([root]);
        foreach (var step in path) here = Expand(here.SelectMany(s => Step(s, step)));
        return here;
    }

    /// <summary>The keys that a map at the place may have, the first mention of each.</summary>
    public IEnumerable<CompletionItem> KeysAt(IEnumerable<string?> path) => At(path).SelectMany(s => PropertiesOf(s).Select(p => p.Documentation.Length > 0 ? p : p with { Documentation = Told(s, p.Label) })).DistinctBy(p => p.Label);

    /// <summary>The words that a value at the place may be.</summary>
    public IEnumerable<CompletionItem> ValuesAt(IEnumerable<string?> path)
    {
        foreach (var schema in At(path))
        {
            if (schema.TryGetProperty("const", out var only)) yield return new CompletionItem(only.ToString(), "value", "", TextOf(schema));
            if (schema.TryGetProperty("enum", out var words))
                foreach (var word in words.EnumerateArray()) yield return new CompletionItem(word.ToString(), "value", "", TextOf(schema));
            if (!Types(schema).Contains("boolean", StringComparer.Ordinal)) continue;
            yield return new CompletionItem("true", "value");
            yield return new CompletionItem("false", "value");
        }
    }

    /// <summary>The properties of a schema, as keys to write.</summary>
    public static IEnumerable<CompletionItem> PropertiesOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) yield break;
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(n => n.ToString())] : Array.Empty<string>();
        foreach (var property in properties.EnumerateObject())
            yield return new CompletionItem(property.Name, "key", Detail(property.Value, required.Contains(property.Name, StringComparer.Ordinal)), TextOf(property.Value)) { Insert = $"{property.Name}: " };
    }

    public static IReadOnlyList<string> Types(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type)) return [];
        return type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.ToString())] : [type.ToString()];
    }

    public static string TextOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    // A property that only refers to another schema is told by that.
    private string Told(JsonElement schema, string property) => Expand([schema.GetProperty("properties").GetProperty(property)]).Select(TextOf).FirstOrDefault(t => t.Length > 0) ?? "";

    private static string Detail(JsonElement schema, bool isRequired)
    {
        var type = string.Join(" or ", Types(schema).Where(t => t != "null"));
        return isRequired ? $"{type} needed".TrimStart() : type;
    }

    private static IEnumerable<JsonElement> Step(JsonElement schema, string? step)
    {
        if (step is null)
        {
            if (schema.TryGetProperty("items", out var items)) yield return items;
        }
        else if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(step, out var property))
        {
            yield return property;
        }
        else if (schema.TryGetProperty("additionalProperties", out var rest))
        {
            yield return rest;
        }
    }

    private List<JsonElement> Expand(IEnumerable<JsonElement> schemas)
    {
        var all = new List<JsonElement>();
        foreach (var schema in schemas) Expand(schema, all, 0);
        return all;
    }

    private void Expand(JsonElement schema, List<JsonElement> into, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > DeepestReference) return;
        into.Add(schema);
        if (schema.TryGetProperty("$ref", out var reference) && Resolve(reference.GetString()) is { } target) Expand(target, into, depth + 1);
        foreach (var word in (string[])["anyOf", "oneOf", "allOf"])
        {
            if (!schema.TryGetProperty(word, out var several)) continue;
            foreach (var one in several.EnumerateArray()) Expand(one, into, depth + 1);
        }
    }

    private JsonElement? Resolve(string? reference)
    {
        if (reference?.StartsWith("#/", StringComparison.Ordinal) != true) return null;
        var at = root;
        foreach (var step in reference[2..].Split('/'))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
        return at;
    }
}
