using static Platform.Core.Expressions.CelOverload;

namespace Platform.Core.Expressions;

/// <summary>Moments and lengths of time: <c>timestamp()</c>, <c>duration()</c> and their parts. Months, days of year and days of month count from 0.</summary>
internal static class TimeFunctions
{
    private static readonly CelStaticType Int = CelStaticType.Int;
    private static readonly CelStaticType Str = CelStaticType.String;
    private static readonly CelStaticType Moment = CelStaticType.Timestamp;
    private static readonly CelStaticType Length = CelStaticType.Duration;

    public static IEnumerable<CelOverload> All =>
    [
        Global("timestamp", [Str], Moment, static (a, _) => TimeText.Timestamp(a.Text(0)) ?? new CelError($"'{Short(a.Text(0))}' is no timestamp such as 2026-01-31T08:00:00Z")),
        Global("timestamp", [Int], Moment, static (a, _) => TimeMath.Timestamp(a.Int(0), 0)),
        Global("timestamp", [Moment], Moment, static (a, _) => a[0]),
        Global("duration", [Str], Length, static (a, _) => TimeText.Duration(a.Text(0)) ?? new CelError($"'{Short(a.Text(0))}' is no duration such as 1h30m, 2.5s or 250ms")),
        Global("duration", [Length], Length, static (a, _) => a[0]),
        .. Part("getFullYear", static t => t.Year),
        .. Part("getMonth", static t => t.Month - 1),
        .. Part("getDate", static t => t.Day),
        .. Part("getDayOfMonth", static t => t.Day - 1),
        .. Part("getDayOfWeek", static t => (int)t.DayOfWeek),
        .. Part("getDayOfYear", static t => t.DayOfYear - 1),
        .. Part("getHours", static t => t.Hour), OfLength("getHours", static n => n / 3_600_000_000_000),
        .. Part("getMinutes", static t => t.Minute), OfLength("getMinutes", static n => n / 60_000_000_000),
        .. Part("getSeconds", static t => t.Second), OfLength("getSeconds", static n => n / 1_000_000_000),
        .. Part("getMilliseconds", static t => t.Millisecond), OfLength("getMilliseconds", static n => n / 1_000_000 % 1000),
    ];

    private static CelOverload[] Part(string name, Func<DateTime, int> part) =>
    [
        Member(name, [Moment], Int, (a, _) => CelValue.Of((long)part(((CelTimestamp)a[0]).Value.UtcDateTime))),
        Member(name, [Moment, Str], Int, (a, run) => Local((CelTimestamp)a[0], a.Text(1), run) is { } local
            ? CelValue.Of((long)part(local))
            : new CelError($"'{Short(a.Text(1))}' is no time zone such as Europe/Berlin or +02:00, or the moment has no year there")),
    ];

    private static CelOverload OfLength(string name, Func<long, long> part) =>
        Member(name, [Length], Int, (a, _) => CelValue.Of(part(((CelDuration)a[0]).Nanoseconds)));

    private static DateTime? Local(CelTimestamp moment, string zone, Evaluation run)
    {
        if (zone.Length > 60) return null;
        var utc = moment.Value.UtcDateTime;
        TimeSpan offset;
        if (TimeText.Offset(zone) is { } seconds) offset = TimeSpan.FromSeconds(seconds);
        else if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) offset = found.GetUtcOffset(utc);
        else
        {
            run.Spend(5000); // an unknown zone was looked for on the disk
            return null;
        }

        var ticks = utc.Ticks + offset.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Unspecified);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..37] + "...";
}
