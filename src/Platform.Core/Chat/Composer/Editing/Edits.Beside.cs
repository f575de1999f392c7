using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>One more agent beside those that work at once: "add a third one, an insurance agent, next to them", "another one for privacy".</summary>
internal sealed partial class Edits
{
    private static readonly Form MoreOfThem = new("add/have/get/let/put/include/use? a/an/one/another third/fourth/fifth/sixth/more/further/extra/additional? agent/one/reviewer/expert/checker/critic ,? | another/one more? ,? | a third/fourth/fifth/sixth ,? | a/an");

    private static readonly Form BesideThem = new(",? next to/beside/alongside them/those/these/the? others/other? two/three/ones/agents? | ,? beside/alongside them/those/these/the? others? | ,? at the same time | ,? in parallel to/with? the? others/other/rest? agents/reviewers/ones/steps? | ,? side by side | ,? as well/too | ,? with the others/other two/three? | too");

    private static readonly Form AsMember = new("as a/an/another/the *? candidate/voice/opinion/model/contestant/answer/writer/option/participant/one | as a/an/another candidate/voice/opinion/model/answer/option | as well | too | to the comparison/panel/mix/candidates/vote/others/models/round | next to/beside/alongside the others");

    // "Add gemini as a third candidate": another model is given the same work, where each of those that work at once has one of its own.
    private bool Candidate(Phrase order)
    {
        if (order.Low(0) is not ("add" or "include") || _graph.AtOnce() is not { Count: > 1 } group) return false;
        var tail = AsMember.In(order, 2) is var (at, end) && end == order.Trimmed().Count ? at : order.Count;
        var who = order.Part(1, tail).Trimmed();
        if (who.Count > 3 || models.Find(who.Text, literals) is null) return false;
        var agents = group.Select(n => Draft.Find("agents")?[Draft.Text(Draft.Nodes[n]?["agent"]) ?? ""]).ToList();
        if (agents.Exists(a => a is null) || agents.Select(a => Draft.Text(a!["model"])).Distinct().Count() < group.Count || Draft.Text(agents[^1]!["instructions"]) is not { Length: > 1 } task) return false;
        return Insert($"add an agent that {char.ToLowerInvariant(task[0])}{task[1..].TrimEnd('.')} using {who.Text} in parallel with {group[^1]}");
    }

    // A step like those that are there, told to look at it as somebody else or for something else; what joins them waits for it and reads it.
    private bool OneMoreBeside(Phrase order)
    {
        if (Candidate(order)) return true;
        if (order.HasLiterals || order.Count > 18 || _graph.AtOnce() is not { Count: > 1 } group || group.Any(n => Draft.Nodes[n]?["agent"] is null)) return false;
        var said = order;
        while (said.Count > 2 && said.Low(0) is "add" or "and" or "also" or "put" or "include" or "have" or "let" or "get" or "insert") said = said.From(1);
        var isBeside = BesideThem.In(said, 1) is var (tail, past) && past == said.Count;
        if (isBeside) said = said.To(BesideThem.In(said, 1)!.Value.At).Trimmed();
        if (JoinsIn(group, said, isBeside)) return true;
        if (!MoreOfThem.Opens(said, out var lead) || lead >= said.Count || !isBeside && !said.To(lead).Has("third", "fourth", "fifth", "sixth", "another", "more")) return false;
        var role = said.From(lead).Trimmed();
        while (role.Count > 1 && (Lexicon.IsDeterminer(role.Low(0)) || role.Low(0) is "for" or "on" or "as" or "called" or "named")) role = role.From(1);
        while (role.Count > 1 && role.Low(role.Count - 1) is "agent" or "one") role = role.To(role.Count - 1);
        if (role.Count is 0 or > 3 || !role[0].IsWord || role.Any(t => Lexicon.IsPreposition(t.Low) || Lexicon.IsModal(t.Low) || t.Low is "that" or "which" or "who") || Lexicon.FormOf(role.Low(0)) is VerbForm.Third) return false;
        var like = group[^1];
        var was = like.Replace('_', ' ').Replace(" agent", "", StringComparison.Ordinal);
        if (!group.All(n => ToldTo(n).Contains(n.Replace('_', ' ').Replace(" agent", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))) return false;
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

    private static readonly Form OfCount = new("a/an/one/another/the new/extra/further/additional/more/third/fourth/fifth/sixth?");

    private static readonly string[] Nth = ["", "", "", "third", "fourth", "fifth", "sixth"];

    // "A reviewer for legal questions" where reviewers work at once, "a fourth agent that checks for bias" where there are three.
    private bool JoinsIn(IReadOnlyList<string> group, Phrase said, bool isBeside)
    {
        if (OfCount.Opens(said, out var more) && more == said.Count - 1 && !(more == 1 && said.Low(0) is "a" or "an") && group.All(n => Referring.Stems.Of(Verb(ToldTo(n))) == Referring.Stems.Of(said.Low(more)) || n.TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == Reading.Words.Identifier(said.Low(more))))
        {
            // "another writer", "a fourth writer" where writers work at once
            var same = _graph.Twin(group[^1], "\0", "");
            return Did($"'{same}' does the same as '{group[^1]}', at the same time");
        }

        if (!OfCount.Opens(said, out var lead) || Referring.Colleague.Read(said.From(lead)) is not { } one) return false;
        var isNext = new[] { group.Count, Draft.Nodes.Count(n => n.Value?["agent"] is not null) }.Any(n => n + 1 < Nth.Length && said.To(lead).Has(Nth[n + 1])) && (one.Deed.Length == 0 || group.All(n => Looking.Contains(Verb(ToldTo(n)))) == Looking.Contains(Verb(one.Deed)));
        if (!isBeside && !isNext && !(one.Doer is not "agent" && group.All(n => Looking.Contains(Verb(ToldTo(n))) || n.Contains(one.Doer, StringComparison.Ordinal)))) return false;
        var like = group[^1];
        var twin = _graph.Twin(like, "\0", "");
        return Did($"'{Retold(twin, one, group, like)}' works beside {Listed(group)}, at the same time");
    }

    private static readonly HashSet<string> Looking = [.. VerbKinds.Reviewing, "proofread", "read", "look", "analyse", "analyze"];

    // The verb of an order, in its plain form; empty where it has none that is known.
    private static string Verb(string told) => Lexicon.Lemma(Phrase.Of(told).Low(0)) ?? "";

    // The instructions of whoever does a step; empty where nobody does.
    private string ToldTo(string node) => Draft.Text(Draft.Find("agents")?[Draft.Text(Draft.Nodes[node]?["agent"]) ?? ""]?["instructions"]) ?? "";

    private static string Spoken(string node) => node.Replace('_', ' ').Replace(" agent", "", StringComparison.Ordinal).Replace(" reviewer", "", StringComparison.Ordinal);

    // An agent of its own is told something else, in the words of the others where each of them is told its aspect; the step is called after it.
    private string Retold(string node, Referring.Colleague one, IReadOnlyList<string> group, string like)
    {
        var aspect = group.All(n => ToldTo(n).Contains(Spoken(n), StringComparison.OrdinalIgnoreCase)) ? Spoken(like) : null;
        var agent = _graph.OwnAgent(node, [node]);
        var (worker, was) = ((JsonObject)Draft.Find("agents")![agent]!, ToldTo(node));
        var now = one.Deed.Length == 0 && aspect is not null ? BeforeVowel().Replace(was.Replace(aspect, one.Aspect, StringComparison.OrdinalIgnoreCase), "an") : one.Told;
        worker["instructions"] = now;
        if (Draft.Text(Draft.Nodes[node]!["prompt"]) is { } prompt && was.Length > 0) Draft.Nodes[node]!["prompt"] = prompt.Replace(was, now, StringComparison.Ordinal);
        if (!Draft.Find("agents")!.ContainsKey(one.Name) && !agent.StartsWith("helper", StringComparison.Ordinal)) _graph.RenamePart("agents", "", agent, one.Name);
        var name = Draft.Free(Draft.Nodes, one.Name);
        _graph.Rename(node, name);
        return name;
    }

    // "Replace the schedule reviewer with one who looks at security": who works at once with others does so for something else.
    private bool BecomeColleague(string node, Phrase now)
    {
        if (Draft.Nodes[node]?["agent"] is null || _graph.AtOnce() is not { Count: > 1 } group || !group.Contains(node)) return false;
        if (OfCount.Opens(now, out var lead)) now = now.Low(0) == "one" && lead == 1 ? now : now.From(lead);
        if (Referring.Colleague.Read(now) is not { } one) return false;
        return Did($"'{Retold(node, one, group, node)}' works in the place of '{node}'");
    }

    [GeneratedRegex(@"\ba(?= [aeio])", RegexOptions.None, 5000)]
    private static partial Regex BeforeVowel();

    // What somebody says who was put before an agent is read by that agent, where nobody else reads it.
    private void Hear(string made, string before)
    {
        if (Draft.Nodes[made] is not JsonObject { } body || body["agent"] is null || body["map"] is not null || (body["save"] as JsonObject)?.FirstOrDefault().Key is not { } channel) return;
        if (Draft.Nodes[before] is not JsonObject { } reader || reader["agent"] is null || reader["map"] is not null || Draft.Text(reader["prompt"]) is not { } prompt || !prompt.Contains("${{", StringComparison.Ordinal) || !Draft.Targets(body["next"]).Contains(before)) return;
        if (Draft.Nodes.Any(n => n.Key != made && Regex.IsMatch(n.Value?.ToJsonString() ?? "", $@"\bstate\.{Regex.Escape(channel)}\b"))) return;
        reader["prompt"] = $"{prompt}\n\n{char.ToUpperInvariant(channel[0])}{channel[1..].Replace('_', ' ')}:\n${{{{ state.{channel} }}}}";
        Did($"'{before}' reads what '{made}' says, too");
    }
}
