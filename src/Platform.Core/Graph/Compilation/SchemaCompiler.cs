using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Schemas;

namespace Platform.Core.Graph.Compilation;

/// <summary>Compiles the file's schemas and lays what is wrong in them at the exact word.</summary>
internal sealed class SchemaCompiler
{
    private const string TypePrefix = "#/types/";

    private readonly IReadOnlyList<string> _typeNames;
    private readonly SchemaOptions _options;
    private readonly Findings _found;

    public SchemaCompiler(WorkflowConfig config, Findings found)
    {
        _found = found;
        _typeNames = [.. config.Types.Select(t => t.Name)];
        Types = Json.Object([.. config.Types.Select(t => new KeyValuePair<string, JsonElement>(t.Name, t.Value.ToJson()))]);
        _options = new SchemaOptions { Root = Json.Object([new("types", Types)]) };
        Static = new SchemaTypes(Types);
    }

    /// <summary>The file's types as one object.</summary>
    public JsonElement Types { get; }

    public SchemaTypes Static { get; }

    /// <param name="written">Where the schema stands.</param>
    /// <param name="schema">What is compiled: as written, or with words taken out that are no keywords.</param>
    public JsonSchema? Compile(ConfigValue written, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Null) schema = Json.True;
        var compiled = JsonSchema.Compile(schema, _options);
        foreach (var problem in compiled.Problems)
        {
            // A mistake inside a type is told at the type, which is compiled for itself.
            if (!problem.Pointer.StartsWith('#')) _found.Add(Located(written, problem));
        }

        return compiled.Schema;
    }

    /// <summary>Reports where a constant of the file does not fit its schema.</summary>
    public void CheckDefault(JsonSchema schema, ConfigValue value)
    {
        if (value is ConfigScalar { Kind: ScalarKind.Text } text && ExpressionText.HasExpression(text.Text))
        {
            _found.Add(GraphFindings.DefaultDoesNotFit("it is an expression, but a default is a plain value", value.At, value.Path));
            return;
        }

        foreach (var violation in schema.Validate(value.ToJson()))
        {
            var at = Places.Find(value, violation.InstancePointer);
            if (at is ConfigScalar { Kind: ScalarKind.Text } word && violation.Keyword == "type" && Config.Yaml.CoreSchema.IsOldBoolean(word.Text) && violation.Message.Contains("boolean", StringComparison.Ordinal))
                _found.Add(ConfigFindings.OldBoolean(word.Text, word.At, word.Path));
            else
                _found.Add(GraphFindings.DefaultDoesNotFit(violation.Message, Places.Word(at), at.Path));
        }
    }

    private Finding Located(ConfigValue written, SchemaProblem problem)
    {
        var at = Places.Find(written, problem.Pointer);
        if (at is ConfigScalar reference && problem.Pointer.EndsWith("/$ref", StringComparison.Ordinal) && reference.Text.StartsWith(TypePrefix, StringComparison.Ordinal))
        {
            var name = reference.Text[TypePrefix.Length..].Split('/')[0];
            if (!_typeNames.Contains(name, StringComparer.Ordinal)) return GraphFindings.UnknownType(name, _typeNames, reference.At, reference.Path);
        }

        return GraphFindings.BadSchema(problem.Message, Places.Word(at), at.Path);
    }
}
