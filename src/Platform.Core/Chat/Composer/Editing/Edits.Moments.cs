using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How long something waits for its turn, and what is done when something takes too long: "the reminder should go out after five days", "if the deploy takes longer than 30 minutes, tell #ops".</summary>
internal sealed partial class Edits
{
    private static readonly Form HappensAfter = new("should/must/can/shall/may only/already/just? be/come/happen/go/run/start *? only/already/just/out? after/in | is/are/goes/comes/happens/runs/starts *? only/already/just/out? after | should/must/can/shall/may only/already/just? wait/pause for?");

    // "The reminder should be sent after five days": the wait before it, the time of whom it stands in for, or a wait that is new.
    private bool Moment(Phrase order)
    {
        if (order.HasLiterals || order.Low(0) is "if" or "when" or "wait" || HappensAfter.In(order, 1) is not var (at, end) || at > 6 || end >= order.Count) return false;
        var rest = order.From(end);
        while (rest.Count > 2 && rest.Low(rest.Count - 1) is "instead" or "already" or "please" or "later") rest = rest.To(rest.Count - 1);
        if (rest.Count > 4 || Amounts.Duration(rest.Text) is not { } span || !rest.Any(t => Lexicon.IsNumber(t) || t.Low is "a" or "an" or "half")) return false;
        var who = Plain(order.To(at).Text);
        if ((Finder.One(who) ?? (Finder.Find(who) is { Count: > 0 } some && some.Skip(1).All(s => _graph.LeadsTo(some[0], s)) ? some[0] : null)) is not { } node) return Lexicon.IsPronoun(who.ToLowerInvariant()) ? false : Cannot(Finder.Unclear(who));
        if (Draft.Nodes.FirstOrDefault(n => Draft.Text(n.Value?["human"]?["on_timeout"]) == node) is { Key: { } asks, Value: { } asked })
        {
            asked["human"]!["timeout"] = span;
            return Did($"time of {asks} is now {span}");
        }

        if (Draft.Nodes[node]!["wait"]?["for"] is not null || Draft.Nodes.Where(n => n.Value?["wait"]?["for"] is not null && Draft.Text(n.Value["next"]) == node).ToList() is [{ Key: { } before }] && (node = before) is not null)
        {
            Draft.Nodes[node]!["wait"]!["for"] = span;
            return Did($"wait of {node} is now {span}");
        }

        return Append($"wait {span}", null, node);
    }

    private static readonly Form TakesLonger = new("takes/take/lasts/needs/last/need longer/more than | isn't/is/are/aren't not? done/finished/ready/over/complete in/within/after | runs/goes on? for? longer/more than | hasn't/has/have not? come/finished/arrived/ended/happened in/within/after");

    // "If the deploy takes longer than 30 minutes, tell #ops": the step or the wait has that time, and what is done then is the way of its failure.
    private bool Slow(Phrase order)
    {
        if (order.Low(0) is not ("if" or "when") || TakesLonger.In(order, 2) is not var (at, end) || order.To(at).HasLiterals) return false;
        var unit = Enumerable.Range(end, Math.Max(0, Math.Min(4, order.Count - end))).FirstOrDefault(i => Amounts.Duration(order.Part(end, i + 1).Text) is not null);
        if (unit == 0 || Amounts.Duration(order.Part(end, unit + 1).Text) is not { } span) return false;
        var what = order.From(unit + 1).Trimmed();
        while (what.Count > 1 && (what.Low(0) is "," or "then")) what = what.From(1);
        while (what.Count > 1 && what.Low(what.Count - 1) is "instead") what = what.To(what.Count - 1);
        var who = Plain(order.Part(1, at).Text);
        var events = Draft.Nodes.Where(n => n.Value?["wait"]?["event"] is not null).Select(n => n.Key).ToList();
        var node = events.Find(e => Draft.Text(Draft.Nodes[e]!["wait"]!["event"])!.Contains(who.Split(' ')[^1], StringComparison.OrdinalIgnoreCase)) ?? Finder.One(who);
        if (node is null) return Cannot(Finder.Unclear(who));
        if (Draft.Nodes[node]!["human"] is not null) return Late($"if nobody answers {node} within {span}, {what.Text}");
        if (what.Count == 0 || StopWord().IsMatch(what.Text))
        {
            (Draft.Nodes[node]!["wait"] as JsonObject ?? (JsonObject)Draft.Nodes[node]!)["timeout"] = span;
            return Did($"'{node}' has {span}, and the run ends when that is over");
        }

        if (Aside(what.Text, node, isDone: false) is not { Count: > 0 } made) return Missed(order.Text);
        (Draft.Nodes[node]!["wait"] as JsonObject ?? (JsonObject)Draft.Nodes[node]!)["timeout"] = span;
        Draft.Nodes[node]!["on_error"] = new JsonObject { ["to"] = made[0] };
        if (Draft.Nodes[made[0]]?["with"] is JsonObject told && told.ContainsKey("text") && !what.Any(t => t.IsLiteral("quote"))) told["text"] = $"'{node}' took longer than {span}.";
        return Did($"'{made[0]}' follows when '{node}' takes longer than {span}");
    }
}
