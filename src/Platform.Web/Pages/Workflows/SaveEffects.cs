using Platform.Core.Runs.Figures;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Pages.Workflows;

/// <summary>What a save would change besides the text.</summary>
/// <param name="Flying">Runs that have not ended, by version: they keep it.</param>
/// <param name="Users">Workflows that start this one.</param>
/// <param name="Added">Names of nodes; both lists are empty while the text has errors.</param>
/// <param name="Warnings">What callers and threads notice.</param>
internal sealed record EffectsView(string Workflow, int Current, IReadOnlyList<InFlight> Flying, IReadOnlyList<string> Users, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Warnings)
{
    public static readonly EffectsView None = new("", 0, [], [], [], [], []);
}

/// <summary>Looks up what a new text would mean for what is in flight.</summary>
internal sealed class SaveEffects(WorkflowService workflows, WorkflowLister lister)
{
    public async Task<EffectsView> OfAsync(Caller caller, WorkflowVersion current, string text, CancellationToken cancellationToken)
    {
        var flying = await lister.InFlightAsync(caller, current.Workflow, cancellationToken);
        var users = await workflows.UsersAsync(caller, current.Workflow, cancellationToken);
        var view = new EffectsView(current.Workflow, current.Number, flying, users, [], [], []);
        var (before, after) = (workflows.Validate(current.Text, "workflow.yaml", current), workflows.Validate(text, "workflow.yaml", current));
        if (!before.Ok || !after.Ok) return view;
        var (added, removed) = GraphChanges.Nodes(before.Value, after.Value);
        return view with { Added = added, Removed = removed, Warnings = GraphChanges.Warnings(before.Value, after.Value) };
    }
}
