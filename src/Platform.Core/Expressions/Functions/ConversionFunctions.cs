using System.Globalization;
using System.Text;
using static Platform.Core.Expressions.CelOverload;
using T = Platform.Core.Expressions.CelStaticType;

namespace Platform.Core.Expressions;

/// <summary><c>int()</c>, <c>uint()</c>, <c>double()</c>, <c>string()</c>, <c>bytes()</c>, <c>bool()</c>, <c>type()</c>, <c>dyn()</c> and <c>size()</c>.</summary>
internal static class ConversionFunctions
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static IEnumerable<CelOverload> All =>
    [
        Global("dyn", [T.Dyn], T.Dyn, static (a, _) => a[0]),
        Global("type", [T.Dyn], T.Type, static (a, _) => CelTypes.Of(a[0])),
        .. ToInt, .. ToUint, .. ToDouble, .. ToText, .. ToBool, .. Size,
    ];

    private static CelOverload[] ToInt =>
    [
        Global("int", [T.Int], T.Int, static (a, _) => a[0]),
        Global("int", [T.Uint], T.Int, static (a, _) => UintOf(a) <= long.MaxValue ? CelValue.Of((long)UintOf(a)) : OutOfRange("int")),
        Global("int", [T.Double], T.Int, static (a, _) => DoubleOf(a) is > -TwoTo63 and < TwoTo63 ? CelValue.Of((long)DoubleOf(a)) : OutOfRange("int")),
        Global("int", [T.String], T.Int, static (a, _) => long.TryParse(TextOf(a), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? CelValue.Of(i) : NotA("int", TextOf(a))),
        Global("int", [T.Timestamp], T.Int, static (a, _) => CelValue.Of(((CelTimestamp)a[0]).Seconds)),
    ];

    private static CelOverload[] ToUint =>
    [
        Global("uint", [T.Uint], T.Uint, static (a, _) => a[0]),
        Global("uint", [T.Int], T.Uint, static (a, _) => ((CelInt)a[0]).Value is >= 0 and var i ? CelValue.Of((ulong)i) : OutOfRange("uint")),
        Global("uint", [T.Double], T.Uint, static (a, _) => DoubleOf(a) is >= 0 and < TwoTo64 ? CelValue.Of((ulong)DoubleOf(a)) : OutOfRange("uint")),
        Global("uint", [T.String], T.Uint, static (a, _) => ulong.TryParse(TextOf(a), NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? CelValue.Of(u) : NotA("uint", TextOf(a))),
    ];

    private static CelOverload[] ToDouble =>
    [
        Global("double", [T.Double], T.Double, static (a, _) => a[0]),
        Global("double", [T.Int], T.Double, static (a, _) => CelValue.Of((double)((CelInt)a[0]).Value)),
        Global("double", [T.Uint], T.Double, static (a, _) => CelValue.Of((double)UintOf(a))),
        Global("double", [T.String], T.Double, static (a, _) => ReadDouble(TextOf(a)) is { } d ? CelValue.Of(d) : NotA("double", TextOf(a))),
    ];

    private static CelOverload[] ToText =>
    [
        Global("string", [T.String], T.String, static (a, _) => a[0]),
        Global("string", [T.Bytes], T.String, static (a, run) => Decode((CelBytes)a[0], run)),
        .. new[] { T.Int, T.Uint, T.Double, T.Bool, T.Timestamp, T.Duration }
            .Select(t => Global("string", [t], T.String, static (a, run) => run.Text(a[0].ToText()))),
        Global("bytes", [T.Bytes], T.Bytes, static (a, _) => a[0]),
        Global("bytes", [T.String], T.Bytes, static (a, run) => Encode(TextOf(a), run)),
    ];

    private static CelOverload[] ToBool =>
    [
        Global("bool", [T.Bool], T.Bool, static (a, _) => a[0]),
        Global("bool", [T.String], T.Bool, static (a, _) => TextOf(a) switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
            var other => NotA("bool", other),
        }),
    ];

    private static IEnumerable<CelOverload> Size =>
        new (T Taken, CelFunction Call)[]
        {
            (T.String, static (a, _) => CelValue.Of(((CelString)a[0]).Size)),
            (T.Bytes, static (a, _) => CelValue.Of(((CelBytes)a[0]).Value.Length)),
            (T.AnyList, static (a, _) => CelValue.Of(((CelList)a[0]).Count)),
            (T.AnyMap, static (a, _) => CelValue.Of(((CelMap)a[0]).Count)),
        }.SelectMany(s => new[] { Global("size", [s.Taken], T.Int, s.Call), Member("size", [s.Taken], T.Int, s.Call) });

    private static double? ReadDouble(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var unsigned = text.AsSpan().TrimStart("+-");
        if (unsigned.Length >= text.Length - 1 && (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase)))
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;

        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase)) return double.NaN;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static CelValue Decode(CelBytes bytes, Evaluation run)
    {
        run.Produce(bytes.Value.Length);
        try
        {
            return CelValue.Of(StrictUtf8.GetString(bytes.Value.Span));
        }
        catch (DecoderFallbackException)
        {
            return new CelError("these bytes are no UTF-8 text");
        }
    }

    private static CelBytes Encode(string text, Evaluation run)
    {
        run.Produce(text.Length);
        return new CelBytes(Encoding.UTF8.GetBytes(text));
    }

    private static CelError OutOfRange(string type) => new($"the number is out of the range of {type}");

    private static CelError NotA(string type, string text) => new($"'{(text.Length <= 40 ? text : text[..37] + "...")}' is no {type}");

    private static ulong UintOf(CelValue[] arguments) => ((CelUint)arguments[0]).Value;

    private static double DoubleOf(CelValue[] arguments) => ((CelDouble)arguments[0]).Value;

    private static string TextOf(CelValue[] arguments) => ((CelString)arguments[0]).Value;
}
