using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Config;
using Platform.Core.Events;
using Platform.Core.Graph;
using Platform.Core.Memory;
using Platform.Core.Nodes.Calls;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>An agent's <c>memory:</c>, with its expressions compiled: what it is given before its first question, and the tools that it saves and looks with.</summary>
internal sealed class AgentMemory
{
    private static readonly string[] Given = ["memory.save", "memory.search"];

    private readonly string _agent;
    private readonly PartTemplate _settings;

    private AgentMemory(string agent, PartTemplate settings, IReadOnlyList<PartTemplate> tools) => (_agent, _settings, Tools) = (agent, settings, tools);

    /// <summary>Empty unless it says <c>save: true</c>.</summary>
    public IReadOnlyList<PartTemplate> Tools { get; }

    /// <summary>Null when the agent has none.</summary>
    /// <param name="named">Tools that the agent has by name; they are not given twice.</param>
    public static AgentMemory? Of(NodeSettings node, PartConfig agent, IEnumerable<string> named)
    {
        if (agent.Settings["memory"] is not { } memory) return null;
        var map = memory as ConfigMap;
        var settings = PartTemplate.OfMemory("memory", memory, node);
        var saves = map?["save"] is ConfigScalar { Kind: ScalarKind.Bool, Text: "true" or "True" or "TRUE" };
        var tools = saves ? Given.Except(named, StringComparer.Ordinal).Select(t => PartTemplate.OfMemory(t, memory, node, PolicyTemplate.Said(agent, t))) : [];
        return new AgentMemory(agent.Name, settings, [.. tools]);
    }

    public async Task<IReadOnlyList<ChatMessage>> RecallAsync(
        AgentRecall recall, PartSettings parts, TaskContext task, ToolCallContext call, IReadOnlyList<ChatMessage> prompt, Action<RunEvent> tell, CancellationToken cancellationToken)
    {
        var settings = await parts.EvaluateAsync(_settings, task, cancellationToken);
        var read = new SettingsReader(settings, $"The memory of agent '{_agent}'");
        var wanted = new RecallSettings(
            _agent, MemorySettings.Read(read), read.Whole("recall", 0, MemoryBook.MostFound) ?? AgentRecall.UsualCount,
            _settings.Model is { } model ? await parts.ModelAsync(model, task, cancellationToken) : null);
        return await recall.RecallAsync(wanted, prompt, call, tell, cancellationToken);
    }
}
