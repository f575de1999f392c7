namespace Platform.Core.Costs.Budgets;

/// <summary>What may be spent, US dollars; null is unbounded.</summary>
/// <param name="WarnAt">Percent of a budget at which people are warned.</param>
public sealed record BudgetLimits(decimal? Day, decimal? Month, int WarnAt = BudgetLimits.UsualWarnAt)
{
    public const int UsualWarnAt = 80;

    public bool IsNone => Day is null && Month is null;
}

public enum BudgetPeriod
{
    Day,
    Month,
}

public enum BudgetState
{
    Ok,

    /// <summary>The part at which people are warned is passed.</summary>
    Warned,

    /// <summary>A call was refused that would have passed it; what costs less may still be made.</summary>
    Refused,

    /// <summary>All of it is spent.</summary>
    UsedUp,
}

/// <summary>One budget and what is left of it.</summary>
/// <param name="Workflow">Whose budget it is; null for the organisation's.</param>
/// <param name="Limit">US dollars.</param>
/// <param name="Spent">US dollars that are known to be spent.</param>
/// <param name="Held">US dollars that calls in flight will cost at least, and calls whose end was never heard of.</param>
/// <param name="Unpriced">Calls of unknown price, which the budget cannot bound.</param>
/// <param name="RenewsAt">When it begins anew.</param>
public sealed record BudgetView(
    string? Workflow, BudgetPeriod Period, decimal Limit, decimal Spent, decimal Held, long Unpriced, int WarnAt, BudgetState State, DateTimeOffset RenewsAt)
{
    /// <summary>Of the limit, spent and held; over 100 when a call cost more than could be known before.</summary>
    public int Percent => Limit == 0 ? 100 : (int)Math.Min(9999, (Spent + Held) * 100 / Limit);
}
