using System.Globalization;
using System.Numerics;
using System.Text;

namespace Platform.Core.Expressions;

/// <summary><c>format</c>: <c>%s %d %f %e %b %o %x %X %%</c>, where <c>%f</c> and <c>%e</c> take a precision (<c>%.2f</c>).</summary>
internal static class TextFormat
{
    private const int MaxPrecision = 1000;

    public static CelValue Format(string template, CelList arguments, Evaluation run)
    {
        var text = new StringBuilder(template.Length);
        var next = 0;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '%')
            {
                text.Append(template[i]);
                continue;
            }

            if (++i >= template.Length) return new CelError("format: a clause is missing after the last '%'");
            if (template[i] == '%')
            {
                text.Append('%');
                continue;
            }

            if (!TryPrecision(template, ref i, out var precision)) return new CelError($"format: after '%.' comes a number up to {MaxPrecision} and a clause");
            run.Spend(20 + precision);
            if (next >= arguments.Count) return new CelError($"format: argument {next + 1} is missing; the list has {arguments.Count}");
            if (Clause(template[i], arguments[next++], precision, run) is not { } piece)
                return new CelError($"format: '%{template[i]}' cannot show {CelTypes.NameOf(arguments[next - 1])}");

            run.Produce(piece.Length);
            text.Append(piece);
        }

        return run.Text(text.ToString());
    }

    private static bool TryPrecision(string template, ref int i, out int precision)
    {
        precision = 6;
        if (template[i] != '.') return true;
        var start = ++i;
        while (i < template.Length && char.IsAsciiDigit(template[i])) i++;
        return i < template.Length && int.TryParse(template.AsSpan(start, i - start), out precision) && precision <= MaxPrecision;
    }

    private static string? Clause(char clause, CelValue value, int precision, Evaluation run) => clause switch
    {
        's' => Plain(value, run),
        'd' => value is CelInt or CelUint || value is CelDouble { Value: var d } && !double.IsFinite(d) ? value.ToText() : null,
        'f' => Number(value) is { } number ? Fixed(number, precision) : null,
        'e' => Number(value) is { } number ? Scientific(number, precision) : null,
        'b' => value is CelBool b ? (b.Value ? "1" : "0") : Radix(value, 'b'),
        'o' => Radix(value, 'o'),
        'x' => Hex(value, run),
        'X' => Hex(value, run)?.ToUpperInvariant(),
        _ => null,
    };

    private static string? Plain(CelValue value, Evaluation run)
    {
        if (value.Depth == 0) return value is CelBytes bytes ? Encoding.UTF8.GetString(bytes.Value.Span) : value.ToText();
        run.Produce(value.Weight);
        switch (value)
        {
            case CelList list:
                return $"[{string.Join(", ", list.Select(v => Plain(v, run)))}]";
            case CelMap map:
                return $"{{{string.Join(", ", map.OrderBy(e => e.Key.ToText(), StringComparer.Ordinal).Select(e => $"{e.Key.ToText()}: {Plain(e.Value, run)}"))}}}";
            default:
                return value.ToText();
        }
    }

    private static double? Number(CelValue value) => CelNumbers.TryDouble(value, out var number) ? number : null;

    /// <summary>Exact, with ties to even: .NET's own "F" rounds ties away from zero.</summary>
    private static string Fixed(double number, int precision)
    {
        if (!double.IsFinite(number)) return CelNumbers.Text(number);
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = new BigInteger(bits & 0xfffffffffffffL);
        if (exponent == 0) exponent = 1;
        else mantissa += BigInteger.One << 52;
        exponent -= 1075; // the value is mantissa * 2^exponent

        var scaled = mantissa * BigInteger.Pow(10, precision);
        var digits = (exponent >= 0 ? scaled << exponent : RoundedShift(scaled, -exponent)).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var text = precision == 0 ? digits : $"{digits[..^precision]}.{digits[^precision..]}";
        return double.IsNegative(number) ? "-" + text : text;
    }

    private static BigInteger RoundedShift(BigInteger value, int by)
    {
        var whole = value >> by;
        var twice = (value - (whole << by)) << 1;
        var order = twice.CompareTo(BigInteger.One << by);
        return order > 0 || (order == 0 && !whole.IsEven) ? whole + 1 : whole;
    }

    private static string Scientific(double number, int precision)
    {
        if (!double.IsFinite(number)) return CelNumbers.Text(number);
        var text = number.ToString("e" + precision, CultureInfo.InvariantCulture); // 1.05e+003
        var at = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = text[(at + 2)..].TrimStart('0').PadLeft(2, '0');
        return $"{text[..(at + 2)]}{exponent}";
    }

    private static string? Radix(CelValue value, char radix)
    {
        if (value is CelInt { Value: < 0 } i) return "-" + Magnitude(unchecked(0UL - (ulong)i.Value), radix);
        return value switch
        {
            CelInt positive => Magnitude((ulong)positive.Value, radix),
            CelUint u => Magnitude(u.Value, radix),
            _ => null,
        };
    }

    private static string Magnitude(ulong value, char radix)
    {
        if (radix == 'x') return value.ToString("x", CultureInfo.InvariantCulture);
        if (radix == 'b') return value.ToString("b", CultureInfo.InvariantCulture);
        var digits = "";
        do
        {
            digits = (char)('0' + (value & 7)) + digits;
            value >>= 3;
        }
        while (value != 0);
        return digits;
    }

    private static string? Hex(CelValue value, Evaluation run)
    {
        run.Produce(value.Weight * 2);
        return value switch
        {
            CelString s => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s.Value)),
            CelBytes b => Convert.ToHexStringLower(b.Value.Span),
            _ => Radix(value, 'x'),
        };
    }
}
