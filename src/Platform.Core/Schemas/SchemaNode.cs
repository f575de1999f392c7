using System.Text.Json;
using Platform.Core.Schemas.Reading;

namespace Platform.Core.Schemas;

/// <summary>One compiled subschema. Filled once by the reader and never changed after.</summary>
internal sealed class SchemaNode(SchemaPlace place, JsonElement source, SchemaResource resource)
{
    public SchemaPlace Place { get; } = place;

    public JsonElement Source { get; } = source;

    /// <summary>The nearest enclosing schema with an <c>$id</c>, or the document.</summary>
    public SchemaResource Resource { get; } = resource;

    /// <summary>For the schemas <c>true</c> and <c>false</c>; null for an object.</summary>
    public bool? Always { get; set; }

    /// <summary>In the order of evaluation: unevaluatedItems and unevaluatedProperties last.</summary>
    public Keyword[] Keywords { get; set; } = [];

    public bool HasUnevaluated { get; set; }

    /// <summary>Null when none is given.</summary>
    public JsonElement? Default { get; set; }
}

/// <summary>One keyword of one subschema, or a few that share their work.</summary>
internal abstract class Keyword(SchemaNode owner)
{
    public SchemaNode Owner { get; } = owner;

    /// <summary>Subschemas that apply to the same value, not to a part of it.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    public virtual bool NeedsEvaluated => false;

    /// <summary>Whether the value keeps to the keyword; reports to the evaluation why not.</summary>
    /// <param name="seen">Collects which properties and items were evaluated; null when nobody asks.</param>
    public abstract bool Check(Evaluation run, JsonElement value, Evaluated? seen);
}
