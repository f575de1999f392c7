using System.Text.Json;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>What a person should know of the difference between two graphs of one workflow, in sentences. Pure.</summary>
public static class GraphChanges
{
    /// <summary>What callers and threads notice; empty when nothing.</summary>
    public static IReadOnlyList<string> Warnings(CompiledGraph before, CompiledGraph after)
    {
        var told = new List<string>();
        var (oldInputs, newInputs) = (Names(before.InputsSchema, "properties"), Names(after.InputsSchema, "properties"));
        foreach (var input in Names(after.InputsSchema, "required").Except(Names(before.InputsSchema, "required"), StringComparer.Ordinal))
            told.Add($"The input '{input}' is needed now: callers that do not give it are refused.");
        foreach (var input in oldInputs.Except(newInputs, StringComparer.Ordinal))
            told.Add($"The input '{input}' is gone: callers that still give it are refused.");
        foreach (var output in before.Outputs.Select(o => o.Key).Except(after.Outputs.Select(o => o.Key), StringComparer.Ordinal))
            told.Add($"The output '{output}' is gone: callers that read it find nothing.");
        foreach (var channel in before.Channels.Keys.Except(after.Channels.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (before.Channels[channel].KeptOnThread) told.Add($"The channel '{channel}' was kept by threads: their next run no longer sees it.");
        return told;
    }

    /// <summary>Names of nodes: added, removed.</summary>
    public static (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) Nodes(CompiledGraph before, CompiledGraph after)
    {
        var (old, now) = (before.Nodes.Select(n => n.Name).ToList(), after.Nodes.Select(n => n.Name).ToList());
        return ([.. now.Except(old, StringComparer.Ordinal)], [.. old.Except(now, StringComparer.Ordinal)]);
    }

    private static string[] Names(JsonElement schema, string key)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty(key, out var found)) return [];
        return found.ValueKind switch
        {
            JsonValueKind.Object => [.. found.EnumerateObject().Select(p => p.Name)],
            JsonValueKind.Array => [.. found.EnumerateArray().Select(n => n.ToString())],
            _ => [],
        };
    }
}
