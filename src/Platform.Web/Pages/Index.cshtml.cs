using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs;
using Platform.Core.Costs.Budgets;
using Platform.Core.Health;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages;

[Menu("Overview", 10, "/", "layout-dashboard")]
internal sealed class IndexModel(RunService runs, HumanTaskService tasks, ModelHealth models, BudgetBook budgets, CostBook costs, Caller caller) : PageModel
{
    public OverviewView All { get; private set; } = null!; // Set before the page is drawn.

    public IReadOnlyList<HumanTaskView> Tasks { get; private set; } = [];

    /// <summary>Models that do not answer, one sentence each.</summary>
    public IReadOnlyList<(string Of, string Why)> Unhealthy => models.Unhealthy(caller);

    public IReadOnlyList<RunView> Recent { get; private set; } = [];

    /// <summary>Since midnight UTC.</summary>
    public CostRow Spent { get; private set; } = null!; // Set before the page is drawn.

    /// <summary>Those of the organisation, and those that are nearly or wholly used up.</summary>
    public IReadOnlyList<BudgetView> Budgets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        All = await runs.OverviewAsync(caller, cancellationToken);
        Spent = costs.Report(caller, new CostQuery { By = CostBy.Day, From = costs.Today, To = costs.Today }).Total;
        Tasks = (await tasks.ListAsync(caller, new HumanTaskQuery { Limit = 8 }, cancellationToken)).Items;
        Budgets = [.. (await budgets.ShowAsync(caller, cancellationToken)).Where(b => b.Workflow is null || b.State != BudgetState.Ok)];
        Recent = (await runs.ListAsync(caller, new RunQuery { Limit = 12 }, cancellationToken)).Items;
        return this.PageOrPart("_Overview", this);
    }
}
