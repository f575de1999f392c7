using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Expressions;

namespace Platform.Core.Graph;

/// <summary>A JSON Schema for what a run of the graph gives back, as far as that is known before it runs.</summary>
public static class OutputSchema
{
    private const int MaxDepth = 6;

    /// <summary>An object with a property for each output; none is required, for a channel that nothing wrote is null.</summary>
    public static JsonElement Of(CompiledGraph graph)
    {
        var properties = new JsonObject();
        foreach (var (name, template) in graph.Outputs) properties[name] = Of(template.Type, 0);
        return JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = properties });
    }

    private static JsonObject Of(CelStaticType type, int depth) => type.Kind switch
    {
        _ when depth > MaxDepth => [],
        CelStaticKind.Bool => Plain("boolean"),
        CelStaticKind.Int or CelStaticKind.Uint => Plain("integer"),
        CelStaticKind.Double => Plain("number"),
        CelStaticKind.String => Plain("string"),
        CelStaticKind.List => new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = Of(type.Item, depth + 1) },
        CelStaticKind.Object => new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = new JsonObject(type.Fields.Select(f => new KeyValuePair<string, JsonNode?>(f.Key, Of(f.Value, depth + 1)))),
        },
        CelStaticKind.Map => Plain("object"),
        _ => [],
    };

    private static JsonObject Plain(string type) => new() { ["type"] = new JsonArray(type, "null") };
}
