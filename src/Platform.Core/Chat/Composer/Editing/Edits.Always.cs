using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What is done on every way that a run can end: "whatever the result is, email the employee at the end".</summary>
internal sealed partial class Edits
{
    private static readonly Form Whatever = new("""
        whatever/whichever/however the? result/outcome/answer/decision/verdict is/turns out? to? be? ,? | whatever happens ,? | no matter what/how happens? ,? | in any/either/every case/event ,? | either way ,? | regardless of the? result/outcome/answer/decision ,? |
        ,? whatever the? result/outcome/answer/decision is | ,? either way | ,? in any/either/every case/event | ,? no matter what | ,? regardless of the? result/outcome/answer/decision
        """);

    private static readonly Form AtTheEnd = new(",? at/in the very? end | ,? finally | ,? as the last step");

    // Every way that ended goes on to what is added, but for those of a failure.
    private bool Always(string sentence)
    {
        var said = Phrase.Of(sentence).Trimmed();
        if (Whatever.In(said) is not var (at, end) || said.Low(at) is "either" or "in" && Ends().Count == 0) return false;
        var order = Courtesy.Bare($"{said.To(at).Text} {said.From(end).Text}".Trim());
        if (AtTheEnd.In(Phrase.Of(order), 1) is var (last, past) && past == Phrase.Of(order).Count) order = Phrase.Of(order).To(last).Text;
        if (order.Length == 0) return false;
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (!Append(order, null, null) || Draft.Nodes.Select(n => n.Key).FirstOrDefault(n => !known.Contains(n)) is not { } made) return true;
        foreach (var way in Ends().Where(w => known.Contains(w.Node))) way.Set(made);
        return Did($"'{made}' is done in every case");
    }

    // The ways of choices and of late answers that end the run.
    private List<(string Node, Action<string> Set)> Ends() =>
    [
        .. Draft.Nodes.Where(n => !IsRescue(n.Key)).SelectMany(n => (n.Value?["next"] as JsonArray ?? []).OfType<JsonObject>().Where(w => Draft.Text(w["to"]) == "end").Select(w => (n.Key, (Action<string>)(to => w["to"] = to)))),
        .. Draft.Nodes.Where(n => Draft.Text(n.Value?["human"]?["on_timeout"]) == "end").Select(n => (n.Key, (Action<string>)(to => n.Value!["human"]!["on_timeout"] = to))),
    ];
}
