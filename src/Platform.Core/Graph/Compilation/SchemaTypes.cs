using System.Text.Json;
using Platform.Core.Expressions;

namespace Platform.Core.Graph.Compilation;

/// <summary>
/// What a JSON Schema says of a value before it is there. Only what is certain: anything clever (<c>anyOf</c>, <c>if</c>, a possible null)
/// is <see cref="CelStaticType.Dyn"/>, so that no right expression is refused.
/// </summary>
/// <param name="types">The file's types, for <c>$ref: "#/types/Ticket"</c>.</param>
internal sealed class SchemaTypes(JsonElement types)
{
    private const int MaxDepth = 12;
    private const string TypePrefix = "#/types/";

    private static readonly string[] Clever = ["anyOf", "oneOf", "allOf", "if", "not", "$dynamicRef", "$recursiveRef"];

    private readonly Dictionary<string, CelStaticType> _named = new(StringComparer.Ordinal);

    public CelStaticType Of(JsonElement schema) => Of(schema, 0);

    private CelStaticType Of(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth) return CelStaticType.Dyn;
        if (Array.Exists(Clever, k => schema.TryGetProperty(k, out _))) return CelStaticType.Dyn;
        if (schema.TryGetProperty("$ref", out var reference)) return Named(reference, depth);
        if (schema.TryGetProperty("const", out var constant)) return OfValue(constant);
        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array) return OfValues(values);
        if (!schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) return CelStaticType.Dyn;
        return type.GetString() switch
        {
            "string" => CelStaticType.String,
            "boolean" => CelStaticType.Bool,
            "integer" => CelStaticType.Int,
            "number" => CelStaticType.Double,
            "array" => CelStaticType.ListOf(schema.TryGetProperty("prefixItems", out _) || !schema.TryGetProperty("items", out var items) ? CelStaticType.Dyn : Of(items, depth + 1)),
            "object" => OfObject(schema, depth),
            _ => CelStaticType.Dyn,
        };
    }

    // A type is worked out once; one that holds itself is unknown inside itself.
    private CelStaticType Named(JsonElement reference, int depth)
    {
        var pointer = reference.ValueKind == JsonValueKind.String ? reference.GetString()! : "";
        if (!pointer.StartsWith(TypePrefix, StringComparison.Ordinal)) return CelStaticType.Dyn;
        var name = pointer[TypePrefix.Length..];
        if (_named.TryGetValue(name, out var known)) return known;
        if (types.ValueKind != JsonValueKind.Object || !types.TryGetProperty(name, out var schema)) return CelStaticType.Dyn;
        _named[name] = CelStaticType.Dyn;
        return _named[name] = Of(schema, depth + 1);
    }

    private CelStaticType OfObject(JsonElement schema, int depth)
    {
        var fields = new Dictionary<string, CelStaticType>(StringComparer.Ordinal);
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            foreach (var property in properties.EnumerateObject()) fields[property.Name] = Of(property.Value, depth + 1);

        var isClosed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False && !schema.TryGetProperty("patternProperties", out _);
        if (fields.Count > 0 || isClosed) return CelStaticType.ObjectOf(fields, open: !isClosed);
        var value = more.ValueKind == JsonValueKind.Object && !schema.TryGetProperty("patternProperties", out _) ? Of(more, depth + 1) : CelStaticType.Dyn;
        return CelStaticType.MapOf(CelStaticType.String, value);
    }

    private static CelStaticType OfValues(JsonElement values)
    {
        CelStaticType? all = null;
        foreach (var value in values.EnumerateArray()) all = all is null ? OfValue(value) : CelStaticType.Join(all, OfValue(value));
        return all is null || all.Kind == CelStaticKind.Null ? CelStaticType.Dyn : all;
    }

    // Numbers stay unknown: an enum of 1 and 2.5 holds an int and a double.
    private static CelStaticType OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => CelStaticType.String,
        JsonValueKind.True or JsonValueKind.False => CelStaticType.Bool,
        _ => CelStaticType.Dyn,
    };
}
