namespace Platform.Core.Expressions;

/// <summary>The kinds of value that the Common Expression Language knows.</summary>
public enum CelKind
{
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Timestamp,
    Duration,
    Type,
    Optional,
}
