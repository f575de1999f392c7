using System.Text.Json;

namespace Platform.Core.Schemas;

/// <summary>A compiled JSON Schema. Immutable, so that many threads may validate with it at once.</summary>
public sealed class JsonSchema
{
    private JsonSchema(JsonElement source) => Source = source;

    /// <summary>The schema as it was written.</summary>
    public JsonElement Source { get; }

    public static SchemaCompilation Compile(JsonElement schema, SchemaOptions options) => new(new JsonSchema(schema), []);

    public IReadOnlyList<SchemaViolation> Validate(JsonElement value, int maxViolations = 20) =>
        Source.ValueKind == JsonValueKind.False ? [new SchemaViolation("", "false", "", "is allowed nowhere")] : [];
}
