using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Schemas.Formats;

/// <summary>date-time, date, time, duration.</summary>
/// <remarks>Source: RFC 3339, section 5.6 and appendix A (durations).</remarks>
internal static partial class TimeFormats
{
    public static bool IsDateTime(string text) => text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDate(string text)
    {
        if (!Date().IsMatch(text)) return false;
        var (year, month, day) = (Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));
        // .NET knows no year 0, which RFC 3339 has and which is a leap year.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    public static bool IsTime(string text)
    {
        var parts = Time().Match(text);
        if (!parts.Success) return false;
        var (hour, minute, second) = (Number(text, 0, 2), Number(text, 3, 2), Number(text, 6, 2));
        var sign = parts.Groups["sign"].Value;
        var offset = 0;
        if (sign.Length > 0)
        {
            var (hours, minutes) = (int.Parse(parts.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(parts.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture));
            if (hours > 23 || minutes > 59) return false;
            offset = ((hours * 60) + minutes) * (sign == "-" ? -1 : 1);
        }

        if (hour > 23 || minute > 59 || second > 60) return false;
        // A leap second is the last one of a day of UTC.
        return second < 60 || (((hour * 60) + minute - offset) % 1440 + 1440) % 1440 == 1439;
    }

    public static bool IsDuration(string text) => Duration().IsMatch(text);

    private static int Number(string text, int at, int length) => int.Parse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z")]
    private static partial Regex Time();

    [GeneratedRegex(@"^P(?:[0-9]+W|(?=[0-9T])(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)\z")]
    private static partial Regex Duration();
}
