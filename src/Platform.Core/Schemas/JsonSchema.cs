using System.Text.Json;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas;

/// <summary>A compiled JSON Schema. Immutable, so that many threads may validate with it at once.</summary>
/// <remarks>Source: JSON Schema draft 2020-12, core and validation. The choices are in <c>docs/decisions/0004-json-schema.md</c>.</remarks>
public sealed class JsonSchema
{
    internal JsonSchema(JsonElement source, SchemaNode node, bool hasDefaults)
    {
        Source = source;
        Node = node;
        HasDefaults = hasDefaults;
    }

    /// <summary>The schema as it was written.</summary>
    public JsonElement Source { get; }

    internal SchemaNode Node { get; }

    internal bool HasDefaults { get; }

    /// <summary>Reads a schema and reports all that is wrong with it in one pass. Keywords that nobody knows are annotations and allowed.</summary>
    public static SchemaCompilation Compile(JsonElement schema, SchemaOptions options)
    {
        if (schema.ValueKind == JsonValueKind.Undefined)
        {
            return new SchemaCompilation(null, [new SchemaProblem("", "There is no schema; write an object, true or false.")]);
        }

        var source = WellFormed.Of(schema.Clone()); // the schema outlives the document that it came in
        return new SchemaReader(source, options).Read();
    }

    /// <summary>What is wrong with a value; empty when it keeps to the schema.</summary>
    public IReadOnlyList<SchemaViolation> Validate(JsonElement value, int maxViolations = 20)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return [new SchemaViolation("", "type", "", "must be a value, but there is none")];
        return new Evaluation(WellFormed.Of(value), Math.Clamp(maxViolations, 1, 1000)).Run(Node);
    }
}
