using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>What the number reducers share: reading a number, and naming what is none.</summary>
internal static class Describe
{
    public static string Kind(CelValue value) => value.Kind.ToString().ToLowerInvariant();

    public static double? Number(CelValue value) => value switch
    {
        CelInt whole => whole.Value,
        CelUint whole => whole.Value,
        CelDouble number => number.Value,
        _ => null,
    };

    public static CelValue Checked(CelValue value, string key) =>
        Number(value) is null ? throw new ReducerException($"{key} compares numbers, but got {Kind(value)}.") : value;

    public static int Compare(CelValue a, CelValue b, string key) => (a, b) switch
    {
        (CelInt left, CelInt right) => left.Value.CompareTo(right.Value),
        _ when Number(a) is { } left && Number(b) is { } right => left.CompareTo(right),
        _ => throw new ReducerException($"{key} compares numbers, but got {Kind(Number(a) is null ? a : b)}."),
    };
}
