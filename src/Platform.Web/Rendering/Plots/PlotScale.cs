namespace Platform.Web.Rendering.Plots;

/// <summary>What the values of a plot are; decides which round numbers its axis shows and how they are written.</summary>
internal enum PlotKind
{
    Count,
    Money,

    /// <summary>Milliseconds.</summary>
    Duration,
}

/// <summary>The round numbers of an axis that begins at nothing. Pure.</summary>
internal static class PlotScale
{
    private const int Most = 4; // lines above the ground: enough to read a value by, few enough to be quiet

    private const double Second = 1000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

    // People read times by these.
    private static readonly double[] Times =
        [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day, 30 * Day];

    /// <summary>From 0 up; the last is the top of the axis, not less than <paramref name="most"/>.</summary>
    public static IReadOnlyList<double> Ticks(PlotKind kind, double most)
    {
        if (!(most > 0) || double.IsInfinity(most)) return [0];
        var step = Step(kind, most / Most);
        var lines = (int)Math.Max(1, Math.Ceiling((most / step) - 1e-9));
        return [.. Enumerable.Range(0, lines + 1).Select(n => n * step)];
    }

    public static string Say(PlotKind kind, double value) => kind switch
    {
        PlotKind.Duration when value == 0 => "0",
        PlotKind.Money => Display.Money((decimal)value),
        PlotKind.Duration => value >= Minute && value % Minute == 0 ? Whole(value) : value >= Second && value < Minute && value % Second == 0 ? $"{value / Second:0} s" : Display.Duration(value),
        _ => Display.Short((long)value),
    };

    /// <summary>In full, for a table.</summary>
    public static string Exact(PlotKind kind, double value) => kind == PlotKind.Count ? Display.Count((long)value) : kind == PlotKind.Duration ? Display.Duration(value) : Say(kind, value);

    private static string Whole(double value) => value switch
    {
        >= Day when value % Day == 0 => $"{value / Day:0} d",
        >= Hour when value % Hour == 0 => $"{value / Hour:0} h",
        < Hour => $"{value / Minute:0} min",
        _ => Display.Duration(value),
    };

    private static double Step(PlotKind kind, double least)
    {
        if (kind == PlotKind.Duration && Array.Find(Times, t => t >= least) is > 0 and var time) return time;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = Array.Find([1, 2, 5, 10], (double s) => (s * power) >= least - (power * 1e-9)) * power;
        return kind == PlotKind.Count ? Math.Max(1, step) : step;
    }
}
