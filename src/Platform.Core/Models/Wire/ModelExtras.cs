using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Config;

namespace Platform.Core.Models.Wire;

/// <summary>The setting <c>extra</c>: what goes into the body of each call as it stands, for what this product has no word for.</summary>
internal static class ModelExtras
{
    public const string Key = "extra";

    // These are the call itself; another value would ask another question than the one that is logged.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal) { "model", "messages", "input", "contents", "stream", "tools" };

    public static void Check(PartConfig model, SettingsCheck check)
    {
        switch (model.Settings[Key])
        {
            case null: break;
            case ConfigMap map:
                foreach (var entry in map.Entries.Where(e => Ours.Contains(e.Key))) check.Wrong(entry.Value, $"{Key}.{entry.Key}", "left to the platform");
                break;
            case { } other when !SettingsCheck.IsExpression(other): check.Wrong(other, Key, "a map that goes into the body of each call"); break;
        }
    }

    /// <summary>Undefined when there are none.</summary>
    public static JsonElement Of(ModelSettings settings)
    {
        var read = settings.Read();
        if (read.Value(Key) is not { } extra) return default;
        return extra.ValueKind == JsonValueKind.Object ? extra : throw read.Wrong(Key, "a map that goes into the body of each call");
    }

    /// <summary>Adds them; a map is merged into a map of the same name (<c>generationConfig</c>), all else replaces what stands there.</summary>
    public static void Add(JsonObject body, JsonElement extra)
    {
        if (extra.ValueKind != JsonValueKind.Object) return;
        foreach (var entry in extra.EnumerateObject().Where(e => !Ours.Contains(e.Name)))
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && body[entry.Name] is JsonObject inner) Merge(inner, entry.Value);
            else body[entry.Name] = JsonNode.Parse(entry.Value.GetRawText());
        }
    }

    private static void Merge(JsonObject into, JsonElement from)
    {
        foreach (var entry in from.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && into[entry.Name] is JsonObject inner) Merge(inner, entry.Value);
            else into[entry.Name] = JsonNode.Parse(entry.Value.GetRawText());
        }
    }
}
