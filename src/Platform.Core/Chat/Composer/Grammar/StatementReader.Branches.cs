using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Where a condition ends and its ways begin, and what is done anew when it holds.</summary>
internal sealed partial class StatementReader
{
    // Where a condition ends and what happens begins.
    private (int End, int Start)? Ending(Phrase rest)
    {
        var hasVerb = false;
        for (var i = 1; i < rest.Count; i++)
        {
            var low = rest.Low(i);
            if (low == "," && i > 1 && Back.At(rest, i + 1) > 0) return (i, i + 1);
            if (rest.Low(i - 1) is "is" or "are" or "has" or "have" or "does" or "doesn't" or "isn't" or "was" or "contains" or "mentions" or "exceeds" or "says" or "wants" or "fails" or "can" or "cannot" or "it's" or "approves" or "rejects" or "agrees" or "declines" or "not"
                || i > 1 && rest.Low(i - 2) is "it" or "he" or "she" or "there" or "one" or "never" or "still" && rest.Low(i - 1).EndsWith('s') || Lexicon.IsNumber(rest[i - 1]) || Lexicon.FormOf(rest.Low(i - 1)) is VerbForm.Third or VerbForm.Past && i > 1 || rest.Low(i - 1).EndsWith("n't", StringComparison.Ordinal) || i > 1 && rest.Low(0) is "both" or "all" or "they" && rest.Low(i - 1) is "yes" or "no" or "ok" or "agree" or "approve" or "refuse" or "reject" or "decline" or "accept" or "confirm") hasVerb = true;
            if (low is "then" or ":" or "->" or "=>" && i + 1 < rest.Count) return (i, i + 1);
            if (low == "," && i + 1 < rest.Count)
            {
                var next = i + 1;
                if (rest.Low(next) == "then") return (i, next + 1);
                if (rest.Low(next) is not ("and" or "or") && (Lexicon.OrderAt(rest, next, isFirst: true) >= 0 || Cutter.Starts(rest, next))) return (i, next);
                continue;
            }

            if (low is "only" or "just" or "simply" && i > 1 && hasVerb && Lexicon.OrderAt(rest, i + 1) == i + 1) return (i, i + 1);
            if (low is "to" or "into" && i <= 3 && i + 1 < rest.Count && !hasVerb && (rest[i + 1].Kind == TokenKind.Literal || rest.Low(i + 1) is "the" && i + 2 < rest.Count && rest[i + 2].Kind == TokenKind.Literal)) return (i, i);
            if (i < 2 && rest.Low(0) is not ("so" or "yes" or "no" or "not" or "possible" or "urgent" or "approved" or "rejected") && !Lexicon.IsPronoun(rest.Low(0)) && rest.Low(0).Length < 3) continue;
            var before = rest.Low(i - 1);
            if (before is "," or "and" or "or" || NotBefore.Contains(before) || Lexicon.IsDeterminer(before) && before is not ("one" or "both" or "all" or "no") && !(before is "any" or "some" && i > 1 && Lexicon.FormOf(rest.Low(i - 2)) is VerbForm.Third or VerbForm.Plain) || before.EndsWith("n't", StringComparison.Ordinal) || Lexicon.IsPreposition(before)) continue;
            if (hasVerb && i > 1 && low is "is" or "are" && Lexicon.IsDeterminer(rest.Low(i + 1)) && Enumerable.Range(i + 2, 4).Any(k => Lexicon.FormOf(rest.Low(k)) == VerbForm.Past)) return (i, i); // "only if both agree is the change deployed"
            if (hasVerb && i > 2 && Back.At(rest, i) > 0 || hasVerb && (low == "go" && rest.Low(i + 1) is "straight" or "directly" or "to" or "right" || low == "do" && rest.Low(i + 1) == "nothing")) return (i, i);
            if (rest.Find(1, "that", "who", "which") is > 0 and var relative && relative < i && i - relative <= 6 && rest.Low(i - 1) is "to" && rest.Find(i, ",") > 0) continue;
            if (Lexicon.OrderAt(rest, i) == i && (hasVerb || i > 1 || Lexicon.FormOf(rest.Low(0)) == VerbForm.Past || rest.Low(0) is "so" or "yes" or "no" or "not" || IsQuality(rest.Low(0)) || IsLabelAt(rest, 0, out _, out _)) && i + 1 < rest.Count && !(before.EndsWith('s') && before != "yes" && !hasVerb)) return (i, i);
            if (hasVerb && (Lexicon.IsDeterminer(low) || People.IsName(rest[i])) && i > 2 && Lexicon.PredicateAt(rest, i) > i && before is not ("is" or "are")) return (i, i);
            if (hasVerb && low is "it" && i > 1 && Lexicon.PredicateAt(rest, i) == i + 1) return (i, i);
        }

        return null;
    }

    // "If safe post it": one word that says how it is, and no thing that does something.
    private static bool IsQuality(string word) => word.Length > 2 && !word.EndsWith('s') && Lexicon.FormOf(word) is VerbForm.None or VerbForm.Past && !Lexicon.IsPronoun(word) && !Lexicon.IsDeterminer(word) && !Lexicon.IsPreposition(word) && !People.IsSomebody(word);

    private static readonly HashSet<string> NotBefore = ["to", "not", "will", "would", "can", "could", "should", "must", "may", "might", "shall", "do", "does", "did", "cannot", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "who", "which", "than", "as", "that", "says", "say", "said", "called", "named", "word", "words", "phrase", "it's", "the"];

    private static readonly Form Always = new(",/;/. and/but? all/everything/both/each is/are/get/gets/should/must/will | ,/;/. then? and/but? then? in any case | ,/; and/but? either way | ,/; and/but? in all/both cases | ,/; and? but? always VERB");

    // What happens whatever the choice was: "…, all are stored in a.csv".
    private static (Phrase Body, Phrase? After) Apart(Phrase body)
    {
        if (Always.In(body, 1) is not var (at, _)) return (body, null);
        var after = body.From(at).Trimmed();
        while (after.Low(0) is "and" or "but" or "always") after = after.From(1).Trimmed();
        return (body.To(at), after);
    }

    // What happens then, what else, and a further condition beside it.
    private static (Phrase Then, Phrase? Else, Phrase? Later) Branches(Phrase body)
    {
        for (var i = 1; i < body.Count; i++)
        {
            var at = i;
            if (body[at].Kind == TokenKind.Mark && body[at].Text is "," or ";" or ".") at++;
            while (at > i && body.Low(at) is "and" or "but") at++;
            if (at == i && body.Low(at) is "and" or "but" && ElseLead.At(body, at + 1) > 0 && body.Low(at + 1) is not ("for" or "all" or "any" or "the")) at++;
            var isCut = at > i || body.Low(i) is "otherwise" or "else";
            if (isCut && ElseLead.At(body, at) is > 0 and var end && end < body.Count) return (body.To(i), body.From(at), null);
            if (at > i && body.Low(at) is "on" or "upon" && (Noes.At(body, at) > 0 || Yeses.At(body, at) > 0)) return (body.To(i), null, body.From(at)); // "on yes …, on no …"
            if (at > i && body.Low(at) is "if" or "when" && at + 2 < body.Count && body.Low(at + 1) is not ("possible" or "needed" or "necessary")) return (body.To(i), null, body.From(at));
            if (at > i && (body.Low(at) is "over" or "above" or "below" or "under" or "between" || body.Low(at) is "more" or "less" && body.Low(at + 1) == "than") && at + 2 < body.Count && Lexicon.IsNumber(body[at + (body.Low(at + 1) == "than" ? 2 : 1)])) return (body.To(i), null, Phrase.Of($"if it is {body.From(at).Text}"));
        }

        for (var i = 1; i + 1 < body.Count; i++)
            if (body.Low(i) is "and" or "but" && body.Low(i + 1) is "if" && i + 3 < body.Count && !PlanHasAsk(body.To(i))) return (body.To(i), null, body.From(i + 1));
        return (body, null, null);
    }

    private static bool PlanHasAsk(Phrase body) => body.Has("ask", "approve", "approval", "review");

    // "revise it, at most 3 times, then post it": what stands behind the bound comes after the rounds.
    private static (Phrase Head, Phrase Onward) Bounded(Phrase then) =>
        Bounds.In(then) is var (_, end) && then.From(end).Trimmed() is { Count: > 1 } rest && (rest.Low(0) is "then" or "finally" or "afterwards" || rest.Low(0) == "and" && rest.Low(1) == "then") ? (then.To(end), rest) : (then, then.From(then.Count));

    // "If it is below 7, rewrite it (again), at most 3 rounds" repeats; so does "… and ask again".
    private bool Rework(Phrase then, Condition condition, List<PlanItem> into)
    {
        var phrase = then;
        if (Bound(ref phrase) is not { } most || condition.Test is not (Test.Number or Test.Judge or Test.Text or Test.Length or Test.Contains)) return false;
        var items = Items(phrase, into);
        if (items.OfType<Step>().Any(s => s.Skill == "back" && s.Get("to") is { Length: > 0 })) return false;
        if (items.Count == 0 || !items.TrueForAll(i => i is Step { Skill: "improve" or "write" or "work" or "back" or "agent" })) return false;
        var asks = items.Exists(i => i is Step { Skill: "back" } back && Phrase.Of(back.Said).Low(0) == "ask") ? into.FindLastIndex(i => i is Step { Skill: "human" }) : -1;
        items.RemoveAll(i => i is Step { Skill: "back" });
        into.Add(new Again(items.Count == 0 ? null : items, condition.Not(), most) { From = items.Count == 0 && asks >= 0 ? asks + 1 : null });
        return true;
    }
}
