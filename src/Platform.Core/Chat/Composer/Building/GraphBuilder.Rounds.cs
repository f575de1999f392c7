using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that are done again until something is so, and what is done when it never is.</summary>
internal sealed partial class GraphBuilder
{
    private void Repeat(Again again)
    {
        var isScore = again.Until is { Test: Test.Number } until && (until.Subject.Length == 0 || Score.Contains(until.Subject, StringComparer.Ordinal));
        isScore = isScore && (_made.LastOrDefault().Item is not Step { Skill: "webfetch" or "http" or "csvread" or "sql" or "workflow" or "code" or "human" } || again.Body is not null || again.Until!.Subject.Length > 0); // what was read has a number of its own
        if (isScore && again.Until is { Sign: "==" }) again = again with { Until = again.Until with { Sign = ">=" } }; // "until it gets a 9": a 10 is as good
        var isApproval = again.Until is { Test: Test.Approved };
        var from = again.Body is null ? null : Nodes.LastOrDefault();
        var count = Nodes.Count;
        if (again.Body is [Step { Skill: "agent", Tools.Count: 0 } editor] && Improves(Tasked(editor))) again = again with { Body = [editor with { Skill = "improve" }] }; // whoever is said to improve it
        var scored = again.Body is { } only && only.TrueForAll(i => i is Step { Skill: "improve" or "write" }) && from is not null && (_made.LastOrDefault().Item is { } judged && (judged is Step { Skill: "score" } || Reviews(judged)) || !isScore && _made.Count > 0 && Product(_made[^1].First) is { Noun: "feedback" or "check" });
        var wasReworked = _isReworked;
        _isReworked |= again.Body is not null && from is not null; // round by round the same text, anew
        if (again.Body is { } body && !scored) Sequence(body);
        _isReworked = wasReworked;
        var first = again.Body is not null && Nodes.Count > count ? Nodes[count] : BackTo(again.From);
        if (first is null) return;
        if (again is { Body: null, From: null, Pause: null } && Nodes.IndexOf(first) is > 0 and var place && _draft.Nodes[Nodes[place - 1]]?["wait"]?["for"] is not null && Draft.Targets(_draft.Nodes[Nodes[place - 1]]?["next"]) is [var then] && then == first) first = Nodes[place - 1]; // "wait a minute, then look; repeat it"
        var inside = Nodes.SkipWhile(n => n != first).ToList();
        if (isScore && !inside.Exists(n => n.StartsWith("score", StringComparison.Ordinal) || Draft.Text(_draft.Nodes[n]?["agent"])?.StartsWith("scorer", StringComparison.Ordinal) == true) && !scored) Do(new Step("score", "score it") { Has = { ["most"] = Most(again.Until!) } }, null);
        var isByAgent = isApproval && !inside.Exists(n => _draft.Nodes[n]?["human"] is not null) && Verdict(again.Until!.Said, inside) is not null;
        if (isApproval && !isByAgent && !inside.Exists(n => _draft.Nodes[n]?["human"] is not null)) Do(new Step("human", again.Until!.Said) { Has = { ["form"] = "approve", ["what"] = "" } }, again);
        var most = Math.Clamp(again.Most ?? (again.Pause is null ? 5 : 100), 1, RoundLimits.MostRounds);
        var rounds = Channel("rounds", new JsonObject { ["type"] = "integer", ["merge"] = "add", ["default"] = 0 });
        if (isApproval) Refused();
        var isPoll = again.Until is not null && !isScore && !isApproval && !Betters([.. inside, .. Nodes.SkipWhile(n => n != first)]) && !scored;
        var isSpent = again.Until is not null && (again.Spent.Count > 0 || isApproval && !isByAgent || isPoll); // what no person approved, and what never came about, goes no further
        var met = again.Until is null ? "" : $"({Cel(again.Until, [])}) || ";
        var check = Node("check", new JsonObject
        {
            ["set"] = new JsonObject { [rounds] = 1 },
            ["next"] = isSpent
                ? new JsonArray(new JsonObject { ["when"] = $"${{{{ {met[..^4]} }}}}", ["to"] = null }, new JsonObject { ["when"] = $"${{{{ state.{rounds} >= {most} }}}}", ["to"] = null }, new JsonObject { ["to"] = scored ? null : first })
                : new JsonArray(new JsonObject { ["when"] = $"${{{{ {met}state.{rounds} >= {most} }}}}", ["to"] = null }, new JsonObject { ["to"] = scored ? null : first }),
        });
        Told.Add($"repeated from '{first}' until {again.Until?.Said ?? $"it was done {most} times"}, at most {most} times");
        if (again.Pause is { } pause && !scored)
        {
            var wait = Draft.Free(_draft.Nodes, "pause");
            _draft.Nodes[wait] = new JsonObject { ["wait"] = new JsonObject { ["for"] = pause }, ["next"] = first };
            ((JsonObject)((JsonArray)_draft.Nodes[check]!["next"]!)[^1]!)["to"] = wait;
            Nodes.Add(wait);
        }

        _loose = [new Loose(check, 0)];
        if (scored)
        {
            var (leaving, at) = (_loose, Nodes.Count);
            _loose = [new Loose(check, isSpent ? 2 : 1)];
            _isReworked = true; // what is scored again is the text that was rewritten
            Sequence(again.Body!);
            _isReworked = false;
            foreach (var end in _loose) Lead(end, from!);
            inside = Nodes.Skip(at).ToList();
            _loose = leaving;
        }

        Feedback([.. inside.Where(n => n != check)]);
        if (isPoll && again.Spent.Count == 0) GiveUp(check, rounds, most, again.Until!);
        else if (isSpent) Spend(again.Spent, check);
    }

    // Whether a round makes something that is better or nearer the next time; one that only looks waits for the world.
    private bool Betters(IEnumerable<string> round) =>
        round.Any(n => _draft.Nodes[n] is JsonObject node && (node["code"] is not null || node["workflow"] is not null || Draft.Text(node["agent"]) is { } agent && _draft.Find("agents")?[agent]?["output"] is null));

    // What was waited for never came: the result says so, and nothing behind it is done.
    private void GiveUp(string check, string rounds, int most, Condition until)
    {
        var outcome = Channel("outcome", TextSchema());
        var (loose, joins) = (_loose, _joins);
        (_loose, _joins) = ([new Loose(check, 1)], false);
        var node = Node("give_up", new JsonObject { ["set"] = new JsonObject { [outcome] = $"Given up after ${{{{ state.{rounds} }}}} rounds, and still not so: {_literals.Unmask(until.Said)}" }, ["next"] = "end" });
        _values.RemoveAll(v => v.Expression == $"state.{outcome}");
        (_loose, _joins) = (loose, joins);
        Remark($"When it is still not so after {most} rounds, the run ends at '{node}' and nothing behind it is done: say what else should be done then, for example \"give up after {most} rounds and email me@example.com\".");
    }

    // The rounds are used up: what is done then, and the run ends.
    private void Spend(List<PlanItem> items, string check)
    {
        var (loose, joins, seen, past) = (_loose, _joins, _values.ToList(), _past.ToList());
        (_loose, _joins) = ([new Loose(check, 1)], false);
        Sequence(items);
        foreach (var end in _loose) Lead(end, "end");
        _values.RemoveAll(v => !v.IsInput && !seen.Contains(v));
        _past.IntersectWith(past);
        (_loose, _joins) = (loose, joins);
    }
}
