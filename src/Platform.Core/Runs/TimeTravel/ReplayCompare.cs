using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>A recorded checkpoint against the replayed one, byte for byte in canonical JSON. Pure.</summary>
/// <param name="graph">The version that is replayed.</param>
/// <param name="origin">The run's own version; null when it no longer compiles.</param>
internal sealed class ReplayCompare(CompiledGraph graph, CompiledGraph? origin, int version, int originVersion)
{
    /// <summary>Channels that one of the two changed; the others were the same before and are the same now.</summary>
    /// <param name="changed">What the run changed.</param>
    /// <param name="saved">By channel, the nodes that wrote it in the replay.</param>
    public Divergence? Step(Checkpoint before, Checkpoint expected, IReadOnlyCollection<string> changed, StepCommitted replayed, IReadOnlyDictionary<string, string> saved, TapeStep tape)
    {
        var actual = replayed.Checkpoint!;
        foreach (var channel in changed.Concat(replayed.Changed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!expected.Channels.TryGetValue(channel, out var then)) continue; // a channel that only the other version has
            if (actual.Channels.TryGetValue(channel, out var now) && IsSame(then, now, before.Channels.GetValueOrDefault(channel), replayed.Delta, channel)) continue;
            return State(expected.Step, channel, then, now, saved.GetValueOrDefault(channel) ?? Writer(channel, tape));
        }

        return Next(expected, actual, tape);
    }

    public Divergence? Start(Checkpoint expected, Checkpoint actual)
    {
        foreach (var (channel, then) in expected.Channels)
        {
            if (actual.Channels.TryGetValue(channel, out var now) && then.ToJson() != now.ToJson()) return State(expected.Step, channel, then, now, null);
        }

        return Next(expected, actual, null);
    }

    /// <summary>The reason as far as it can be told from the two versions.</summary>
    public string Why(string? node, string? channel)
    {
        if (version == originVersion) return "The same version did something else with the same answers: an expression or a node of it is not deterministic. Please report this as a bug.";
        if (node is not null && !IsSameNode(node)) return $"Node '{node}' is written differently in version {version}; the run was of version {originVersion}.";
        if (channel is not null && !IsSameChannel(channel)) return $"Channel '{channel}' is declared differently in version {version}; the run was of version {originVersion}.";
        return $"Version {version} is replayed; the run was of version {originVersion}.";
    }

    /// <summary>Whether a node is written as it was.</summary>
    public bool IsSameNode(string node) =>
        graph.ByName.TryGetValue(node, out var now) && origin?.ByName.GetValueOrDefault(node) is { } then
        && now.Config.Settings.ToJson().GetRawText() == then.Config.Settings.ToJson().GetRawText();

    private bool IsSameChannel(string channel)
    {
        static string? Text(CompiledGraph? of, string name) => of?.Config.State.FirstOrDefault(c => c.Name == name)?.Value.ToJson().GetRawText();
        return Text(graph, channel) == Text(origin, channel);
    }

    // A list that only grew is compared in what was added, or a long loop would take quadratic time.
    private static bool IsSame(CelValue then, CelValue now, CelValue? before, CheckpointDelta delta, string channel)
    {
        if (then is CelList list && before is CelList old && now is CelList replayed && delta.Appended.ContainsKey(channel) && list.Count == replayed.Count && old.Count <= list.Count)
        {
            for (var i = old.Count; i < list.Count; i++)
                if (list[i].ToJson() != replayed[i].ToJson()) return false;
            return true;
        }

        return then.ToJson() == now.ToJson();
    }

    private Divergence State(int step, string channel, CelValue then, CelValue? now, string? node)
    {
        var (path, old, found) = now is null ? ("", then.ToJson(), null) : First(then, now);
        return new Divergence("state", step, node, channel, path.Length == 0 ? null : path, Short.Clip(old ?? "nothing"), Short.Clip(found ?? "nothing"), Why(node, channel));
    }

    private Divergence? Next(Checkpoint expected, Checkpoint actual, TapeStep? tape)
    {
        if (Text(expected) is var then && Text(actual) is var now && then == now) return null;
        var node = tape?.Started.Order(StringComparer.Ordinal).FirstOrDefault(n => !IsSameNode(n)) ?? tape?.Started.Order(StringComparer.Ordinal).FirstOrDefault();
        return new Divergence("next", expected.Step, node, null, null, Names(expected), Names(actual) is var names && names == Names(expected) ? Short.Clip(now) : names, Why(node, null));
    }

    // All of the checkpoint but channels and usage: what is due, and which joins have got what.
    private static string Text(Checkpoint at) =>
        System.Text.Encoding.UTF8.GetString(CheckpointJson.WriteFull(at with { Channels = ImmutableSortedDictionary<string, CelValue>.Empty, Usage = new RunUsage() }));

    private static string Names(Checkpoint at) => at.Due.Length == 0 ? "nothing is due" : string.Join(", ", at.Due.Select(d => d.Node));

    private static string? Writer(string channel, TapeStep tape) =>
        tape.Ends.Values.OfType<TaskFinished>().Where(t => t.Saved.Contains(channel, StringComparer.Ordinal)).Select(t => t.Node).Order(StringComparer.Ordinal).FirstOrDefault();

    private static (string Path, string? Before, string? After) First(CelValue then, CelValue now)
    {
        using var old = JsonDocument.Parse($"{{\"c\":{then.ToJson()}}}", new JsonDocumentOptions { MaxDepth = 512 });
        using var found = JsonDocument.Parse($"{{\"c\":{now.ToJson()}}}", new JsonDocumentOptions { MaxDepth = 512 });
        return StateDiff.Of(old.RootElement, found.RootElement) is [var first, ..]
            ? (first.Path, first.Before?.GetRawText(), first.After?.GetRawText())
            : ("", then.ToJson(), now.ToJson()); // the order of members
    }
}
