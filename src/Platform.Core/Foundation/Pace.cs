using System.Diagnostics;

namespace Platform.Core.Foundation;

/// <summary>
/// How often something may be done: so many times a second in the long run, and so many at once after a rest, so that what happens now and then is done without
/// delay. Not for several threads at a time.
/// </summary>
/// <remarks>A token bucket. What is counted may also be time spent, in milliseconds: then a debt is paid off before the next.</remarks>
public sealed class Pace(double perSecond, double atOnce)
{
    private double _taken; // of what may be taken at once
    private long _counted = Stopwatch.GetTimestamp();

    /// <summary>Until so much is left again; zero when it is.</summary>
    public TimeSpan Until(double wanted)
    {
        _taken = Math.Max(0, _taken - (Stopwatch.GetElapsedTime(_counted).TotalSeconds * perSecond));
        _counted = Stopwatch.GetTimestamp();
        var missing = wanted - (atOnce - _taken);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / perSecond);
    }

    /// <summary>Takes so much, also when it is not there.</summary>
    public void Take(double amount)
    {
        Until(0);
        _taken += amount;
    }
}
