using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Graph.Checks;

/// <summary>Settings of models, tools and agents, and what nodes give to tools, asked of those who know them; and what this release does not serve.</summary>
public sealed class Parts : IGraphCheck
{
    // Each part is held against all others, so a file of many thousands would take minutes.
    private const int MaxParts = 1000;

    // Kinds of tools that the language has and a later release serves.
    private static readonly string[] Later = [];

    public void Check(GraphDraft draft)
    {
        foreach (var tool in draft.Config.Tools.Where(t => draft.Parts is null && Later.Contains(t.Use, StringComparer.Ordinal)))
            draft.Found.Add(ConfigFindings.NotInThisRelease($"Tools with 'use: {tool.Use}' are understood, but not served by this release: '{tool.Name}' fails when it is called.", Severity.Warning, tool.UseAt, tool.Settings.Path));
        if (draft.Config.Triggers is [var first, ..])
            draft.Found.Add(ConfigFindings.NotInThisRelease("Triggers are checked, but not served by this release: start runs by hand or through the API.", Severity.Note, draft.Config.Root.Entry("triggers")?.KeyAt ?? first.At, "/triggers"));
        CheckTriggerInputs(draft);
        if (draft.Parts is not { } parts) return;
        foreach (var model in draft.Config.Models.Take(MaxParts)) parts.CheckModel(model, draft.Config, draft.Found);
        foreach (var tool in draft.Config.Tools.Take(MaxParts)) parts.CheckTool(tool, draft.Config, draft.Found);
        foreach (var agent in draft.Config.Agents.Take(MaxParts)) parts.CheckAgent(agent, draft.Config, draft.Found);
        foreach (var node in draft.Config.Nodes) CheckArguments(draft, node, parts);
    }

    private static void CheckArguments(GraphDraft draft, NodeConfig node, IPartKinds parts)
    {
        if (node.Action is not { Kind: "tool", Value: ConfigScalar name }) return;
        var use = draft.Config.Tools.FirstOrDefault(t => t.Name == name.Text)?.Use ?? name.Text;
        if (!parts.ToolKeys.Contains(use, StringComparer.Ordinal)) return;
        parts.CheckArguments(name.Text, use, node.Settings["with"] as ConfigMap, name.At, draft.Found);
    }

    private static void CheckTriggerInputs(GraphDraft draft)
    {
        var known = draft.Config.Inputs.Select(i => i.Name).ToList();
        foreach (var given in draft.Config.Triggers.Select(t => t["inputs"]).OfType<ConfigMap>().SelectMany(m => m.Entries))
            if (!known.Contains(given.Key, StringComparer.Ordinal)) draft.Found.Add(GraphFindings.UnknownInput(given.Key, known, given.KeyAt, given.Value.Path));
    }
}
