using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What people decide: it goes on only where they said yes, whether one is asked, several in a row or at once, or somebody else in time.</summary>
internal sealed partial class GraphBuilder
{
    // What follows on a row of approvals: who refuses first goes its way too.
    private PlanItem? _rules;

    // Refusals in a row of approvals that wait for the way of a refusal.
    private readonly List<Loose> _refused = [];

    // The decision of somebody who did not answer in time; who is asked instead makes it.
    private string? _standsIn;

    private static bool IsApproval(PlanItem item) => item is Step { Skill: "human" } step && step.Get("form") != "answer";

    private void Refused()
    {
        _loose = [.. _loose, .. _refused];
        _refused.Clear();
    }

    private void Decide(string node)
    {
        const string decision = "{'approved': output.approved, 'comment': has(output.comment) ? output.comment : ''}";
        if (_standsIn is { } same)
        {
            _draft.Nodes[node]!["save"] = new JsonObject { [same] = $"${{{{ {decision} }}}}" };
            _standsIn = null;
            return;
        }

        var schema = new JsonObject { ["type"] = "object", ["default"] = new JsonObject { ["approved"] = false, ["comment"] = "" } };
        Produce(node, "decision", _each is null ? decision : "output", schema, Shape.Map);
    }

    // The channel that a person's decision is written to; null for who gives an answer of another kind.
    private string? Decision(string node) => _draft.Nodes[node]?["human"]?["form"]?["properties"]?["approved"] is null ? null : (_draft.Nodes[node]?["save"] as JsonObject)?.FirstOrDefault().Key;

    // What comes behind an approval happens only when it was given, unless the request says what else happens.
    private void Gate(string node, PlanItem? next)
    {
        next ??= _outer;
        if (next is null or Again { Until.Test: Test.Approved } || next is Fork fork && fork.Cases.Exists(c => c.When.Test is Test.Approved or Test.Late)) return;
        if (_each is { } each)
        {
            each.Over = $"{each.Over}.filter(e, e.decision.approved)";
            return;
        }

        if (Decision(node) is not { } decision || _draft.Nodes[node]!["next"] is not null) return;
        var isRow = _rules is Again { Until.Test: Test.Approved } || _rules is Fork row && row.Cases.Exists(c => c.When.Test == Test.Approved);
        ((JsonObject)_draft.Nodes[node]!)["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{decision}.approved }}}}", ["to"] = null }, new JsonObject { ["to"] = isRow ? null : "end" });
        if (isRow) _refused.Add(new Loose(node, 1));
        _loose = [.. _loose.Where(l => l.Node != node || l.Way != Loose.Next), new Loose(node, 0)];
    }

    // Nobody answered in time: whoever is asked instead decides the same, who is reminded is asked again, going ahead counts as a yes, and anything else ends there.
    private void Unanswered(List<PlanItem> items, string asked)
    {
        var late = new Loose(asked, Loose.Late);
        _missing = Silent(_draft.Nodes[asked]?["human"]);
        if (_each is not null || Decision(asked) is not { } decision)
        {
            var answers = _values.FindAll(v => _draft.Nodes[asked]?["save"] is JsonObject save && save.Any(s => v.Expression == $"state.{s.Key}"));
            _values.RemoveAll(answers.Contains); // there is no answer to speak of
            Aside(items, late);
            _values.AddRange(answers);
            return;
        }

        var (loose, joins) = (_loose, _joins);
        (_loose, _joins) = ([late], false);
        if (items is [Step { Skill: "pass" }])
        {
            Node("go_ahead", new JsonObject { ["set"] = new JsonObject { [decision] = new JsonObject { ["approved"] = true, ["comment"] = "Nobody answered in time." } } });
            _loose = [.. loose, .. _loose];
            return;
        }

        if (items is [Step { Skill: "refuse" }])
        {
            _loose = [.. loose, late]; // who says nothing has not said yes
            return;
        }

        if (items.Exists(IsApproval)) _standsIn = decision;
        var known = _values.ToList();
        Sequence(items);
        if (!items.Exists(IsApproval)) _values.RemoveAll(v => !v.IsInput && !known.Contains(v)); // what is made for who is late is there on that way alone
        _standsIn = null;
        var ends = _loose.Where(l => l.Way != Loose.Late).ToList();
        if (items.Exists(IsApproval))
        {
            _loose = [.. loose, .. ends];
            return;
        }

        var isReminder = items.LastOrDefault() is Step told && Grammar.Phrase.Of(told.Said).Has("remind", "reminder", "nudge", "chase", "again");
        foreach (var end in ends) Lead(end, isReminder ? asked : "end");
        (_loose, _joins) = (loose, joins);
    }

    // "Under 50 euros approve it automatically", where on other ways somebody decides: the answer of the run says so.
    private void Wave(Step step)
    {
        if (_forks == 0 || _outer is not null || _each is not null || !Grammar.Phrase.Of(step.Said).Has("approve", "approved", "accept", "accepted") || !PlanReader.Steps(_plan.Items).Any(IsApproval)) return;
        var decision = Channel("decision", new JsonObject { ["type"] = "object", ["default"] = new JsonObject { ["approved"] = false, ["comment"] = "" } });
        Node("auto_approve", new JsonObject { ["set"] = new JsonObject { [decision] = new JsonObject { ["approved"] = true, ["comment"] = "" } } });
    }

    // One way of a choice asks somebody and the others do not: nobody refuses those where the decision is asked for behind them.
    private void Waved(List<List<PlanItem>> branches, List<(int Branch, Loose End)> left, List<Loose> ends)
    {
        if (_outer is not Fork next || !next.Cases.Exists(c => c.When.Test == Test.Approved) || !branches.Exists(b => b.Exists(IsApproval)) || Nodes.FindLast(n => Decision(n) is not null) is not { } asked) return;
        var isRuled = next.HasElse || next.Cases.Exists(c => c.When is { Test: Test.Approved, Sign: "!=" });
        var passing = left.Where(l => branches[l.Branch] is [Step { Skill: "pass" }] || isRuled && !branches[l.Branch].Exists(IsApproval)).Select(l => l.End).ToList();
        if (passing.Count == 0) return;
        ends.RemoveAll(passing.Contains);
        if (branches.Exists(b => b.FindIndex(IsApproval) is > 0 and var at && b.Take(at).Any(i => i is Step { Skill: "write" or "work" or "agent" or "improve" })))
        {
            foreach (var end in passing) Lead(end, "end"); // what is asked about is made on that way alone: where it is not made there is nothing to say yes to
            return;
        }

        _loose = passing;
        ends.Add(new Loose(Node("pass", new JsonObject { ["set"] = new JsonObject { [Decision(asked)!] = new JsonObject { ["approved"] = true, ["comment"] = "" } } }), Loose.Next));
    }

    // Several were asked at once: what comes behind them happens when all said yes.
    private void AllApproved()
    {
        var at = Node("decide", []);
        var all = string.Join(" && ", _together.Where(v => v.Noun == "decision").Select(v => $"{v.Expression}.approved"));
        ((JsonObject)_draft.Nodes[at]!)["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ {all} }}}}", ["to"] = null }, new JsonObject { ["to"] = "end" });
        _loose = [new Loose(at, 0)];
    }
}
