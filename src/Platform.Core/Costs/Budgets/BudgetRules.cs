namespace Platform.Core.Costs.Budgets;

/// <summary>A call that is about to be made.</summary>
/// <param name="LeastNanos">Billionths of a dollar that it costs at least: its input.</param>
/// <param name="MostNanos">What it may cost with the longest answer that it is allowed.</param>
/// <param name="IsPriced">False when the price is unknown; both are 0 then.</param>
public sealed record PlannedCall(long LeastNanos, long MostNanos, bool IsPriced);

/// <summary>What one budget counts.</summary>
/// <param name="Spent">Billionths of a dollar, by commits.</param>
/// <param name="HeldLeast">What the calls in flight, and those whose end was never heard of, cost at least.</param>
/// <param name="HeldMost">What the calls in flight may cost; of the others what they cost at least.</param>
public sealed record BudgetCount(string? Workflow, BudgetPeriod Period, long Limit, int WarnAt, long Spent, long HeldLeast, long HeldMost);

public enum Admission
{
    Admitted,

    /// <summary>There may be room once the calls in flight have ended.</summary>
    Wait,

    Refused,
}

/// <summary>
/// Whether a call may be made. Far from the limit all calls are; near it they go one after the other, so that all together pass it by no more than the
/// answer of one. Pure.
/// </summary>
public static class BudgetRules
{
    /// <returns>The worst of all budgets, and which it is of.</returns>
    public static (Admission Admission, BudgetCount? By) Decide(IEnumerable<BudgetCount> counts, PlannedCall call)
    {
        var (worst, by) = (Admission.Admitted, (BudgetCount?)null);
        foreach (var count in counts)
        {
            var one = Decide(count, call);
            if (one > worst) (worst, by) = (one, count);
        }

        return (worst, by);
    }

    /// <summary>Whether the budget has come to the part at which people are warned.</summary>
    public static bool IsWarned(BudgetCount count, long more) => (Int128)(count.Spent + count.HeldLeast + more) * 100 >= (Int128)count.Limit * count.WarnAt;

    private static Admission Decide(BudgetCount count, PlannedCall call)
    {
        // Nobody knows what a call without a price costs: it is stopped once the budget is used up, and not before.
        if (!call.IsPriced) return count.Spent + count.HeldLeast >= count.Limit ? Admission.Refused : Admission.Admitted;
        if (count.Spent + count.HeldLeast + call.LeastNanos > count.Limit) return Admission.Refused;
        return count.Spent + count.HeldMost + call.LeastNanos > count.Limit ? Admission.Wait : Admission.Admitted;
    }
}
