using System.Text.Json;

namespace Platform.Cli.Commands;

/// <summary>What to type to fill a form: <c>-f approved=true|false -f 'comment=…'</c>.</summary>
internal static class FormHint
{
    private const int MostChoices = 6;

    public static string Of(JsonElement? form)
    {
        if (form is not { ValueKind: JsonValueKind.Object } schema || !schema.TryGetProperty("properties", out var fields) || fields.ValueKind != JsonValueKind.Object) return "--answer JSON";
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(n => n.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        var shown = fields.EnumerateObject().Where(f => required.Count == 0 || required.Contains(f.Name)).Select(f => $"-f '{f.Name}={Value(f.Value)}'");
        return string.Join(' ', shown);
    }

    private static string Value(JsonElement field)
    {
        if (field.ValueKind != JsonValueKind.Object) return "…";
        if (field.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            var all = choices.EnumerateArray().Select(c => c.ToString()).ToList();
            return string.Join('|', all.Take(MostChoices)) + (all.Count > MostChoices ? "|…" : "");
        }

        return field.TryGetProperty("type", out var type) ? type.ToString() switch
        {
            "boolean" => "true|false",
            "integer" or "number" => "NUMBER",
            "string" => "TEXT",
            _ => "JSON",
        } : "…";
    }
}
