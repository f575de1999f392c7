using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>type, enum, const.</summary>
internal static class ValueKeywords
{
    public static void Read(NodeReading reading)
    {
        if (reading.TryGet("type", out var type) && TypeKeyword.Read(reading, type) is { } types) reading.Keywords.Add(new TypeKeyword(reading.Node, types));
        if (reading.TryGet("const", out var constant)) reading.Keywords.Add(new EnumKeyword(reading.Node, "const", [constant]));
        if (!reading.TryGet("enum", out var values)) return;
        if (values.ValueKind == JsonValueKind.Array) reading.Keywords.Add(new EnumKeyword(reading.Node, "enum", [.. values.EnumerateArray()]));
        else reading.Problem("enum", $"'enum' is a list of values, but this is {JsonText.Whole(values)}.");
    }
}

internal sealed class TypeKeyword(SchemaNode owner, IReadOnlyList<string> types) : Keyword(owner)
{
    private static readonly string[] All = ["array", "boolean", "integer", "null", "number", "object", "string"];

    private readonly HashSet<JsonValueKind> _kinds = [.. types.SelectMany(Kinds)];
    private readonly bool _integersOnly = types.Contains("integer") && !types.Contains("number");

    public static IReadOnlyList<string>? Read(NodeReading reading, JsonElement value)
    {
        var names = value.ValueKind switch
        {
            JsonValueKind.String => [value],
            JsonValueKind.Array when value.GetArrayLength() > 0 => value.EnumerateArray().ToList(),
            _ => new List<JsonElement> { default },
        };
        var ok = true;
        foreach (var name in names.Where(n => n.ValueKind != JsonValueKind.String || !All.Contains(n.GetString())))
        {
            var written = name.ValueKind == JsonValueKind.Undefined ? JsonText.Whole(value) : JsonText.Whole(name);
            var near = name.ValueKind == JsonValueKind.String ? Names.Nearest(name.GetString()!, All) : null; // a string's value is never null
            reading.Problem("type", $"{written} is not a type; types are {Names.Quoted(All)}.{(near is null ? "" : $" Did you mean '{near}'?")}");
            ok = false;
        }

        return ok ? [.. names.Select(n => n.GetString()!)] : null; // all were strings
    }

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (_kinds.Contains(value.ValueKind) && !(_integersOnly && value.ValueKind == JsonValueKind.Number && !JsonNumber.IsInteger(value))) return true;
        return run.Reports && run.Fail(Owner, "type", $"must be {string.Join(" or ", types.Select(WithArticle))}, but is {JsonText.Shown(value)}");
    }

    private static string WithArticle(string type) => type switch
    {
        "null" => "null",
        "array" or "integer" or "object" => $"an {type}",
        _ => $"a {type}",
    };

    private static IEnumerable<JsonValueKind> Kinds(string type) => type switch
    {
        "array" => [JsonValueKind.Array],
        "boolean" => [JsonValueKind.True, JsonValueKind.False],
        "integer" or "number" => [JsonValueKind.Number],
        "null" => [JsonValueKind.Null],
        "object" => [JsonValueKind.Object],
        _ => [JsonValueKind.String],
    };
}

internal sealed class EnumKeyword : Keyword
{
    private readonly string _name;
    private readonly JsonElement[] _values;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly HashSet<JsonValueKind> _kinds;

    public EnumKeyword(SchemaNode owner, string name, JsonElement[] values)
        : base(owner)
    {
        _name = name;
        _values = values;
        _kinds = [.. values.Select(v => v.ValueKind)];
        foreach (var value in values)
        {
            if (value.ValueKind == JsonValueKind.String) _texts.Add(value.GetString()!); // a string's value is never null
            else if (JsonText.Canonical(value) is { } text) _others.Add(text);
        }
    }

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        var known = value.ValueKind == JsonValueKind.String ? _texts.Contains(value.GetString()!) : _kinds.Contains(value.ValueKind) && IsOther(run, value);
        return known || (run.Reports && !run.GaveUp && run.Fail(Owner, _name, $"must be {Allowed()}, but is {JsonText.Whole(value)}"));
    }

    private bool IsOther(Evaluation run, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !run.Spend(Owner, JsonText.Size(value))) return false;
        return JsonText.Canonical(value) is { } text && _others.Contains(text);
    }

    private string Allowed()
    {
        var shown = _values.Take(12).Select(JsonText.Whole).ToList();
        if (_values.Length > shown.Count) shown.Add($"{_values.Length - shown.Count} more");
        return shown.Count switch
        {
            0 => "one of no values at all",
            1 => shown[0],
            _ => $"one of {string.Join(", ", shown)}",
        };
    }
}
