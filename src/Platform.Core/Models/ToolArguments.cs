using System.Text.Json;

namespace Platform.Core.Models;

/// <summary>The arguments of a tool call between JSON and the map that a chat message holds.</summary>
public static class ToolArguments
{
    /// <summary>What is no object becomes no arguments at all.</summary>
    public static Dictionary<string, object?> Read(JsonElement arguments) =>
        arguments.ValueKind != JsonValueKind.Object
            ? new Dictionary<string, object?>(StringComparer.Ordinal)
            : LastOfEach(arguments);

    /// <summary>Throws a <see cref="JsonException"/> when the text is no JSON object; a model that calls without arguments may write nothing.</summary>
    public static Dictionary<string, object?> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Dictionary<string, object?>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? Read(document.RootElement.Clone())
            : throw new JsonException("The arguments are no JSON object.");
    }

    public static JsonElement ToJson(IDictionary<string, object?>? arguments) =>
        JsonSerializer.SerializeToElement(arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal));

    private static Dictionary<string, object?> LastOfEach(JsonElement arguments)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments.EnumerateObject()) map[argument.Name] = argument.Value;
        return map;
    }
}
