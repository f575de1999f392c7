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
        if (tools.Find(tool.Use) is { ModelOf: { } needed } kind && (kind.NeedsModel || tool.Settings["model"] is not null)) CheckModelOf(tool, needed, workflow, found);
    }

    private void CheckModelOf(PartConfig tool, Type needed, WorkflowConfig workflow, Findings found)
    {
        var named = tool.Settings["model"];
        var model = workflow.Models.FirstOrDefault(m => m.Name == (named as ConfigScalar)?.Text);
        if (named is null || model is null) found.Add(ToolFindings.UnknownModel(tool, named, (named as ConfigScalar)?.Text, [.. workflow.Models.Select(m => m.Name)]));
        else if (models.Find(model.Use) is { } provider && !needed.IsInstanceOfType(provider))
            found.Add(ToolFindings.UnfitModel(tool, named, model, [.. models.All.Where(needed.IsInstanceOfType).Select(p => p.Key)]));
    }

    public void CheckAgent(PartConfig agent, WorkflowConfig workflow, Findings found)
    {
        AgentCheck.Check(
            agent,
            [.. workflow.Models.Select(m => m.Name)],
            [.. workflow.Tools.Select(t => t.Name), .. tools.Kinds],
            [.. workflow.Tools.Where(t => tools.FindServer(t.Use) is not null).Select(t => t.Name)],
            found);
        if ((agent.Settings["memory"] as ConfigMap)?["model"] is not ConfigScalar named || workflow.Models.FirstOrDefault(m => m.Name == named.Text) is not { } model) return;
        if (models.Find(model.Use) is { } provider and not IEmbeddingProvider)
            found.Add(AgentFindings.UnfitMemoryModel(agent, named, model, [.. models.All.OfType<IEmbeddingProvider>().Select(p => p.Key)]));
    }

    public void CheckArguments(string tool, string use, ConfigMap? with, SourceSpan at, Findings found)
    {
        if (tools.Find(use) is { } kind) ToolArgumentsCheck.Check(tool, kind.ArgumentsSchema, with, at, found);
    }

    public bool IsKnown(string use) => models.IsPriced(use);
}
