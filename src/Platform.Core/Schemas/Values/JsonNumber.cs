using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Platform.Core.Schemas.Values;

/// <summary>
/// A number of JSON, exact whatever its size: a decimal where it fits, else digits times a power of ten, so that <c>1e1000000000</c> costs
/// no more than its text.
/// </summary>
internal readonly struct JsonNumber : IComparable<JsonNumber>
{
    // Up to this length the text has at most 28 digits, which a decimal holds exactly.
    private const int ExactLength = 28;
    private const int MaxDigits = 10_000;
    private const long MaxExponent = 1_000_000_000_000_000;

    private readonly decimal _small;
    private readonly string? _digits; // null when _small holds the number; else without leading and trailing zeros
    private readonly long _exponent;
    private readonly bool _negative;

    private JsonNumber(decimal small) => _small = small;

    private JsonNumber(bool negative, string digits, long exponent)
    {
        _negative = negative && digits.Length > 0;
        _digits = digits;
        _exponent = digits.Length > 0 ? exponent : 0;
    }

    /// <summary>Reads an element that is a number.</summary>
    public static JsonNumber Of(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        return raw.Length <= ExactLength && raw.IndexOfAny((byte)'e', (byte)'E') < 0
            && decimal.TryParse(raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var small)
                ? new JsonNumber(small)
                : Large(Encoding.ASCII.GetString(raw));
    }

    public static bool IsInteger(JsonElement number) =>
        JsonMarshal.GetRawUtf8Value(number).IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || Of(number).IsWhole;

    public bool IsWhole => _digits is null ? decimal.IsInteger(_small) : _exponent >= 0;

    public int Sign => _digits is null ? Math.Sign(_small) : _digits.Length == 0 ? 0 : _negative ? -1 : 1;

    public int CompareTo(JsonNumber other)
    {
        if (_digits is null && other._digits is null) return _small.CompareTo(other._small);
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        var (a, b) = (AsLarge(), other.AsLarge());
        var magnitude = (a._digits!.Length + a._exponent).CompareTo(b._digits!.Length + b._exponent);
        if (magnitude == 0) magnitude = string.CompareOrdinal(a._digits, b._digits); // both without leading zeros, so digit by digit
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>Whether this number is a whole multiple of another; false when either has too many digits to say.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (divisor.Sign == 0) return false;
        if (Sign == 0) return true;
        if (_digits is null && divisor._digits is null && decimal.IsInteger(_small) && decimal.IsInteger(divisor._small)) return _small % divisor._small == 0;
        var (a, b) = (AsLarge(), divisor.AsLarge());
        if (a._digits!.Length > MaxDigits || b._digits!.Length > MaxDigits) return false;
        var value = BigInteger.Parse(a._digits, CultureInfo.InvariantCulture);
        var by = BigInteger.Parse(b._digits, CultureInfo.InvariantCulture);
        var shift = a._exponent - b._exponent;
        if (shift >= 0) return (value % by * BigInteger.ModPow(10, shift, by) % by).IsZero;
        // The value is under 10^length: it is no multiple of anything from there on.
        return -shift <= a._digits.Length && (value % (by * BigInteger.Pow(10, (int)-shift))).IsZero;
    }

    /// <summary>The same text for the same number: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are one.</summary>
    public string Canonical
    {
        get
        {
            var large = AsLarge();
            return large._digits!.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(large._negative ? "-" : "")}{large._digits}e{large._exponent}");
        }
    }

    private JsonNumber AsLarge() => _digits is null ? Large(_small.ToString(CultureInfo.InvariantCulture)) : this;

    private static JsonNumber Large(string text)
    {
        var negative = text[0] == '-';
        var end = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = text.AsSpan()[(negative ? 1 : 0)..(end < 0 ? text.Length : end)];
        var exponent = end < 0 ? 0 : Exponent(text.AsSpan(end + 1));
        var dot = mantissa.IndexOf('.');
        if (dot >= 0) exponent -= mantissa.Length - dot - 1;
        var digits = dot < 0 ? mantissa.ToString() : string.Concat(mantissa[..dot], mantissa[(dot + 1)..]);
        var trimmed = digits.TrimEnd('0');
        exponent += digits.Length - trimmed.Length;
        return new JsonNumber(negative, trimmed.TrimStart('0'), exponent);
    }

    private static long Exponent(ReadOnlySpan<char> text)
    {
        var negative = text[0] == '-';
        long value = 0;
        foreach (var c in text[(text[0] is '-' or '+' ? 1 : 0)..])
        {
            value = Math.Min((value * 10) + (c - '0'), MaxExponent); // numbers further out than this are not told apart
        }

        return negative ? -value : value;
    }
}
