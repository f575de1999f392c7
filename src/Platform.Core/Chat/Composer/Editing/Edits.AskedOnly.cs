using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>An approval that stands and is asked for only sometimes: "only ask me if …", "I only want to check it when …", "no need to ask Eva unless …".</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> AsksSomebody = WordSet("ask asks asked asking bother involve consult check review approve see look approval approvals okay ok confirm sign decide");

    private static readonly HashSet<string> AboutAsking = WordSet("i we you me us my our he she they him her them it this that these those want wants need needs needed needing have has had like to be is are do does for at over off on out the a an please approval required necessary should must shall can will get gets there with about step first wish care give person human somebody someone before sent posted goes");

    private static readonly HashSet<string> NotAsking = WordSet("don't doesn't not no never needn't");

    private static readonly HashSet<string> Ifs = WordSet("if when unless for");

    // The condition is put before the one approval of the draft; who is not asked goes on as after a yes.
    private bool AskedOnly(Phrase order, bool isMore)
    {
        var start = order.Low(0) is "no" or "nope" && order.Low(1) == "," ? 2 : 0;
        var when = Enumerable.Range(start, Math.Min(16, order.Count - start)).FirstOrDefault(i => Ifs.Contains(order.Low(i)), -1);
        if (when <= start || when + 1 >= order.Count) return false;
        var lead = order.Part(start, when);
        var isOnly = lead.Has("only", "just");
        var isNot = lead.Any(t => NotAsking.Contains(t.Low));
        var isUnless = order.Low(when) == "unless";
        var isAgain = !isOnly && !isNot && !isMore && !isUnless && start == 0 && lead.Low(0) is "ask" or "involve" or "bother"; // "ask me if it mentions layoffs" of who is asked already
        if (!isOnly && !isNot && !isAgain || isOnly && (isNot || isUnless) || order.Low(when) == "for" || !lead.Any(t => AsksSomebody.Contains(t.Low))) return false;
        if (lead.Any(t => !(t.Low is "only" or "just" || NotAsking.Contains(t.Low) || AsksSomebody.Contains(t.Low) || AboutAsking.Contains(t.Low) || People.IsName(t) || People.IsRole(People.Bare(t.Low))))) return false;
        var gates = Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList();
        if (gates.Count > 1) gates = gates.FindAll(g => Draft.Text(Draft.Nodes[g]!["human"]!["assign"])?.Replace("role:", "", StringComparison.Ordinal) is { } who && lead.Any(t => string.Equals(People.Bare(t.Low), who, StringComparison.OrdinalIgnoreCase)));
        if (gates.Count == 0 && !Draft.Nodes.Any(n => n.Value?["human"] is not null)) return false;
        if (gates is not [var gate]) return Cannot($"Several are asked: {Listed([.. Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key)])}. Say which of them is asked only sometimes.");
        var parts = ElseCut().Split(order.From(when + 1).Text, 2);
        var condition = new Conditions(literals, [.. Labels()]).Read(parts[0]);
        if (isAgain && (condition.Test is Test.Judge or Test.Approved or Test.Failed or Test.Late || !IsOf(gate, lead))) return false;
        return Guard(gate, isNot && !isUnless ? condition.Not() : condition, parts.Length > 1 ? parts[1] : null);
    }

    // Whether the words name nobody but who is asked there.
    private bool IsOf(string gate, Phrase lead)
    {
        var who = Draft.Text(Draft.Nodes[gate]!["human"]!["assign"])?.Replace("role:", "", StringComparison.Ordinal);
        return lead.Tokens.All(t => !People.IsName(t) && !People.IsRole(People.Bare(t.Low)) || string.Equals(People.Bare(t.Low), who, StringComparison.OrdinalIgnoreCase)) && (who is null ? lead.Has("me", "us") : !lead.Has("me", "us"));
    }

    // "Only if the total is over 1000" of nothing named: what the last change added, or the one place that tells.
    private bool BareOnly(Phrase order)
    {
        if (order.Low(0) is not ("only" or "just") || order.Low(1) is not ("if" or "when" or "unless") || order.Count < 4) return false;
        var parts = ElseCut().Split(order.From(2).Text, 2);
        var told = Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(Tellers.Contains)).ToList();
        if ((newest is { Count: > 0 } ? newest[0] : told is [var one] ? one : null) is not { } target) return Cannot($"Say what is done only then: \"do {Draft.Nodes.Last().Key} only {order.Low(1)} {Answers.Short(literals.Unmask(parts[0]))}\".");
        var condition = new Conditions(literals, [.. Labels()]).Read(parts[0]);
        return Guard(target, order.Low(1) == "unless" ? condition.Not() : condition, parts.Length > 1 ? parts[1] : null);
    }

    // Why a choice cannot stand before a step, where it cannot; nothing is changed then.
    private string? Unguarded(string target, string? otherwise)
    {
        if (Draft.Nodes[target]?["human"] is not null && Draft.Nodes[target]?["map"] is JsonObject map)
            return $"'{target}' is asked for every member of a list, and I cannot ask for some of them only in a draft that stands, so the draft is as it was. Say \"start over\", and \"for each {Draft.Text(map["as"]) ?? "member"}: …, if …, ask …\".";
        if (otherwise is not null && new PlanReader(literals, models, parts.Workflows, Labels()).Read(Done(Courtesy.Bare(otherwise))).Items.Count == 0 && !SayOnly.Opens(Phrase.Of(otherwise), out _))
            return $"I do not know how to \"{Answers.Short(literals.Unmask(otherwise))}\", so the draft is as it was. Say where to, such as \"otherwise append it to log.csv\".";
        return null;
    }

    private static readonly HashSet<string> Replies = WordSet("reply replies answer response");

    // Whether the customer is angry is told by what he wrote, and not by the answer to it: the input that the answer was made from. Empty where there is none.
    private string? WroteFirst(string target, Condition condition)
    {
        if (condition.Test is not Test.Judge || Phrase.Of(condition.Said).Any(t => t.Low is "it" or "this" || Replies.Contains(t.Low))) return null;
        var reads = Draft.Text(Draft.Nodes[target]?["human"]?["description"]) ?? Draft.Text(Draft.Nodes[target]?["with"]?["text"]);
        if (Replies.FirstOrDefault(r => reads == $"${{{{ state.{r} }}}}") is not { } reply) return null;
        var writer = Draft.Nodes.FirstOrDefault(n => n.Value?["agent"] is not null && n.Value["save"] is JsonObject save && save.ContainsKey(reply)).Value;
        var prompt = Draft.Text(writer?["prompt"]) ?? "";
        return (Draft.Find("inputs") ?? []).Select(i => $"${{{{ inputs.{i.Key} }}}}").FirstOrDefault(i => prompt.Contains(i, StringComparison.Ordinal)) ?? "";
    }
}
