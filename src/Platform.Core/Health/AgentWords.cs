using Platform.Core.Config;

namespace Platform.Core.Health;

/// <summary>Settings of an agent as people read them. Pure.</summary>
internal static class AgentWords
{
    public static string? Memory(ConfigValue? memory) => memory switch
    {
        null => null,
        ConfigMap map => string.Join(", ", new[] { Names(map["namespace"]), map.Text("recall") is { } recall ? $"recalls {recall}" : "recalls", map.Text("save") == "true" ? "saves by itself" : null }.OfType<string>().Where(w => w.Length > 0)),
        _ => $"{Names(memory)}, recalls",
    };

    public static IReadOnlyList<string> Policies(ConfigMap agent)
    {
        var words = new List<string> { $"at most {agent.Text("max_turns") ?? "10"} turns" };
        if (agent["limits"] is ConfigMap limits) words.AddRange(limits.Entries.Where(e => e.Value is ConfigScalar).Select(e => $"{e.Key.Replace('_', ' ')}: {((ConfigScalar)e.Value).Text}"));
        switch (agent["approve"])
        {
            case ConfigScalar one: words.Add($"calls need approval: {one.Text}"); break;
            case ConfigMap each: words.AddRange(each.Entries.Select(e => $"approval of {e.Key}: {(e.Value is ConfigScalar s ? s.Text : "by condition")}")); break;
            default: break;
        }

        return words;
    }

    public static string Output(ConfigValue? output) => output switch
    {
        null => "text",
        ConfigMap map when map.Text("$ref") is { } reference => reference.Split('/')[^1],
        ConfigMap map => map.Text("type") ?? "by a schema",
        _ => "by a schema",
    };

    private static string Names(ConfigValue? value) => string.Join(", ", AgentShelf.Texts(value));
}
