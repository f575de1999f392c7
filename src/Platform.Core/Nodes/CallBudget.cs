using Platform.Core.Agents;
using Platform.Core.Costs.Budgets;
using Platform.Core.Events;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.State;

namespace Platform.Core.Nodes;

/// <summary>
/// The bounds of one task's calls: the run's own limits, then the budgets of its workflow and organisation. A task makes one call at a time; what is set
/// aside for it goes with the event that tells of its end, in the same commit.
/// </summary>
internal sealed class CallBudget(TaskContext task, BudgetBook budgets) : IAgentBudget, IAsyncDisposable
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    // Of the call in flight; the end of a call and the start of the next come one after the other.
    private Guid? _hold;
    private RunUsage? _planned;

    public void EnsureLeft() => task.Meter.EnsureLeft();

    public async ValueTask AdmitAsync(ModelStart start, CancellationToken cancellationToken)
    {
        var planned = new RunUsage(InputTokens: start.InputTokens, Cost: start.LeastCost ?? 0);
        task.Meter.Plan(planned, start.Model);
        _planned = planned;
        _hold = await budgets.AdmitAsync(
            task.Organization, task.Workflow, start.Model, new PlannedCall(Nanos(start.LeastCost), Nanos(start.MostCost), start.Price is not null), start.Timeout, task.Tell, cancellationToken);
    }

    public void Spend(ModelUsage usage, decimal? cost, bool isAnswered) => task.Meter.Spend(new RunUsage(
        usage.Input, usage.Output, usage.Cached, usage.Reasoning, cost ?? 0, ModelCalls: isAnswered ? 1 : 0, UnpricedCalls: cost is null ? 1 : 0, EstimatedCalls: usage.Estimated && cost > 0 ? 1 : 0));

    /// <summary>The event with what was set aside for the call that it ends.</summary>
    public RunEvent Ended(RunEvent told)
    {
        if (told is not (LlmFinished or LlmRetrying)) return told;
        Unplan();
        var hold = _hold;
        _hold = null;
        return hold is null ? told : told with { Hold = hold };
    }

    /// <summary>The task ends; of a call that was cut short nobody will hear.</summary>
    public async ValueTask DisposeAsync()
    {
        Unplan();
        if (_hold is { } hold) await budgets.AbandonAsync(hold);
    }

    private void Unplan()
    {
        if (_planned is { } planned) task.Meter.Unplan(planned);
        _planned = null;
    }

    private static long Nanos(decimal? dollars) => (long)Math.Round((dollars ?? 0) * NanosPerDollar);
}
