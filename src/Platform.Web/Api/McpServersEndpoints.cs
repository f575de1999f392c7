using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>Servers of tools: which programs may be started, which servers a workflow names, what one offers. Nothing here allows a program.</summary>
public sealed class McpServersEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var servers = app.MapGroup("/api/v1").WithTags("Servers of tools");
        servers.MapGet("/mcp/commands", Commands).WithSummary("The programs that an administrator has allowed workflows to start as servers of tools.");
        servers.MapGet("/workflows/{name}/servers", ServersAsync).WithSummary("The servers of tools that the workflow names; connects to nothing.");
        servers.MapPost("/workflows/{name}/servers/{server}/tools", ToolsAsync).WithSummary("Connects to one of them and lists what it offers.");
    }

    // Variables may hold secrets: only what workflows may set is told, by name.
    private static Ok<IReadOnlyList<CommandView>> Commands(McpCommands commands) =>
        TypedResults.Ok<IReadOnlyList<CommandView>>([.. commands.List().Select(c => new CommandView(c.Name, c.Command.Run, c.Command.Accepts, c.Source))]);

    private static async Task<Ok<IReadOnlyList<McpServerView>>> ServersAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken) =>
        TypedResults.Ok(McpServers.Of((await workflows.LoadAsync(caller, name, null, cancellationToken)).Graph));

    private static async Task<Ok<IReadOnlyList<McpToolView>>> ToolsAsync(
        string name, string server, Caller caller, WorkflowService workflows, McpServers servers, CancellationToken cancellationToken) =>
        TypedResults.Ok(await servers.ToolsAsync(caller, (await workflows.LoadAsync(caller, name, null, cancellationToken)).Graph, server, cancellationToken));
}

/// <param name="Run">The program and its arguments; <c>{folder}</c> and <c>{value}</c> are left open.</param>
/// <param name="Accepts">Names of the variables that a workflow may set.</param>
/// <param name="Source"><c>settings</c> or <c>mcp.json</c>.</param>
public sealed record CommandView(string Name, IReadOnlyList<string> Run, IReadOnlyList<string> Accepts, string Source);
