using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What happens when something fails.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form FailureHead = new("on/upon/in any? failure/error/failures/errors | in case of an/a/any? failure/error/failures/errors | on an/a/any failure/error | after an/a/any? failure/error");

    private bool Failure(Phrase phrase, List<PlanItem> into)
    {
        if (!FailureHead.Opens(phrase, out var length) || length >= phrase.Count) return false;
        var rest = phrase.From(length).Trimmed();
        if (rest.Low(0) == "of" && rest.Find(0, ",") is > 0 and var comma) rest = rest.From(comma + 1).Trimmed();
        return If(Phrase.Of($"if it fails, {rest.Text}"), into);
    }

    private static readonly Form Anywhere = new("anything/something fails/failed/goes/breaks wrong? | any/one/some of? the/these/those/them? steps?/step?/calls?/call? fails/fail/failed | any/one/some of? the/these/those/them? steps?/calls?/pages?/sites?/services? is/are down/unreachable/unavailable/offline/broken | any/one of? the/these/those/them? doesn't/don't respond/answer/work | a step fails | anything at all fails | any/an error occurs/happens anywhere? | any/one step goes wrong");

    private static readonly Form Reported = new("any/every/all/each failure/failures/error/errors/problem/problems is/are/gets/get/should/must be?");

    private static readonly Form OnAny = new("on/upon/at/after any failure/error/failures/errors/problem of? any? step? | on/upon/at/after a/the? failure/error of/in/at any step | whatever/wherever fails");

    private static readonly Form EachFailure = new("save/log/write/record/append/store/post/send/report/mail/email/put/note any/every/each/all failure/failures/error/errors");

    // "Any failure is reported to #ops", "if anything fails, mail Bob": whichever step it is.
    private bool FailureAnywhere(Phrase phrase, List<PlanItem> into)
    {
        Phrase body;
        if (Reported.Opens(phrase, out var reported) && Lexicon.FormOf(phrase.Low(reported)) == VerbForm.Past && Lexicon.Lemma(phrase.Low(reported)) is { } verb) body = Phrase.Of($"{(verb is "report" or "announce" or "forward" or "raise" ? "send" : verb)} it {phrase.From(reported + 1).Text}");
        else if (EachFailure.Opens(phrase, out var every) && every < phrase.Count && Lexicon.IsPreposition(phrase.Low(every))) body = Phrase.Of($"{(phrase.Low(0) is "report" ? "send" : phrase.Low(0) is "log" or "record" or "note" ? "append" : phrase[0].Text)} the error {phrase.From(every).Text}");
        else if (phrase.Low(0) is "if" or "when" or "whenever" or "should" && Anywhere.Opens(phrase.From(1), out var failed) && Failing(phrase, failed + 1) is > 0 and var start) body = phrase.From(start).Trimmed();
        else if (OnAny.Opens(phrase, out var any) && any + 1 < phrase.Count) body = phrase.From(any).Trimmed();
        else return false;
        if (!OnAny.Opens(phrase, out _) && !Before(into).Skip(1).Any() || Retry.Opens(body, out _) || Back.Opens(body, out _)) return false;
        var items = Items(body, into);
        if (items.Count == 0) return false;
        _plan.OnFailure.AddRange(items);
        if (EachFailure.Opens(phrase, out _) && _plan.Items.Exists(i => i is ForEach)) _plan.Remarks.Add("The first failure of one of them ends the run: it is told of, and what is left is not done.");
        return _taken = true;
    }

    private static int Failing(Phrase phrase, int end) => end < phrase.Count && (phrase[end].Text is "," or ":" || phrase.Low(end) == "then") ? end + 1 : Lexicon.OrderAt(phrase, end) == end ? end : -1;

    private static readonly Form Retry = new("wait/waits for? # * and then? try/retry/tries it? again? | try/retry/repeat it/that/this/again? again? | try/retry no/not more than # | try/retry at most # | try/retry up to # | try # times | re-try | try the * again");

    // "If it fails, try again 3 times waiting 10 seconds, and then tell #ops"
    private bool Retried(Phrase body, List<PlanItem> into)
    {
        if (!Retry.Opens(body, out _) || PlanReader.Steps(into).LastOrDefault() is not { } risky) return false;
        var end = 1;
        while (end < body.Count && !(body.Low(end) is "then" or ";" || body[end].Text is "," && body.Low(end + 1) is "and" or "then" or "if" or "but" || body.Low(end) is "and" or "but" && (body.Low(end + 1) is "then" or "if" or "only" || Lexicon.OrderAt(body, end + 1) == end + 1 && body.Low(end + 1) is not ("wait" or "try" or "retry" or "repeat")))) end++;
        var tries = new Modifiers(_literals, _models);
        var tried = tries.Take(body.To(end).Text.Replace("try again", "retry", StringComparison.OrdinalIgnoreCase).Replace("repeat", "retry", StringComparison.OrdinalIgnoreCase));
        if (tries is { Attempts: not null, Pause: null } && (Amounts.Duration(tried) ?? Amounts.Duration(body.To(end).Text)) is { } apart) risky.Pause ??= apart; // "wait a minute and try again twice"
        if (!tries.Any && body.To(end).Has("again", "retry", "retries") && Amounts.Duration(body.To(end).Text) is { } pause) (risky.Attempts, risky.Pause) = (risky.Attempts ?? 2, risky.Pause ?? pause); // "wait a minute and try again"
        else if (!tries.Any) return false;
        tries.Give(risky);
        _taken = true;
        var rest = body.From(end).Trimmed();
        while (rest.Low(0) is "and" or "then" or "but" or "," or "only") rest = rest.From(1).Trimmed();
        if (rest.Count == 0) return true;
        if (rest.Low(0) == "after" && rest.Low(1) == "that") rest = rest.From(2).Trimmed();
        if (rest.Low(0) == "if" && Ending(rest.From(1)) is var (_, start)) rest = rest.From(start + 1).Trimmed();
        return If(Phrase.Of($"if it fails, {rest.Text}"), into);
    }

    // "… wait a minute and check again": the same page once more.
    private bool LookedAgain(Phrase clause, List<PlanItem> into)
    {
        if (into.Count == 0 || _behind is null || clause.Count is < 2 or > 3 || clause.Low(clause.Count - 1) != "again" || Lexicon.Lemma(clause.Low(0)) is not ("check" or "test" or "fetch" or "call" or "look" or "ping")) return false;
        if (PlanReader.Steps(_behind).LastOrDefault(s => s.Skill is "webfetch" or "http" && (s.Get("method") ?? "GET") == "GET") is not { } first) return false;
        into.Add(new Step(first.Skill, first.Said) { Has = { ["url"] = first.Get("url") ?? "" }, Timeout = first.Timeout });
        return true;
    }

    // "If that fails, try URL": the same is asked of another address.
    private static void Alike(List<PlanItem> items, Step? failed)
    {
        if (failed is { Skill: "http" } && failed.Get("method") is { } method and not "GET" && items is [Step { Skill: "webfetch" } other, ..] && Phrase.Of(other.Said).Low(0) is "try" or "use" or "call" or "fetch") items[0] = new Step("http", other.Said) { Has = { ["url"] = other.Get("url") ?? "", ["method"] = method }, Timeout = other.Timeout };
    }
}
