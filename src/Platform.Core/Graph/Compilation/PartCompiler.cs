using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Graph.Compilation;

/// <summary>Types, models, tools, agents and triggers as far as Graph looks at them: their schemas, and the expressions in their settings.</summary>
internal sealed class PartCompiler(WorkflowConfig config, SchemaCompiler schemas, Findings found)
{
    /// <summary>What the agents give back, by name: text, or what their output schema says.</summary>
    public Dictionary<string, CelStaticType> AgentOutputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Example files of models.</summary>
    public List<string> Files { get; } = [];

    public void CompileSchemas()
    {
        foreach (var type in config.Types) schemas.Compile(type.Value, type.Value.ToJson());
        foreach (var agent in config.Agents)
        {
            if (agent.Settings["output"] is not { } output)
            {
                AgentOutputs[agent.Name] = CelStaticType.String;
                continue;
            }

            var json = output.ToJson();
            var isSchema = schemas.Compile(output, json) is not null;
            AgentOutputs[agent.Name] = isSchema ? schemas.Static.Of(json) : CelStaticType.Dyn;
        }
    }

    public void CompileExpressions(ScopeTypes scopes)
    {
        var settings = scopes.Templates();
        foreach (var part in config.Models) settings.Compile(part.Settings, NameScope.Run | NameScope.Secrets, found);
        foreach (var tool in config.Tools)
        {
            settings.Compile(tool.Settings.Without(PolicySettings.Approve), NameScope.Run | NameScope.Secrets, found);
            if (tool.Settings[PolicySettings.Approve] is { } approve) settings.Compile(approve, NameScope.Node | NameScope.Arguments, found);
        }

        foreach (var agent in config.Agents) CompileAgent(agent, scopes);
        foreach (var trigger in config.Triggers) scopes.Triggers().Compile(trigger, NameScope.Event | NameScope.Secrets, found);
        var documents = config.Tools.Where(t => t.Use == "openapi").Select(t => t.Settings["file"]);
        foreach (var named in config.Models.SelectMany(m => new[] { m.Settings["examples"], m.Settings["replay"] }).Concat(documents))
            if (named is ConfigScalar { Kind: ScalarKind.Text, Text.Length: > 0 } file) WorkFilePaths.Add(file, Files, found);
    }

    // An agent's instructions are filled in where a node uses it, so they see the map variables of those nodes.
    private void CompileAgent(PartConfig agent, ScopeTypes scopes)
    {
        var variables = config.Nodes
            .Where(n => n.Map is not null && n.Action is { Kind: "agent", Value: ConfigScalar name } && name.Text == agent.Name)
            .Select(n => n.Map!.As).Distinct(StringComparer.Ordinal)
            .Select(v => new KeyValuePair<string, CelStaticType>(v, CelStaticType.Dyn));
        var templates = scopes.Templates(null, [.. variables]);
        foreach (var entry in agent.Settings.Entries)
            if (entry.Key != "output") templates.Compile(entry.Value, entry.Key == PolicySettings.Approve ? NameScope.Node | NameScope.Arguments : NameScope.Node, found);
    }
}
