using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools;

namespace Platform.Core.Integrations.Mcp;

/// <summary><c>use: mcp</c>: the tools of a server of the Model Context Protocol, a program or an address.</summary>
public sealed class McpToolServer(McpSessions sessions) : IToolServerKind
{
    /// <summary>So many tools fit into one question to a model.</summary>
    private const int MostAtOnce = 128;

    public const string Kind = "mcp";

    public string Key => Kind;

    public void Check(PartConfig tool, Findings found) => McpSettings.Check(tool, found);

    public async Task<IReadOnlyList<BoundTool>> ToolsAsync(ToolSettings settings, IReadOnlyCollection<string>? only, CancellationToken cancellationToken)
    {
        if (settings.Run is not { } run) throw new InvalidOperationException("A server is used by a run; to look at one, ask McpServers.");
        var list = await sessions.Of(run, McpSettings.Read(settings)).ToolsAsync(cancellationToken);
        if (only is not null) return [.. only.Select(name => list.Find(name) ?? throw NotThere(settings.Name, name, list))];
        if (list.All.Count <= MostAtOnce) return list.All;
        throw new PlatformException(ErrorCode.LimitExceeded, $"The server '{settings.Name}' offers {list.All.Count:#,0} tools, and a model takes at most {MostAtOnce}.", $"Name those that are needed, as {settings.Name}.{list.Names.First()}.");
    }

    internal static PlatformException NotThere(string server, string name, McpToolList list)
    {
        var near = Names.Nearest(name, list.Names);
        return new PlatformException(ErrorCode.NotFound, $"The server '{server}' offers no tool '{name}'.",
            near is not null ? $"Did you mean '{server}.{near}'?" : list.Names.Count == 0 ? "It offers none at all." : $"It offers {Names.Quoted(list.Names)}.");
    }
}
