namespace Platform.Core.Expressions;

public enum CelStaticKind
{
    /// <summary>Nothing is known: everything is allowed and is looked at when it runs.</summary>
    Dyn,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    Type,
    List,
    Map,
    Object,
    Optional,
}

/// <summary>What is known of a value before it is there. Typing is gradual: <see cref="Dyn"/> fits everywhere.</summary>
public sealed class CelStaticType
{
    private static readonly Dictionary<string, CelStaticType> NoFields = [];

    public static readonly CelStaticType Dyn = new(CelStaticKind.Dyn);
    public static readonly CelStaticType Null = new(CelStaticKind.Null);
    public static readonly CelStaticType Bool = new(CelStaticKind.Bool);
    public static readonly CelStaticType Int = new(CelStaticKind.Int);
    public static readonly CelStaticType Uint = new(CelStaticKind.Uint);
    public static readonly CelStaticType Double = new(CelStaticKind.Double);
    public static readonly CelStaticType String = new(CelStaticKind.String);
    public static readonly CelStaticType Bytes = new(CelStaticKind.Bytes);
    public static readonly CelStaticType Timestamp = new(CelStaticKind.Timestamp);
    public static readonly CelStaticType Duration = new(CelStaticKind.Duration);
    public static readonly CelStaticType Type = new(CelStaticKind.Type);
    public static readonly CelStaticType AnyList = ListOf(Dyn);
    public static readonly CelStaticType AnyMap = MapOf(Dyn, Dyn);

    private CelStaticType(CelStaticKind kind, CelStaticType? key = null, CelStaticType? item = null, IReadOnlyDictionary<string, CelStaticType>? fields = null, bool isOpen = false)
    {
        (Kind, Fields, IsOpen) = (kind, fields ?? NoFields, isOpen);
        (Key, Item) = (key ?? this, item ?? this);
    }

    public CelStaticKind Kind { get; }

    /// <summary>The key's type of a map; the type itself where there is none.</summary>
    public CelStaticType Key { get; }

    /// <summary>What a list, map or optional holds; the type itself where it holds nothing.</summary>
    public CelStaticType Item { get; }

    /// <summary>The known fields of an object; empty for any other kind.</summary>
    public IReadOnlyDictionary<string, CelStaticType> Fields { get; }

    /// <summary>Whether an object may have fields that are not in <see cref="Fields"/>.</summary>
    public bool IsOpen { get; }

    public bool IsDyn => Kind == CelStaticKind.Dyn;

    public bool IsNumber => Kind is CelStaticKind.Int or CelStaticKind.Uint or CelStaticKind.Double;

    public static CelStaticType ListOf(CelStaticType item) => new(CelStaticKind.List, item: item);

    public static CelStaticType MapOf(CelStaticType key, CelStaticType value) => new(CelStaticKind.Map, key, value);

    public static CelStaticType ObjectOf(IReadOnlyDictionary<string, CelStaticType> fields, bool open) =>
        new(CelStaticKind.Object, String, Dyn, fields, open);

    public static CelStaticType OptionalOf(CelStaticType item) => new(CelStaticKind.Optional, item: item);

    /// <summary>As a message says it: <c>list(string)</c>, <c>map(string, int)</c>, <c>object</c>, <c>any</c>.</summary>
    public override string ToString() => Kind switch
    {
        CelStaticKind.Dyn => "any",
        CelStaticKind.List => Item.IsDyn ? "list" : $"list({Item})",
        CelStaticKind.Map => Key.IsDyn && Item.IsDyn ? "map" : $"map({Key}, {Item})",
        CelStaticKind.Optional => $"optional({Item})",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The one type that fits both: the same where they agree, else <see cref="Dyn"/>.</summary>
    public static CelStaticType Join(CelStaticType a, CelStaticType b)
    {
        if (ReferenceEquals(a, b)) return a;
        if (a.Kind != b.Kind) return Dyn;
        return a.Kind switch
        {
            CelStaticKind.List => ListOf(Join(a.Item, b.Item)),
            CelStaticKind.Map => MapOf(Join(a.Key, b.Key), Join(a.Item, b.Item)),
            CelStaticKind.Optional => OptionalOf(Join(a.Item, b.Item)),
            CelStaticKind.Object => AnyMap,
            _ => a,
        };
    }
}
