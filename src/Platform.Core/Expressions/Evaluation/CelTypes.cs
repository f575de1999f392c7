namespace Platform.Core.Expressions;

/// <summary>The names of types, as <c>type()</c> gives them and as they stand for themselves in an expression.</summary>
internal static class CelTypes
{
    private static readonly Dictionary<CelKind, CelType> ByKind = new()
    {
        [CelKind.Null] = new("null_type"),
        [CelKind.Bool] = new("bool"),
        [CelKind.Int] = new("int"),
        [CelKind.Uint] = new("uint"),
        [CelKind.Double] = new("double"),
        [CelKind.String] = new("string"),
        [CelKind.Bytes] = new("bytes"),
        [CelKind.List] = new("list"),
        [CelKind.Map] = new("map"),
        [CelKind.Timestamp] = new("google.protobuf.Timestamp"),
        [CelKind.Duration] = new("google.protobuf.Duration"),
        [CelKind.Type] = new("type"),
        [CelKind.Optional] = new("optional_type"),
    };

    private static readonly Dictionary<string, CelType> ByName = ByKind.Values.ToDictionary(t => t.Value, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static CelType Of(CelValue value) => ByKind[value.Kind];

    public static string NameOf(CelValue value) => value switch
    {
        CelTimestamp => "timestamp",
        CelDuration => "duration",
        CelNull => "null",
        CelOptional => "optional",
        _ => Of(value).Value,
    };

    public static CelType? Find(string name) => ByName.GetValueOrDefault(name);
}
