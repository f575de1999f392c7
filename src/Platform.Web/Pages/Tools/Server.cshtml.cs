using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Pages.Tools;

/// <summary>One server of tools of one workflow. It is asked for its tools on a button, for asking may start a program.</summary>
internal sealed class ServerModel(ToolShelf shelf, McpServers mcp, WorkflowService workflows, UsageBook usage, Caller caller) : PageModel
{
    public ToolServerView Server { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    /// <summary>Null before it was asked.</summary>
    public IReadOnlyList<(string Name, string Description, JsonElement Arguments, UsageView Usage)>? Tools { get; private set; }

    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string workflow, string name, CancellationToken cancellationToken) =>
        await FindAsync(workflow, name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string workflow, string name, CancellationToken cancellationToken)
    {
        if (!await FindAsync(workflow, name, cancellationToken)) return NotFound();
        try
        {
            var tools = Server.Use == McpToolServer.Kind
                ? (await mcp.ToolsAsync(caller, (await workflows.LoadAsync(caller, workflow, null, cancellationToken)).Graph, name, cancellationToken)).Select(t => (t.Name, t.Description, t.Arguments)).ToList()
                : await shelf.OffersAsync(caller, workflow, name, cancellationToken);
            var used = usage.Of(caller, UsageKind.Tool, [.. tools.Select(t => (IReadOnlyList<UsageKey>)[new UsageKey(t.Name, workflow)])], 30);
            Tools = [.. tools.Zip(used).Select(t => (t.First.Name, t.First.Description, t.First.Arguments, t.Second))];
        }
        catch (PlatformException e)
        {
            Wrong = $"{e.Message} {e.Resolution}";
            Response.StatusCode = StatusCodes.Status502BadGateway;
        }

        return Page();
    }

    private async Task<bool> FindAsync(string workflow, string name, CancellationToken cancellationToken)
    {
        var found = (await shelf.ServersAsync(caller, cancellationToken)).FirstOrDefault(s => s.Workflow == workflow && s.Name == name);
        if (found is not null) Server = found;
        return found is not null;
    }
}
