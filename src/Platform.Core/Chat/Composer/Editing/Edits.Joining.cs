using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Arrows that are drawn by name: "connect the issue to the post too", "the draft should also lead to the check", "connect all three to it".</summary>
internal sealed partial class Edits
{
    private static readonly Form Draws = new("connect/link/wire/join/route/point/lead/attach also? | hook up | draw/add/make/put/insert an/a/another/the? new/extra/additional? arrow/line/connection/link/edge/way/path from/between");

    private static readonly Form Flows = new("should/must/shall/will/can? also? go/goes/lead/leads/continue/continues/flow/flows/point/points/run/runs also? on/over/straight/directly? to/into | also goes/leads/continues/flows/points on/over? to/into | should/must/shall? also? be connected/linked/wired/joined to/with | -> | go/continue on? with");

    private static readonly Form LetFlow = new("let/have/make");

    private static readonly Form Purpose = new(", so that? | so that | , because/since/for/as");

    // Where the name of a step ends: a verb of motion behind it draws an arrow only when both ends are named.
    private bool Connect(string text)
    {
        if (CutWay().Match(text) is { Success: true } cut && NodeOf(Plain(cut.Groups["from"].Value)) is { } start && NodeOf(Plain(cut.Groups["to"].Value)) is { } goal) return _graph.Disconnect(start, goal) ? Did($"'{start}' goes no longer on to '{goal}'") : Cannot($"'{start}' does not lead to '{goal}'.");
        var order = Phrase.Of(text);
        if (Purpose.In(order, 3) is var (why, _)) order = order.To(why).Trimmed();
        var isMore = _isMore;
        while (order.Count > 3 && order.Low(order.Count - 1) is "too" or "also" or "well" or "as" or "please") (order, isMore) = (order.To(order.Count - 1), true);
        var isSure = Draws.Opens(order, out var lead);
        if (order.Has("if", "when", "unless", "until")) return false; // a way that is taken only sometimes
        if (!isSure && order.Low(0) == "after" && order.Find(2, ",", "go", "jump", "continue") is > 1 and var ends && Flows.In(order, ends) is var (goes, past) && goes - ends < 3) return Draw(order.Part(1, ends), order.From(past), false, isMore || order.Has("also"));
        if (!isSure && LetFlow.Opens(order, out var let)) order = order.From(let);
        if (isSure)
        {
            var at = order.Find(lead + 1, "to", "with", "into", "->", "→");
            if (at < 0 && order.To(lead).Has("between")) at = order.Find(lead + 1, "and");
            if (at <= lead || at + 1 >= order.Count) return false;
            var from = order.Part(lead, order.Low(at - 1) is "on" or "up" or "over" or "through" or "back" && at - 1 > lead ? at - 1 : at);
            return Draw(from, order.From(at + 1), true, isMore || order.To(lead).Has("also", "another", "additional", "extra"));
        }

        return Flows.In(order, 1) is var (flows, behind) && flows < 6 && behind < order.Count && order.Count - behind < 6 && Draw(order.To(flows), order.From(behind), false, isMore || order.Part(flows, behind).Has("also"));
    }

    // From every step that is named to another: the one way on, or one more of them.
    private bool Draw(Phrase from, Phrase to, bool isSure, bool isMore)
    {
        var froms = Group(from);
        var target = NodeOf(Plain(to.Text));
        if (froms is null && Pronoun().IsMatch(from.Text) && newest is not { Count: > 0 }) return false;
        if (froms is null) return isSure && Cannot(Finder.Unclear(Plain(from.Text)));
        if (target is null && to.HasLiterals) return isSure && froms is [var sender] && Append($"send it to {to.Text}", sender, null);
        if (target is null && !EndWord().IsMatch(to.Text)) return isSure && Cannot(Finder.Unclear(Plain(to.Text)));
        froms.Remove(target ?? "");
        if (froms.Count == 0) return false;
        if (target is not null && (froms.Count > 1 && _graph.AreAtOnce(froms) || Draft.Targets(Draft.Nodes[target]?["needs"]) is { Count: > 0 }))
        {
            _graph.WaitFor(target, froms);
            return Did($"'{target}' waits for {Listed(Draft.Targets(Draft.Nodes[target]!["needs"]))}");
        }

        foreach (var one in froms.Where(f => isMore && target is not null && _graph.LeadsTo(f, target) && !Draft.Targets(Draft.Nodes[f]?["next"]).Contains(target)))
            Remarks.Add($"'{target}' is done twice then: right after '{one}', and when what follows it is done. Say \"disconnect\" for the way that should go.");
        foreach (var one in froms) _graph.Connect(one, target ?? "end", isMore);
        return Did($"{Listed(froms)} {(froms.Count == 1 ? "goes" : "go")} on to '{target ?? "end"}'");
    }

    private static readonly Form AllOfThem = new("all/both of? them/these/those? | all/the #? of? them/these/those? | all/each of them/these/those steps? | them all/both | every/each one of? them? | everything/these/those | all the? # steps?");

    /// <summary>The steps that are named; "all three" and "both of them" are those that go on at once.</summary>
    private List<string>? Group(Phrase said)
    {
        if (Finder.All(Plain(said.Text)) is { Count: > 0 } named) return named;
        if (AllOfThem.At(said, 0) != said.Count || said.Count == 0) return null;
        var wanted = said.Has("both") ? 2 : Enumerable.Range(0, said.Count).Select(i => Lexicon.IsNumber(said[i]) ? Reading.Amounts.Whole(said[i].Text) : null).FirstOrDefault(n => n is not null);
        return _graph.AtOnce() is { Count: > 1 } group && (wanted is null || wanted == group.Count) ? [.. group] : null;
    }

    // "After all three messages": behind what waits for them, or where the run ends with them.
    private bool BehindAll(string what, string said, bool isAdd)
    {
        if (Group(Phrase.Of(Plain(said))) is not { Count: > 1 } group) return false;
        if (_graph.LooseFor(null, null) is var ends && group.TrueForAll(ends.Contains)) return Put(what, null, null, isAdd);
        return Draft.Nodes.FirstOrDefault(n => Draft.Targets(n.Value?["needs"]) is var needs && group.TrueForAll(needs.Contains)).Key is { } join && Put(what, null, join, isAdd);
    }
}
