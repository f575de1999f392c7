using System.Globalization;

namespace Platform.Core.Expressions;

/// <summary>Comparison and text of numbers across int, uint and double.</summary>
internal static class CelNumbers
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>Negative, zero or positive; null when one is NaN or no number.</summary>
    public static int? Compare(CelValue left, CelValue? right) => (left, right) switch
    {
        (CelInt a, CelInt b) => a.Value.CompareTo(b.Value),
        (CelDouble a, CelDouble b) => Compare(a.Value, b.Value),
        (CelUint a, CelUint b) => a.Value.CompareTo(b.Value),
        (CelInt a, CelDouble b) => -Compare(b.Value, a.Value),
        (CelDouble a, CelInt b) => Compare(a.Value, b.Value),
        (CelInt a, CelUint b) => Compare(a.Value, b.Value),
        (CelUint a, CelInt b) => -Compare(b.Value, a.Value),
        (CelUint a, CelDouble b) => -Compare(b.Value, a.Value),
        (CelDouble a, CelUint b) => Compare(a.Value, b.Value),
        _ => null,
    };

    public static bool AreEqual(CelValue left, CelValue? right) => Compare(left, right) == 0;

    public static bool IsNumber(CelValue value) => value is CelInt or CelDouble or CelUint;

    /// <summary>The value as a double; false when it is no number.</summary>
    public static bool TryDouble(CelValue value, out double number)
    {
        switch (value)
        {
            case CelDouble d:
                number = d.Value;
                return true;
            case CelInt i:
                number = i.Value;
                return true;
            case CelUint u:
                number = u.Value;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>A whole number in the range of an int, whatever its kind: what an index or a map's key may be.</summary>
    public static bool TryWhole(CelValue value, out long whole)
    {
        switch (value)
        {
            case CelInt i:
                whole = i.Value;
                return true;
            case CelUint { Value: <= long.MaxValue } u:
                whole = (long)u.Value;
                return true;
            case CelDouble d when d.Value is >= -TwoTo63 and < TwoTo63 && Math.Floor(d.Value) == d.Value:
                whole = (long)d.Value;
                return true;
            default:
                whole = 0;
                return false;
        }
    }

    /// <summary>The shortest digits that read back as the same double: <c>1</c>, <c>0.1</c>, <c>1e+20</c>, <c>NaN</c>, <c>Infinity</c>.</summary>
    public static string Text(double value) => value switch
    {
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'),
    };

    private static int? Compare(double a, double b) => a < b ? -1 : a > b ? 1 : a == b ? 0 : null;

    private static int? Compare(double a, long b) => a < -TwoTo63 ? -1 : a > TwoTo63 ? 1 : Compare(a, (double)b);

    private static int? Compare(double a, ulong b) => a < 0 ? -1 : a > TwoTo64 ? 1 : Compare(a, (double)b);

    private static int Compare(long a, ulong b) => a < 0 ? -1 : ((ulong)a).CompareTo(b);
}
