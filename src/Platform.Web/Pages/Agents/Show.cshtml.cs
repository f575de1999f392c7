using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Agents;

/// <summary>One agent: what it may do, how it does, and a form to ask it one thing.</summary>
internal sealed class ShowModel(AgentShelf shelf, UsageBook usage, Caller caller) : PageModel
{
    private const string Message = "trial-message";

    public AgentView Agent { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public UsageView Usage { get; private set; } = null!; // The same, as the two that follow.

    public Period Period { get; private set; } = null!;

    public FormView Form { get; private set; } = null!;

    public AgentTrialResult? Tried { get; private set; }

    public async Task<IActionResult> OnGetAsync(string workflow, string name, int? days, CancellationToken cancellationToken) =>
        await ReadAsync(workflow, name, days, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string workflow, string name, int? days, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(workflow, name, days, cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, _ => Task.FromResult(""));
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return this.Unfit();
        try
        {
            var inputs = answer.Value.EnumerateObject().Where(i => i.Name != Message).ToDictionary(i => i.Name, i => i.Value, StringComparer.Ordinal);
            var message = answer.Value.TryGetProperty(Message, out var said) ? said.GetString() ?? "" : "";
            Tried = await shelf.TryAsync(caller, workflow, name, message, JsonSerializer.SerializeToElement(inputs), cancellationToken);
            Usage = usage.Of(caller, UsageKind.Agent, new UsageKey(name, workflow), Period.Days);
            return Page();
        }
        catch (PlatformException e) when (e.Code is ErrorCode.Validation or ErrorCode.Unavailable or ErrorCode.BudgetExceeded)
        {
            Form = Form with { Rest = [$"{e.Message} {e.Resolution}"] };
            return this.Unfit();
        }
    }

    private async Task<bool> ReadAsync(string workflow, string name, int? days, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(caller, workflow, name, cancellationToken) is not { } found) return false;
        Agent = found;
        Period = Period.Of(days, $"/agents/{workflow}/{name}");
        Usage = usage.Of(caller, UsageKind.Agent, new UsageKey(name, workflow), Period.Days);
        var inputs = (await shelf.FormAsync(caller, workflow, name, cancellationToken)).Inputs;
        Form = new FormView($"/agents/{workflow}/{name}#try", "Ask", [new FormField(Message, FieldKind.LongText) { Label = "Message", Required = true }, .. inputs.GetProperty("properties").EnumerateObject().Any() ? SchemaForm.Of(inputs, null) : []], []);
        return true;
    }
}
