using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Graph;

/// <summary>What the checks look at: the file as written and the graph as far as it could be compiled, broken places left out.</summary>
/// <param name="Graph">Nodes whose action could not be built are in it, without action.</param>
/// <param name="Found">Where checks put what they find.</param>
public sealed record GraphDraft(WorkflowConfig Config, CompiledGraph Graph, TemplateCompiler Templates, Findings Found)
{
    /// <summary>Every way from node to node.</summary>
    public GraphLinks Links { get; } = GraphLinks.Of(Graph);

    /// <summary>What expressions take from their scope, anywhere in the file.</summary>
    public IReadOnlyCollection<CelReference> Used { get; init; } = [];

    /// <summary>What is known of models, tools and agents; null when nobody knows, and then such checks are left out.</summary>
    public IPartKinds? Parts { get; init; }

    /// <summary>Null when prices are not known here.</summary>
    public IPriceLookup? Prices { get; init; }

    /// <summary>Names that the file's own parts and the built-in kinds give to tools.</summary>
    public IReadOnlyList<string> ToolNames => [.. Config.Tools.Select(t => t.Name).Concat(Parts?.ToolKeys ?? []).Distinct(StringComparer.Ordinal)];
}
