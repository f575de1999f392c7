namespace Platform.Core.Persistence.Postgres;

/// <summary>This machine's clock, set right by the database's, so that nodes whose clocks differ agree on leases and on what is due.</summary>
internal sealed class PostgresTime(TimeProvider here) : TimeProvider
{
    private const string Ask = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    // Ticks; read and written whole.
    private long _ahead;
    private long _compared = long.MinValue;

    /// <summary>The clocks were not compared for a while.</summary>
    public bool IsOld => Volatile.Read(ref _compared) is var at && (at == long.MinValue || here.GetElapsedTime(at) > Often);

    public override long TimestampFrequency => here.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => here.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => here.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public override long GetTimestamp() => here.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => here.CreateTimer(callback, state, dueTime, period);

    public void Compare(PostgresSession session)
    {
        var (asked, began) = Begin();
        Hear(asked, began, session.One(Ask, r => r.Time(0)));
    }

    public async ValueTask CompareAsync(PostgresSession session)
    {
        var (asked, began) = Begin();
        Hear(asked, began, await session.OneAsync(Ask, r => r.Time(0)));
    }

    private (DateTimeOffset Asked, long Began) Begin()
    {
        Volatile.Write(ref _compared, here.GetTimestamp()); // first: one asks, the others go on
        return (here.GetUtcNow(), here.GetTimestamp());
    }

    private void Hear(DateTimeOffset asked, long began, DateTimeOffset there)
    {
        var took = here.GetElapsedTime(began);
        var ahead = there - (asked + (took / 2));

        // The answer is uncertain by half of its way: what lies within that changes nothing, so that time does not tremble.
        if ((ahead - TimeSpan.FromTicks(Volatile.Read(ref _ahead))).Duration() > (took / 2) + Tolerance) Volatile.Write(ref _ahead, ahead.Ticks);
    }
}
