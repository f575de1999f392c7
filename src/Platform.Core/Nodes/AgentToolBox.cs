using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Nodes.Calls;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>The tools that an agent names: single ones, and servers of tools with all or some of theirs.</summary>
internal sealed class AgentToolBox
{
    private readonly List<Entry> _entries = [];

    /// <summary>What the agent may call, for the question that a replay compares: kinds, and <c>kind:tool</c> for one of a server.</summary>
    public IEnumerable<string> Uses => _entries.SelectMany(e => e.Only is { } only ? only.Select(name => $"{e.Part.Use}:{name}") : [e.Part.Use]);

    /// <param name="given">Tools that it has by other settings than their names.</param>
    public static AgentToolBox Of(PartConfig agent, IEnumerable<string> names, IEnumerable<PartTemplate> given, NodeSettings settings, ToolCatalog catalog)
    {
        var box = new AgentToolBox();
        foreach (var name in names) box.Add(agent, name, settings, catalog);
        box._entries.AddRange(given.Select(part => new Entry(part, false, null)));
        return box;
    }

    public async ValueTask<IReadOnlyList<BoundTool>> BindAsync(PartSettings parts, TaskContext task, CancellationToken cancellationToken)
    {
        var tools = new List<BoundTool>(_entries.Count);
        foreach (var entry in _entries)
        {
            if (entry.IsServer) tools.AddRange(await parts.ServerToolsAsync(entry.Part, entry.Only, task, cancellationToken));
            else tools.Add(await parts.ToolAsync(entry.Part, task, cancellationToken));
        }

        return tools;
    }

    /// <summary>Null when no tool can change while the agent works.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<BoundTool>?>>? Changes(IReadOnlyList<BoundTool> bound, PartSettings parts, TaskContext task)
    {
        if (!_entries.Exists(e => e.IsServer)) return null;
        var single = bound.Where(b => _entries.Exists(e => !e.IsServer && e.Part.Name == b.Name)).ToList();
        var last = bound;
        return async cancellationToken =>
        {
            try
            {
                var now = new List<BoundTool>(single);
                foreach (var server in _entries.Where(e => e.IsServer)) now.AddRange(await parts.ServerToolsAsync(server.Part, server.Only, task, cancellationToken));
                if (now.Count == last.Count && now.All(n => last.Any(l => ReferenceEquals(l.Function, n.Function)))) return null;
                return last = now;
            }
            catch (PlatformException)
            {
                return null; // the server is away, or no longer has a tool that the agent names: calling it says so
            }
        };
    }

    private void Add(PartConfig agent, string name, NodeSettings settings, ToolCatalog catalog)
    {
        var tools = settings.Workflow.Tools;
        if (tools.FirstOrDefault(t => t.Name == name) is { } named)
        {
            var isServer = catalog.FindServer(named.Use) is not null;
            _entries.RemoveAll(e => isServer && e.Part.Name == name); // all of them includes each
            _entries.Add(new Entry(isServer ? Server(agent, named, settings, catalog) : PartTemplate.Tool(named, name, PolicyTemplate.Said(agent, name), settings, catalog), isServer, null));
        }
        else if (catalog.Find(name) is not null) _entries.Add(new Entry(PartTemplate.Tool(null, name, PolicyTemplate.Said(agent, name), settings, catalog), false, null));
        else if (ServerTool.Of(name, tools, catalog) is { } one) AddOne(agent, one, settings, catalog);
    }

    private void AddOne(PartConfig agent, ServerTool one, NodeSettings settings, ToolCatalog catalog)
    {
        var at = _entries.FindIndex(e => e.Part.Name == one.Server.Name);
        if (at < 0) _entries.Add(new Entry(Server(agent, one.Server, settings, catalog), true, [one.Tool]));
        else if (_entries[at].Only is { } only) only.Add(one.Tool);
    }

    private static PartTemplate Server(PartConfig agent, PartConfig server, NodeSettings settings, ToolCatalog catalog) =>
        PartTemplate.Tool(server, server.Name, PolicyTemplate.Said(agent, server.Name), settings, catalog).With(OfEach(agent, server, settings));

    // What the agent says of single tools of a server, by their names there.
    private static Dictionary<string, PolicyTemplate> OfEach(PartConfig agent, PartConfig server, NodeSettings settings) =>
        agent.Settings[PolicySettings.Approve] is ConfigMap each
            ? each.Entries.Where(e => e.Key.StartsWith($"{server.Name}.", StringComparison.Ordinal))
                .ToDictionary(e => e.Key[(server.Name.Length + 1)..], e => PolicyTemplate.Of(server, e.Value, settings), StringComparer.Ordinal)
            : [];

    private sealed record Entry(PartTemplate Part, bool IsServer, List<string>? Only);
}

/// <summary><c>files.read_file</c>: a tool of the server that the file calls <c>files</c>.</summary>
internal sealed record ServerTool(PartConfig Server, string Tool)
{
    /// <summary>Null when the part before the first dot is no server of the file.</summary>
    public static ServerTool? Of(string name, IReadOnlyList<PartConfig> tools, ToolCatalog catalog)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == name.Length - 1) return null;
        var server = tools.FirstOrDefault(t => t.Name == name[..dot] && catalog.FindServer(t.Use) is not null);
        return server is null ? null : new ServerTool(server, name[(dot + 1)..]);
    }
}
