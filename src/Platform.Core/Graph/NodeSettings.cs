using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Graph;

/// <summary>What a node kind reads when it builds an action: the settings as written, and the compiler for what stands in them.</summary>
/// <param name="templates">Compiles values with the names that this node sees (<c>inputs</c>, <c>state</c>, <c>run</c>, <c>env</c>, the map's variable, <c>error</c>).</param>
public sealed class NodeSettings(ActionConfig action, WorkflowConfig workflow, TemplateCompiler templates, Findings found)
{
    public ActionConfig Action { get; } = action;

    public WorkflowConfig Workflow { get; } = workflow;

    public Findings Found { get; } = found;

    public string NodeName => Action.NodeName;

    /// <summary>The map under the kind's key; a finding and null when it is none.</summary>
    public ConfigMap? Map()
    {
        if (Action.Value is ConfigMap map) return map;
        Found.Add(GraphFindings.NotAMap(Action.Kind, Action.Value.At, Action.Value.Path));
        return null;
    }

    /// <summary>The text under the kind's key (<c>agent: triager</c>); a finding and null when it is none.</summary>
    public ConfigScalar? Name()
    {
        if (Action.Value is ConfigScalar { Kind: not ScalarKind.Null, Text.Length: > 0 } name) return name;
        Found.Add(GraphFindings.NotAName(Action.Kind, Action.Value.At, Action.Value.Path));
        return null;
    }

    /// <summary>A finding for each key of the map that the kind does not know.</summary>
    public void Allow(ConfigMap map, params string[] keys)
    {
        foreach (var entry in map.Entries)
            if (!keys.Contains(entry.Key, StringComparer.Ordinal)) Found.Add(GraphFindings.UnknownKey(entry.Key, Action.Kind, keys, entry.KeyAt, entry.Value.Path));
    }

    /// <summary>A duration under a key; null when the key is missing, and a finding when it is no duration.</summary>
    public TimeSpan? Duration(ConfigMap map, string key)
    {
        if (map[key] is not { } value) return null;
        if (value is ConfigScalar scalar && Quantities.TryDuration(scalar.Text, out var duration)) return duration;
        Found.Add(GraphFindings.NotADuration(key, (value as ConfigScalar)?.Text ?? "a list or map", value.At, value.Path));
        return null;
    }

    /// <summary>Compiles a value; what is wrong in its expressions becomes findings at their words.</summary>
    public ValueTemplate Template(ConfigValue value, NameScope also = NameScope.Node) => templates.Compile(value, also, Found);

    /// <summary>One expression, with or without <c>${{ }}</c>, that must be a boolean.</summary>
    public CelExpression? Condition(ConfigValue value, NameScope also = NameScope.Node) => templates.Condition(value, also, Found);
}

/// <summary>Names that are in scope besides <c>inputs</c>, <c>run</c> and <c>env</c>.</summary>
[Flags]
public enum NameScope
{
    /// <summary>Only <c>inputs</c>, <c>run</c> and <c>env</c>.</summary>
    Run = 0,

    /// <summary><c>state</c>, the map's variable, and <c>error</c>.</summary>
    Node = 1,

    /// <summary>And <c>output</c>: in <c>save</c> and <c>next</c>.</summary>
    Output = 2,

    /// <summary>And <c>event</c>: in triggers and waits.</summary>
    Event = 4,

    /// <summary>And <c>secrets</c>: in settings of tools, models and triggers.</summary>
    Secrets = 8,

    /// <summary>And <c>arguments</c>: in what decides whether a person must allow a tool's call.</summary>
    Arguments = 16,
}
