using System.Text.Json;

namespace Platform.Core.Schemas;

/// <summary>The schema itself is wrong.</summary>
/// <param name="Pointer">
/// JSON pointer into the schema: <c>/properties/name/type</c>. For a place in <see cref="SchemaOptions.Root"/> it begins with <c>#</c>, for one in
/// another document with that document's address.
/// </param>
/// <param name="Message">What was found, what is allowed and what to do.</param>
public sealed record SchemaProblem(string Pointer, string Message);

/// <summary>A value does not keep to its schema.</summary>
/// <param name="InstancePointer">Where in the value: <c>/items/0/price</c>; empty for the value as a whole.</param>
/// <param name="Keyword">The keyword that was not kept: <c>enum</c>; <c>false</c> for a schema that allows nothing, <c>limit</c> when checking was given up.</param>
/// <param name="SchemaPointer">Where the keyword stands, written as in <see cref="SchemaProblem.Pointer"/>.</param>
/// <param name="Message">For people, to be read after the place: <c>must be one of 'billing', 'bug', but is 'x'</c>.</param>
public sealed record SchemaViolation(string InstancePointer, string Keyword, string SchemaPointer, string Message);

/// <summary>How a schema is read and what it may refer to. Nothing is ever fetched.</summary>
public sealed record SchemaOptions
{
    /// <summary>Whether <c>format</c> is checked; else it is only an annotation, as the specification has it by default. Default true.</summary>
    public bool AssertFormats { get; init; } = true;

    /// <summary>
    /// The document that the schema is a part of; null when it stands alone. <c>{"$ref": "#/types/Ticket"}</c> is then looked for here first and
    /// in the schema second; <c>#</c> alone still means the schema.
    /// </summary>
    public JsonElement? Root { get; init; }

    /// <summary>Further schemas by absolute URI without a fragment.</summary>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}

/// <param name="Schema">Null when there are problems.</param>
/// <param name="Problems">All of them, in the order in which they stand in the schema.</param>
public sealed record SchemaCompilation(JsonSchema? Schema, IReadOnlyList<SchemaProblem> Problems);
