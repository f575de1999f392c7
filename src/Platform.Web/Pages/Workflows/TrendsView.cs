using System.Globalization;
using Platform.Core.Costs;
using Platform.Core.Runs;
using Platform.Core.Runs.Figures;
using Platform.Web.Rendering;
using Platform.Web.Rendering.Plots;

namespace Platform.Web.Pages.Workflows;

/// <summary>How a workflow's runs went lately: how long the newest took, and what each of the last thirty days cost.</summary>
/// <param name="Runs">The newest last.</param>
/// <param name="Days">By day, the oldest first; days without a call have no entry.</param>
internal sealed record TrendsView(IReadOnlyList<RunMark> Runs, IReadOnlyDictionary<DateOnly, decimal> Days, DateOnly Today)
{
    public const int Length = 30;

    public static readonly TrendsView None = new([], new Dictionary<DateOnly, decimal>(), default);

    public decimal Cost => Days.Values.Sum();

    public static TrendsView Of(IReadOnlyList<RunMark> runs, CostReport costs, DateOnly today) =>
        new(runs, costs.Items.ToDictionary(r => DateOnly.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture), r => r.Cost), today);

    /// <summary>A bar for each of the newest runs, in the colour of how it ended.</summary>
    public PlotView Durations => new(
        "Time of the newest runs", "from the start to the end of each run, the newest on the right, UTC", "Started", PlotKind.Duration, [new("main", "Time")],
        [.. Runs.Select(r => new PlotPoint($"{Display.Exact(r.CreatedAt)[..19]}, {r.Status.Text()}", r.CreatedAt.ToUniversalTime().ToString("MMM d, HH:mm", CultureInfo.InvariantCulture), r.Took?.TotalMilliseconds)
        {
            Said = $"{Display.Exact(r.CreatedAt)[..19]} UTC, version {r.Version}: {r.Status.Text()}{(r.Took is { } took ? $" in {Display.Duration(took)}" : "")}",
            Class = r.Status.Text(),
            Href = $"/runs/{r.Id}",
        })])
    { MostTicks = 3 };

    public PlotView Costs => new(
        "Cost by day", "US dollars per day, UTC", "Day", PlotKind.Money, [new("main", "Cost")],
        [.. Enumerable.Range(0, Length).Select(n => Today.AddDays(n + 1 - Length)).Select(d => PlotView.Day(d, (double)Days.GetValueOrDefault(d)))]);

    /// <summary>The charts in words.</summary>
    public string DurationsSaid
    {
        get
        {
            var ended = Runs.Where(r => r.Took is not null && r.Status.IsEnded()).Select(r => r.Took!.Value).Order().ToList();
            var failed = Runs.Count(r => r.Status == RunStatus.Failed);
            return ended.Count == 0
                ? "No run has ended yet."
                : $"Of the newest {Display.Many(Runs.Count, "run")}: median {Display.Duration(ended[ended.Count / 2])}, longest {Display.Duration(ended[^1])}, {failed} failed.";
        }
    }

    public string CostsSaid
    {
        get
        {
            var dearest = Days.Count == 0 ? default : Days.MaxBy(d => d.Value);
            return $"{Display.Money(Cost)} in {Length} days{(dearest.Value > 0 ? $", most on {dearest.Key:yyyy-MM-dd} with {Display.Money(dearest.Value)}" : "")}.";
        }
    }
}
