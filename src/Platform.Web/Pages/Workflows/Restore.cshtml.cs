using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>Asks before an old text becomes the newest version: what changes, and who notices.</summary>
internal sealed class RestoreModel(WorkflowService workflows, SaveEffects effects, Caller caller) : PageModel
{
    public WorkflowVersion Old { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public WorkflowVersion Current { get; private set; } = null!; // The same.

    public DiffView View { get; private set; } = new("", "", [], true);

    public EffectsView Effects { get; private set; } = EffectsView.None;

    /// <summary>Why it cannot be brought back; null when it can.</summary>
    public string? Broken { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, int version, CancellationToken cancellationToken) =>
        await ReadAsync(name, version, cancellationToken) ? Page() : this.Lacks(await workflows.MissingAsync(caller, name, version, cancellationToken));

    public async Task<IActionResult> OnPostAsync(string name, int version, [FromForm] string? from, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(name, version, cancellationToken)) return this.Lacks(await workflows.MissingAsync(caller, name, version, cancellationToken));
        if (Broken is null && from is not null && from != Current.Hash) Broken = $"Somebody saved version {Current.Number} meanwhile. Look at what changes now, then press again.";
        if (Broken is not null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        var restored = await workflows.RestoreAsync(caller, name, version, cancellationToken);
        return LocalRedirect($"/workflows/{name}?restored={restored.Number}");
    }

    private async Task<bool> ReadAsync(string name, int version, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is not { } current || await workflows.FindAsync(caller, name, version, cancellationToken) is not { } old) return false;
        (Old, Current) = (old, current);
        View = DiffView.Of(current.Text, old.Text, $"version {current.Number}, current", $"version {old.Number}", isSplit: true);
        Effects = await effects.OfAsync(caller, current, old.Text, cancellationToken);
        try
        {
            await workflows.LoadAsync(caller, name, version, cancellationToken);
        }
        catch (PlatformException broken) // This release refuses what an older one allowed.
        {
            Broken = $"{broken.Message} {broken.Resolution}";
        }

        return true;
    }
}
