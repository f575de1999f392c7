using Platform.Core.Agents;
using Platform.Core.Costs.Budgets;
using Platform.Core.Graph;
using Platform.Core.Models;

namespace Platform.Core.Nodes;

/// <summary>The calls that tools of a task make of models: each with bounds of its own, for they may go side by side, and each an event of the run.</summary>
/// <param name="agent">Whose tools they are; null when they are a node's.</param>
internal sealed class TaskModels(TaskContext task, BudgetBook budgets, Telling telling, string? agent) : IModelMeter
{
    public async ValueTask<IMeteredCall> AdmitAsync(ModelStart start, CancellationToken cancellationToken)
    {
        var budget = new CallBudget(task, budgets);
        try
        {
            budget.EnsureLeft();
            await budget.AdmitAsync(start, cancellationToken);
            return new Call(budget, telling, agent);
        }
        catch
        {
            await budget.DisposeAsync();
            throw;
        }
    }

    private sealed class Call(CallBudget budget, Telling telling, string? agent) : IMeteredCall
    {
        public void Ended(ServiceCall call)
        {
            telling.Tell(budget.Ended(AgentEvents.Of(call, agent)));
            if (call.Error is null) budget.Spend(call.Usage, call.Cost, isAnswered: true);
        }

        public ValueTask DisposeAsync() => budget.DisposeAsync();
    }
}
