using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Nodes.Calls;

/// <summary>The policy of one tool as a file writes it. Its condition is evaluated for each call, over the call's <c>arguments</c>.</summary>
public sealed class PolicyTemplate
{
    private readonly CelExpression? _when;
    private readonly bool _always;
    private readonly ToolPolicy _rest;

    private PolicyTemplate(bool always, CelExpression? when, ToolPolicy rest) => (_always, _when, _rest) = (always, when, rest);

    /// <summary>What an agent says of one of its tools; null when nothing.</summary>
    public static ConfigValue? Said(PartConfig agent, string tool) => agent.Settings[PolicySettings.Approve] is ConfigMap each ? each[tool] : agent.Settings[PolicySettings.Approve];

    /// <param name="tool">Null for a kind that is used by its own name.</param>
    /// <param name="ofAgent">What the agent says of this tool; it goes before what the tool says. Null when it says nothing.</param>
    public static PolicyTemplate Of(PartConfig? tool, ConfigValue? ofAgent, NodeSettings node)
    {
        var approve = ofAgent ?? tool?.Settings[PolicySettings.Approve];
        var map = approve as ConfigMap;
        var when = (map is null ? approve : map["when"] ?? Always(map)) as ConfigScalar;
        var limits = tool?.Settings[PolicySettings.Limits] as ConfigMap;
        var rest = new ToolPolicy
        {
            Assign = map?.Text("assign"),
            Timeout = map?.Text("timeout") is { } text && Quantities.TryDuration(text, out var timeout) ? timeout : null,
            Calls = Whole(limits, "calls"),
            PerMinute = Whole(limits, "per_minute"),
        };
        var condition = SettingsCheck.IsExpression(when) ? node.Condition(when!, NameScope.Node | NameScope.Arguments) : null;
        return new PolicyTemplate(when?.Text == PolicySettings.Always, condition, rest);
    }

    public ToolPolicy For(TaskContext task) => _rest with { WhyAsk = arguments => Why(arguments, task) };

    // A map without a condition is there because somebody is to be asked.
    private static ConfigScalar Always(ConfigMap map) => new(PolicySettings.Always, ScalarKind.Text, map.At, map.Path);

    private string? Why(JsonElement arguments, TaskContext task)
    {
        if (_always) return "every call of it must be allowed";
        if (_when is null) return null;
        try
        {
            var scope = new CelScope(new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["arguments"] = CelValue.FromJson(arguments) }, task.Scope);
            return _when.Evaluate(scope) switch
            {
                CelBool { Value: true } => PlainCondition.Say(_when.Text.Trim(), scope) is { } plain ? $"{plain} ({_when.Text.Trim()})" : $"this holds: {_when.Text.Trim()}",
                CelBool => null,
                var other => $"its condition gave {other.Kind.ToString().ToLowerInvariant()} where true or false belongs: {_when.Text.Trim()}",
            };
        }
        catch (CelException failed)
        {
            return $"its condition could not be evaluated ({failed.Message.TrimEnd('.')}): {_when.Text.Trim()}";
        }
    }

    private static int? Whole(ConfigMap? map, string key) => int.TryParse(map?.Text(key), out var value) ? value : null;
}
