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
        var (models, tools, settings) = Used(config, part);
        var inputs = Declared(Named(config.Inputs), settings, "inputs");
        inputs[Message] = new JsonObject { ["type"] = "string" };
        var state = Declared(Named(config.State), settings, "state");
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
            ["models"] = Parts(models),
            ["tools"] = Parts(tools),
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

    /// <summary>What the agent, its models and its tools read of the workflow's inputs, as a schema.</summary>
    public static JsonElement Inputs(WorkflowConfig config, string agent)
    {
        var inputs = Declared(Named(config.Inputs), Used(config, Find(config, agent)).Settings, "inputs");
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

    // The models and tools that the agent names, and those that they name in turn; with all their settings as one text.
    private static (IReadOnlyList<PartConfig> Models, IReadOnlyList<PartConfig> Tools, string Settings) Used(WorkflowConfig config, PartConfig agent)
    {
        var settings = agent.Settings.ToJson().GetRawText();
        var left = config.Models.Concat(config.Tools).ToList();
        var used = new HashSet<PartConfig>(ReferenceEqualityComparer.Instance);
        while (left.Find(p => settings.Contains($"\"{p.Name}\"", StringComparison.Ordinal) || settings.Contains($"\"{p.Name}.", StringComparison.Ordinal)) is { } next)
        {
            used.Add(next);
            left.Remove(next);
            settings += next.Settings.ToJson().GetRawText();
        }

        return ([.. config.Models.Where(used.Contains)], [.. config.Tools.Where(used.Contains)], settings);
    }

    // Only what the settings name: the rest would have to be given for nothing.
    private static JsonObject Declared(JsonObject all, string settings, string scope)
    {
        foreach (var name in all.Select(i => i.Key).Where(n => !settings.Contains($"{scope}.{n}", StringComparison.Ordinal)).ToList()) all.Remove(name);
        return all;
    }

    private static JsonObject Named(IReadOnlyList<NamedValue> values) => new(values.Select(v => KeyValuePair.Create(v.Name, JsonNode.Parse(v.Value.ToJson().GetRawText()))));

    private static JsonObject Parts(IReadOnlyList<PartConfig> parts) => new(parts.Select(p => KeyValuePair.Create(p.Name, JsonNode.Parse(p.Settings.ToJson().GetRawText()))));
}
