namespace Platform.IntegrationTests.Support;

/// <summary>The real clock, moved as far as a test says; timers run as they do.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
