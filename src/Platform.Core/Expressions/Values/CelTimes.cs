using System.Globalization;

namespace Platform.Core.Expressions;

/// <summary>A moment in UTC with nanoseconds, from year 1 to year 9999.</summary>
public sealed class CelTimestamp : CelValue
{
    internal const long FirstSecond = -62135596800; // 0001-01-01T00:00:00Z
    internal const long LastSecond = 253402300799; // 9999-12-31T23:59:59Z
    internal const int NanosPerSecond = 1_000_000_000;

    private CelTimestamp(long seconds, int nanos) => (Seconds, Nanos) = (seconds, nanos);

    /// <summary>Since 1970-01-01T00:00:00Z, rounded down.</summary>
    public long Seconds { get; }

    /// <summary>0 to 999,999,999.</summary>
    public int Nanos { get; }

    /// <summary>Cut to the 100 ns that .NET knows.</summary>
    public DateTimeOffset Value => DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanos / 100);

    public override CelKind Kind => CelKind.Timestamp;

    public static new CelTimestamp Of(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0 ? new CelTimestamp(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100) : new CelTimestamp(seconds, (int)rest * 100);
    }

    /// <summary>Null when the moment lies outside years 1 to 9999.</summary>
    public static CelTimestamp? From(long seconds, long nanos)
    {
        var carry = Math.DivRem(nanos, NanosPerSecond, out var rest);
        if (rest < 0) (carry, rest) = (carry - 1, rest + NanosPerSecond);
        if (seconds is < FirstSecond - 10_000_000_000 or > LastSecond + 10_000_000_000) return null; // far outside: the sum might overflow
        seconds += carry;
        return seconds is < FirstSecond or > LastSecond ? null : new CelTimestamp(seconds, (int)rest);
    }

    /// <summary>RFC 3339 with as many decimals as there are: <c>2026-01-31T08:00:00.5Z</c>.</summary>
    public override string ToText()
    {
        var text = DateTimeOffset.FromUnixTimeSeconds(Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return Nanos == 0 ? text + "Z" : $"{text}.{Nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }

    public override bool Equals(CelValue? other) => other is CelTimestamp t && t.Seconds == Seconds && t.Nanos == Nanos;

    public override int GetHashCode() => HashCode.Combine(Seconds, Nanos);

    internal int CompareTo(CelTimestamp other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanos.CompareTo(other.Nanos);
}

/// <summary>A length of time in nanoseconds: at most about 292 years either way.</summary>
public sealed class CelDuration(long nanoseconds) : CelValue
{
    public long Nanoseconds { get; } = nanoseconds;

    /// <summary>Cut to the 100 ns that .NET knows.</summary>
    public TimeSpan Value => TimeSpan.FromTicks(Nanoseconds / 100);

    public override CelKind Kind => CelKind.Duration;

    /// <exception cref="CelException">Longer than 292 years.</exception>
    public static new CelDuration Of(TimeSpan value) =>
        value.Ticks is > long.MaxValue / 100 or < long.MinValue / 100
            ? throw new CelException("A duration is at most about 292 years long.")
            : new CelDuration(value.Ticks * 100);

    /// <summary>In seconds: <c>90s</c>, <c>1.5s</c>.</summary>
    public override string ToText()
    {
        var whole = Math.DivRem(Nanoseconds, CelTimestamp.NanosPerSecond, out var rest);
        if (rest == 0) return whole.ToString(CultureInfo.InvariantCulture) + "s";
        var sign = Nanoseconds < 0 ? "-" : "";
        return $"{sign}{Math.Abs(whole)}.{Math.Abs(rest).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}s";
    }

    public override bool Equals(CelValue? other) => other is CelDuration d && d.Nanoseconds == Nanoseconds;

    public override int GetHashCode() => Nanoseconds.GetHashCode();
}
