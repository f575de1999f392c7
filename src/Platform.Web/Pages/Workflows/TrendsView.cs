using Platform.Core.Costs;
using Platform.Core.Runs;
using Platform.Core.Runs.Figures;
using Platform.Web.Rendering;

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

    public IReadOnlyList<(double, string, string, string?)> Durations =>
        [.. Runs.Select(r => (r.Took?.TotalSeconds ?? 0, $"bar-{r.Status.Text()}", $"{Display.Exact(r.CreatedAt)}, version {r.Version}: {r.Status.Text()}{(r.Took is { } took ? $" in {Display.Duration(took)}" : "")}", (string?)$"/runs/{r.Id}"))];

    public IReadOnlyList<(double, string, string, string?)> Costs =>
        [.. Enumerable.Range(0, Length).Select(n => Today.AddDays(n + 1 - Length)).Select(d => (Day: d, Cost: Days.GetValueOrDefault(d)))
            .Select(d => ((double)d.Cost, "bar-cost", $"{d.Day:yyyy-MM-dd}: {Display.Money(d.Cost)}", (string?)null))];

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
