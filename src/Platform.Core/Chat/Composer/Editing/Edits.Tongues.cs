using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>The language of what is made: "make that German", "I want it in Polish", "translate it to Italian instead".</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> TongueNoise = WordSet("""
        make makes made have has want set change switch use translate translated translation translations translator put do be should must will would shall can it its that this them the a an in into to as language target version output result text please instead rather now only just of from
        i i'd like we need needs whole thing everything all write written goes go better prefer then and not
        """);

    private bool Tongue(Phrase order)
    {
        if (_isMore || order.Count is < 2 or > 12 || order.HasLiterals || order.Low(0) is "add" or "if" or "when" or "then" or "and" || order.Has("default", "input")) return false;
        if (Enumerable.Range(0, order.Count).Where(i => Languages.Is(order[i].Text)).ToList() is not [var at]) return false;
        var tongue = order[at].Text;
        var named = string.Join(' ', order.Tokens.Where(t => t.IsWord && !Languages.Is(t.Text) && !TongueNoise.Contains(t.Low)).Select(t => t.Text));
        var translators = Draft.Nodes.Select(n => n.Key).Where(n => Language(n) is not null && Uses(n).Any(u => u.StartsWith("transl", StringComparison.Ordinal))).ToList();
        if (order.Low(0) == "translate" && translators.Count == 0) return false;
        if (named.Length > 0)
        {
            if (Finder.All(named) is not { Count: > 0 } meant) return false;
            translators = translators.FindAll(meant.Contains);
            return translators.Count == 1 ? Into(translators[0], tongue) : meant.FindAll(Writes) is { Count: > 0 } writers && WriteIn(writers, tongue);
        }

        if (translators.Count > 1) return Cannot($"It is translated into several languages: {string.Join(", ", translators.Select(t => $"'{t}' ({Language(t)})"))}. Say which of them.");
        return translators.Count == 1 ? Into(translators[0], tongue) : order.Low(0) is not "translate" && Writer() is { Count: > 0 } writer && WriteIn(writer, tongue);
    }

    private bool Into(string translator, string tongue)
    {
        var agent = (JsonObject)Draft.Find("agents")![_graph.OwnAgent(translator, [translator])]!;
        agent["instructions"] = $"Translate the text into {tongue}. Give back the translation alone.";
        return Did($"'{translator}' translates into {tongue}");
    }

    private bool WriteIn(List<string> writers, string tongue)
    {
        foreach (var agent in writers.Select(w => _graph.OwnAgent(w, writers)).Distinct().Select(a => (JsonObject)Draft.Find("agents")![a]!))
            agent["instructions"] = $"{WrittenIn().Replace(Draft.Text(agent["instructions"]) ?? "", "").TrimEnd()} Write in {tongue}.".Trim();
        return Did($"{Listed(writers)} {(writers.Count == 1 ? "writes" : "write")} in {tongue}");
    }

    [GeneratedRegex(@"\s*\bWrite in [A-Z]\w+\.", RegexOptions.None, 5000)]
    private static partial Regex WrittenIn();

    // "Swap Italian for Spanish": the translation into the one becomes one into the other, by its name too.
    private bool OtherTongue(string was, string now)
    {
        var translators = Draft.Nodes.Select(n => n.Key).Where(n => string.Equals(Language(n), was, StringComparison.OrdinalIgnoreCase) && Uses(n).Any(u => u.StartsWith("transl", StringComparison.Ordinal))).ToList();
        if (translators.Count == 0) return false;
        var (old, other) = (was.ToLowerInvariant(), now.ToLowerInvariant());
        foreach (var node in translators)
        {
            Into(node, now);
            GraphSurgery.ReplaceIn(Draft.Nodes, $"{was}:", $"{now}:"); // what stands over it where it is sent
            foreach (var channel in (Draft.Nodes[node]!["save"] as JsonObject ?? []).Select(s => s.Key).Where(c => c.Contains(old, StringComparison.Ordinal)).ToList())
                foreach (var (section, scope) in new[] { ("state", "state"), ("outputs", "") })
                    if (Draft.Find(section)?.ContainsKey(channel) == true && Draft.Find(section)?.ContainsKey(channel.Replace(old, other, StringComparison.Ordinal)) != true) _graph.RenamePart(section, scope, channel, channel.Replace(old, other, StringComparison.Ordinal));
            if (node.Contains(old, StringComparison.Ordinal) && node.Replace(old, other, StringComparison.Ordinal) is var name && !Draft.Nodes.ContainsKey(name)) _graph.Rename(node, name);
        }

        return true;
    }

    private static readonly HashSet<string> TongueNouns = WordSet("translation version text one language the a an");

    // "The Italian translation" speaks of a language, and of nothing else.
    private static string? OnlyTongue(string said) =>
        Phrase.Of(said) is { Count: < 4 } phrase && phrase.Tokens.Where(t => !TongueNouns.Contains(t.Low)).ToList() is [var only] && Languages.Is(only.Text) ? only.Text : null;
}
