using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Health;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;

namespace Platform.Web.Pages.Tools;

/// <summary>One server of tools of one workflow. It is asked for its tools on a button, for asking may start a program; each of them can be tried.</summary>
internal sealed class ServerModel(ToolShelf shelf, McpServers mcp, WorkflowService workflows, UsageBook usage, Caller caller) : PageModel
{
    public ToolServerView Server { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    /// <summary>Null before it was asked.</summary>
    public IReadOnlyList<(string Name, string Description, JsonElement Arguments, UsageView Usage)>? Tools { get; private set; }

    public string? Wrong { get; private set; }

    /// <summary>The tool that is tried; null when none is.</summary>
    public string? Tool { get; private set; }

    public FormView? Form { get; private set; }

    /// <summary>What a call gave, or why it failed; null before one.</summary>
    public (JsonElement? Result, PlatformException? Error, TimeSpan Took)? Tried { get; private set; }

    public async Task<IActionResult> OnGetAsync(string workflow, string name, CancellationToken cancellationToken) =>
        await FindAsync(workflow, name, cancellationToken) ? Page() : NotFound();

    /// <param name="tool">To show its form; null only lists.</param>
    /// <param name="call">Call it with what the form says.</param>
    public async Task<IActionResult> OnPostAsync(string workflow, string name, [FromQuery] string? tool, [FromQuery] bool call, CancellationToken cancellationToken)
    {
        if (!await FindAsync(workflow, name, cancellationToken)) return NotFound();
        try
        {
            await AskAsync(workflow, name, cancellationToken);
            if (Tools!.FirstOrDefault(t => t.Name == tool) is not { Name: { } chosen } found) return Page();
            Tool = chosen;
            Form = new FormView($"/tools/servers/{workflow}/{name}?tool={Uri.EscapeDataString(chosen)}&call=true#try", "Call it", SchemaForm.Of(found.Arguments, null), []);
            if (call) await CallAsync(workflow, name, chosen, cancellationToken);
        }
        catch (PlatformException e)
        {
            Wrong = $"{e.Message} {e.Resolution}";
        }

        return Page();
    }

    private async Task AskAsync(string workflow, string name, CancellationToken cancellationToken)
    {
        var tools = Server.Use == McpToolServer.Kind
            ? (await mcp.ToolsAsync(caller, await GraphAsync(workflow, cancellationToken), name, cancellationToken)).Select(t => (t.Name, t.Description, t.Arguments)).ToList()
            : await shelf.OffersAsync(caller, workflow, name, cancellationToken);
        var used = usage.Of(caller, UsageKind.Tool, [.. tools.Select(t => (IReadOnlyList<UsageKey>)[new UsageKey(t.Name, workflow)])], 30);
        Tools = [.. tools.Zip(used).Select(t => (t.First.Name, t.First.Description, t.First.Arguments, t.Second))];
    }

    private async Task CallAsync(string workflow, string name, string tool, CancellationToken cancellationToken)
    {
        var answer = await FormReader.ReadAsync(Form!.Fields, Request.Form, _ => Task.FromResult(""));
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = Server.Use == McpToolServer.Kind
                ? await mcp.CallAsync(caller, await GraphAsync(workflow, cancellationToken), tool, answer.Value, cancellationToken)
                : await shelf.CallOfferAsync(caller, workflow, name, tool, answer.Value, cancellationToken);
            Tried = (result, null, Stopwatch.GetElapsedTime(started));
        }
        catch (PlatformException e) // what a call fails with is a result too
        {
            Tried = (null, e, Stopwatch.GetElapsedTime(started));
        }
    }

    private async Task<CompiledGraph> GraphAsync(string workflow, CancellationToken cancellationToken) => (await workflows.LoadAsync(caller, workflow, null, cancellationToken)).Graph;

    private async Task<bool> FindAsync(string workflow, string name, CancellationToken cancellationToken)
    {
        var found = (await shelf.ServersAsync(caller, cancellationToken)).FirstOrDefault(s => s.Workflow == workflow && s.Name == name);
        if (found is not null) Server = found;
        return found is not null;
    }
}
