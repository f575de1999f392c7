using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Cli.Inputs;

/// <summary>What one input's schema says of how a text on the command line is meant.</summary>
internal sealed class InputSchema(JsonElement schema, JsonElement root)
{
    private const int DeepestReference = 8;
    private const int MostChoices = 6;

    public static IReadOnlyList<string> Names(JsonElement root) => Properties(root) is { } properties ? [.. properties.EnumerateObject().Select(p => p.Name)] : [];

    public static InputSchema Property(JsonElement root, string name) =>
        new(Properties(root) is { } properties && properties.TryGetProperty(name, out var schema) ? schema : default, root);

    /// <summary>Names of the properties that must be there; all of them when the schema asks for none.</summary>
    public static IReadOnlyList<string> Wanted(JsonElement root)
    {
        var top = Follow(root, root);
        var required = top.ValueKind == JsonValueKind.Object && top.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(n => n.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        return [.. Names(root).Where(n => required.Count == 0 || required.Contains(n))];
    }

    /// <summary>What to type for it: the choices, or the kind of value.</summary>
    public string Hint()
    {
        if (Resolved is { ValueKind: JsonValueKind.Object } at && at.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            var all = choices.EnumerateArray().Select(c => c.ToString()).ToList();
            return string.Join('|', all.Take(MostChoices)) + (all.Count > MostChoices ? "|…" : "");
        }

        return Types() switch
        {
            ["boolean"] => "true|false",
            ["integer"] or ["number"] => "NUMBER",
            ["string"] => "TEXT",
            _ => "JSON",
        };
    }

    /// <summary>The value is the path of a file in the workflow's folder.</summary>
    public bool IsFile => Text(Resolved, "format") == "file";

    /// <summary>The text as the schema wants it; as text where it cannot be read so, for the schema to tell.</summary>
    public JsonNode? Typed(string text)
    {
        var types = Types();
        if (types.Contains("string") && (types.Count == 1 || !(types.Contains("null") && text == "null"))) return JsonValue.Create(text);
        if (types.Contains("integer") && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
        if ((types.Contains("number") || types.Contains("integer")) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return Number(text, number);
        if (types.Contains("boolean") && text is "true" or "false") return JsonValue.Create(text == "true");
        return types.Count == 0 || types.Contains("array") || types.Contains("object") || types.Contains("null") ? Json(text) : JsonValue.Create(text);
    }

    // 1 stays an int where both are allowed, as it is in JSON.
    private static JsonValue Number(string text, double number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(number);

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return JsonValue.Create(text); // no JSON, so it is meant as the text that it is
        }
    }

    private List<string> Types()
    {
        var at = Resolved;
        if (at.ValueKind != JsonValueKind.Object) return [];
        if (at.TryGetProperty("type", out var type))
        {
            if (type.ValueKind == JsonValueKind.String) return [type.GetString()!];
            if (type.ValueKind == JsonValueKind.Array) return [.. type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];
        }

        // An enum of texts takes a text: 'billing', and '1' where the file says "1".
        return at.TryGetProperty("enum", out var allowed) && allowed.ValueKind == JsonValueKind.Array && allowed.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? ["string"] : [];
    }

    private JsonElement Resolved => Follow(schema, root);

    // A form may be nothing but a reference to one of the types that travel inside it.
    private static JsonElement Follow(JsonElement at, JsonElement root)
    {
        for (var depth = 0; depth < DeepestReference && Text(at, "$ref") is { } reference; depth++)
        {
            if (!reference.StartsWith("#/types/", StringComparison.Ordinal) || !root.TryGetProperty("types", out var types)
                || !types.TryGetProperty(reference["#/types/".Length..], out at)) return default;
        }

        return at;
    }

    private static JsonElement? Properties(JsonElement root) =>
        Follow(root, root) is { ValueKind: JsonValueKind.Object } top && top.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties : null;

    private static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
