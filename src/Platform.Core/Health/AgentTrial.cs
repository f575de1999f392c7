using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Health;

/// <summary>The workflow in which an agent is tried: the parts of its own file around one node that asks it. Pure.</summary>
internal static class AgentTrial
{
    public const string Answer = "answer";
    private const string Message = "trial_message";
    private const int LongestName = 63;

    /// <summary>Like a workflow's, and no longer than one may be.</summary>
    public static string NameOf(string workflow, string agent)
    {
        var plain = string.Concat($"try-{workflow}-{agent}".ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-'));
        return plain.Length <= LongestName ? plain : plain[..LongestName];
    }

    /// <summary>JSON, which is YAML too. The limits of a trial are its own: a minute or two and a dollar.</summary>
    /// <exception cref="PlatformException">Not found: the file has no such agent.</exception>
    public static string Text(WorkflowConfig config, string agent)
    {
        var part = Find(config, agent);
        var inputs = Declared(Named(config.Inputs), part, "inputs");
        inputs[Message] = new JsonObject { ["type"] = "string" };
        var state = Declared(Named(config.State), part, "state");
        state[Answer] = new JsonObject { ["default"] = null };
        var text = new JsonObject
        {
            ["platform"] = "v1",
            ["name"] = NameOf(config.Name, agent),
            ["description"] = $"Agent '{agent}' of '{config.Name}', tried alone.",
            ["types"] = Named(config.Types),
            ["inputs"] = inputs,
            ["state"] = state,
            ["outputs"] = new JsonObject { [Answer] = $"${{{{ state.{Answer} }}}}" },
            ["models"] = Parts(config.Models),
            ["tools"] = Parts(config.Tools),
            ["agents"] = Parts([part]),
            ["start"] = "ask",
            ["nodes"] = new JsonObject
            {
                ["ask"] = new JsonObject { ["agent"] = agent, ["prompt"] = $"${{{{ inputs.{Message} }}}}", ["save"] = new JsonObject { [Answer] = "${{ output }}" } },
            },
            ["limits"] = new JsonObject { ["steps"] = 20, ["time"] = "2m", ["cost"] = "$1" },
        };
        foreach (var key in new[] { "env", "redact" })
            if (config.Root[key] is { } value) text[key] = JsonNode.Parse(value.ToJson().GetRawText());
        foreach (var key in new[] { "types", "models", "tools" })
            if (text[key] is JsonObject { Count: 0 }) text.Remove(key);
        return text.ToJsonString();
    }

    /// <summary>What the agent reads of the workflow's inputs, as a schema.</summary>
    public static JsonElement Inputs(WorkflowConfig config, string agent)
    {
        var inputs = Declared(Named(config.Inputs), Find(config, agent), "inputs");
        var required = new JsonArray([.. inputs.Where(i => i.Value is not JsonObject o || !o.ContainsKey("default")).Select(i => (JsonNode)i.Key)]);
        return JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = inputs, ["required"] = required, ["types"] = Named(config.Types) });
    }

    public static JsonElement With(JsonElement inputs, string message)
    {
        var all = inputs.ValueKind == JsonValueKind.Object ? JsonNode.Parse(inputs.GetRawText())!.AsObject() : [];
        all[Message] = message;
        return JsonSerializer.SerializeToElement(all);
    }

    private static PartConfig Find(WorkflowConfig config, string agent) => config.Agents.FirstOrDefault(a => a.Name == agent)
        ?? throw new PlatformException(ErrorCode.NotFound, $"'{config.Name}' has no agent '{agent}'.", $"It has {Names.Quoted(config.Agents.Select(a => a.Name))}.");

    // Only what the settings name: the rest would have to be given for nothing.
    private static JsonObject Declared(JsonObject all, PartConfig part, string scope)
    {
        var settings = part.Settings.ToJson().GetRawText();
        foreach (var name in all.Select(i => i.Key).Where(n => !settings.Contains($"{scope}.{n}", StringComparison.Ordinal)).ToList()) all.Remove(name);
        return all;
    }

    private static JsonObject Named(IReadOnlyList<NamedValue> values) => new(values.Select(v => KeyValuePair.Create(v.Name, JsonNode.Parse(v.Value.ToJson().GetRawText()))));

    private static JsonObject Parts(IReadOnlyList<PartConfig> parts) => new(parts.Select(p => KeyValuePair.Create(p.Name, JsonNode.Parse(p.Settings.ToJson().GetRawText()))));
}
