using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Schemas;

namespace Platform.Core.Graph.Compilation;

/// <summary>The run's arguments: one schema for all of them, and what expressions know of each.</summary>
internal sealed class InputCompiler(WorkflowConfig config, SchemaCompiler schemas, Findings found)
{
    public JsonElement Schema { get; private set; } = Json.True;

    public JsonSchema? Compiled { get; private set; }

    public Dictionary<string, CelStaticType> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Defaults of inputs with <c>format: file</c>: names of files beside the workflow.</summary>
    public List<string> Files { get; } = [];

    public void Compile()
    {
        var properties = new List<KeyValuePair<string, JsonElement>>();
        var required = new List<string>();
        var broken = false;
        foreach (var input in config.Inputs)
        {
            var json = input.Value.ToJson();
            var schema = schemas.Compile(input.Value, json);
            broken |= schema is null;
            var hasDefault = input.Value is ConfigMap map && map["default"] is not null;
            if (!hasDefault) required.Add(input.Name);
            else if (schema is not null) schemas.CheckDefault(schema, ((ConfigMap)input.Value)["default"]!);
            properties.Add(new(input.Name, json.ValueKind == JsonValueKind.Null ? Json.True : json));
            Types[input.Name] = hasDefault && ((ConfigMap)input.Value)["default"] is ConfigScalar { Kind: ScalarKind.Null } ? CelStaticType.Dyn : schemas.Static.Of(json);
            AddFile(input);
        }

        Schema = Whole(properties, required);
        if (!broken) Compiled = JsonSchema.Compile(Schema, new SchemaOptions()).Schema;
    }

    private JsonElement Whole(List<KeyValuePair<string, JsonElement>> properties, List<string> required)
    {
        var members = new List<KeyValuePair<string, JsonElement>>
        {
            new("type", JsonSerializer.SerializeToElement("object")),
            new("properties", Json.Object(properties)),
            new("required", JsonSerializer.SerializeToElement(required)),
            new("additionalProperties", JsonSerializer.SerializeToElement(false)),
        };
        if (config.Types.Count > 0) members.Add(new("types", schemas.Types));
        return Json.Object(members);
    }

    private void AddFile(NamedValue input)
    {
        if (input.Value is ConfigMap map && map.Text("format") == "file" && map["default"] is ConfigScalar { Kind: ScalarKind.Text, Text.Length: > 0 } file)
            WorkFilePaths.Add(file, Files, found);
    }
}

/// <summary>Names of files in the workflow's own folder.</summary>
internal static class WorkFilePaths
{
    public static void Add(ConfigScalar file, List<string> files, Findings found)
    {
        if (ExpressionText.HasExpression(file.Text)) return;
        var parts = file.Text.Split('/');
        var isInside = file.Text.Length <= 260 && file.Text[0] is not ('/' or '~') && file.Text.AsSpan().IndexOfAny('\\', ':', '\0') < 0 && !parts.Contains("..", StringComparer.Ordinal);
        if (!isInside) found.Add(GraphFindings.FileOutside(file.Text, file.At, file.Path));
        else if (!files.Contains(file.Text, StringComparer.Ordinal)) files.Add(file.Text);
    }
}
