using Platform.Web.Rendering.Plots;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>The axes of plots: round numbers that people read, and never below what is shown.</summary>
public sealed class PlotAxes
{
    [Theory]
    [InlineData(nameof(PlotKind.Count), 1, "0 1")]
    [InlineData(nameof(PlotKind.Count), 3, "0 1 2 3")]
    [InlineData(nameof(PlotKind.Count), 11, "0 5 10 15")]
    [InlineData(nameof(PlotKind.Count), 12345, "0 5,000 10k 15k")]
    [InlineData(nameof(PlotKind.Money), 0.0487, "0 $0.02 $0.04 $0.06")]
    [InlineData(nameof(PlotKind.Money), 7.5, "0 $2.00 $4.00 $6.00 $8.00")]
    [InlineData(nameof(PlotKind.Duration), 41, "0 20 ms 40 ms 60 ms")]
    [InlineData(nameof(PlotKind.Duration), 3400, "0 1 s 2 s 3 s 4 s")]
    [InlineData(nameof(PlotKind.Duration), 100_000, "0 30 s 1 min 1 m 30 s 2 min")]
    [InlineData(nameof(PlotKind.Duration), 200_000_000, "0 1 d 2 d 3 d")]
    [InlineData(nameof(PlotKind.Count), 0, "0")]
    public void An_axis_has_round_numbers_up_to_the_most(string kind, double most, string shown)
    {
        var of = Enum.Parse<PlotKind>(kind);

        var ticks = PlotScale.Ticks(of, most);

        Assert.Equal(shown, string.Join(' ', ticks.Select(t => PlotScale.Say(of, t))).Replace("$0 ", "0 ", StringComparison.Ordinal));
        Assert.True(ticks[^1] >= most);
    }

    [Fact]
    public void The_days_of_a_week_fill_their_chart_and_a_few_bars_are_no_walls()
    {
        PlotView Of(int days) => new("Calls", "calls per day", "Day", PlotKind.Count, [new("main", "calls")], [.. Enumerable.Range(1, days).Select(d => PlotView.Day(new DateOnly(2026, 11, d), 1d))]);

        Assert.Equal((7, 7, 30), (Of(2).Slots, Of(7).Slots, Of(30).Slots));
    }

    [Fact]
    public void A_plot_tells_its_peak_and_draws_nothing_where_nothing_is_known()
    {
        var plot = new PlotView("Time", "per hour, UTC", "Hour", PlotKind.Duration, [new("main", "p95")], [new("08:00", "08:00", 5d), new("09:00", "09:00", (double?)null), new("10:00", "10:00", 9d)]) { IsLine = true };

        var area = PlotDrawing.Area(plot).ToString()!;

        Assert.Contains("from 08:00 to 10:00; the most is 9 ms at 10:00", plot.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, area.Split("plot-dot").Length - 1);
        Assert.DoesNotContain("plot-line", area, StringComparison.Ordinal); // a gap is no line
    }
}
