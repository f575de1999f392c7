using static Platform.Core.Expressions.CelOverload;
using T = Platform.Core.Expressions.CelStaticType;

namespace Platform.Core.Expressions;

/// <summary>The math extension.</summary>
internal static class MathFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        .. Extremes("math.greatest", 1), .. Extremes("math.least", -1),
        OfDouble("math.ceil", Math.Ceiling), OfDouble("math.floor", Math.Floor), OfDouble("math.trunc", Math.Truncate),
        OfDouble("math.round", static d => Math.Round(d, MidpointRounding.AwayFromZero)),
        .. new[] { T.Int, T.Uint, T.Double }.Select(t => Global("math.sqrt", [t], T.Double, static (a, _) => CelValue.Of(Math.Sqrt(AsDouble(a[0]))))),
        .. Signs,
        Test("math.isNaN", double.IsNaN), Test("math.isInf", double.IsInfinity), Test("math.isFinite", double.IsFinite),
        .. Bits("math.bitAnd", static (x, y) => x & y), .. Bits("math.bitOr", static (x, y) => x | y), .. Bits("math.bitXor", static (x, y) => x ^ y),
        Global("math.bitNot", [T.Int], T.Int, static (a, _) => CelValue.Of(~((CelInt)a[0]).Value)),
        Global("math.bitNot", [T.Uint], T.Uint, static (a, _) => CelValue.Of(~((CelUint)a[0]).Value)),
        .. Shifts("math.bitShiftLeft", static (bits, by) => bits << by), .. Shifts("math.bitShiftRight", static (bits, by) => bits >> by),
    ];

    private static CelOverload[] Signs =>
    [
        Global("math.abs", [T.Int], T.Int, static (a, _) => ((CelInt)a[0]).Value is var i && i == long.MinValue ? new CelError("int overflow") : CelValue.Of(Math.Abs(i))),
        Global("math.abs", [T.Uint], T.Uint, static (a, _) => a[0]),
        OfDouble("math.abs", Math.Abs),
        Global("math.sign", [T.Int], T.Int, static (a, _) => CelValue.Of((long)Math.Sign(((CelInt)a[0]).Value))),
        Global("math.sign", [T.Uint], T.Uint, static (a, _) => CelValue.Of(((CelUint)a[0]).Value == 0 ? 0UL : 1UL)),
        OfDouble("math.sign", static d => double.IsNaN(d) ? d : Math.Sign(d)),
    ];

    private static CelOverload OfDouble(string name, Func<double, double> call) =>
        Global(name, [T.Double], T.Double, (a, _) => CelValue.Of(call(((CelDouble)a[0]).Value)));

    private static CelOverload Test(string name, Func<double, bool> call) =>
        Global(name, [T.Double], T.Bool, (a, _) => CelValue.Of(call(((CelDouble)a[0]).Value)));

    private static CelOverload[] Bits(string name, Func<ulong, ulong, ulong> call) =>
    [
        Global(name, [T.Int, T.Int], T.Int, (a, _) => CelValue.Of((long)call((ulong)((CelInt)a[0]).Value, (ulong)((CelInt)a[1]).Value))),
        Global(name, [T.Uint, T.Uint], T.Uint, (a, _) => CelValue.Of(call(((CelUint)a[0]).Value, ((CelUint)a[1]).Value))),
    ];

    // The bits of an int shift as those of a uint do: a negative number that is shifted right becomes positive.
    private static CelOverload[] Shifts(string name, Func<ulong, int, ulong> call) =>
    [
        Global(name, [T.Int, T.Int], T.Int, (a, _) => Shift((ulong)((CelInt)a[0]).Value, ((CelInt)a[1]).Value, call) is { } bits ? CelValue.Of((long)bits) : BadShift()),
        Global(name, [T.Uint, T.Int], T.Uint, (a, _) => Shift(((CelUint)a[0]).Value, ((CelInt)a[1]).Value, call) is { } bits ? CelValue.Of(bits) : BadShift()),
    ];

    private static ulong? Shift(ulong bits, long by, Func<ulong, int, ulong> call) => by < 0 ? null : by >= 64 ? 0 : call(bits, (int)by);

    private static CelError BadShift() => new("a shift cannot be negative");

    private static CelOverload[] Extremes(string name, int sign) =>
    [
        Global(name, [T.AnyList], T.Dyn, (a, _) => ((CelList)a[0]).Count == 0 ? new CelError($"{name}: the list is empty") : Extreme(name, sign, (CelList)a[0])),
        Global(name, [T.Dyn], T.Dyn, (a, _) => Extreme(name, sign, a), isVariadic: true),
    ];

    private static CelValue Extreme(string name, int sign, IReadOnlyList<CelValue> values)
    {
        var best = values[0];
        for (var i = 0; i < values.Count; i++)
        {
            if (!CelNumbers.IsNumber(values[i])) return CelError.NoOverload(name, values[i]);
            if (CelNumbers.Compare(values[i], best) * sign > 0) best = values[i];
        }

        return best;
    }

    private static double AsDouble(CelValue value) => CelNumbers.TryDouble(value, out var number) ? number : double.NaN;
}
