using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Schemas;

namespace Platform.Core.Tools;

/// <summary>Checks the <c>with</c> of a node against a tool's schema, as far as the file alone tells: what holds <c>${{ }}</c> is known only later.</summary>
public static class ToolArgumentsCheck
{
    /// <param name="with">Null when the node gives no arguments.</param>
    /// <param name="at">Where to report that an argument is missing.</param>
    public static void Check(string tool, JsonElement schema, ConfigMap? with, SourceSpan at, Findings found)
    {
        if (schema.ValueKind != JsonValueKind.Object) return;
        var properties = schema.TryGetProperty("properties", out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().DistinctBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;

        foreach (var argument in with?.Entries ?? [])
        {
            if (properties.TryGetValue(argument.Key, out var property)) CheckValue(tool, argument, property, found);
            else if (closed) found.Add(ToolFindings.UnknownArgument(tool, argument, properties.Keys));
        }

        if (!schema.TryGetProperty("required", out var required) || required.ValueKind != JsonValueKind.Array) return;
        foreach (var name in required.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!))
            if (with?[name] is null) found.Add(ToolFindings.MissingArgument(tool, name, at));
    }

    private static void CheckValue(string tool, ConfigEntry argument, JsonElement property, Findings found)
    {
        if (HoldsExpression(argument.Value)) return;
        if (JsonSchema.Compile(property, new SchemaOptions()).Schema is not { } schema) return;
        foreach (var violation in schema.Validate(argument.Value.ToJson(), 3))
            found.Add(ToolFindings.BadArgument(tool, $"argument '{argument.Key}{violation.InstancePointer.Replace('/', '.')}' {violation.Message}", argument.Value));
    }

    private static bool HoldsExpression(ConfigValue value) => value switch
    {
        ConfigMap map => map.Entries.Any(e => HoldsExpression(e.Value)),
        ConfigList list => list.Items.Any(HoldsExpression),
        _ => SettingsCheck.IsExpression(value),
    };
}
