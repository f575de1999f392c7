using System.Numerics;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Arithmetic;

/// <summary>What a formula can call.</summary>
internal static class Functions
{
    private const int LargestFactorial = 400;
    private const int MostDecimals = 100;

    private sealed record Function(int Least, int Most, Func<IReadOnlyList<Exact>, Exact> Of);

    private static readonly Dictionary<string, Function> Known = new(StringComparer.Ordinal)
    {
        ["abs"] = One(x => x.Sign < 0 ? -x : x),
        ["sign"] = One(x => Exact.Of(x.Sign)),
        ["round"] = new(1, 2, a => a[0].Rounded(a.Count > 1 ? Whole("round", a[1], -MostDecimals, MostDecimals) : 0)),
        ["floor"] = One(x => x.Floor()),
        ["ceil"] = One(x => -(-x).Floor()),
        ["trunc"] = One(x => x.Truncated()),
        ["min"] = Many(a => a.Aggregate((x, y) => x.CompareTo(y) <= 0 ? x : y)),
        ["max"] = Many(a => a.Aggregate((x, y) => x.CompareTo(y) >= 0 ? x : y)),
        ["sum"] = new(0, int.MaxValue, Sum),
        ["count"] = new(0, int.MaxValue, a => Exact.Of(a.Count)),
        ["avg"] = Many(a => Sum(a) / Exact.Of(a.Count)),
        ["median"] = Many(Median),
        ["sqrt"] = One(Root),
        ["cbrt"] = Real(Math.Cbrt),
        ["pow"] = new(2, 2, a => a[0].Power(a[1])),
        ["exp"] = Real(Math.Exp),
        ["ln"] = Real(Math.Log),
        ["log10"] = Real(Math.Log10),
        ["log2"] = Real(Math.Log2),
        ["log"] = new(1, 2, a => Exact.Near(a.Count > 1 ? Math.Log(a[0].ToDouble(), a[1].ToDouble()) : Math.Log(a[0].ToDouble()))),
        ["sin"] = Real(Math.Sin),
        ["cos"] = Real(Math.Cos),
        ["tan"] = Real(Math.Tan),
        ["asin"] = Real(Math.Asin),
        ["acos"] = Real(Math.Acos),
        ["atan"] = Real(Math.Atan),
        ["atan2"] = new(2, 2, a => Exact.Near(Math.Atan2(a[0].ToDouble(), a[1].ToDouble()))),
        ["gcd"] = new(2, 2, a => Exact.Of(BigInteger.GreatestCommonDivisor(Whole64("gcd", a[0]), Whole64("gcd", a[1])))),
        ["factorial"] = One(x => Exact.Of(Enumerable.Range(1, Whole("factorial", x, 0, LargestFactorial)).Aggregate(BigInteger.One, (all, n) => all * n))),
    };

    public static IReadOnlyCollection<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public static bool Has(string name) => Known.ContainsKey(name);

    public static Exact Call(string name, IReadOnlyList<Exact> arguments)
    {
        var function = Known[name];
        if (arguments.Count >= function.Least && arguments.Count <= function.Most) return function.Of(arguments);
        throw new PlatformException(ErrorCode.Validation, $"'{name}' takes {Words(function)}, and is given {arguments.Count}.", "Mend the formula.");
    }

    private static Function One(Func<Exact, Exact> of) => new(1, 1, a => of(a[0]));

    private static Function Many(Func<IReadOnlyList<Exact>, Exact> of) => new(1, int.MaxValue, of);

    private static Function Real(Func<double, double> of) => One(x => Exact.Near(of(x.ToDouble())));

    private static Exact Sum(IReadOnlyList<Exact> numbers) => numbers.Aggregate(Exact.Of(0), (all, n) => all + n);

    private static Exact Median(IReadOnlyList<Exact> numbers)
    {
        var sorted = numbers.Order(Comparer<Exact>.Create((a, b) => a.CompareTo(b))).ToList();
        var middle = sorted[sorted.Count / 2];
        return sorted.Count % 2 == 1 ? middle : (middle + sorted[(sorted.Count / 2) - 1]) / Exact.Of(2);
    }

    // The root of a square is exact.
    private static Exact Root(Exact x)
    {
        var near = Exact.Near(Math.Sqrt(x.ToDouble()));
        if (!x.IsExact || !near.IsWhole(out var whole)) return near;
        return (Exact.Of(whole) * Exact.Of(whole)).CompareTo(x) == 0 ? Exact.Of(whole) : near;
    }

    private static int Whole(string of, Exact x, int least, int most) => x.IsWhole(out var whole) && whole >= least && whole <= most
        ? (int)whole
        : throw new PlatformException(ErrorCode.Validation, $"'{of}' needs a whole number from {least} to {most} there.", "Mend the formula or its values.");

    private static long Whole64(string of, Exact x) => x.IsWhole(out var whole)
        ? whole
        : throw new PlatformException(ErrorCode.Validation, $"'{of}' needs whole numbers.", "Mend the formula or its values.");

    private static string Words(Function function) => function.Most == int.MaxValue ? "one number or more"
        : function.Least == function.Most ? $"{function.Least} number{(function.Least == 1 ? "" : "s")}" : $"{function.Least} or {function.Most} numbers";
}
