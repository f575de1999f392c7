using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Models.OpenAi;

/// <summary>
/// OpenRouter's <c>reasoning_details</c>: what the model behind it signed or sealed, to be sent back with the results of tools. Pieces of one detail
/// (the same kind and index) are put together, all else stays as it came.
/// </summary>
internal sealed class ThoughtDetails
{
    /// <summary>The mark of such thoughts.</summary>
    public const string Sealed = "openrouter";

    private static readonly string[] Growing = ["text", "summary", "data"];

    private readonly JsonArray _details = [];

    public void Add(IEnumerable<JsonElement> details)
    {
        foreach (var detail in details)
        {
            if (JsonNode.Parse(detail.GetRawText()) is not JsonObject piece) continue;
            if (_details.LastOrDefault() is JsonObject last && IsSame(last, piece)) Join(last, piece);
            else _details.Add(piece);
        }
    }

    /// <summary>Null when there was none.</summary>
    public string? All() => _details.Count == 0 ? null : _details.ToJsonString(Texts.Relaxed);

    private static bool IsSame(JsonObject last, JsonObject piece) =>
        piece["index"] is { } index && JsonNode.DeepEquals(last["index"], index) && JsonNode.DeepEquals(last["type"], piece["type"]);

    private static void Join(JsonObject last, JsonObject piece)
    {
        foreach (var (name, value) in piece)
        {
            if (value is null) continue;
            var grows = Growing.Contains(name, StringComparer.Ordinal) && last[name] is JsonValue before && before.GetValueKind() == JsonValueKind.String && value.GetValueKind() == JsonValueKind.String;
            last[name] = grows ? $"{last[name]}{value}" : value.DeepClone();
        }
    }
}
