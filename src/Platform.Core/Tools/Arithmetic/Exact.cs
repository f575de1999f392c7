using System.Globalization;
using System.Numerics;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Arithmetic;

/// <summary>A number: a fraction in lowest terms as long as it can be one, else as near as a double comes. Bounded in size.</summary>
internal readonly struct Exact
{
    private const long MostBits = 4096;
    private const int MostDecimals = 60;
    private const int ShownDigits = 30;

    private readonly BigInteger _top;
    private readonly BigInteger _bottom; // above zero; zero when the number is only near
    private readonly double _near;

    private Exact(BigInteger top, BigInteger bottom) => (_top, _bottom, _near) = (top, bottom, 0);

    private Exact(double near) => (_top, _bottom, _near) = (0, 0, near);

    public bool IsExact => !_bottom.IsZero;

    public int Sign => IsExact ? _top.Sign : Math.Sign(_near);

    public static Exact Of(BigInteger whole) => new(whole, 1);

    /// <exception cref="PlatformException">Validation: it is no number (a root of -1), or larger than any double.</exception>
    public static Exact Near(double value) => double.IsFinite(value)
        ? new Exact(value)
        : throw new PlatformException(ErrorCode.Validation, double.IsNaN(value) ? "The formula has no value there: a root or a logarithm of what has none." : "The number becomes too large.", "Mend the formula or its values.");

    /// <summary>A number as formulas and JSON write it: <c>12</c>, <c>0.5</c>, <c>1e-3</c>.</summary>
    public static Exact Parse(string text)
    {
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var digits = mark < 0 ? text : text[..mark];
        var power = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) power = int.MaxValue;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) power -= power == int.MaxValue ? 0 : digits.Length - point - 1;
        // A thousand digits is more than anyone means, and 1e999999999 would be a number of a gigabyte.
        if (Math.Abs((long)power) > 1000 || digits.Length > 1200)
            throw new PlatformException(ErrorCode.Validation, "A number has more than a thousand digits.", "Write it shorter.");
        var all = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return power >= 0 ? Made(all * BigInteger.Pow(10, power), 1) : Made(all, BigInteger.Pow(10, -power));
    }

    public static Exact operator +(Exact a, Exact b) => a.IsExact && b.IsExact ? Made((a._top * b._bottom) + (b._top * a._bottom), a._bottom * b._bottom) : Near(a.ToDouble() + b.ToDouble());

    public static Exact operator -(Exact a) => a.IsExact ? new Exact(-a._top, a._bottom) : new Exact(-a._near);

    public static Exact operator -(Exact a, Exact b) => a + -b;

    public static Exact operator *(Exact a, Exact b) => a.IsExact && b.IsExact ? Made(a._top * b._top, a._bottom * b._bottom) : Near(a.ToDouble() * b.ToDouble());

    public static Exact operator /(Exact a, Exact b)
    {
        if (b.Sign == 0) throw new PlatformException(ErrorCode.Validation, "The formula divides by zero.", "Mend the formula or its values.");
        if (!a.IsExact || !b.IsExact) return Near(a.ToDouble() / b.ToDouble());
        return b._top.Sign < 0 ? Made(-a._top * b._bottom, -b._top * a._bottom) : Made(a._top * b._bottom, b._top * a._bottom);
    }

    /// <summary>The remainder with the sign of what is divided, as in C, Java and JavaScript.</summary>
    public static Exact operator %(Exact a, Exact b) => a - (b * (a / b).Truncated());

    public Exact Power(Exact exponent)
    {
        if (IsExact && exponent.IsWhole(out var times) && Math.Abs(times) <= MostBits && Math.Max(_top.GetBitLength(), _bottom.GetBitLength()) * Math.Abs(times) <= 4 * MostBits)
        {
            var raised = Made(BigInteger.Pow(_top, (int)Math.Abs(times)), BigInteger.Pow(_bottom, (int)Math.Abs(times)));
            return times < 0 ? Of(1) / raised : raised;
        }

        return Near(Math.Pow(ToDouble(), exponent.ToDouble()));
    }

    public Exact Truncated() => IsExact ? Of(BigInteger.Divide(_top, _bottom)) : Near(Math.Truncate(_near));

    public Exact Floor()
    {
        var cut = Truncated();
        return CompareTo(cut) < 0 ? cut - Of(1) : cut;
    }

    /// <summary>Halves go away from zero, as people round.</summary>
    public Exact Rounded(int decimals)
    {
        if (!IsExact && (decimals > 15 || Math.Abs(_near) > 1e15)) return this;
        var factor = Of(BigInteger.Pow(10, Math.Abs(decimals)));
        var moved = decimals >= 0 ? FromNear() * factor : FromNear() / factor;
        var whole = (moved + (moved.Sign < 0 ? -Half : Half)).Truncated();
        var rounded = decimals >= 0 ? whole / factor : whole * factor;
        return IsExact ? rounded : Near(rounded.ToDouble());
    }

    public int CompareTo(Exact other) =>
        IsExact && other.IsExact ? (_top * other._bottom).CompareTo(other._top * _bottom) : ToDouble().CompareTo(other.ToDouble());

    public double ToDouble()
    {
        if (!IsExact) return _near;
        // Beyond the range of a double both parts are cut by the same number of bits.
        var cut = (int)Math.Max(0, Math.Max(_top.GetBitLength(), _bottom.GetBitLength()) - 1000);
        return cut == 0 ? (double)_top / (double)_bottom : Cut(cut);
    }

    /// <summary>Whether it is a whole number that a 64-bit integer holds.</summary>
    public bool IsWhole(out long whole)
    {
        whole = 0;
        if (!IsExact)
        {
            if (_near != Math.Floor(_near) || Math.Abs(_near) > 9e15) return false;
            whole = (long)_near;
            return true;
        }

        if (!_bottom.IsOne || _top < long.MinValue || _top > long.MaxValue) return false;
        whole = (long)_top;
        return true;
    }

    /// <summary>All digits, when there is an end to them; else the first thirty, and false.</summary>
    public (string Text, bool IsExact) Written()
    {
        if (!IsExact) return (_near.ToString("R", CultureInfo.InvariantCulture), false);
        if (_bottom.IsOne) return (_top.ToString(CultureInfo.InvariantCulture), true);
        var (rest, decimals) = (_bottom, 0);
        for (; decimals < MostDecimals && !(BigInteger.Pow(10, decimals) % rest).IsZero; decimals++) { }
        var ends = (BigInteger.Pow(10, decimals) % rest).IsZero;
        if (!ends) decimals = Math.Max(0, ShownDigits - Digits(BigInteger.Abs(_top) / _bottom));
        var scaled = BigInteger.Abs(ends ? _top * BigInteger.Pow(10, decimals) / _bottom : Rounded(decimals).Scaled(decimals));
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return ((_top.Sign < 0 ? "-" : "") + text, ends);
    }

    private static int Digits(BigInteger whole) => whole.IsZero ? 0 : (int)BigInteger.Log10(whole) + 1;

    private static Exact Half => new(1, 2);

    private BigInteger Scaled(int decimals) => _top * BigInteger.Pow(10, decimals) / _bottom;

    private Exact FromNear() => IsExact ? this : Parse(_near.ToString("E17", CultureInfo.InvariantCulture));

    private double Cut(int bits)
    {
        var (top, bottom) = (_top >> bits, _bottom >> bits);
        if (bottom.IsZero) return Math.Exp(BigInteger.Log(BigInteger.Abs(_top)) - BigInteger.Log(_bottom)) * _top.Sign;
        return (double)top / (double)bottom;
    }

    private static Exact Made(BigInteger top, BigInteger bottom)
    {
        var common = BigInteger.GreatestCommonDivisor(top, bottom);
        if (!common.IsOne && !common.IsZero) (top, bottom) = (top / common, bottom / common);
        var made = new Exact(top, bottom);
        return Math.Max(top.GetBitLength(), bottom.GetBitLength()) <= MostBits ? made : Near(made.ToDouble());
    }
}
