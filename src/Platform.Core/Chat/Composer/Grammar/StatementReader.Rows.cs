using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Which members of a list are meant: "those without a phone number", "ratings of 1 or 2", "the customers whose status is late".</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Everyone = new("everyone/everybody/anyone/those/all/people/customers/users/clients/members/subscribers/ones of? them? | all/the of? the? customers/users/people/clients/members/subscribers/rows/orders/ones/others | rows/entries/records/lines | each/every customer/user/client/member/subscriber/person/one/row");

    // "Keep ratings of 1 or 2", "skip those without an email", "mail everyone without a phone number asking them to add one"
    private bool Rows(Phrase phrase, List<PlanItem> into)
    {
        var isPage = Before(into).LastOrDefault() is { Skill: "webfetch" or "http" } page && page.Get("url") is { } url && (url.Contains("api", StringComparison.OrdinalIgnoreCase) || url.Contains(".json", StringComparison.OrdinalIgnoreCase) || page.Skill == "http");
        if (!isPage && !Before(into).Any(s => s.Skill is "csvread" or "json" || s.Skill == "sql" && s.Get("sql") is not null)) return false;
        var verb = Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0);
        var isKept = verb is "keep" or "take" or "use" or "select" or "pick" or "leave" or "filter";
        var isOut = verb is "remove" or "drop" or "discard" or "skip" or "ignore" or "delete" or "exclude" or "omit" || verb == "filter" && phrase.Low(1) == "out";
        var isDone = verb is "mail" or "email" or "send" or "notify" or "remind" or "tell" or "inform" or "write" or "contact" or "warn" or "thank" or "invite" or "draft";
        if (!isKept && !isOut && !isDone) return false;
        var at = 1;
        while (phrase.Low(at) is "out" or "only" or "just" or "in" or "to") at++;
        if ((isKept || isOut) && Numbered(phrase.From(at)) is { } numbers && numbers.Behind.Count == 0) return Kept(phrase, numbers.Only, isOut, into);
        if (!Everyone.Opens(phrase.From(at), out var who) && !(isDone && phrase.Low(at) == "the" && at + 1 < phrase.Count && phrase[at + 1].IsWord && (who = 2) > 0)) return false;
        if (Which(phrase.From(at + who)) is not { } found) return false;
        if (isPage && isDone) return false;
        if (isPage) into.Add(new Step("json", "take the rows") { Has = { ["path"] = "$[*]" } }); // an API answers with a list
        if (!isDone) return found.Behind.Count == 0 && Kept(phrase, found.Only, isOut, into);
        into.Add(new Step("filter", phrase.To(phrase.Count - found.Behind.Count).Text) { Only = found.Only });
        Statement(Phrase.Of($"for each row, {Letter(verb, found.Behind)}"), into);
        return true;
    }

    // What one of them is told, as orders: it is written first, then mailed.
    private static string Letter(string verb, Phrase rest)
    {
        if (rest.HasLiterals) return $"{verb} them {rest.Text}";
        if (rest.Count == 0) return verb is "write" or "draft" ? "write a mail" : "email it to them";
        return verb is "write" or "draft" ? $"write {rest.Text}" : $"write {(rest.Low(0) is "a" or "an" or "the" ? rest.Text : verb is "mail" or "email" or "send" or "contact" ? $"a mail {rest.Text}" : $"a mail that {verb}s them {rest.Text}")}, and email it to them";
    }

    private static bool Kept(Phrase phrase, Condition only, bool isOut, List<PlanItem> into)
    {
        into.Add(new Step("filter", phrase.Text) { Only = isOut ? only.Or is { } or ? only.Not() with { Or = null, And = or.Not() } : only.Not() : only });
        return true;
    }

    private sealed record Members(Condition Only, Phrase Behind);

    // "Ratings of 1 or 2": a column and the numbers it may hold.
    private static Members? Numbered(Phrase phrase)
    {
        if (phrase.Low(0) is "the" or "those" or "all" or "rows" or "with") phrase = phrase.From(1);
        if (phrase.Low(0) is "with" or "a" or "an") phrase = phrase.From(1);
        if (phrase.Count < 3 || !phrase[0].IsWord || phrase.Low(1) is not ("of" or "is" or "are") || !Lexicon.IsNumber(phrase[2]) || Amounts.Of(phrase[2].Text) is not { } first) return null;
        var field = Words.Identifier(Words.Singular(phrase.Low(0)));
        var only = new Condition(Test.Number, field, "==", Amounts.Plain(first), phrase.Text);
        var at = 3;
        while (phrase.Low(at) is "or" or "," or "and" && at + 1 < phrase.Count && Amounts.Of(phrase[at + 1].Text) is { } more)
        {
            only = new Condition(Test.Number, field, "==", Amounts.Plain(more), phrase.Text) { Or = only };
            at += 2;
        }

        return new Members(only, phrase.From(at));
    }

    // What stands behind "everyone": without a phone number, whose status is late, with a rating of 1.
    private Members? Which(Phrase phrase)
    {
        var isNone = phrase.Low(0) == "without" || phrase.Low(0) is "with" or "having" && phrase.Low(1) is "no" || phrase.Low(0) is "who" or "that" or "which" && phrase.Low(1) is "have" or "has" && phrase.Low(2) is "no";
        if (isNone)
        {
            var from = phrase.Low(0) == "without" ? 1 : phrase.Low(0) is "with" or "having" ? 2 : 3;
            if (phrase.Low(from) is "a" or "an" or "any" or "the") from++;
            var end = from;
            while (end < phrase.Count && end < from + 3 && phrase[end].IsWord && !Lexicon.IsPreposition(phrase.Low(end)) && Lexicon.FormOf(phrase.Low(end)) != VerbForm.Ing && phrase.Low(end) is not ("that" or "and")) end++;
            if (end == from) return null;
            return new Members(new Condition(Test.Empty, Words.Identifier(phrase.Part(from, end).Text), "==", "", phrase.To(end).Text), phrase.From(end));
        }

        if (phrase.Low(0) is "with" && Numbered(phrase.From(1)) is { } numbers) return numbers;
        if (phrase.Low(0) is not ("whose" or "where") || phrase.Count < 4) return null;
        var verb = phrase.Find(1, "is", "are", "=", "equals");
        if (verb is < 2 or > 4 || verb + 1 >= phrase.Count) return null;
        var field = Words.Identifier(phrase.Part(1, verb).Text is var f && f.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? f[4..] : f);
        var isNot = phrase.Low(verb + 1) == "not";
        var value = verb + (isNot ? 2 : 1);
        if (value >= phrase.Count) return null;
        if (phrase[value].IsWord && !Lexicon.IsPreposition(phrase.Low(value)) && !Lexicon.IsNumber(phrase[value]) && phrase.Low(value) is not ("above" or "below" or "more" or "less" or "greater" or "higher" or "lower" or "at" or "older" or "younger" or "empty" or "missing") || phrase[value].IsLiteral("quote"))
            return new Members(new Condition(Test.Text, field, isNot ? "!=" : "==", _literals.Unmask(phrase[value].Text).Trim('"'), phrase.To(value + 1).Text), phrase.From(value + 1));
        if (phrase.Low(value) is "empty" or "missing") return new Members(new Condition(Test.Empty, field, isNot ? "!=" : "==", "", phrase.To(value + 1).Text), phrase.From(value + 1));
        var bar = value;
        while (bar < phrase.Count && !(Amounts.Of(phrase[bar].Text) is not null && phrase[bar].Kind == TokenKind.Number)) bar++;
        if (bar >= phrase.Count || new Conditions(_literals, []).Read(phrase.Part(1, bar + 1).Text) is not { Test: Test.Number } only) return null;
        return new Members(only with { Subject = field }, phrase.From(bar + 1));
    }

    // "Summarise A and B separately": the same work for each source by itself, at once.
    private bool Apart(Phrase phrase, List<PlanItem> into)
    {
        var apart = phrase.Find(1, "separately", "individually", "independently");
        if (apart < 0 || Lexicon.Lemma(phrase.Low(0)) is not { } verb || !IsWork(verb) && verb is not ("look" or "check" or "scan" or "inspect" or "audit")) return false;
        var sources = Enumerable.Range(0, phrase.Count).Where(i => phrase[i].IsLiteral("url") || phrase[i].IsLiteral("file")).ToList();
        if (sources.Count < 2 || sources[^1] - sources[0] > sources.Count * 3) return false;
        var (head, tail) = (phrase.To(sources[0]).Text, phrase.Part(sources[^1] + 1, phrase.Count).Without(apart - sources[^1] - 1, apart - sources[^1]).Text);
        var ways = sources.ConvertAll(s => Items(Phrase.Of($"{head} {phrase[s].Text} {tail}".Trim()), into));
        if (apart < sources[0] || ways.Exists(w => w.Count == 0)) return false;
        into.Add(new Together(ways));
        return true;
    }

    private static readonly Form Known = new("with/from/using/on what is/'s in our/the/its/my memory | from/using/with our/the/its/my memory | with/from/using/on and? what we/you/it know/knows/remember/remembers/learned");

    // "Answer it with what is in our memory": that is recalled first.
    private void Recalled(Phrase phrase, List<PlanItem> into)
    {
        if (Known.In(phrase) is not ( > 0, _) || Lexicon.Lemma(phrase.Low(0)) is not ("write" or "draft" or "compose" or "prepare" or "answer" or "reply" or "respond" or "summarise" or "summarize" or "explain" or "create") || Before(into).Any(s => s.Skill == "recall")) return;
        into.Add(new Step("recall", "recall what is known") { Has = { ["query"] = "" } });
    }
}
