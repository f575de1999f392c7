using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Local;

/// <summary>What a local model needs to know of the schema that its answer is asked to keep to.</summary>
internal static class OutputSchema
{
    /// <summary>The properties at the top of the schema; empty when there is no schema.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Properties(ChatResponseFormat? format) =>
        format is ChatResponseFormatJson { Schema: { ValueKind: JsonValueKind.Object } schema }
            && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().DistinctBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Takes out what a schema that allows no further properties does not name.</summary>
    public static void KeepAllowed(JsonObject answer, ChatResponseFormat? format)
    {
        var closed = format is ChatResponseFormatJson { Schema: { ValueKind: JsonValueKind.Object } schema }
            && schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        if (!closed) return;
        var asked = Properties(format);
        foreach (var key in answer.Select(p => p.Key).Where(key => !asked.ContainsKey(key)).ToList()) answer.Remove(key);
    }
}
