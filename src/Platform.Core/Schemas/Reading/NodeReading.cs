using System.Globalization;
using System.Text.Json;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Reading;

/// <summary>One schema object while its keywords are read.</summary>
internal sealed class NodeReading
{
    private readonly SchemaReader _reader;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    public NodeReading(SchemaReader reader, SchemaNode node)
    {
        _reader = reader;
        Node = node;
        foreach (var property in node.Source.EnumerateObject()) _values[property.Name] = property.Value;
    }

    public SchemaNode Node { get; }

    public List<Keyword> Keywords { get; } = [];

    public SchemaOptions Options => _reader.Options;

    public bool TryGet(string keyword, out JsonElement value) => _values.TryGetValue(keyword, out value);

    public void Problem(string keyword, string message) => _reader.Problem(Node.Place.Child(keyword), message);

    public void NoteDynamic() => _reader.NoteDynamic();

    /// <summary>Null when absent or wrong.</summary>
    public string? Text(string keyword)
    {
        if (!TryGet(keyword, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Problem(keyword, $"'{keyword}' is a text, but this is {JsonText.Whole(value)}.");
        return null;
    }

    /// <summary>A whole number from 0; null when absent or wrong. More than fits is as good as the most that fits.</summary>
    public long? Count(string keyword)
    {
        if (!TryGet(keyword, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && JsonNumber.Of(value) is { IsWhole: true, Sign: >= 0 } number)
        {
            return value.TryGetDouble(out var count) && count < long.MaxValue ? (long)count : long.MaxValue;
        }

        Problem(keyword, $"'{keyword}' is a whole number from 0, but this is {JsonText.Whole(value)}.");
        return null;
    }

    public JsonNumber? Number(string keyword)
    {
        if (!TryGet(keyword, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return JsonNumber.Of(value);
        Problem(keyword, $"'{keyword}' is a number, but this is {JsonText.Whole(value)}.");
        return null;
    }

    /// <summary>Null when absent or wrong.</summary>
    public IReadOnlyList<string>? Texts(string keyword) => TryGet(keyword, out var value) ? Texts(keyword, value) : null;

    public IReadOnlyList<string>? Texts(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(v => v.GetString()!).Distinct(StringComparer.Ordinal)]; // a string's value is never null
        }

        Problem(keyword, $"'{keyword}' is a list of property names, but this is {JsonText.Whole(value)}.");
        return null;
    }

    /// <summary>Null when absent.</summary>
    public SchemaNode? Child(string keyword) =>
        TryGet(keyword, out var value) ? _reader.NodeAt(Node.Place.Child(keyword), value, Node.Resource) : null;

    /// <summary>A list of schemas, with one at least; null when absent or wrong.</summary>
    public SchemaNode[]? Children(string keyword)
    {
        if (!TryGet(keyword, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            return [.. value.EnumerateArray().Select((v, i) =>
                _reader.NodeAt(Node.Place.Child(keyword).Child(i.ToString(CultureInfo.InvariantCulture)), v, Node.Resource))];
        }

        Problem(keyword, $"'{keyword}' is a list of one or more schemas, but this is {JsonText.Whole(value)}.");
        return null;
    }

    /// <summary>Schemas by name; null when absent or wrong.</summary>
    public Dictionary<string, SchemaNode>? Named(string keyword)
    {
        if (!IsObject(keyword, "schemas by name")) return null;
        var named = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var property in _values[keyword].EnumerateObject())
        {
            named[property.Name] = _reader.NodeAt(Node.Place.Child(keyword).Child(property.Name), property.Value, Node.Resource);
        }

        return named;
    }

    /// <summary>Whether a keyword is there and an object; reports when it is something else.</summary>
    public bool IsObject(string keyword, string of)
    {
        if (!TryGet(keyword, out var value)) return false;
        if (value.ValueKind == JsonValueKind.Object) return true;
        Problem(keyword, $"'{keyword}' is an object of {of}, but this is {JsonText.Whole(value)}.");
        return false;
    }

    public SchemaNode? Follow(string keyword) => Text(keyword) is { } reference ? _reader.Follow(reference, Node, keyword) : null;

    /// <summary>Null when malformed, which is reported.</summary>
    public SchemaRegex? Regex(string keyword, string pattern)
    {
        var (regex, error) = SchemaRegex.Compile(pattern);
        if (regex is null) Problem(keyword, $"'{pattern}' is not a regular expression: {error}.");
        return regex;
    }
}
