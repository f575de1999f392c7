using System.Globalization;

namespace Platform.Core.Expressions;

/// <summary>Moments as RFC 3339 writes them, lengths of time as <c>1h30m</c>, and offsets of time zones.</summary>
internal static class TimeText
{
    // Longest first, so that "ms" is not read as minutes.
    private static readonly (string Unit, decimal Nanos)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary><c>2026-01-31T08:00:00.5+02:00</c>. Null when it is no such text.</summary>
    public static CelValue? Timestamp(string text)
    {
        if (text.Length is < 20 or > 64 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':') return null;
        if (!Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)) return null;
        if (!Digits(text, 11, 2, out var hour) || !Digits(text, 14, 2, out var minute) || !Digits(text, 17, 2, out var second)) return null;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return null;

        var at = 19;
        var nanos = 0L;
        if (text[at] == '.')
        {
            var start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (at == start) return null;
            nanos = long.Parse(text[start..at].PadRight(9, '0').AsSpan(0, 9), CultureInfo.InvariantCulture); // what is finer is cut
            if (at == text.Length) return null;
        }

        var seconds = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeSeconds();
        if (text.AsSpan(at) is "Z" or "z") return TimeMath.Timestamp(seconds, nanos);
        return at < text.Length && text[at] is '+' or '-' && Offset(text[at..]) is { } offset ? TimeMath.Timestamp(seconds - offset, nanos) : null;
    }

    /// <summary><c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>, <c>0</c>. Null when it is no such text.</summary>
    public static CelValue? Duration(string text)
    {
        if (text.Length is 0 or > 100) return null;
        var at = text[0] is '-' or '+' ? 1 : 0;
        if (text.AsSpan(at) is "0") return new CelDuration(0);
        if (at == text.Length) return null;
        var total = 0m;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            if (at - start > 20 || !decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            if (UnitAt(text, at) is not { } unit) return null;
            at += unit.Unit.Length;
            if (number > long.MaxValue / 1000) return TimeMath.Duration(Int128.MaxValue);
            total += number * unit.Nanos;
        }

        if (total > long.MaxValue) return TimeMath.Duration(Int128.MaxValue);
        var nanoseconds = (long)decimal.Truncate(total);
        return new CelDuration(text[0] == '-' ? -nanoseconds : nanoseconds);
    }

    /// <summary><c>+02:00</c>, <c>-09:30</c>, <c>02:00</c> in seconds. Null when it is no such text.</summary>
    public static int? Offset(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        if (digits.Length != 5 || digits[2] != ':' || !Digits(digits, 0, 2, out var hours) || !Digits(digits, 3, 2, out var minutes)) return null;
        return hours > 23 || minutes > 59 ? null : sign * ((hours * 3600) + (minutes * 60));
    }

    private static (string Unit, decimal Nanos)? UnitAt(string text, int at)
    {
        foreach (var unit in Units)
            if (string.CompareOrdinal(text, at, unit.Unit, 0, unit.Unit.Length) == 0) return unit;

        return null;
    }

    private static bool Digits(string text, int at, int count, out int number)
    {
        number = 0;
        return at + count <= text.Length && int.TryParse(text.AsSpan(at, count), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
