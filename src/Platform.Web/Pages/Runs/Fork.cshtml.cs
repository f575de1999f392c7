using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>A new run from a step of another one: its state as a form, the version, where to go on.</summary>
internal sealed class ForkModel(TravelReader reader, RunService runs, TimeTravelService travel, WorkflowService workflows, Caller caller) : PageModel
{
    public RunView Run { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public StateView At { get; private set; } = null!; // The same.

    public FormView Form { get; private set; } = null!; // The same.

    public IReadOnlyList<int> Versions { get; private set; } = [];

    public int Version { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken, int? step = null, int? version = null) =>
        await ReadAsync(new RunId(id), step, version, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken, int? step = null, int? version = null)
    {
        if (!await ReadAsync(new RunId(id), step, version, cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, _ => throw new InvalidOperationException("The form takes no files."));
        var (changed, fields) = StateForm.Changed(Form.Fields, answer);
        Form = Form with { Fields = fields };
        if (fields.Any(f => f.Error is not null)) return this.Unfit();

        var forked = await travel.ForkAsync(caller, Run.Id, Command(changed), cancellationToken);
        if (forked.Ok) return LocalRedirect($"/runs/{forked.Value.Id}");
        var (marked, rest) = SchemaForm.WithFindings(fields, forked.Findings);
        Form = Form with { Fields = marked, Rest = rest };
        return this.Unfit();
    }

    private ForkRun Command(JsonObject changed)
    {
        JsonNode? Take(string name) => changed.Remove(name, out var value) ? value : null;
        var (next, inputs) = (Take(StateForm.Next), Take(StateForm.Inputs));
        return new ForkRun
        {
            Step = At.Step,
            Version = Version,
            State = changed.Count == 0 ? null : JsonSerializer.SerializeToElement(changed),
            Inputs = inputs is null ? null : JsonSerializer.SerializeToElement(inputs),
            Next = next?.GetValue<string>() is { Length: > 0 } node ? [node] : null,
        };
    }

    private async Task<bool> ReadAsync(RunId id, int? step, int? version, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(caller, id, cancellationToken) is not { } run || await reader.AtAsync(id, step, cancellationToken) is not { } at) return false;
        (Run, At, Version) = (run, at, version ?? run.Version);
        var graph = (await workflows.LoadAsync(caller, run.Workflow, Version, cancellationToken)).Graph;
        Versions = await reader.VersionsAsync(run, cancellationToken);
        Form = new FormView(
            $"/runs/{run.Id}/fork?step={at.Step}&version={Version}", "Fork",
            [.. StateForm.Channels(graph, at), StateForm.NextNode(graph, at), StateForm.InputsOf(run)], [])
        { Prefix = "fork-", Cancel = $"/runs/{run.Id}" };
        return true;
    }
}
