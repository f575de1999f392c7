using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Integrations.Mcp;

/// <summary>A server that a workflow names.</summary>
/// <param name="Where">Its address without a query, or the words of its command.</param>
public sealed record McpServerView(string Name, string Where);

/// <param name="Name">As a workflow names it: <c>files.read_file</c>.</param>
public sealed record McpToolView(string Name, string Description, JsonElement Arguments);

/// <summary>What the servers of a workflow offer, looked at outside any run: for the command line, the API and pages. Each look has a session of its own.</summary>
public sealed class McpServers(McpSessions sessions, DeclaredSettings settings, WorkFolders folders, ToolRunner runner)
{
    /// <summary>Connects to nothing.</summary>
    public static IReadOnlyList<McpServerView> Of(CompiledGraph graph) => [.. Parts(graph).Select(p => new McpServerView(p.Name, Where(p)))];

    /// <exception cref="PlatformException">Not found, or what reaching the server fails with.</exception>
    public async Task<IReadOnlyList<McpToolView>> ToolsAsync(Caller caller, CompiledGraph graph, string server, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(caller, graph, server, cancellationToken);
        return [.. (await session.ToolsAsync(cancellationToken)).Everything.Select(t => new McpToolView(t.Name, t.Function.Description, t.Function.JsonSchema))];
    }

    /// <param name="tool"><c>files.read_file</c>.</param>
    /// <exception cref="PlatformException">As a node that calls the tool would fail.</exception>
    public async Task<JsonElement> CallAsync(Caller caller, CompiledGraph graph, string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var dot = tool.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) throw new PlatformException(ErrorCode.Validation, $"'{tool}' names no tool of a server.", "Write SERVER.TOOL, as files.read_file.");
        await using var session = await OpenAsync(caller, graph, tool[..dot], cancellationToken);
        var list = await session.ToolsAsync(cancellationToken);
        var found = list.Find(tool[(dot + 1)..]) ?? throw McpToolServer.NotThere(tool[..dot], tool[(dot + 1)..], list);
        return await runner.CallAsync(found, arguments, new ToolCallContext(caller.Organization, folders.Of(caller.Organization, graph.Name), $"try/{Guid.NewGuid():N}"), cancellationToken);
    }

    private async Task<McpSession> OpenAsync(Caller caller, CompiledGraph graph, string server, CancellationToken cancellationToken)
    {
        var parts = Parts(graph).ToList();
        var part = parts.Find(p => p.Name == server)
            ?? throw new PlatformException(ErrorCode.NotFound, $"'{graph.Name}' has no server '{server}'.", parts.Count == 0 ? "It names none under tools." : $"Its servers are {Names.Quoted(parts.Select(p => p.Name))}.");
        var known = await settings.ResolveAsync(part, $"Tool '{part.Name}'", caller.Organization, cancellationToken);
        return sessions.Single(McpSettings.Read(new ToolSettings(part.Name, part.Use, known, caller.Organization, folders.Of(caller.Organization, graph.Name))));
    }

    private static IEnumerable<PartConfig> Parts(CompiledGraph graph) => graph.Config.Tools.Where(t => t.Use == McpToolServer.Kind);

    private static string Where(PartConfig part) => part.Settings.Text("url") is { } url
        ? url.Split('?')[0]
        : part.Settings["command"] switch
        {
            ConfigScalar one => one.Text,
            ConfigList list => CommandWords.Shown(list.Items.OfType<ConfigScalar>().Select(s => s.Text)),
            _ => "",
        };
}
