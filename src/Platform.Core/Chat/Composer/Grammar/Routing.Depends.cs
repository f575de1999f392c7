namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What depends on something: "depending on the sentiment, send either a thank-you or an apology".</summary>
internal sealed partial class Routing
{
    private static readonly Form Depends = new("depending on | based on | according to");

    private static readonly Form Spoken = new("in * or in? *");

    private static readonly Form TwoThings = new("a/an * or a/an | a/an * * or a/an | a/an * * * or a/an");

    private static readonly HashSet<string> Regrets = ["apology", "apologetic", "apologise", "apologize", "sorry", "regret", "escalate", "complaint", "alert", "warning", "refund", "sympathetic"];

    // "Depending on the sentiment, send either a thank-you or an apology": a way for each of the two.
    private List<Phrase>? EitherOr(Phrase sentence)
    {
        if (Depends.In(sentence) is not var (at, on)) return null;
        var stop = on;
        while (stop < sentence.Count && sentence[stop].Text != "," && !(stop > on && Lexicon.OrderAt(sentence, stop) == stop && !Lexicon.IsDeterminer(sentence.Low(stop - 1)))) stop++;
        var (by, order, lead) = (sentence.Part(on, stop), sentence.From(stop).Trimmed(), sentence.To(at).Trimmed());
        if (order.Count == 0) (order, lead) = (lead, sentence.To(0));
        while (lead.Count > 0 && lead.Low(lead.Count - 1) is "and" or "then" or ",") lead = lead.To(lead.Count - 1);
        if (by.Has("language") && Spoken.In(order) is var (_, tongues) && StatementReader.IsTongue(order.Low(tongues - 1)) && order.Find(0, "or") is var orAt)
        {
            var (left, right) = (order[orAt - 1].Text, order[tongues - 1].Text);
            Know([left, right]);
            var what = by.Find(0, "of") is > 0 and var of ? Object(by.From(of + 1), true) : "the text";
            var act = order.To(orAt - 2).Text;
            return [Phrase.Of($"classify {what} by language as {left} or {right}"), Phrase.Of($"{left}: {act} in {left}, {right}: {act} in {right}")];
        }

        var either = order.Find(0, "either");
        if (either < 0 && TwoThings.In(order, 1) is var (thing, _)) either = thing - 1;
        if (by.Count is 0 or > 12 || either < -1 || order.Find(Math.Max(0, either), "or") is not (> 0 and var or) || either == -1 && order.Low(0) is not ("a" or "an")) return null;
        var (verb, first, second) = (order.To(order.Low(either) == "either" ? either : either + 1).Text, order.Part(either + 1, or).Text.TrimEnd(',', ' '), order.From(or + 1));
        var tail = "";
        if (verb.Length > 0 && second.Find(1, "to", "by", "via") is > 0 and var to) (second, tail) = (second.To(to), $" {second.From(to).Text}");
        var (one, other) = ($"{verb} {first}{tail}".Trim(), $"{verb} {second.Text}{tail}".Trim());
        if (second.Low(second.Count - 1) is "does" or "do" or "will" && Lexicon.PredicateAt(Phrase.Of(first), 0) is > 0 and var does) other = $"{second.To(second.Count - 1).Text} {Phrase.Of(first).From(does).Text}";
        if (by.Low(0) is "whether" or "if" && by.Low(by.Count - 1) == "not" && by.Low(by.Count - 2) == "or") by = by.To(by.Count - 2);
        if (by.Low(0) is "whether" or "if") return [Phrase.Of($"if {by.From(1).Text}, {one}, otherwise {other}")];
        if (!by.Has("sentiment", "mood", "tone") && !(by.Has("it", "that", "this", "result") && lead.Has("sentiment", "mood", "tone"))) return null;
        if (lead.Count > 0 && lead.Find(0, "sentiment", "mood", "tone") is > 0 and var felt) lead = lead.To(Math.Max(0, Enumerable.Range(0, felt).LastOrDefault(k => Lexicon.OrderAt(lead, k, isFirst: k == 0) == k))).Trimmed(); // it is found out anyway
        while (lead.Count > 0 && lead.Low(lead.Count - 1) is "and" or "then") lead = lead.To(lead.Count - 1).Trimmed();
        if (Phrase.Of(first).Any(t => Regrets.Contains(t.Low)) && !second.Any(t => Regrets.Contains(t.Low))) (one, other) = (other, one);
        return [.. lead.Count > 0 ? [lead] : Array.Empty<Phrase>(), Phrase.Of($"classify {(lead.Count > 0 ? "it" : "the text")} by sentiment as positive or negative"), Phrase.Of($"positive: {one}, negative: {other}")];
    }

    private static readonly Form Another = new("a/an different/separate/other/own agent/model/specialist/expert/bot | another agent/specialist/expert");

    // "Depending on the topic (travel, food), a different agent answers it": an agent for each.
    private List<Phrase>? Depended(Phrase sentence)
    {
        if (!Depends.Opens(sentence, out var on) || sentence.Find(on, "(") is not (> 0 and <= 12 and var open) || Ended(sentence, open + 1) is not var (kinds, end) || kinds.Count < 2) return null;
        var rest = sentence.From(end).Trimmed();
        if (Another.At(rest, 0) is not (> 0 and var does)) return null;
        var by = sentence.Part(on, open);
        var of = by.Find(1, "of");
        Know(kinds);
        if (Spread(Phrase.Of($"the matching {rest.From(does - 1).Text}")) is not { } ways) return null;
        var measure = (of > 0 ? by.To(of) : by).Tokens.LastOrDefault(t => t.IsWord).Low;
        return [Phrase.Of($"classify {(of > 0 ? Object(by.From(of + 1), true) : "the text")} by {measure} as {Or(kinds)}"), ways];
    }
}
