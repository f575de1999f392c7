using System.Globalization;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Counts the time a run is at work; waits for people, timers and events are left out because nothing runs then.</summary>
internal sealed class ActiveClock(TimeProvider time, RunUsage before, TimeSpan limit)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Active => before.Active + time.GetElapsedTime(_started);

    public bool IsOver => Active >= limit;

    public RunUsage Of(RunUsage used) => used with { Active = Active };

    /// <summary>Stops the source when the limit passes; false when it has passed already.</summary>
    public bool Bound(CancellationTokenSource source)
    {
        var left = limit - Active;
        if (left <= TimeSpan.Zero) return false;
        if (left < TimeSpan.FromDays(20)) source.CancelAfter(left);
        return true;
    }

    public static string Text(TimeSpan span) => span.TotalMinutes >= 2
        ? $"{span.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} min"
        : $"{span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s";
}
