using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Graph;

/// <summary>What the checks look at: the file as written and the graph as far as it could be compiled, broken places left out.</summary>
/// <param name="Graph">Nodes whose action could not be built are in it, without action.</param>
/// <param name="Found">Where checks put what they find.</param>
public sealed record GraphDraft(WorkflowConfig Config, CompiledGraph Graph, TemplateCompiler Templates, Findings Found);
