using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Costs.Budgets;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>What may be spent.</summary>
public sealed class BudgetsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var budgets = app.MapGroup("/api/v1/budgets").WithTags("Costs");
        budgets.MapGet("/", ShowAsync).WithSummary("The budgets of the organisation and of its workflows, and what is left of them.");
        budgets.MapPut("/", SetAsync).WithSummary("Sets what the organisation may spend a day and a month, US dollars; what is left out is unbounded.");
    }

    private static async Task<Ok<BudgetList>> ShowAsync(Caller caller, BudgetBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BudgetList(await book.ShowAsync(caller, cancellationToken)));

    private static async Task<Ok<BudgetList>> SetAsync(SetBudgets body, Caller caller, BudgetBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BudgetList(await book.SetAsync(caller, new BudgetLimits(body.Day, body.Month, body.WarnAt ?? BudgetLimits.UsualWarnAt), cancellationToken)));
}

public sealed record BudgetList(IReadOnlyList<BudgetView> Items);

/// <param name="Day">US dollars; null is unbounded.</param>
/// <param name="WarnAt">Percent at which people are warned; 80 when it is not given.</param>
public sealed record SetBudgets(decimal? Day = null, decimal? Month = null, int? WarnAt = null);
