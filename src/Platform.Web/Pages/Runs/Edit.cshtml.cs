using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>Changes the state of a run that stands still.</summary>
internal sealed class EditModel(TravelReader reader, RunService runs, TimeTravelService travel, WorkflowService workflows, Caller caller) : PageModel
{
    public RunView Run { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public FormView Form { get; private set; } = null!; // The same.

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await ReadAsync(new RunId(id), cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(new RunId(id), cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, _ => throw new InvalidOperationException("The form takes no files."));
        var (changed, fields) = StateForm.Changed(Form.Fields, answer);
        Form = Form with { Fields = fields };
        if (fields.Any(f => f.Error is not null)) return this.Unfit();

        try
        {
            var edited = await travel.EditAsync(caller, Run.Id, JsonSerializer.SerializeToElement(changed), answer: null, cancellationToken);
            if (edited.Ok) return LocalRedirect($"/runs/{id}?tab=state#tabs");
            var (marked, rest) = SchemaForm.WithFindings(fields, edited.Findings);
            Form = Form with { Fields = marked, Rest = rest };
        }
        catch (PlatformException busy) when (busy.Code == ErrorCode.Conflict)
        {
            Form = Form with { Rest = [$"{busy.Message} {busy.Resolution}"] }; // It has gone on meanwhile; what was typed took time.
        }

        return this.Unfit();
    }

    private async Task<bool> ReadAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(caller, id, cancellationToken) is not { } run || await reader.AtAsync(id, null, cancellationToken) is not { } at) return false;
        Run = run;
        var graph = (await workflows.LoadAsync(caller, run.Workflow, run.Version, cancellationToken)).Graph;
        Form = new FormView($"/runs/{run.Id}/edit", "Save the state", StateForm.Channels(graph, at), []) { Prefix = "edit-", Cancel = $"/runs/{run.Id}" };
        return true;
    }
}
