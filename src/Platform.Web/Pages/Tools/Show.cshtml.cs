using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tools;

/// <summary>One tool: what it takes and gives, and a form to try it.</summary>
internal sealed class ShowModel(ToolShelf shelf, UsageBook usage, Caller caller) : PageModel
{
    private const int MostUsers = 50;

    public ToolView Tool { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public UsageView Usage { get; private set; } = null!; // The same, as the two that follow.

    public Period Period { get; private set; } = null!;

    /// <summary>Calls of each workflow that uses it, most first.</summary>
    public IReadOnlyList<(string Workflow, UsageView Usage)> Users { get; private set; } = [];

    public FormView Form { get; private set; } = null!; // The same.

    public ToolTrialResult? Tried { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, int? days, CancellationToken cancellationToken) => await ReadAsync(name, days, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string name, int? days, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(name, days, cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, _ => Task.FromResult(""));
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return this.Unfit();
        try
        {
            Tried = await shelf.TryAsync(caller, name, ToolForms.Trial(answer.Value), cancellationToken);
            return Page();
        }
        catch (PlatformException e) when (e.Code == ErrorCode.Validation)
        {
            Form = Form with { Rest = [$"{e.Message} {e.Resolution}"] };
            return this.Unfit();
        }
    }

    private async Task<bool> ReadAsync(string name, int? days, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(caller, name, cancellationToken) is not { } found) return false;
        Tool = found;
        Period = Period.Of(days, $"/tools/{name}");
        var names = await shelf.NamesAsync(caller, cancellationToken);
        Usage = usage.Of(caller, UsageKind.Tool, [IndexModel.Keys(names[name])], Period.Days)[0];
        var shown = found.Workflows.Take(MostUsers).ToList();
        var byWorkflow = usage.Of(caller, UsageKind.Tool, [.. shown.Select(w => (IReadOnlyList<UsageKey>)[.. names.In(w, name).Select(n => new UsageKey(n, w))])], Period.Days);
        Users = [.. shown.Zip(byWorkflow).OrderByDescending(u => u.Second.Calls)];
        Form = new FormView($"/tools/{name}#try", "Try it", ToolForms.Fields(found), []);
        return true;
    }
}
