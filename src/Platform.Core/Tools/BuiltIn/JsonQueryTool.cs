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
            "path": { "type": "string", "maxLength": 2000, "description": "JSONPath or JSON pointer" }
          },
          "additionalProperties": false
        }
        """);

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Query);

    private static ValueTask<JsonElement> Query(ToolCall call, CancellationToken cancellationToken)
    {
        var matches = JsonPath.Find(Data(call.Arguments.GetProperty("data")), call.RequiredText("path"));
        if (matches.Count > MostMatches) throw new PlatformException(ErrorCode.LimitExceeded, $"The path matches {matches.Count:#,0} values, and at most {MostMatches:#,0} are given back.", "Write a narrower path.");
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["matches"] = matches, ["count"] = matches.Count }));
    }

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
