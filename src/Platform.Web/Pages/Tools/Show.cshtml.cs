using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tools;

/// <summary>One tool: what it takes and gives, and a form to try it.</summary>
internal sealed class ShowModel(ToolShelf shelf, Caller caller) : PageModel
{
    public ToolView Tool { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public FormView Form { get; private set; } = null!; // The same.

    public ToolTrialResult? Tried { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) => await ReadAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(name, cancellationToken)) return NotFound();
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

    private async Task<bool> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(caller, name, cancellationToken) is not { } found) return false;
        Tool = found;
        Form = new FormView($"/tools/{name}#try", "Try it", ToolForms.Fields(found), []);
        return true;
    }
}
