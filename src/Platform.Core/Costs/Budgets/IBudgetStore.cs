using Platform.Core.Foundation;

namespace Platform.Core.Costs.Budgets;

/// <summary>Counts what budgets bound. All nodes that share a database share the count.</summary>
internal interface IBudgetStore
{
    BudgetLimits? Limits(OrganizationId organization);

    Task SaveLimitsAsync(OrganizationId organization, BudgetLimits? limits, string by, DateTimeOffset at);

    /// <summary>What the organisation's and the workflow's budgets count now; null leaves one out.</summary>
    IReadOnlyList<BudgetCount> Count(OrganizationId organization, BudgetLimits? all, string workflow, BudgetLimits? own, DateTimeOffset now, out long unpriced);

    /// <summary>Decides and sets the call's money aside in one transaction that no other of its kind runs beside.</summary>
    Task<HeldCall> HoldAsync(HoldCall hold);

    /// <summary>The end of the call will not be heard of: from now on it counts with what it costs at least.</summary>
    Task AbandonAsync(Guid hold, DateTimeOffset now);

    /// <summary>Whether a call was refused by this budget in its present period.</summary>
    bool WasRefused(OrganizationId organization, BudgetCount count, DateTimeOffset now);
}

/// <param name="Until">When the end of the call would have been heard of.</param>
internal sealed record HoldCall(
    OrganizationId Organization, string Workflow, BudgetLimits? All, BudgetLimits? Own, PlannedCall Call, DateTimeOffset Now, DateTimeOffset Until);

/// <param name="Hold">Null when nothing was set aside.</param>
/// <param name="By">The budget that does not admit it; null when all do.</param>
/// <param name="Warned">Budgets that have just come to the part at which people are warned; told once in a period.</param>
internal sealed record HeldCall(Admission Admission, Guid? Hold, BudgetCount? By, IReadOnlyList<BudgetCount> Warned);
