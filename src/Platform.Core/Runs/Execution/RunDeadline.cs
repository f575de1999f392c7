using System.Globalization;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>The time by the clock on the wall at which a run fails, whatever it does or waits for.</summary>
internal static class RunDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40); // timers go no further; no execution does either

    /// <summary>Stops an execution in time; null when there is nothing to watch.</summary>
    public static ITimer? Watch(DateTimeOffset? deadline, RunStop stop, TimeProvider time)
    {
        if (deadline is not { } at) return null;
        var left = at - time.GetUtcNow();
        if (left > Longest) return null;
        return time.CreateTimer(_ => stop.RunOut(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public static EventFault Fault(DateTimeOffset? deadline) => new(
        ErrorCode.Timeout.Text(),
        $"The run passed its deadline{(deadline is { } at ? $", {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "")}.",
        "Retry it, which gives it as much time again; or start it with a later deadline.");

    /// <summary>The earlier of what the start asks for and what the workflow allows, and how long that is from the start; null for no deadline.</summary>
    /// <exception cref="PlatformException">Validation: it lies before the start.</exception>
    public static (DateTimeOffset At, TimeSpan Allowed)? Of(DateTimeOffset start, DateTimeOffset? asked, TimeSpan? within, TimeSpan? limit)
    {
        DateTimeOffset?[] all = [asked, After(start, within), After(start, limit)];
        if (all.Min() is not { } at) return null;
        if (at <= start) throw new PlatformException(ErrorCode.Validation, "The deadline lies before the run's start.", "Give a later time, or a duration such as 2h.");
        return (at, at - start);
    }

    // As far as the calendar goes.
    private static DateTimeOffset? After(DateTimeOffset start, TimeSpan? length) =>
        length is { } time ? time < DateTimeOffset.MaxValue - start ? start + time : null : null;
}
