using System.Collections.Frozen;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph.Compilation;
using Platform.Core.Schemas;

namespace Platform.Core.Graph;

/// <summary>From a file to a graph in which every name resolves, or to everything that is wrong with it, in one pass.</summary>
/// <param name="parts">What is known of models, tools and agents; without it their settings are not checked.</param>
/// <param name="prices">Without it no price is missed.</param>
public sealed class GraphCompiler(IEnumerable<INodeKind> kinds, IEnumerable<IGraphCheck> checks, IPartKinds? parts = null, IPriceLookup? prices = null)
{
    private static readonly JsonSchema Anything = JsonSchema.Compile(Json.True, new SchemaOptions()).Schema!;

    private readonly Dictionary<string, INodeKind> _kinds = kinds.ToDictionary(k => k.Key, StringComparer.Ordinal);
    private readonly List<IGraphCheck> _checks = [.. checks];

    /// <summary>What Config must know of the node kinds.</summary>
    public NodeWords Words => new(_kinds.ToDictionary(k => k.Key, k => k.Value.Companions, StringComparer.Ordinal))
    {
        Manual = _kinds.ToDictionary(k => k.Key, k => (k.Value.Description, k.Value.Settings), StringComparer.Ordinal),
    };

    public Result<CompiledGraph> Compile(string text, string file, IIncludeSource? includes)
    {
        var found = new Findings();
        return Finish(new ConfigReader(Words).ReadAll(text, file, includes, found), found);
    }

    public Result<CompiledGraph> Compile(ReadOnlySpan<byte> bytes, string file, IIncludeSource? includes)
    {
        var found = new Findings();
        return Finish(new ConfigReader(Words).ReadAll(bytes, file, includes, found), found);
    }

    public Result<CompiledGraph> Compile(WorkflowConfig config) => Finish(config, new Findings());

    private Result<CompiledGraph> Finish(WorkflowConfig? config, Findings found)
    {
        var graph = config is null ? null : Build(config, found);
        var told = new Findings();

        // What an alias repeats, or several nodes use, is wrong in one place and told once.
        told.Add(found.Sorted().DistinctBy(f => (f.Code, f.At, IsInExpression(f) ? "" : f.Message)));
        return Result<CompiledGraph>.From(graph, told);
    }

    // The names in scope differ from node to node, and with them the sentence.
    private static bool IsInExpression(Finding finding) => finding.Code is "WF034" or "WF035" or "WF036";

    // Also a file with mistakes is built as far as it goes, so that the next check finds its own.
    private CompiledGraph Build(WorkflowConfig config, Findings found)
    {
        var schemas = new SchemaCompiler(config, found);
        var inputs = new InputCompiler(config, schemas, found);
        inputs.Compile();
        var channels = new ChannelCompiler(config, schemas, found);
        channels.Compile();
        var compiledParts = new PartCompiler(config, schemas, found);
        compiledParts.CompileSchemas();
        var scopes = new ScopeTypes(config, inputs.Types, channels.Types);
        compiledParts.CompileExpressions(scopes);
        var nodes = CompileNodes(config, scopes, compiledParts.AgentOutputs, found);
        var graph = new CompiledGraph
        {
            Name = config.Name,
            Description = config.Description,
            InputsSchema = inputs.Schema,
            Inputs = inputs.Compiled ?? Anything,
            Channels = channels.Channels.ToFrozenDictionary(StringComparer.Ordinal),
            ChannelSchemas = channels.Schemas.ToFrozenDictionary(StringComparer.Ordinal),
            Nodes = nodes,
            ByName = nodes.ToFrozenDictionary(n => n.Name, StringComparer.Ordinal),
            Start = StartNodes(config, nodes, found),
            JoinsOf = Joins(nodes),
            Limits = config.Limits,
            Concurrency = Concurrency(config, scopes.Inputs(), found),
            Outputs = Outputs(config, scopes.Outputs(), found),
            Env = [.. config.Env.Select(e => e.Text)],
            Children = [.. Children(config)],
            Files = [.. inputs.Files.Concat(compiledParts.Files).Distinct(StringComparer.Ordinal)],
            UnservedTriggers = config.Triggers.Count,
            Config = config,
        };
        var draft = new GraphDraft(config, graph, scopes.Templates(), found) { Used = scopes.Used, Parts = parts, Prices = prices };
        foreach (var check in _checks) check.Check(draft);
        return graph;
    }

    private List<GraphNode> CompileNodes(WorkflowConfig config, ScopeTypes scopes, Dictionary<string, CelStaticType> agentOutputs, Findings found)
    {
        var compiler = new NodeCompiler(config, _kinds, scopes, agentOutputs, found);
        return [.. config.Nodes.Select(compiler.Compile)];
    }

    private static List<GraphNode> StartNodes(WorkflowConfig config, List<GraphNode> nodes, Findings found)
    {
        var byName = nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
        var names = nodes.Select(n => n.Name).ToList();
        foreach (var name in config.Start.Where(s => !byName.ContainsKey(s.Text)).Take(100)) found.Add(GraphFindings.UnknownNode(name.Text, names, name.At, name.Path));
        return [.. config.Start.Select(s => byName.GetValueOrDefault(s.Text)).OfType<GraphNode>().DistinctBy(n => n.Name)];
    }

    private static FrozenDictionary<string, IReadOnlyList<GraphNode>> Joins(List<GraphNode> nodes) => nodes
        .SelectMany(join => join.Needs.Distinct(StringComparer.Ordinal).Select(need => (need, join)))
        .GroupBy(p => p.need, p => p.join, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<GraphNode>)[.. g], StringComparer.Ordinal);

    private static List<KeyValuePair<string, ValueTemplate>> Outputs(WorkflowConfig config, TemplateCompiler templates, Findings found) =>
        [.. config.Outputs.Select(o => new KeyValuePair<string, ValueTemplate>(o.Name, templates.Compile(o.Value, NameScope.Node, found)))];

    // The group is known before the run has started, so it sees the inputs and nothing else.
    private static ConcurrencyRule? Concurrency(WorkflowConfig config, TemplateCompiler templates, Findings found)
    {
        if (config.Concurrency is not { } written) return null;
        if (written.Group is null) return new ConcurrencyRule(written.Limit, null);
        var group = templates.Compile(written.Group, NameScope.Run, found);
        if (!ExpressionText.HasExpression(written.Group.Text)) found.Add(GraphFindings.GroupOfAll(written.Group.Text, written.Group.At, written.Group.Path));
        return new ConcurrencyRule(written.Limit, group);
    }

    private static IEnumerable<string> Children(WorkflowConfig config) => config.Nodes
        .Where(n => n.Action is { Kind: "workflow", Value: ConfigScalar { Kind: ScalarKind.Text, Text.Length: > 0 } })
        .Select(n => ((ConfigScalar)n.Action!.Value).Text)
        .Concat(config.Tools.Where(t => t.Use == "workflow").Select(t => t.Settings.Text("workflow") ?? "").Where(name => name.Length > 0))
        .Where(name => !ExpressionText.HasExpression(name))
        .Distinct(StringComparer.Ordinal);
}
