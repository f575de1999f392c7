using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Json;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Picks values out of JSON by a path.</summary>
public sealed class JsonQueryTool : IToolKind
{
    private const int MostMatches = 10_000;

    public string Key => "json.query";

    public string Description => "Picks values out of JSON by a JSONPath ($.items[?@.price < 10].name) or a JSON pointer (/items/0/name).";

    public string Example => "names: { tool: json.query, with: { data: { items: [{ name: a }] }, path: \"$.items[*].name\" } }";

    public long LargestResult => 16 * 1024 * 1024;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["data", "path"],
          "properties": {
            "data": { "description": "any JSON, or a text that holds JSON" },
            "path": { "type": "string", "maxLength": 2000, "description": "JSONPath or JSON pointer" },
            "sort_by": { "type": "string", "maxLength": 200, "description": "sorts the matches by this member, smallest first; equal ones keep their order" },
            "descending": { "type": "boolean", "description": "largest first" },
            "limit": { "type": "integer", "minimum": 0, "maximum": 10000, "description": "give back at most so many matches" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["matches", "count"], "properties": {
              "matches": { "type": "array" },
              "count": { "type": "integer" } } }
            """),
        Limits = ["At most 10,000 matches."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Query);

    private static ValueTask<JsonElement> Query(ToolCall call, CancellationToken cancellationToken)
    {
        var matches = Ordered(JsonPath.Find(Data(call.Arguments.GetProperty("data")), call.RequiredText("path")), call);
        if (call.Whole("limit") is { } most) matches = [.. matches.Take(most)];
        if (matches.Count > MostMatches) throw new PlatformException(ErrorCode.LimitExceeded, $"The path matches {matches.Count:#,0} values, and at most {MostMatches:#,0} are given back.", "Write a narrower path.");
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["matches"] = matches, ["count"] = matches.Count }));
    }

    // Numbers before texts, and what lacks the member last, whichever way it goes.
    private static IReadOnlyList<JsonElement> Ordered(IReadOnlyList<JsonElement> matches, ToolCall call)
    {
        if (call.Text("sort_by") is not { } member) return matches;
        var keyed = matches.Select(m => (Match: m, Key: m.ValueKind == JsonValueKind.Object && m.TryGetProperty(member, out var key) ? key : default));
        var byKind = keyed.OrderBy(m => m.Key.ValueKind switch { JsonValueKind.Number => 0, JsonValueKind.String => 1, _ => 2 });
        var sorted = call.Flag("descending", usual: false)
            ? byKind.ThenByDescending(m => Number(m.Key)).ThenByDescending(m => Text(m.Key), StringComparer.Ordinal)
            : byKind.ThenBy(m => Number(m.Key)).ThenBy(m => Text(m.Key), StringComparer.Ordinal);
        return [.. sorted.Select(m => m.Match)];
    }

    private static double Number(JsonElement key) => key.ValueKind == JsonValueKind.Number ? key.GetDouble() : 0;

    private static string Text(JsonElement key) => key.ValueKind == JsonValueKind.String ? key.GetString()! : "";

    private static JsonElement Data(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.String) return data;
        try
        {
            using var document = JsonDocument.Parse(data.GetString()!);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new PlatformException(ErrorCode.Validation, "The argument 'data' is a text that holds no JSON.", "Give JSON.", e);
        }
    }
}
