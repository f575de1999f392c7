using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Schemas;

namespace Platform.Core.Tools.OpenApi;

/// <summary>Schemas of a document as whole JSON Schemas of 2020-12: references put in their place, what 3.0 says otherwise said as 3.1 does. Bounded; past the bound anything goes.</summary>
internal sealed class ApiSchemas(ApiDocument document)
{
    private const int Deepest = 12;
    private const int MostParts = 3000;
    private const int LongestText = 500;

    private static readonly string[] Plain =
    [
        "type", "enum", "const", "format", "minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "default", "title",
    ];

    private readonly Stack<string> _open = [];
    private int _parts;

    /// <summary>An empty schema, which takes anything, where none is given or it cannot be used.</summary>
    public JsonObject Of(JsonElement? schema)
    {
        if (schema is not { } given) return [];
        var made = Convert(given, 0) as JsonObject ?? [];
        // A pattern of another dialect, a bound that is none: better no check than none of the tool.
        var whole = JsonSchema.Compile(JsonSerializer.SerializeToElement(made), new SchemaOptions());
        return whole.Schema is not null ? made : made["description"] is { } said ? new JsonObject { ["description"] = said.DeepClone() } : [];
    }

    private JsonNode? Convert(JsonElement schema, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False) return JsonValue.Create(schema.ValueKind == JsonValueKind.True);
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest || ++_parts > MostParts) return new JsonObject();
        if (ApiDocument.Text(schema, "$ref") is { } target)
        {
            if (_open.Contains(target)) return new JsonObject(); // a tree of comments under comments: one round is enough
            _open.Push(target);
            var resolved = Convert(document.Resolve(schema), depth + 1);
            _open.Pop();
            return resolved;
        }

        var made = new JsonObject();
        foreach (var key in Plain)
            if (ApiDocument.Member(schema, key) is { } value) made[key] = JsonNode.Parse(value.GetRawText());
        if (ApiDocument.Text(schema, "description") is { } text) made["description"] = text.Length <= LongestText ? text : $"{text[..LongestText]}…";
        Bounds(schema, made);
        Parts(schema, made, depth);
        Nullable(schema, made);
        return made;
    }

    // 3.0 says `minimum: 1, exclusiveMinimum: true`.
    private static void Bounds(JsonElement schema, JsonObject made)
    {
        foreach (var (key, bound) in ((string, string)[])[("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")])
        {
            if (ApiDocument.Member(schema, key) is not { } value) continue;
            if (value.ValueKind == JsonValueKind.Number) made[key] = JsonNode.Parse(value.GetRawText());
            else if (value.ValueKind == JsonValueKind.True && made[bound] is { } at)
            {
                made[key] = at.DeepClone();
                made.Remove(bound);
            }
        }
    }

    private void Parts(JsonElement schema, JsonObject made, int depth)
    {
        if (ApiDocument.Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            var sent = properties.EnumerateObject().Where(p => ApiDocument.Member(document.Resolve(p.Value), "readOnly") is not { ValueKind: JsonValueKind.True }).ToList();
            made["properties"] = new JsonObject(sent.DistinctBy(p => p.Name).Select(p => KeyValuePair.Create(p.Name, Convert(p.Value, depth + 1))));
            var names = sent.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            var required = ApiDocument.Items(ApiDocument.Member(schema, "required")).Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()!).Where(names.Contains).Distinct();
            made["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        }

        if (ApiDocument.Member(schema, "items") is { } items) made["items"] = Convert(items, depth + 1);
        if (ApiDocument.Member(schema, "additionalProperties") is { } more) made["additionalProperties"] = Convert(more, depth + 1);
        if (ApiDocument.Member(schema, "not") is { } not) made["not"] = Convert(not, depth + 1);
        foreach (var key in (string[])["allOf", "anyOf", "oneOf"])
            if (ApiDocument.Member(schema, key) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
                made[key] = new JsonArray([.. list.EnumerateArray().Select(s => Convert(s, depth + 1))]);
    }

    // 3.0 says `nullable: true`.
    private static void Nullable(JsonElement schema, JsonObject made)
    {
        if (ApiDocument.Member(schema, "nullable") is not { ValueKind: JsonValueKind.True } || made["type"] is not JsonValue type) return;
        made["type"] = new JsonArray(type.DeepClone(), "null");
        if (made["enum"] is JsonArray choices && !choices.Any(c => c is null)) choices.Add(null);
    }
}
