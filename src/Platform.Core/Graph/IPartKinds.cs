using System.Text.Json;
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

    /// <summary>JSON Schema of a tool kind's arguments; null when only the running tool knows them.</summary>
    JsonElement? ToolArguments(string use);
}

/// <summary>Whether a model's price is known, so that <c>limits.cost</c> can bound it.</summary>
public interface IPriceLookup
{
    /// <param name="use"><c>anthropic/claude-haiku-4-5</c>.</param>
    bool IsKnown(string use);
}
