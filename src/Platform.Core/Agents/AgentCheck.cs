using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Core.Agents;

/// <summary>Checks one agent of a file; its <c>output</c> is the compiler's, which knows the place of each word in a schema.</summary>
public static class AgentCheck
{
    public const int MostTurns = 200;

    private static readonly string[] Keys = ["model", "instructions", "tools", "output", "max_turns", "memory", "description", PolicySettings.Approve, PolicySettings.Limits];

    private static readonly string[] MemoryTools = ["memory.save", "memory.search"];

    private static readonly string[] MemoryKeys = ["namespace", "recall", "save", .. MemorySettings.Keys.Skip(1)];

    /// <param name="models">Names of the file's models.</param>
    /// <param name="tools">Names of the file's tools and of the kinds that need no settings. </param>
    /// <param name="servers">Those of the tools that are servers of tools: <c>server.tool</c> may be any of theirs.</param>
    public static void Check(PartConfig agent, IReadOnlyCollection<string> models, IReadOnlyCollection<string> tools, IReadOnlyCollection<string> servers, Findings found)
    {
        var check = new SettingsCheck(agent.Settings, $"Agent '{agent.Name}'", AgentFindings.Settings, found)
            .Keys(Keys)
            .Required("model", agent.NameAt)
            .Text("model").Text("instructions").Text("description")
            .Texts("tools")
            .Whole("max_turns", 1, MostTurns);
        if (agent.Settings["model"] is ConfigScalar model && !SettingsCheck.IsExpression(model) && !models.Contains(model.Text, StringComparer.Ordinal))
            found.Add(AgentFindings.UnknownModel(agent, model, models));
        CheckTools(agent, tools, servers, found);
        PolicySettings.CheckLimits(check, "calls");
        CheckApprove(agent, check, servers, found);
        CheckMemory(agent, models, found);
    }

    // One policy for all its tools, or one for each.
    private static void CheckApprove(PartConfig agent, SettingsCheck check, IReadOnlyCollection<string> servers, Findings found)
    {
        if (agent.Settings[PolicySettings.Approve] is not ConfigMap each)
        {
            PolicySettings.CheckApprove(check, PolicySettings.Approve, agent.Settings[PolicySettings.Approve]);
            return;
        }

        var own = Named(agent.Settings["tools"]).Select(t => t.Text).ToList();
        if (agent.Settings["memory"] is ConfigMap) own.AddRange(MemoryTools);
        foreach (var entry in each.Entries)
        {
            if (!own.Contains(entry.Key, StringComparer.Ordinal) && !IsOfServer(entry.Key, own, servers)) found.Add(AgentFindings.ApprovesOther(agent, entry, own));
            PolicySettings.CheckApprove(check, $"{PolicySettings.Approve}.{entry.Key}", entry.Value);
        }
    }

    // `files.write_file` of an agent that has all of `files`.
    private static bool IsOfServer(string name, List<string> own, IReadOnlyCollection<string> servers) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && servers.Contains(name[..dot], StringComparer.Ordinal) && own.Contains(name[..dot], StringComparer.Ordinal);

    // A name alone, or a list of them, is the namespace.
    private static void CheckMemory(PartConfig agent, IReadOnlyCollection<string> models, Findings found)
    {
        if (agent.Settings["memory"] is not { } memory) return;
        var map = memory as ConfigMap ?? new ConfigMap([new ConfigEntry("namespace", memory.At, memory)], memory.At, memory.Path);
        var check = new SettingsCheck(map, $"The memory of agent '{agent.Name}'", AgentFindings.Settings, found)
            .Keys(MemoryKeys)
            .Required("namespace", memory.At)
            .Whole("recall", 0, MemoryBook.MostFound)
            .Text("model");
        if (map["save"] is { } save && save is not ConfigScalar { Kind: ScalarKind.Bool }) check.Wrong(save, "save", "true or false, written out");
        MemorySettings.Check(check);
        if (map["model"] is ConfigScalar model && !models.Contains(model.Text, StringComparer.Ordinal)) found.Add(AgentFindings.UnknownModel(agent, model, models));
    }

    private static void CheckTools(PartConfig agent, IReadOnlyCollection<string> tools, IReadOnlyCollection<string> servers, Findings found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in Named(agent.Settings["tools"]))
        {
            if (!seen.Add(tool.Text)) found.Add(AgentFindings.ToolTwice(agent, tool));
            if (!IsKnown(tool.Text, tools, servers)) found.Add(AgentFindings.UnknownTool(agent, tool, tools));
        }
    }

    // What a server offers is known only when it runs.
    private static bool IsKnown(string name, IReadOnlyCollection<string> tools, IReadOnlyCollection<string> servers) =>
        tools.Contains(name, StringComparer.Ordinal)
        || (name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && dot < name.Length - 1 && servers.Contains(name[..dot], StringComparer.Ordinal));

    private static IEnumerable<ConfigScalar> Named(ConfigValue? value) => value switch
    {
        ConfigScalar { Kind: ScalarKind.Text } one when !SettingsCheck.IsExpression(one) => [one],
        ConfigList list => list.Items.OfType<ConfigScalar>().Where(s => !SettingsCheck.IsExpression(s)),
        _ => [],
    };
}
