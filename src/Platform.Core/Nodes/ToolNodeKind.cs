using Platform.Core.Config;
using Platform.Core.Costs.Budgets;
using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.Nodes.Calls;
using Platform.Core.Security;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>Calls one tool. The result is the tool's.</summary>
public sealed class ToolNodeKind(PartSettings parts, ToolCatalog catalog, ToolRunner runner, Redactor redactor, BudgetBook budgets, TimeProvider time) : INodeKind
{
    public string Key => "tool";

    public IReadOnlyList<string> Companions => ["with"];

    public string Description => "Calls one tool; the result is what it gives back.";

    public string Example => """clock: { tool: time.now, with: { timezone: UTC } }""";

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Name() is not { } name) return null;
        var one = ServerTool.Of(name.Text, settings.Workflow.Tools, catalog);
        var tool = one is null ? Template(settings, name) : PartTemplate.Tool(one.Server, one.Server.Name, null, settings, catalog).One(one.Tool);
        if (tool is null) return null;
        var arguments = settings.Action.Node["with"] switch
        {
            null => ValueTemplate.Constant(CelMap.Empty),
            ConfigMap map => settings.Template(map),
            var other => NoMap(settings, other),
        };
        return arguments is null ? null : new ToolAction(new ToolParts(parts, runner, redactor, budgets, time), tool, arguments, PersonalData.Of(settings.Workflow.Redact));
    }

    private PartTemplate? Template(NodeSettings settings, ConfigScalar name)
    {
        if (settings.Workflow.Tools.FirstOrDefault(t => t.Name == name.Text) is { } named)
        {
            if (catalog.FindServer(named.Use) is null) return PartTemplate.Tool(named, named.Name, null, settings, catalog);
            settings.Found.Add(NodeFindings.ServerOfTools(name.Text, name.At, name.Path));
            return null;
        }

        if (catalog.Find(name.Text) is not null) return PartTemplate.Tool(null, name.Text, null, settings, catalog);

        var known = settings.Workflow.Tools.Select(t => t.Name).Concat(catalog.Kinds).ToList();
        settings.Found.Add(NodeFindings.UnknownTool(name.Text, known, name.At, name.Path));
        return null;
    }

    private static ValueTemplate? NoMap(NodeSettings settings, ConfigValue value)
    {
        settings.Found.Add(GraphFindings.NotAMap("with", value.At, value.Path));
        return null;
    }
}
