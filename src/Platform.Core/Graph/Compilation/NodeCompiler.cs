using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Graph.Compilation;

/// <summary>One node: its action by its kind, and what stands around any action.</summary>
/// <param name="agentOutputs">What the agents that say so give back, by name.</param>
internal sealed class NodeCompiler(
    WorkflowConfig config, IReadOnlyDictionary<string, INodeKind> kinds, ScopeTypes scopes, IReadOnlyDictionary<string, CelStaticType> agentOutputs, Findings found)
{
    private const string End = "end";

    // To look for the nearest name costs; a file with more unknown targets than this has lost its nodes, and gets no more suggestions.
    private const int MaxSuggestions = 200;

    private readonly List<string> _nodes = [.. config.Nodes.Select(n => n.Name)];
    private readonly List<string> _nodesAndEnd = [.. config.Nodes.Select(n => n.Name), End];
    private readonly List<string> _someNodes = [.. config.Nodes.Select(n => n.Name).Take(13)];
    private readonly HashSet<string> _known = [.. config.Nodes.Select(n => n.Name)];
    private readonly List<string> _channels = [.. config.State.Select(c => c.Name)];

    private int _unknown;

    public GraphNode Compile(NodeConfig node, int order)
    {
        var around = scopes.Templates();
        var map = CompileMap(node, around, out var item);
        KeyValuePair<string, CelStaticType>[] variables = node.Map is null ? [] : [new(node.Map.As, item)];
        var output = Output(node);
        var inner = scopes.Templates(output, variables);
        return new GraphNode
        {
            Name = node.Name,
            Order = order,
            Kind = node.Action?.Kind ?? "",
            Action = Build(node, inner),
            Map = map,
            When = node.When is null ? null : around.Condition(node.When, NameScope.Node, found),
            Needs = [.. Known(node.Needs, mayEnd: false)],
            Retry = node.Retry,
            Timeout = node.Timeout,
            OnError = node.OnError.Way,
            OnErrorTo = node.OnError.To is { } handler ? Known([handler], mayEnd: true).FirstOrDefault() ?? End : null,
            Save = CompileSave(node, inner),
            Next = CompileNext(node, scopes.Templates(Whole(node, output))),
            Breakpoint = node.Breakpoint,
            Config = node,
        };
    }

    private MapSpec? CompileMap(NodeConfig node, TemplateCompiler around, out CelStaticType item)
    {
        item = CelStaticType.Dyn;
        if (node.Map is not { } map) return null;
        if (map.Over is not ConfigScalar { Kind: ScalarKind.Text })
        {
            if (map.Over is not ConfigList) found.Add(GraphFindings.NotAList(map.Over is ConfigMap ? "a map" : $"'{((ConfigScalar)map.Over).Text}'", Places.Word(map.Over), map.Over.Path));
            return new MapSpec(around.Compile(map.Over, NameScope.Node, found), map.As, map.Parallel, map.CollectErrors);
        }

        var over = around.Single(map.Over, NameScope.Node, found);
        if (over?.ResultType is { } type)
        {
            if (type.Kind == CelStaticKind.List) item = type.Item;
            else if (!type.IsDyn) found.Add(GraphFindings.NotAList(type.ToString(), map.Over.At, map.Over.Path));
        }

        return new MapSpec(over is null ? ValueTemplate.Constant(CelList.Empty) : ValueTemplate.Of(over), map.As, map.Parallel, map.CollectErrors);
    }

    private IAction? Build(NodeConfig node, TemplateCompiler templates)
    {
        if (node.Action is not { } action || !kinds.TryGetValue(action.Kind, out var kind)) return null;
        try
        {
            return kind.Build(new NodeSettings(action, config, templates, found));
        }
        // A kind that makes a value of what stands in the file meets the one bound that the file itself does not have.
        catch (CelException)
        {
            found.Add(GraphFindings.TooDeepForAValue(Places.Word(action.Value), action.Value.Path));
            return null;
        }
    }

    private List<KeyValuePair<string, ValueTemplate>> CompileSave(NodeConfig node, TemplateCompiler inner)
    {
        var saved = new List<KeyValuePair<string, ValueTemplate>>();
        foreach (var save in node.Save)
        {
            var value = inner.Compile(save.Value, NameScope.Node | NameScope.Output, found);
            if (_channels.Contains(save.Name, StringComparer.Ordinal)) saved.Add(new(save.Name, value));
            else found.Add(GraphFindings.UnknownChannel(save.Name, _channels, save.NameAt, save.Value.Path));
        }

        return saved;
    }

    private List<NextWay> CompileNext(NodeConfig node, TemplateCompiler around)
    {
        var ways = new List<NextWay>();
        foreach (var way in node.Next)
        {
            var when = way.When is null ? null : around.Condition(way.When, NameScope.Node | NameScope.Output, found);
            ways.Add(new NextWay(when, [.. Known(way.To, mayEnd: true).Where(t => t != End).Distinct(StringComparer.Ordinal)]));
        }

        return ways;
    }

    private IEnumerable<string> Known(IEnumerable<ConfigScalar> targets, bool mayEnd)
    {
        foreach (var target in targets)
        {
            if (_known.Contains(target.Text) || (mayEnd && target.Text == End)) yield return target.Text;
            else found.Add(GraphFindings.UnknownNode(target.Text, ++_unknown > MaxSuggestions ? _someNodes : mayEnd ? _nodesAndEnd : _nodes, target.At, target.Path));
        }
    }

    // Of one task. A human, a tool or a child may give anything.
    private CelStaticType Output(NodeConfig node)
    {
        if (node.Action is not { Kind: "agent", Value: ConfigScalar name }) return CelStaticType.Dyn;
        return agentOutputs.TryGetValue(name.Text, out var type) ? type : CelStaticType.Dyn;
    }

    // Of the node, in 'next': null when it was passed over or failed, and a failed item among others is an error in the list.
    private static CelStaticType Whole(NodeConfig node, CelStaticType output)
    {
        if (node.When is not null || node.OnError.Way == OnErrorWay.Continue) return CelStaticType.Dyn;
        if (node.Map is not { } map) return output;
        return CelStaticType.ListOf(map.CollectErrors ? CelStaticType.Dyn : output);
    }
}
