namespace Platform.Web.Rendering.Plots;

/// <summary>One thing that is counted: its colour (<c>good</c>, <c>bad</c>, <c>off</c>, <c>main</c>) and its name.</summary>
internal sealed record PlotSeries(string Class, string Name);

/// <summary>One place on the axis below.</summary>
/// <param name="At">In full, as the table has it: <c>2026-11-20</c>.</param>
/// <param name="Tick">Short, as the axis has it: <c>Nov 20</c>.</param>
/// <param name="Values">One for each series; null where there is nothing to tell, which is not 0.</param>
internal sealed record PlotPoint(string At, string Tick, params IReadOnlyList<double?> Values)
{
    /// <summary>More than the values say; on hover.</summary>
    public string? Said { get; init; }

    /// <summary>In place of the series' colour.</summary>
    public string? Class { get; init; }

    public string? Href { get; init; }
}

/// <summary>A plot with its axes, its legend, and the same as a table.</summary>
/// <param name="Title">What is shown: <c>Runs that ended</c>.</param>
/// <param name="Unit">What the axes count, in a few words above it: <c>runs per hour, UTC</c>.</param>
/// <param name="Of">The head of the table's first column: <c>Day</c>.</param>
/// <param name="Points">In order of time.</param>
internal sealed record PlotView(string Title, string Unit, string Of, PlotKind Kind, IReadOnlyList<PlotSeries> Series, IReadOnlyList<PlotPoint> Points)
{
    private const int FewTicks = 4;
    private const int FewestSlots = 7; // a week of days fills its chart: today is at the right

    /// <summary>A line through the points of the first series, with a gap where there is none; bars on each other otherwise.</summary>
    public bool IsLine { get; init; }

    /// <summary>How many bars would fill the width: a few points are not drawn as walls.</summary>
    public int Slots => Math.Max(Points.Count, FewestSlots);

    /// <summary>At most so many marks on the axis below.</summary>
    public int MostTicks { get; init; } = FewTicks;

    /// <summary>The same for a day each.</summary>
    public static PlotPoint Day(DateOnly day, params IReadOnlyList<double?> values) => new($"{day:yyyy-MM-dd}", day.ToString("MMM d", System.Globalization.CultureInfo.InvariantCulture), values);

    public double Top => Points.Count == 0 ? 0 : Points.Max(p => p.Values.Sum(v => v ?? 0));

    /// <summary>The picture in a sentence.</summary>
    public string Sentence
    {
        get
        {
            var filled = Points.Where(p => p.Values.Any(v => v > 0)).ToList();
            if (filled.Count == 0) return $"{Title}, {Unit}: nothing";
            var peak = filled.MaxBy(p => p.Values.Sum(v => v ?? 0))!;
            return $"{Title}, {Unit}, from {Points[0].At} to {Points[^1].At}; the most is {PlotScale.Say(Kind, Top)} at {peak.At}. The table below has all values";
        }
    }

    /// <summary>What stands on hover: the place and every value.</summary>
    public string Tell(PlotPoint point) => point.Said ?? $"{point.At}: {string.Join(", ", point.Values.Select((v, i) => v is { } value ? $"{PlotScale.Say(Kind, value)}{(Series.Count > 1 ? $" {Series[i].Name}" : "")}" : "nothing"))}";
}
