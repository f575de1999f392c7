using static Platform.Core.Expressions.CelOverload;
using T = Platform.Core.Expressions.CelStaticType;

namespace Platform.Core.Expressions;

/// <summary>
/// The optionals extension. What is lazy (<c>or</c>, <c>orValue</c>) or binds a name (<c>optMap</c>, <c>optFlatMap</c>) is a node, not a function.
/// </summary>
internal static class OptionalFunctions
{
    private static readonly T Any = T.OptionalOf(T.Dyn);

    public static IEnumerable<CelOverload> All =>
    [
        Global("optional.none", [], Any, static (_, _) => CelOptional.None),
        Global("optional.of", [T.Dyn], Any, static (a, _) => CelOptional.Some(a[0])),
        Global("optional.ofNonZeroValue", [T.Dyn], Any, static (a, _) => IsZero(a[0]) ? CelOptional.None : CelOptional.Some(a[0])),
        Global("optional.unwrap", [T.AnyList], T.AnyList, static (a, run) => Unwrap((CelList)a[0], run)),
        Member("unwrapOpt", [T.AnyList], T.AnyList, static (a, run) => Unwrap((CelList)a[0], run)),
        Member("hasValue", [Any], T.Bool, static (a, _) => CelValue.Of(((CelOptional)a[0]).Value is not null)),
        Member("value", [Any], T.Dyn, static (a, _) => ((CelOptional)a[0]).Value ?? new CelError("the optional is empty: it has no value()")),
        Member("first", [T.AnyList], Any, static (a, _) => a[0] is CelList { Count: > 0 } list ? CelOptional.Some(list[0]) : CelOptional.None),
        Member("last", [T.AnyList], Any, static (a, _) => a[0] is CelList { Count: > 0 } list ? CelOptional.Some(list[^1]) : CelOptional.None),
    ];

    private static CelValue Unwrap(CelList list, Evaluation run)
    {
        run.Produce(list.Weight);
        var values = new List<CelValue>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not CelOptional optional) return new CelError($"a list to unwrap holds optionals only, not {CelTypes.NameOf(list[i])}");
            if (optional.Value is not null) values.Add(optional.Value);
        }

        return CelList.Of(values);
    }

    private static bool IsZero(CelValue value) => value switch
    {
        CelNull or CelBool { Value: false } or CelInt { Value: 0 } or CelUint { Value: 0 } or CelString { Value.Length: 0 } => true,
        CelDouble d => d.Value == 0,
        CelBytes b => b.Value.IsEmpty,
        CelList l => l.Count == 0,
        CelMap m => m.Count == 0,
        CelDuration { Nanoseconds: 0 } or CelTimestamp { Seconds: 0, Nanos: 0 } => true,
        CelOptional o => o.Value is null,
        _ => false,
    };
}
