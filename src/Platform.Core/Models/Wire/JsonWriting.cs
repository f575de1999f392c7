using System.Text.Json.Nodes;

namespace Platform.Core.Models.Wire;

/// <summary>Writes what was given and leaves out what was not.</summary>
internal static class JsonWriting
{
    /// <summary>A float as a person wrote it: 0.2 and not 0.20000000298.</summary>
    public static void Set(this JsonObject body, string name, float? value)
    {
        if (value is { } given) body[name] = Math.Round((double)given, 4);
    }

    public static JsonArray Of(params IEnumerable<JsonNode> items) => new([.. items]);
}
