using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>Asks before a workflow is switched off or deleted: what would be affected.</summary>
internal sealed class DeleteModel(WorkflowService workflows, SaveEffects effects, Caller caller) : PageModel
{
    public string Name { get; private set; } = "";

    /// <summary>Null while it may be started.</summary>
    public string? DisabledBy { get; private set; }

    public int Versions { get; private set; }

    public EffectsView Effects { get; private set; } = EffectsView.None;

    public PlatformException? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) ? Page() : this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.DeleteAsync(caller, name, cancellationToken);
            return LocalRedirect("/workflows");
        }
        catch (PlatformException refused) when (refused.Code == ErrorCode.Conflict)
        {
            Refusal = refused;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ReadAsync(name, cancellationToken) ? Page() : NotFound();
        }
    }

    public Task<IActionResult> OnPostDisableAsync(string name, CancellationToken cancellationToken) => SwitchAsync(name, on: false, cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(string name, CancellationToken cancellationToken) => SwitchAsync(name, on: true, cancellationToken);

    private async Task<IActionResult> SwitchAsync(string name, bool on, CancellationToken cancellationToken)
    {
        await workflows.EnableAsync(caller, name, on, cancellationToken);
        return LocalRedirect($"/workflows/{name}");
    }

    private async Task<bool> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is not { } current) return false;
        Name = current.Workflow;
        DisabledBy = (await workflows.CurrentAsync(caller, name, cancellationToken))?.DisabledBy;
        Versions = (await workflows.VersionsAsync(caller, name, cancellationToken)).Count;
        Effects = await effects.OfAsync(caller, current, current.Text, cancellationToken);
        return true;
    }
}
