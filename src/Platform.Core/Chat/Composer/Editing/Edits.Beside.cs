using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>One more agent beside those that work at once: "add a third one, an insurance agent, next to them", "another one for privacy".</summary>
internal sealed partial class Edits
{
    private static readonly Form MoreOfThem = new("add/have/get/let/put/include/use? a/an/one/another third/fourth/fifth/sixth/more/further/extra/additional? agent/one/reviewer/expert/checker/critic ,? | another/one more? ,? | a third/fourth/fifth/sixth ,? | a/an");

    private static readonly Form BesideThem = new(",? next to/beside/alongside them/those/these/the? others/other? two/three/ones/agents? | ,? beside/alongside them/those/these/the? others? | ,? at the same time | ,? in parallel | ,? side by side | ,? as well/too | ,? with the others/other two/three? | too");

    // A step like those that are there, told to look at it as somebody else or for something else; what joins them waits for it and reads it.
    private bool OneMoreBeside(Phrase order)
    {
        if (order.HasLiterals || order.Count > 18 || _graph.AtOnce() is not { Count: > 1 } group || group.Any(n => Draft.Nodes[n]?["agent"] is null)) return false;
        var said = order.Low(0) is "add" or "and" or "also" or "put" or "include" ? order.From(1) : order;
        var isBeside = BesideThem.In(said, 1) is var (tail, past) && past == said.Count;
        if (isBeside) said = said.To(BesideThem.In(said, 1)!.Value.At).Trimmed();
        if (!MoreOfThem.Opens(said, out var lead) || lead >= said.Count || !isBeside && !said.To(lead).Has("third", "fourth", "fifth", "sixth", "another", "more")) return false;
        var role = said.From(lead).Trimmed();
        while (role.Count > 1 && (Lexicon.IsDeterminer(role.Low(0)) || role.Low(0) is "for" or "on" or "as" or "called" or "named")) role = role.From(1);
        while (role.Count > 1 && role.Low(role.Count - 1) is "agent" or "one") role = role.To(role.Count - 1);
        if (role.Count is 0 or > 3 || !role[0].IsWord || role.Any(t => Lexicon.IsPreposition(t.Low) || Lexicon.IsModal(t.Low) || t.Low is "that" or "which" or "who") || Lexicon.FormOf(role.Low(0)) is VerbForm.Third) return false;
        var like = group[^1];
        var was = like.Replace('_', ' ').Replace(" agent", "", StringComparison.Ordinal);
        if (!group.All(n => (Draft.Text(Draft.Find("agents")?[Draft.Text(Draft.Nodes[n]!["agent"])!]?["instructions"]) ?? "").Contains(n.Replace('_', ' ').Replace(" agent", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))) return false;
        var now = role.Text.ToLowerInvariant();
        var twin = _graph.Twin(like, was, now);
        var name = Draft.Free(Draft.Nodes, Reading.Words.Identifier(like.EndsWith("_agent", StringComparison.Ordinal) ? $"{now} agent" : now));
        _graph.Rename(twin, name);
        if (Draft.Text(Draft.Nodes[name]!["agent"]) is { } agent && Draft.Find("agents")![agent] is JsonObject worker)
        {
            worker["instructions"] = BeforeVowel().Replace(Draft.Text(worker["instructions"])!, "an");
            if (!Draft.Find("agents")!.ContainsKey(name)) _graph.RenamePart("agents", "", agent, name);
        }

        return Did($"'{name}' does the same as '{like}' for {now}, at the same time");
    }

    [GeneratedRegex(@"\ba(?= [aeio])", RegexOptions.None, 5000)]
    private static partial Regex BeforeVowel();
}
