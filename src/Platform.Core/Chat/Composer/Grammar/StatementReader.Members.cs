using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Some members of a list and the others: "those with 70 or more go to a.csv, the others to b.csv", "close the resolved ones".</summary>
internal sealed partial class StatementReader
{
    /// <param name="Only">What they must fulfil; null for all the others.</param>
    /// <param name="Verb">The verb that stands before them; empty where they are the subject.</param>
    /// <param name="Rest">What is said behind them.</param>
    private sealed record Share(Condition? Only, string Verb, Phrase Rest);

    private static readonly Form Rest = new("the rest/remainder/others of? it/them/those? | all? the? others/rest | everything/everyone/anything/everybody/all else | the/all other/remaining ones? | all other/remaining * | the remaining/other * | everything/everyone/all/anything below/above/under/over/beneath that/it?");

    private static readonly Form OrMore = new("or/and more/higher/above/better/over/greater/up/upwards/later/older/longer | points/percent/euros/dollars or/and more/higher/above/better");

    private static readonly Form OrLess = new("or/and less/lower/below/under/fewer/worse/earlier/younger/shorter | points/percent/euros/dollars or/and less/lower/below");

    private static readonly Form Above = new("over/above/exceeding/beyond | more/greater/bigger/larger/higher/better/older/longer than | at least | not/nothing under/below");

    private static readonly Form Below = new("under/below/beneath | less/lower/fewer/smaller/worse/younger/shorter than | up to | at most | not/nothing over/above");

    private static readonly Form Unit = new("euro/euros/eur/dollar/dollars/usd/bucks/pounds/percent/%/points/point/stars/star/degrees");

    private static readonly HashSet<string> Gathers = ["keep", "take", "use", "select", "pick", "leave", "filter", "remove", "drop", "discard", "skip", "ignore", "exclude", "omit", "find", "list", "read", "get", "fetch", "summarise", "summarize", "count"];

    private bool SomeOf(Phrase phrase, List<PlanItem> into)
    {
        if (Shortlisted(Cutter.Next(phrase).First, into) is not null) return false;
        if (phrase.Low(0) is "from" or "in" or "of" && phrase.Count > 4 && phrase[1].IsLiteral("file") && _literals.Value(phrase[1].Text[0]) is var path && FileStep(path, phrase.Text, into) is { Skill: "csvread" } read && Shares(phrase.From(2).Trimmed(), new Gathering(null, "row", false, path)).Count > 0)
        {
            into.Add(read); // "from a.csv pick those with …"
            return SomeOf(phrase.From(2).Trimmed(), into);
        }

        if (Listed(into) is { Loop: not null } gone && SiftedOut(phrase, gone, into)) return true;
        if (Listed(into) is not { } list || Shares(phrase, list) is not { Count: > 0 } shares) return false;
        var body = list.Loop is { } open ? open.Body : [];
        var missed = _plan.NotUnderstood.Count;
        var made = new List<(Condition? Only, List<PlanItem> Then)>();
        _after = null;
        foreach (var share in shares)
        {
            var (only, rest) = (share.Only, share.Rest);
            Phrase? after = null;
            if (ReferenceEquals(share, shares[^1]) && Cutter.Next(rest) is { Rest.Count: > 0 } cut && !cut.Rest.Has("it", "them", "their", "its", "each")) (rest, after) = (cut.First, cut.Rest);
            var verb = share.Verb.Length > 0 ? share.Verb : rest.Low(0) is "to" or "into" or "in" && shares[0].Verb.Length > 0 ? shares[0].Verb : "";
            if (Gets.Opens(rest, out var gets) && !rest.HasLiterals && gets < rest.Count && rest.From(gets).Any(t => t.Low is "mail" or "email" or "letter" or "message")) (verb, rest) = ("", Phrase.Of(Letter("mail", FromAgent.In(rest.From(gets)) is var (by, agent) ? rest.From(gets).Without(by, agent) : rest.From(gets)))); // it is written first
            var then = verb.Length > 0 ? Items(Phrase.Of($"{verb} it {rest.Text}".Trim()), [.. into]) : Way(rest, [.. into]);
            if (then.Count == 0)
            {
                _plan.NotUnderstood.RemoveRange(missed, _plan.NotUnderstood.Count - missed);
                return Left(phrase); // nothing is done to all that was said of some
            }

            made.Add((only, then));
            _after = after;
        }

        if (list.Loop is null)
        {
            if (list.IsPage) into.Add(new Step("json", "take the members") { Has = { ["path"] = "$[*]" } });
            into.Add(new ForEach(list.Item, null, body));
        }

        foreach (var (only, then) in made)
        {
            if (only is { Test: Test.Approved, Sign: "==" } && (Asking(body) ?? body) is [.., Step { Skill: "human" }] and var way) way.AddRange(then); // what was asked of each
            else if (only is not null) AddCase(body, Asked(only, body), then);
            else if (Open(body) is { } fork)
            {
                fork.Else.AddRange(then);
                fork.HasElse = true;
            }
        }

        if (_after is { } further)
        {
            _after = null;
            Statement(further, into);
        }

        return true;
    }

    private static readonly Form Out = new("remove/drop/discard/skip/ignore/exclude/omit/delete | throw/toss/sort/weed/filter/kick away/out");

    // "Drop those under 60, and rank the rest": they are taken out of the list, and what comes behind is about all that are left.
    private bool SiftedOut(Phrase phrase, Gathering list, List<PlanItem> into)
    {
        if (!Out.Opens(phrase, out var at)) return false;
        var clause = Cutter.Next(phrase);
        if (Quantified(phrase, at, list) is not (> 0 and var who) || Numeric(phrase, who, list, isBare: false) is not var (only, end) || end < clause.First.Trimmed().Count) return false;
        into.Add(new Step("filter", clause.First.Text) { Only = only.Not() });
        var rest = clause.Rest;
        if (Rest.In(rest) is var (from, to)) rest = Phrase.Of($"{rest.To(from).Text} them {rest.From(to).Text}".Trim());
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    private static readonly Form Gets = new("get/gets/receive/receives");

    private static readonly Form FromAgent = new("from/by an/the agent");

    // What stands behind the last share and speaks of all.
    private Phrase? _after;

    private sealed record Gathering(ForEach? Loop, string Item, bool IsPage, string From = "");

    // The list whose members are spoken of: what was gone through last, else what was read last.
    private Gathering? Listed(List<PlanItem> into)
    {
        if (into.LastOrDefault() is ForEach loop) return new Gathering(loop, loop.Item, false);
        if (_item is not null || Before(into).LastOrDefault(s => s.Skill is not ("slack" or "telegram" or "email" or "wait" or "filter")) is not { } last) return null;
        if (last.Skill is "csvread" or "json" or "websearch" || last.Skill == "sql" && last.Get("sql")?.StartsWith("select", StringComparison.OrdinalIgnoreCase) == true) return new Gathering(null, "row", false, last.Get("path") ?? "");
        var isData = last.Skill == "http" || last.Skill == "webfetch" && last.Get("url") is { } url && (url.Contains("api", StringComparison.OrdinalIgnoreCase) || url.Contains(".json", StringComparison.OrdinalIgnoreCase));
        return isData && (last.Get("method") ?? "GET") == "GET" || last.Skill == "fileread" && last.Get("path")?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true ? new Gathering(null, "row", true, last.Get("path") ?? last.Get("url") ?? "") : null;
    }

    // All of the phrase as what becomes of the members; empty when any part of it is something else.
    private List<Share> Shares(Phrase phrase, Gathering list)
    {
        var found = new List<Share>();
        var from = 0;
        for (var i = 1; i <= phrase.Count; i++)
        {
            if (i < phrase.Count && phrase[i].Text is not ("," or ";" or ".") && phrase.Low(i) is not ("and" or "but" or "while" or "whereas")) continue;
            var next = i;
            while (next < phrase.Count && (phrase[next].Text is "," or ";" or "." || phrase.Low(next) is "and" or "but" or "while" or "whereas" or "then")) next++;
            if (i < phrase.Count && (Begins(phrase.From(next), list, true) is not { } other || Marked(other with { Verb = phrase.Low(from), Rest = phrase.Part(next, Math.Min(phrase.Count, next + 5)) }) is not null)) continue;
            if (Begins(phrase.Part(from, i), list, found.Count > 0) is not { } share || share.Rest.Count == 0 && share.Verb.Length == 0) return [];
            if (Marked(share) is { } marked) share = marked;
            if (Gathers.Contains(share.Verb) && share.Rest.Low(0) is "and" or "then" && Lexicon.OrderAt(share.Rest, 1) == 1) share = share with { Verb = "", Rest = share.Rest.From(1) }; // "pick those with … and mail them"
            if (share.Rest.Has("ones", "others") || share.Rest.Find(0, "those") is >= 0 and var more && (Who.At(share.Rest, more + 1) > 0 || Above.At(share.Rest, more + 1) > 0 || Below.At(share.Rest, more + 1) > 0 || share.Rest.Low(more + 1) is "with" or "between")) return [share with { Verb = "", Rest = phrase.From(phrase.Count) }]; // what is done to others must not be done to these
            found.Add(share);
            (from, i) = (next, next);
        }

        return found.Count > 0 && found[0].Only is not null && (found.Count > 1 || !Gathers.Contains(found[0].Verb) || found[0].Rest.Any(t => t.IsLiteral("url"))) ? found : [];
    }

    private Share? Begins(Phrase piece, Gathering list, bool isFurther)
    {
        if (EachLead.Opens(piece, out _)) return null;
        var at = piece.Low(0) == "for" || Lexicon.OrderAt(piece, 0, isFirst: true) == 0 || Lexicon.FormOf(piece.Low(0)) == VerbForm.Plain ? 1 : 0;
        var verb = at > 0 && piece.Low(0) != "for" ? piece.Low(0) : "";
        if (verb is "reply" or "write" or "respond" or "talk" or "speak" && piece.Low(at) == "to") verb = $"{verb} {piece.Low(at++)}";
        if (piece.Low(0) == "ask" && piece.Find(1, "about") is > 1 and < 6 and var about) (verb, at) = ($"ask {piece.Part(1, about).Text} to approve", about + 1);
        if (isFurther && Rest.At(piece, at) is > 0 and var others && others <= piece.Count) return new Share(null, verb, Behind(piece.From(others)));
        if (isFurther && at == 1 && piece.Find(at, "of") is > 1 and < 5 and var of && Rest.At(piece, of + 1) is > 0 and var theirs) return new Share(null, verb, Behind(piece.From(theirs))); // "write the names of the rest to a.txt"
        if (isFurther && at == 0 && ElseLead.Opens(piece, out var otherwise) && otherwise < piece.Count) return new Share(null, "", piece.From(otherwise).Trimmed());
        if (isFurther && at == 0 && Numeric(piece, 0, list, isBare: true) is var (bare, bareEnd)) return new Share(bare, "", Behind(piece.From(bareEnd)));
        if (Adjective(piece, at, list) is var (adjective, adjectiveEnd)) return new Share(adjective, verb, Behind(piece.From(adjectiveEnd)));
        if (Quantified(piece, at, list) is not (> 0 and var who)) return null;
        return (Numeric(piece, who, list, isBare: false) ?? Valued(piece, who) ?? Relative(piece, who, list)) is var (only, end) ? new Share(only, verb, Behind(piece.From(end))) : null;
    }

    // "Flag every invoice over 100 and mail the flagged ones": what is done to what was marked so.
    private static Share? Marked(Share share)
    {
        var ones = share.Rest.Find(1, "ones");
        if (ones < 1 || share.Verb.Length < 3 || !share.Rest.Low(ones - 1).EndsWith("ed", StringComparison.Ordinal) || !share.Rest.Low(ones - 1).StartsWith(Lexicon.Lemma(share.Verb) ?? share.Verb.TrimEnd('s'), StringComparison.Ordinal)) return null;
        var rest = Phrase.Of($"{share.Rest.To(share.Rest.Low(ones - 2) == "the" ? ones - 2 : ones - 1).Text} it {share.Rest.From(ones + 1).Text}");
        return share with { Verb = "", Rest = rest.Low(0) is "and" or "then" ? rest.From(1) : rest };
    }

    private static Phrase Behind(Phrase rest)
    {
        rest = rest.Trimmed();
        return rest.Low(0) == "then" ? rest.From(1) : rest;
    }

    // What a member is called where nothing but "ones" is said.
    private static string Called(string word, Gathering list) => word is not ("ones" or "one") && IsMember(word, list) ? $"the {Words.Singular(word)}" : list.Item is "value" or "item" or "row" or "result" ? "it" : $"the {list.Item}";

    private static int Quantified(Phrase piece, int at, Gathering list)
    {
        var end = at;
        if (piece.Low(end) is "those" or "these" or "ones" or "everyone" or "everybody" or "anyone" or "anybody" or "everything" or "anything" or "whoever") end++;
        else
        {
            while (piece.Low(end) is "the" or "all" or "any" or "every" or "each" or "of" or "these" or "those") end++;
            if (piece.Low(end) is "ones" or "one" && end > at || IsMember(piece.Low(end), list) && (end > at || piece.Low(end).EndsWith('s'))) end++;
            else if (piece.Low(at) is not ("all" or "any") || end - at > 1) return -1;
        }

        if (piece.Low(end) == "of" && piece.Low(end + 1) is "them" or "these" or "those") end += 2;
        return end > at ? end : -1;
    }

    private static bool IsMember(string word, Gathering list) => Words.Singular(word) is var one && (one == list.Item || word.Length > 3 && list.From.Contains(Words.Plural(one), StringComparison.OrdinalIgnoreCase) || LabelNouns.Contains(one) || one is "row" or "record" or "entry" or "line" or "member" or "person" or "people" or "user" or "pupil" or "student" or "patient" or "client" or "guest" or "product" or "expense" or "payment" or "result" or "candidate" or "file" or "offer" or "address" or "employee" or "name" or "note" or "room" or "animal" or "supplier");

    private static readonly Form WithWhich = new("with/of/having/scoring/rated/scored/graded/at/from/costing/priced/worth a/an/the? | that/which/who/whose score/scored/scores/have/has/is/are/cost/costs/got/get/gets/reach/reached a/an/the? | that/which/who scored/got/reached | has/have/scores/scored a/an/the?");

    // "with 70 or more", "above 7", "with a score of at least 80", "4 to 7": what the number is of, and where it ends.
    private (Condition Only, int End)? Numeric(Phrase piece, int from, Gathering list, bool isBare)
    {
        var at = from;
        if (isBare) { if (piece.Low(at) is "from" or "between" or "the" or "with" or "those" or "a") at++; }
        else if (WithWhich.At(piece, at) is > 0 and var with) at = with;
        else if (Above.At(piece, at) < 0 && Below.At(piece, at) < 0 && piece.Low(at) is not "between") return null;
        var noun = "";
        while (at < piece.Count && piece[at].IsWord && !Lexicon.IsNumber(piece[at]) && Above.At(piece, at) < 0 && Below.At(piece, at) < 0 && piece.Low(at) is not ("between" or "exactly") && at - from < 6)
        {
            if (isBare || Lexicon.IsPreposition(piece.Low(at)) && piece.Low(at) is not ("of" or "from") || Lexicon.OrderAt(piece, at) == at && piece.Low(at) is not ("score" or "rating" or "grade" or "price" or "total" or "rate" or "age")) return null;
            if (!Lexicon.IsDeterminer(piece.Low(at)) && !Lexicon.IsBe(piece.Low(at)) && piece.Low(at) is not ("of" or "from" or "whose" or "value")) noun = piece.Low(at);
            at++;
        }

        var start = at;
        var sign = "==";
        if (Above.At(piece, at) is > 0 and var above) (sign, at) = (piece.Low(at) is "at" or "not" or "nothing" ? ">=" : ">", above);
        else if (Below.At(piece, at) is > 0 and var below) (sign, at) = (piece.Low(at) is "up" or "at" or "not" or "nothing" ? "<=" : "<", below);
        if (piece.Low(at) is "between" or "exactly") at++;
        if (at >= piece.Count || !Lexicon.IsNumber(piece[at]) || Amounts.Of(piece[at].Text.TrimStart('$', '€', '£').TrimEnd('%')) is not { } first) return null;
        var isMoney = piece[at].Text[0] is '$' or '€' or '£';
        at++;
        double? second = null;
        if (piece.Low(at) is "to" or "and" or "-" or "–" && at + 1 < piece.Count && piece[at + 1].Kind == TokenKind.Number && Amounts.Of(piece[at + 1].Text) is { } last) (second, at) = (last, at + 2);
        if (OrMore.At(piece, at) is > 0 and var more) (sign, at) = (">=", more);
        else if (OrLess.At(piece, at) is > 0 and var less) (sign, at) = ("<=", less);
        var unit = at < piece.Count && Unit.At(piece, at) > 0 ? piece.Low(at) : "";
        if (unit.Length > 0) at++;
        if (OrMore.At(piece, at) is > 0 and var later) (sign, at) = (">=", later);
        else if (OrLess.At(piece, at) is > 0 and var lower) (sign, at) = ("<=", lower);
        if (sign == "==" && second is null && start == from) return null;
        if (noun.Length == 0 && unit.Length == 0 && piece.Low(at) is "in" or "on" && at + 1 < piece.Count && piece[at + 1].IsWord && !Lexicon.IsDeterminer(piece.Low(at + 1)) && piece.Low(at + 1).Length > 3) (noun, at) = (piece.Low(at + 1), at + 2); // "less than 10 in stock"
        else if (noun.Length == 0 && unit.Length == 0 && at < piece.Count && piece[at].IsWord && !Lexicon.IsPreposition(piece.Low(at)) && !Lexicon.IsBe(piece.Low(at)) && !Lexicon.IsModal(piece.Low(at)) && !Lexicon.IsDeterminer(piece.Low(at)) && piece.Low(at) is not ("go" or "goes" or "get" or "gets" or "need" or "and" or "or") && piece.Low(at).EndsWith('s') && Lexicon.OrderAt(piece, at) != at) (noun, at) = (Words.Singular(piece.Low(at)) is "absence" or "error" or "mistake" ? piece.Low(at) : piece.Low(at), at + 1); // "more than 3 absences"
        if (noun is "scored" or "scoring" or "rated" or "graded" or "score" or "scores" or "got" or "reached" or "points" or "point" || list.Loop is { } loop && noun.Length == 0 && PlanReader.Steps([loop]).Any(s => s.Skill == "score")) noun = "score";
        else if (noun is "cost" or "costs" or "costing" or "priced") noun = "price";
        else if (noun.Length == 0 && (isMoney || unit is "euro" or "euros" or "eur" or "dollar" or "dollars" or "usd" or "bucks" or "pounds")) noun = "amount";
        if (noun.Length == 0) noun = _subject ?? "";
        if (noun.Length == 0 && !isBare) return null;
        _subject = noun;
        var said = _literals.Unmask(piece.Part(from, at).Text);
        var field = Words.Identifier(noun);
        return second is { } high
            ? (new Condition(Test.Number, field, ">=", Amounts.Plain(Math.Min(first, high)), said) { And = new Condition(Test.Number, field, "<=", Amounts.Plain(Math.Max(first, high)), said) }, at)
            : (new Condition(Test.Number, field, sign, Amounts.Plain(first), said), at);
    }

    // "the insulting ones", "overdue invoices"
    private (Condition Only, int End)? Adjective(Phrase piece, int at, Gathering list)
    {
        var start = at;
        while (piece.Low(at) is "the" or "all" or "any" or "every" or "only") at++;
        if (at == start && piece.Low(at + 1) is not "ones" || at + 1 >= piece.Count || !piece[at].IsWord || piece.Low(at) is "other" or "remaining" or "new" or "first" or "last" or "same" or "following" or "next" or "best" or "top" or "good" or "three" or "two" or "collected" or "found" || Lexicon.IsPreposition(piece.Low(at)) || Lexicon.IsDeterminer(piece.Low(at)) || Lexicon.IsNumber(piece[at]) || piece.Low(at).EndsWith("est", StringComparison.Ordinal)) return null;
        if (piece.Low(at + 1) is not "ones" && !(IsMember(piece.Low(at + 1), list) && piece.Low(at + 1).EndsWith('s') && Judged(list, piece.Low(at)))) return null;
        return (Kind(piece.Low(at), Called(piece.Low(at + 1), list), list.Loop), at + 2);
    }

    // Whether somebody looked at each for that: "check each for insults", and then the insulting comments.
    private static bool Judged(Gathering list, string adjective) => list.Loop is { } loop && loop.Body.LastOrDefault() is Step { Skill: "work" or "agent" or "classify" } look && Looked(look, adjective);

    private static bool Looked(Step look, string adjective) => Phrase.Of(look.Said).Any(t => t.IsWord && t.Low.Length > 4 && adjective.Length > 4 && t.Low[..5] == adjective[..5]);

    private Condition Kind(string adjective, string item, ForEach? loop) =>
        Ruled.Contains(adjective) && loop is { } asked && PlanReader.Steps(asked.Body).Any(s => s.Skill == "human") ? new Condition(Test.Approved, "", adjective is "rejected" or "refused" or "declined" or "denied" ? "!=" : "==", "true", adjective)
        : _labels.FirstOrDefault(l => string.Equals(l, adjective, StringComparison.OrdinalIgnoreCase)) is { } label ? new Condition(Test.Label, "", "==", label, label) : new Condition(Test.Judge, "", "==", "", $"{item} is {adjective}");

    private static readonly HashSet<string> Columns = ["priority", "status", "urgency", "severity", "category", "type", "country", "city", "language", "plan", "role", "level", "state", "department", "region", "currency"];

    // "with priority high", "with high priority"
    private static (Condition Only, int End)? Valued(Phrase piece, int at)
    {
        if (piece.Low(at) is not ("with" or "of" or "having") || at + 2 >= piece.Count) return null;
        var from = Lexicon.IsDeterminer(piece.Low(at + 1)) ? at + 2 : at + 1;
        var (first, second) = (piece.Low(from), piece.Low(from + 1));
        var (column, value, end) = Columns.Contains(first) ? second is "is" or "=" or "of" ? (first, piece.Low(from + 2), from + 3) : (first, second, from + 2) : Columns.Contains(second) ? (second, first, from + 2) : ("", "", 0);
        return column.Length == 0 || value.Length == 0 || Lexicon.IsPreposition(value) ? null : (new Condition(Test.Text, column, "==", value, piece.Part(at, end).Text), end);
    }

    private static readonly Form Who = new("that/which/who | whose | where");

    // "that are late", "who have not paid", "whose status is open"
    private (Condition Only, int End)? Relative(Phrase piece, int at, Gathering list)
    {
        if (Who.At(piece, at) is not (> 0 and var how) || how + 1 >= piece.Count) return null;
        if (piece.Low(at) is "whose" or "where" && Which(piece.From(at)) is { } found) return (found.Only, piece.Count - found.Behind.Count);
        var who = Called(piece.Low(at - 1), list);
        var end = how + 1;
        while (end < piece.Count && piece[end].Kind != TokenKind.Mark && piece[end].Kind != TokenKind.Literal && !Stops(piece, how, end)) end++;
        while (end > how + 1 && piece.Low(end - 1) is "to" or "into" or "in" or "on" or "by" or "via" or "with" && end < piece.Count && piece[end].Kind == TokenKind.Literal) end--;
        if (end == how + 1) return null;
        var what = piece.Part(how, end);
        if (what.Count == 2 && what.Low(0) is "are" or "is" && !Lexicon.IsDeterminer(what.Low(1))) return (Kind(what.Low(1), who, list.Loop), end);
        var one = what.Low(0) switch { "are" => $"is {what.From(1).Text}", "have" => $"has {what.From(1).Text}", "haven't" => $"has not {what.From(1).Text}", "aren't" => $"is not {what.From(1).Text}", "do" => $"does {what.From(1).Text}", "don't" => $"does not {what.From(1).Text}", var verb when Lexicon.FormOf(verb) is VerbForm.Plain or VerbForm.None && !verb.EndsWith('s') && !Lexicon.IsModal(verb) && what.Count > 1 && piece.Low(at) is not ("whose" or "where") && !Lexicon.IsPronoun(verb) => $"{verb}s {what.From(1).Text}", _ => what.Text };
        return (new Condition(Test.Judge, "", "==", "", _literals.Unmask(piece.Low(at) is "whose" or "where" ? what.Text : $"{who} {one}")), end);
    }

    // Where what they are ends and what becomes of them begins.
    private static bool Stops(Phrase piece, int from, int at) =>
        at > from + 1 && (piece.Low(at) is "a" or "an" or "go" or "goes" or "get" or "gets" or "should" or "must" or "will" or "need" or "needs" || piece.Low(at) is "is" or "are" && piece.Low(from) is not ("is" or "are") || piece.Low(at) is "to" or "into" or "in" or "with" or "via" && at + 1 < piece.Count && (piece[at + 1].Kind == TokenKind.Literal || piece.Low(at + 1) is "slack" or "telegram" or "post" or "delete" or "put" or "the" && at + 2 < piece.Count && (piece[at + 2].Kind == TokenKind.Literal || piece.Low(at + 2) is "slack" or "telegram" or "chat")));

    // What was looked for in each decides, once: with the model that looks.
    private static Condition Asked(Condition only, List<PlanItem> body)
    {
        if (only.Test != Test.Judge || body.LastOrDefault() is not Step { Skill: "work" or "agent" } look) return only;
        var said = Phrase.Of(look.Said);
        if (Lexicon.Lemma(said.Low(0)) is not ("check" or "judge" or "see" or "decide" or "determine" or "find" or "look" or "test" or "verify" or "assess" or "evaluate" or "inspect" or "scan" or "detect" or "review") && Whether.In(said) is null) return only;
        body.Remove(look);
        var isSame = said.Any(t => t.IsWord && t.Low.Length > 4 && Phrase.Of(only.Said).Any(o => o.Low.Length > 4 && o.Low[..5] == t.Low[..5]));
        return only with { Said = isSame ? only.Said : $"{only.Said} ({Words.Plain(look.Said)})", Model = look.Model, IsAsked = true };
    }
}
