using System.Globalization;

namespace Platform.Core.Foundation;

/// <summary>Reads the quantities of the language: <c>500ms 30s 5m 2h 1d</c>, <c>64KB 10MB</c>, <c>200k 1.5M</c>, <c>$0.50</c>.</summary>
public static class Quantities
{
    private static readonly Dictionary<string, double> DurationUnits = new(StringComparer.Ordinal)
    { ["ms"] = 0.001, ["s"] = 1, ["m"] = 60, ["h"] = 3600, ["d"] = 86400 };

    // Sizes are binary, as in Docker Compose: 1 KB is 1,024 bytes.
    private static readonly Dictionary<string, double> SizeUnits = new(StringComparer.OrdinalIgnoreCase)
    { ["b"] = 1, ["kb"] = 1024, ["mb"] = 1024 * 1024, ["gb"] = 1024L * 1024 * 1024 };

    private static readonly Dictionary<string, double> CountUnits = new(StringComparer.Ordinal)
    { [""] = 1, ["k"] = 1000, ["M"] = 1_000_000, ["G"] = 1_000_000_000 };

    /// <summary>A number and a unit, or several of them: <c>1h30m</c>.</summary>
    public static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > 32) return false;
        double seconds = 0;
        while (rest.Length > 0)
        {
            if (!TrySplit(ref rest, out var number, out var unit) || !DurationUnits.TryGetValue(unit, out var factor)) return false;
            seconds += number * factor;
        }

        if (seconds > 3650 * 86400.0) return false;
        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Bytes.</summary>
    public static bool TrySize(string text, out long bytes) => TryOne(text, SizeUnits, out bytes);

    public static bool TryCount(string text, out long count) => TryOne(text, CountUnits, out count);

    /// <summary>US dollars.</summary>
    public static bool TryMoney(string text, out decimal dollars)
    {
        dollars = 0;
        var trimmed = text.Trim();
        return trimmed.StartsWith('$')
            && decimal.TryParse(trimmed.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out dollars)
            && dollars <= 1_000_000_000m;
    }

    private static bool TryOne(string text, Dictionary<string, double> units, out long value)
    {
        value = 0;
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > 32 || !TrySplit(ref rest, out var number, out var unit) || rest.Length > 0) return false;
        if (!units.TryGetValue(unit, out var factor)) return false;
        var product = number * factor;
        if (product > 1e15 || product != Math.Floor(product)) return false;
        value = (long)product;
        return true;
    }

    private static bool TrySplit(ref ReadOnlySpan<char> rest, out double number, out string unit)
    {
        var digits = 0;
        while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.')) digits++;
        var end = digits;
        while (end < rest.Length && char.IsAsciiLetter(rest[end])) end++;
        unit = rest[digits..end].ToString();
        var ok = double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        rest = rest[end..];
        return ok;
    }
}
