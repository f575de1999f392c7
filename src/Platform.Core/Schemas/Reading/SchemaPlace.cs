using System.Text.Json;

namespace Platform.Core.Schemas.Reading;

/// <summary>A text of JSON that schemas stand in.</summary>
internal sealed class SchemaDocument(JsonElement root, string label)
{
    public JsonElement Root { get; } = root;

    /// <summary>What is put before a pointer into this document to show it; empty for the schema that was given.</summary>
    public string Label { get; } = label;
}

/// <summary>Where a subschema stands: the identity of a compiled node.</summary>
/// <param name="Pointer">From the root of the document.</param>
internal readonly record struct SchemaPlace(SchemaDocument Document, string Pointer)
{
    public string Shown => Document.Label + Pointer;

    public SchemaPlace Child(string token) => this with { Pointer = $"{Pointer}/{JsonPointer.Escape(token)}" };
}

/// <summary>A schema with an address of its own, and the names it gives to its parts.</summary>
internal sealed class SchemaResource(UriReference uri, SchemaPlace place, JsonElement source)
{
    public UriReference Uri { get; } = uri;

    public SchemaPlace Place { get; } = place;

    public JsonElement Source { get; } = source;

    public Dictionary<string, (SchemaPlace Place, JsonElement Source)> Anchors { get; } = new(StringComparer.Ordinal);

    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiled targets of dynamic references, by anchor.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);
}
