using Platform.Core.Agents;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>Tells the compiler what it cannot know: which models, tools and agents there are, and what may stand in them.</summary>
public sealed class PartKinds(ModelCatalog models, ToolCatalog tools) : IPartKinds, IPriceLookup
{
    public IReadOnlyCollection<string> ToolKeys => tools.Kinds;

    public IReadOnlyCollection<string> ModelProviders => models.Kinds;

    public void CheckModel(PartConfig model, WorkflowConfig workflow, Findings found) => models.Check(model, workflow.Models, found);

    public void CheckTool(PartConfig tool, WorkflowConfig workflow, Findings found)
    {
        if (UnservedKinds.IsTool(tool.Use)) found.Add(NodeFindings.NotServedYet($"The tool kind '{tool.Use}'", tool.UseAt, tool.Settings.Path));
        else tools.Check([tool], found);
    }

    public void CheckAgent(PartConfig agent, WorkflowConfig workflow, Findings found) => AgentCheck.Check(
        agent,
        [.. workflow.Models.Select(m => m.Name)],
        [.. workflow.Tools.Select(t => t.Name), .. tools.Kinds],
        found);

    public void CheckArguments(string tool, string use, ConfigMap? with, SourceSpan at, Findings found)
    {
        if (tools.Find(use) is { } kind) ToolArgumentsCheck.Check(tool, kind.ArgumentsSchema, with, at, found);
    }

    public bool IsKnown(string use) => models.IsPriced(use);
}
