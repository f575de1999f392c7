using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Graph.Checks;

/// <summary>Types, models, tools, agents and channels that nothing in the file uses. What an included file brings may be for others.</summary>
public sealed class Unused : IGraphCheck
{
    private const string TypePrefix = "#/types/";

    private static readonly string[] Users = ["models", "tools", "agents", "nodes", "experiments"];

    public void Check(GraphDraft draft)
    {
        var config = draft.Config;
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in Users)
            if (config.Root[section] is { } value) Collect(value, words);
        foreach (var part in config.Models.Concat(config.Tools).Concat(config.Agents)) Collect(part.Settings, words);
        foreach (var schema in config.Types.Concat(config.Inputs).Concat(config.State)) Collect(schema.Value, words);

        var servers = words.Where(w => w.Contains('.', StringComparison.Ordinal)).Select(w => w[..w.IndexOf('.', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);
        Tell(draft, "type", config.Types.Select(t => (t.Name, t.NameAt)), UsedTypes(words).Contains);
        Tell(draft, "model", config.Models.Select(m => (m.Name, m.NameAt)), words.Contains);
        Tell(draft, "tool", config.Tools.Select(t => (t.Name, t.NameAt)), name => words.Contains(name) || servers.Contains(name));
        Tell(draft, "agent", config.Agents.Select(a => (a.Name, a.NameAt)), words.Contains);

        // An expression that is wrong tells nothing of what it uses.
        if (!draft.Found.HasErrors) Tell(draft, "channel", config.State.Select(c => (c.Name, c.NameAt)), UsedChannels(draft).Contains);
    }

    private static void Tell(GraphDraft draft, string what, IEnumerable<(string Name, SourceSpan At)> all, Func<string, bool> isUsed)
    {
        foreach (var (name, at) in all)
            if (at.File == draft.Config.File && !isUsed(name)) draft.Found.Add(GraphFindings.Unused(what, name, at, $"/{(what == "channel" ? "state" : what + "s")}/{name}"));
    }

    // "#/types/Ticket/properties/id" uses Ticket.
    private static HashSet<string> UsedTypes(HashSet<string> words) => words
        .Where(w => w.StartsWith(TypePrefix, StringComparison.Ordinal))
        .Select(w => w[TypePrefix.Length..].Split('/')[0])
        .ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> UsedChannels(GraphDraft draft)
    {
        var used = draft.Config.Nodes.SelectMany(n => n.Save).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var set in draft.Config.Nodes.Select(n => n.Action).Where(a => a is { Kind: "set" }).Select(a => a!.Value).OfType<ConfigMap>())
            used.UnionWith(set.Entries.Select(e => e.Key));
        foreach (var reference in draft.Used.Where(r => r.Path[0] == "state"))
        {
            if (reference.Path.Count > 1) used.Add(reference.Path[1]);
            else used.UnionWith(draft.Config.State.Select(c => c.Name)); // the state as a whole
        }

        return used;
    }

    private static void Collect(ConfigValue value, HashSet<string> words)
    {
        switch (value)
        {
            case ConfigScalar scalar:
                words.Add(scalar.Text);
                break;
            case ConfigList list:
                foreach (var item in list.Items) Collect(item, words);
                break;
            case ConfigMap map:
                foreach (var entry in map.Entries) Collect(entry.Value, words);
                break;
            default:
                break;
        }
    }
}
