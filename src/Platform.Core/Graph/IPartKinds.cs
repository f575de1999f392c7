using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Graph;

/// <summary>What Graph must know of models, tools and agents to check a file. Implemented where those are known; without it such checks are left out.</summary>
public interface IPartKinds
{
    /// <summary>Tool kinds that a node or agent may name without an entry under <c>tools:</c>.</summary>
    IReadOnlyCollection<string> ToolKeys { get; }

    /// <summary>What may stand before the slash in a model's <c>use</c>.</summary>
    IReadOnlyCollection<string> ModelProviders { get; }

    void CheckModel(PartConfig model, WorkflowConfig workflow, Findings found);

    void CheckTool(PartConfig tool, WorkflowConfig workflow, Findings found);

    void CheckAgent(PartConfig agent, WorkflowConfig workflow, Findings found);

    /// <summary>Checks what a node gives a tool, as far as it is constant.</summary>
    /// <param name="tool">The tool's name in the file, or the kind's own.</param>
    /// <param name="use">The kind.</param>
    /// <param name="with">Null when the node gives nothing.</param>
    /// <param name="at">The tool's name in the node.</param>
    void CheckArguments(string tool, string use, ConfigMap? with, SourceSpan at, Findings found);
}

/// <summary>Whether a model's price is known, so that <c>limits.cost</c> can bound it.</summary>
public interface IPriceLookup
{
    /// <param name="use"><c>anthropic/claude-haiku-4-5</c>.</param>
    bool IsKnown(string use);
}
