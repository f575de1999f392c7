using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Chat.Authors;
using Platform.Core.Costs;
using Platform.Core.Costs.Budgets;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;
using Platform.Web.Rendering.Plots;

namespace Platform.Web.Pages.Costs;

/// <summary>What models cost, by whatever one asks.</summary>
[Menu("Costs", 50, "/costs", "coin")]
internal sealed class IndexModel(CostBook book, BudgetBook budgets, WorkflowService workflows, Caller caller) : PageModel
{
    private const int MostBars = 120; // days in one picture

    public CostFilters Filters { get; private set; } = new();

    /// <summary>Null when the filter cannot be used.</summary>
    public CostReport? Report { get; private set; }

    /// <summary>Of each day of the period, oldest first; of what is filtered for. Null when the filter cannot be used, or for one day.</summary>
    public IReadOnlyList<CostRow>? Daily { get; private set; }

    public string? Wrong { get; private set; }

    public CostRow Today { get; private set; } = null!; // set before the page is drawn

    public CostRow Month { get; private set; } = null!; // the same

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    public IReadOnlyList<BudgetView> Budgets { get; private set; } = [];

    /// <summary>What stands in the fields of the organisation's budgets: what is set, or what was typed and cannot be.</summary>
    public TypedBudgets Typed { get; private set; } = new(null, null, null);

    public async Task<IActionResult> OnGetAsync(
        string? by, string? from, string? to, string? workflow, string? model, string? provider, string? agent, string? user, string? format, CancellationToken cancellationToken)
    {
        Filters = new CostFilters { By = by, From = from, To = to, Workflow = workflow, Model = model, Provider = provider, Agent = agent, User = user };
        try
        {
            var asked = Filters.Read(book);
            Report = book.Report(caller, asked);
            if (asked.To.DayNumber - asked.From.DayNumber is > 0 and <= MostBars) Daily = Line(book.Report(caller, asked with { By = CostBy.Day, Limit = MostBars + 1 }));
        }
        catch (PlatformException e) when (e.Code == ErrorCode.Validation)
        {
            Wrong = $"{e.Message} {e.Resolution}";
        }

        if (format == "csv" && Report is not null)
            return File(Encoding.UTF8.GetBytes(CostBook.Csv(Report)), "text/csv; charset=utf-8", $"costs-by-{Report.By.ToString().ToLowerInvariant()}-{Report.From:yyyy-MM-dd}-{Report.To:yyyy-MM-dd}.csv");
        var today = book.Today;
        Today = book.Report(caller, new CostQuery { From = today, To = today, By = CostBy.Day }).Total;
        Month = book.Report(caller, new CostQuery { From = new DateOnly(today.Year, today.Month, 1), To = today, By = CostBy.Day }).Total;
        if (Request.WantsPart()) return this.PageOrPart("_Table", this);
        Workflows = await workflows.SuggestAsync(caller, null, WorkflowChoice.Asked, cancellationToken);
        Budgets = await budgets.ShowAsync(caller, cancellationToken);
        Typed = TypedBudgets.Of(budgets.Limits(caller));
        return this.PageOrPart("_Table", this);
    }

    /// <summary>A bar for each day.</summary>
    /// <param name="byCost">By calls otherwise: nothing had a price.</param>
    public static PlotView Plot(IReadOnlyList<CostRow> daily, bool byCost) => new(
        byCost ? "Cost by day" : "Calls by day", byCost ? "US dollars per day, UTC" : "calls per day, UTC", "Day", byCost ? PlotKind.Money : PlotKind.Count, [new("main", byCost ? "Cost" : "Calls")],
        [.. daily.Select(d => PlotView.Day(DateOnly.Parse(d.Key, CultureInfo.InvariantCulture), byCost ? (double)d.Cost : d.Calls) with { Said = $"{d.Key}: {Display.Cost(d.Cost, d.CostKnown, d.CostEstimated)}, {Display.Many(d.Calls, "call")}" })]);

    /// <summary>Sets the organisation's budgets; an empty field is no budget.</summary>
    public async Task<IActionResult> OnPostAsync(string? day, string? month, string? warn, CancellationToken cancellationToken)
    {
        try
        {
            await budgets.SetAsync(caller, new TypedBudgets(day, month, warn).Read(), cancellationToken);
        }
        catch (PlatformException e) when (e.Code == ErrorCode.Validation)
        {
            await OnGetAsync(null, null, null, null, null, null, null, null, null, cancellationToken);
            (Typed, Wrong) = (new TypedBudgets(day, month, warn), $"{e.Message} {e.Resolution}");
            return this.Unfit();
        }

        return Redirect("/costs#budgets");
    }

    // Days on which nothing was asked have no row.
    private static IReadOnlyList<CostRow> Line(CostReport report)
    {
        var rows = report.Items.ToDictionary(r => r.Key, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, report.To.DayNumber - report.From.DayNumber + 1).Select(i => report.From.AddDays(i).ToString("yyyy-MM-dd"))
            .Select(day => rows.GetValueOrDefault(day) ?? new CostRow(day, null, 0, 0, 0, 0, 0, 0, 0, 0, 0))];
    }

    /// <summary>The same page with another grouping, or a filter more.</summary>
    public string Address(CostBy? by = null, string? key = null, string? value = null, string? format = null)
    {
        var parts = new Dictionary<string, string?>
        {
            ["by"] = (by ?? Report?.By ?? CostBy.Workflow).ToString().ToLowerInvariant(),
            ["from"] = Filters.From,
            ["to"] = Filters.To,
            ["workflow"] = Filters.Workflow,
            ["model"] = Filters.Model,
            ["provider"] = Filters.Provider,
            ["agent"] = Filters.Agent,
            ["user"] = Filters.User,
            ["format"] = format,
        };
        if (key is not null) parts[key] = value;
        if (by == CostBy.Run) foreach (var none in new[] { "model", "provider", "agent", "user" }) parts[none] = null;
        return QueryHelpers.AddQueryString("/costs", parts.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Key, p => p.Value));
    }

    /// <summary>Where a row leads: the next thing to ask about it.</summary>
    public string Lead(CostRow row) => Report!.By switch
    {
        CostBy.Run => row.Workflow == ChatModels.Purpose ? $"/chat/{row.Key}" : $"/runs/{row.Key}",
        CostBy.Workflow => Address(CostBy.Node, "workflow", row.Key),
        CostBy.Node => QueryHelpers.AddQueryString("/models/calls", new Dictionary<string, string?> { ["workflow"] = row.Workflow, ["node"] = row.Key }),
        CostBy.Day => QueryHelpers.AddQueryString("/models/calls", new Dictionary<string, string?> { ["from"] = row.Key, ["to"] = row.Key }),
        CostBy.Model => Address(CostBy.Workflow, "model", row.Key),
        CostBy.Provider => Address(CostBy.Model, "provider", row.Key),
        CostBy.Agent => Address(CostBy.Model, "agent", row.Key),
        _ => Address(CostBy.Workflow, "user", row.Key),
    };
}
