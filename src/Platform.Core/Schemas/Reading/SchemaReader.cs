using System.Text.Json;
using Platform.Core.Schemas.Keywords;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Reading;

/// <summary>Compiles a schema: every subschema once, however often it is referred to.</summary>
internal sealed class SchemaReader
{
    private const int MaxProblems = 200;
    private const string MainUri = "local:/schema"; // the base for a schema without $id, so that relative references resolve among themselves

    private readonly JsonElement _source;
    private readonly List<SchemaProblem> _problems = [];
    private readonly Dictionary<SchemaPlace, SchemaNode> _nodes = [];
    private readonly Queue<SchemaNode> _due = new();
    private readonly SchemaIndex _index;
    private readonly ReferenceResolver _resolver;
    private readonly SchemaResource _main;
    private bool _hasDefaults;
    private bool _hasDynamic;

    public SchemaReader(JsonElement source, SchemaOptions options)
    {
        _source = source;
        Options = options;
        _index = new SchemaIndex(options, Problem);
        var root = options.Root is { ValueKind: not JsonValueKind.Undefined } whole
            ? _index.AddPlain(new SchemaDocument(WellFormed.Of(whole.Clone()), "#"), "local:/root")
            : null;
        var document = new SchemaDocument(source, "");
        _main = _index.Add(document, MainUri);
        _resolver = new ReferenceResolver(_index, _main, root);
    }

    public SchemaOptions Options { get; }

    private bool GoesOn => !_index.IsTooLarge && _problems.Count < MaxProblems;

    public SchemaCompilation Read()
    {
        var main = NodeAt(new SchemaPlace(_main.Place.Document, ""), _source, _main);
        do
        {
            while (GoesOn && _due.TryDequeue(out var node)) Fill(node);
            AddDynamicNodes();
        }
        while (GoesOn && _due.Count > 0);

        if (_problems.Count == 0) ReferenceCircles.Find(_nodes.Values, Problem);
        return _problems.Count > 0
            ? new SchemaCompilation(null, [.. _problems.Distinct()])
            : new SchemaCompilation(new JsonSchema(_source, main, _hasDefaults), []);
    }

    public void Problem(SchemaPlace place, string message)
    {
        if (_problems.Count < MaxProblems) _problems.Add(new SchemaProblem(place.Shown, message));
    }

    /// <summary>The node of a place; filled later, so that schemas may refer to each other in circles.</summary>
    public SchemaNode NodeAt(SchemaPlace place, JsonElement source, SchemaResource fallback)
    {
        if (_nodes.TryGetValue(place, out var known)) return known;
        var node = new SchemaNode(place, source, _index.OwnerOf(place, source, fallback));
        _nodes.Add(place, node);
        _due.Enqueue(node);
        return node;
    }

    /// <summary>Null when the reference leads nowhere, which has then been reported.</summary>
    public SchemaNode? Follow(string reference, SchemaNode from, string keyword)
    {
        if (_resolver.Resolve(reference, from.Resource, out var problem) is { } found) return NodeAt(found.Place, found.Source, found.Owner);
        Problem(from.Place.Child(keyword), problem);
        return null;
    }

    public void NoteDynamic() => _hasDynamic = true;

    private void Fill(SchemaNode node)
    {
        switch (node.Source.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                node.Always = node.Source.ValueKind == JsonValueKind.True;
                return;
            case JsonValueKind.Object:
                break;
            default:
                Problem(node.Place, $"A schema is an object, true or false, but this is {JsonText.Whole(node.Source)}.");
                return;
        }

        var reading = new NodeReading(this, node);
        foreach (var family in Families) family(reading);
        node.Keywords = [.. reading.Keywords];
        node.HasUnevaluated = reading.Keywords.Exists(k => k.NeedsEvaluated);
        if (reading.Keywords.Count == 0) node.Always = true;
        if (!node.Source.TryGetProperty("default", out var value)) return;
        node.Default = value;
        _hasDefaults = true;
    }

    // Cheap keywords first. The unevaluated ones ask what all the others saw.
    private static readonly Action<NodeReading>[] Families =
    [
        CoreKeywords.Read, ValueKeywords.Read, NumberKeywords.Read, StringKeywords.Read, FormatKeyword.Read, ArrayKeywords.Read,
        ObjectKeywords.Read, LogicKeywords.Read, ReferenceKeywords.Read, UnevaluatedKeywords.Read,
    ];

    // Any resource may become part of the dynamic scope, so the targets in all of them must be there.
    private void AddDynamicNodes()
    {
        if (!_hasDynamic) return;
        foreach (var resource in _index.Resources.ToList())
        {
            foreach (var anchor in resource.DynamicAnchors.Where(a => !resource.DynamicNodes.ContainsKey(a)))
            {
                var (place, source) = resource.Anchors[anchor];
                resource.DynamicNodes[anchor] = NodeAt(place, source, resource);
            }
        }
    }
}
