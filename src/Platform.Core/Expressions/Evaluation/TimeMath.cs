namespace Platform.Core.Expressions;

/// <summary>Sums and differences of moments and lengths of time. Null where the two do not go together.</summary>
internal static class TimeMath
{
    public static CelValue? Add(CelValue left, CelValue right) => (left, right) switch
    {
        (CelTimestamp at, CelDuration by) => Moved(at, by.Nanoseconds),
        (CelDuration by, CelTimestamp at) => Moved(at, by.Nanoseconds),
        (CelDuration a, CelDuration b) => Duration((Int128)a.Nanoseconds + b.Nanoseconds),
        _ => null,
    };

    public static CelValue? Subtract(CelValue left, CelValue right) => (left, right) switch
    {
        (CelTimestamp at, CelDuration { Nanoseconds: not long.MinValue } by) => Moved(at, -by.Nanoseconds),
        (CelTimestamp a, CelTimestamp b) => Duration((((Int128)a.Seconds - b.Seconds) * CelTimestamp.NanosPerSecond) + a.Nanos - b.Nanos),
        (CelDuration a, CelDuration b) => Duration((Int128)a.Nanoseconds - b.Nanoseconds),
        _ => null,
    };

    public static CelValue Duration(Int128 nanoseconds) => nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
        ? new CelDuration((long)nanoseconds)
        : new CelError("duration out of range: at most about 292 years");

    public static CelValue Timestamp(long seconds, long nanos) =>
        (CelValue?)CelTimestamp.From(seconds, nanos) ?? new CelError("timestamp out of range: years 1 to 9999");

    private static CelValue Moved(CelTimestamp at, long by)
    {
        var seconds = Math.DivRem(by, CelTimestamp.NanosPerSecond, out var nanos);
        return Timestamp(at.Seconds + seconds, at.Nanos + nanos);
    }
}
