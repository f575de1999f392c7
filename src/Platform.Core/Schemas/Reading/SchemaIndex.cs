using System.Globalization;
using System.Text.Json;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Reading;

/// <summary>Knows every schema by its address and its anchors, without compiling any: references may point forward.</summary>
internal sealed class SchemaIndex(SchemaOptions options, Action<SchemaPlace, string> problem)
{
    private const int MaxDepth = 512;
    private const int MaxSchemas = 100_000;

    public static readonly string[] Single =
        ["additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];

    // 'definitions' is the older name of '$defs', kept by the meta-schema too.
    public static readonly string[] Maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    public static readonly string[] Lists = ["prefixItems", "allOf", "anyOf", "oneOf"];

    private readonly Dictionary<SchemaPlace, SchemaResource> _owners = [];
    private readonly Dictionary<string, SchemaResource> _byUri = new(StringComparer.Ordinal);
    private readonly Stack<(SchemaPlace Place, JsonElement Source, SchemaResource Owner, int Depth)> _due = new();

    /// <summary>A limit was passed, and reported: what was read is not the whole.</summary>
    public bool IsTooLarge { get; private set; }

    public IEnumerable<SchemaResource> Resources => _byUri.Values;

    public IEnumerable<string> Known => _byUri.Keys.Where(u => !u.StartsWith("local:", StringComparison.Ordinal)).Concat(options.Documents.Keys).Distinct();

    /// <summary>Takes in a whole document, whose root is a schema.</summary>
    public SchemaResource Add(SchemaDocument document, string uri)
    {
        var resource = Register(UriReference.Parse(uri), new SchemaPlace(document, ""), document.Root);
        Walk(resource.Place, document.Root, resource);
        return _owners[resource.Place];
    }

    /// <summary>Makes known a document of which only parts are schemas.</summary>
    public SchemaResource AddPlain(SchemaDocument document, string uri) =>
        Register(UriReference.Parse(uri), new SchemaPlace(document, ""), document.Root);

    /// <summary>The resource with this address; null when nothing has it.</summary>
    public SchemaResource? Find(string uri)
    {
        if (_byUri.TryGetValue(uri, out var known)) return _owners.GetValueOrDefault(known.Place, known); // its own $id wins over how it came
        var document = options.Documents.TryGetValue(uri, out var given) ? given : MetaSchema.Find(uri);
        if (document is not { } source || source.ValueKind == JsonValueKind.Undefined) return null;
        return Add(new SchemaDocument(WellFormed.Of(source), $"{uri}#"), uri);
    }

    /// <summary>The resource that a place belongs to. A place that no keyword leads to is taken in now.</summary>
    public SchemaResource OwnerOf(SchemaPlace place, JsonElement source, SchemaResource fallback)
    {
        if (_owners.TryGetValue(place, out var owner)) return owner;
        for (var up = place.Pointer.LastIndexOf('/'); up >= 0 && owner is null; up = up == 0 ? -1 : place.Pointer.LastIndexOf('/', up - 1))
        {
            _owners.TryGetValue(place with { Pointer = place.Pointer[..up] }, out owner);
        }

        Walk(place, source, owner ?? fallback);
        return _owners[place];
    }

    private SchemaResource Register(UriReference uri, SchemaPlace place, JsonElement source)
    {
        var resource = new SchemaResource(uri with { Fragment = null }, place, source);
        if (!_byUri.TryAdd(uri.Resource, resource)) problem(place, $"Two schemas have the $id '{uri.Resource}'; give each its own.");
        return resource;
    }

    // With a stack of its own, for a schema may be nested deeper than the thread's stack bears.
    private void Walk(SchemaPlace start, JsonElement source, SchemaResource owner)
    {
        _due.Push((start, source, owner, start.Pointer.Count(c => c == '/')));
        while (_due.TryPop(out var at))
        {
            if (!_owners.TryAdd(at.Place, at.Owner) || at.Source.ValueKind != JsonValueKind.Object) continue;
            if (at.Depth > MaxDepth || _owners.Count > MaxSchemas)
            {
                problem(at.Place, at.Depth > MaxDepth ? $"The schema is nested more than {MaxDepth} deep." : $"There are more than {MaxSchemas} schemas.");
                IsTooLarge = true;
                _due.Clear();
                return;
            }

            var inner = Name(at.Place, at.Source, at.Owner);
            _owners[at.Place] = inner;
            PushChildren(at.Place, at.Source, inner, at.Depth);
        }
    }

    private SchemaResource Name(SchemaPlace place, JsonElement source, SchemaResource owner)
    {
        if (source.TryGetProperty("$id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            var uri = owner.Uri.Resolve(UriReference.Parse(id.GetString()!)); // a string's value is never null
            if (!string.IsNullOrEmpty(uri.Fragment)) problem(place.Child("$id"), $"An $id has no fragment, but this has '#{uri.Fragment}'; use $anchor.");
            if (uri.Resource != owner.Uri.Resource) owner = Register(uri, place, source);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["$anchor", "$dynamicAnchor"])
        {
            if (!source.TryGetProperty(keyword, out var anchor) || anchor.ValueKind != JsonValueKind.String) continue;
            var name = anchor.GetString()!; // a string's value is never null
            if (!owner.Anchors.TryAdd(name, (place, source)) && owner.Anchors[name].Place != place)
            {
                problem(place.Child(keyword), $"There are two anchors '{name}'; give each its own name.");
            }

            if (keyword == "$dynamicAnchor") owner.DynamicAnchors.Add(name);
        }

        return owner;
    }

    private void PushChildren(SchemaPlace place, JsonElement source, SchemaResource owner, int depth)
    {
        foreach (var property in source.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False && Single.Contains(property.Name))
            {
                _due.Push((place.Child(property.Name), property.Value, owner, depth + 1));
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && Maps.Contains(property.Name))
            {
                foreach (var inner in property.Value.EnumerateObject()) _due.Push((place.Child(property.Name).Child(inner.Name), inner.Value, owner, depth + 2));
            }
            else if (property.Value.ValueKind == JsonValueKind.Array && Lists.Contains(property.Name))
            {
                var index = 0;
                foreach (var inner in property.Value.EnumerateArray())
                {
                    _due.Push((place.Child(property.Name).Child(index++.ToString(CultureInfo.InvariantCulture)), inner, owner, depth + 2));
                }
            }
        }
    }
}
