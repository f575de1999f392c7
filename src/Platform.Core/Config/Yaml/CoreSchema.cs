using System.Globalization;

namespace Platform.Core.Config.Yaml;

/// <summary>What a plain scalar is.</summary>
/// <remarks>Source: YAML 1.2.2, section 10.3.2, "Tag resolution" of the core schema.</remarks>
internal static class CoreSchema
{
    private static readonly HashSet<string> OldBooleans = new(StringComparer.OrdinalIgnoreCase) { "yes", "no", "on", "off", "y", "n" };

    public static ScalarKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Bool,
        _ when IsInt(text) => ScalarKind.Int,
        _ when IsDouble(text) => ScalarKind.Double,
        _ => ScalarKind.Text,
    };

    /// <summary>Words that YAML 1.1 took for booleans and YAML 1.2 takes for text.</summary>
    public static bool IsOldBoolean(string text) => OldBooleans.Contains(text);

    /// <summary>The value of an int as written: decimal, <c>0x1F</c> or <c>0o17</c>; false when it does not fit into 64 bits.</summary>
    public static bool TryInt(string text, out long value)
    {
        value = 0;
        if (text.StartsWith("0x", StringComparison.Ordinal)) return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        if (!text.StartsWith("0o", StringComparison.Ordinal)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        if (text.Length > 23) return false;
        foreach (var digit in text.AsSpan(2)) value = (value << 3) | (uint)(digit - '0');
        return true;
    }

    private static bool IsInt(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) return text.Length > 2 && text.AsSpan(2).ToString().All(char.IsAsciiHexDigit);
        if (text.StartsWith("0o", StringComparison.Ordinal)) return text.Length > 2 && text.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0;
        var digits = text[0] is '-' or '+' ? text.AsSpan(1) : text;
        return digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool IsDouble(string text)
    {
        var rest = text[0] is '-' or '+' ? text.AsSpan(1) : text;
        if (rest is ".inf" or ".Inf" or ".INF") return true;
        if (text is ".nan" or ".NaN" or ".NAN") return true;
        var whole = Digits(ref rest);
        var fraction = 0;
        if (rest.Length > 0 && rest[0] == '.')
        {
            rest = rest[1..];
            fraction = Digits(ref rest);
        }

        if (whole + fraction == 0) return false;
        if (rest.Length == 0) return true;
        if (rest[0] is not ('e' or 'E')) return false;
        rest = rest[1..];
        if (rest.Length > 0 && rest[0] is '-' or '+') rest = rest[1..];
        return Digits(ref rest) > 0 && rest.Length == 0;
    }

    private static int Digits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        if (end < 0) end = rest.Length;
        rest = rest[end..];
        return end;
    }
}
