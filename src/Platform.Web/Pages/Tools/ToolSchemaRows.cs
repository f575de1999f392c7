using System.Text.Json;

namespace Platform.Web.Pages.Tools;

/// <summary>The members of an object schema in words.</summary>
internal static class ToolSchemaRows
{
    public static IReadOnlyList<(string Name, string Type, bool Required, string Description)> Of(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty("properties", out var properties)) return [];
        var required = given.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()).ToHashSet() : [];
        return [.. properties.EnumerateObject().Select(p => (p.Name, Word(p.Value), required.Contains(p.Name), p.Value.TryGetProperty("description", out var said) ? said.GetString() ?? "" : ""))];
    }

    public static string Word(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var options)) return string.Join(", ", options.EnumerateArray().Select(o => o.ValueKind == JsonValueKind.String ? o.GetString() : o.GetRawText()));
        if (!schema.TryGetProperty("type", out var type)) return "anything";
        if (type.ValueKind == JsonValueKind.Array) return string.Join(" or ", type.EnumerateArray().Select(t => Plain(t.GetString())));
        return type.GetString() == "array" && schema.TryGetProperty("items", out var items) && items.TryGetProperty("type", out _) ? $"list of {Word(items)}" : Plain(type.GetString());
    }

    private static string Plain(string? type) => type switch { "string" => "text", "integer" => "whole number", "array" => "list", "object" => "map", "boolean" => "true or false", "null" => "null", _ => type ?? "anything" };
}
