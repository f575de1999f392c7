using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What happens only when something is so.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form IfLead = new("only? if/when/whenever/unless | in case that? | once | as soon as | should | provided that? | whenever | in the event that | only? after/once/when");

    private static readonly Form OnLead = new("on | in case of | upon | after");
    private static readonly Form Today = new("""
        it/today is/'s not? a/the? monday/tuesday/wednesday/thursday/friday/saturday/sunday/weekend/weekday/holiday/workday/morning/evening/afternoon/night/christmas/summer/winter | it's/today's not? a/the? monday/tuesday/wednesday/thursday/friday/saturday/sunday/weekend/weekday/holiday/workday/morning/evening/afternoon/night |
        it/today is/'s the? first/last/# day? of the month/week/year
        """);

    private bool If(Phrase phrase, List<PlanItem> into, Fork? onto = null)
    {
        if (!IfLead.Opens(phrase, out var lead) || lead >= phrase.Count) return OnLabel(phrase, into);
        var word = phrase.Low(0) == "only" ? phrase.Low(1) : phrase.Low(0);
        if (word == "after" && phrase.Low(0) != "only") return false;
        var rest = phrase.From(lead);
        if (Ending(rest) is not var (end, start))
        {
            if (word is "unless" or "if" && rest.Count < 3) return false;
            // a consequence without a verb: "if it is urgent, a page to #oncall"
            var comma = rest.Find(1, ",", ":", "then");
            if (comma < 0 || comma + 1 >= rest.Count) return false;
            (end, start) = (comma, comma + 1);
        }

        var (said, body) = (rest.To(end), rest.From(start).Trimmed());
        if (Today.Opens(said, out var today) && today == said.Count && !said.Has([.. _labels.Select(l => l.ToLowerInvariant())])) return Left(phrase); // no condition reads the calendar: it is told, not guessed
        if (body.Low(0) == "then") body = body.From(1).Trimmed();
        body = _servers.Order(body) ?? (body.Low(0) is "to" or "into" ? LabelBody(body) : body);
        if (body.Low(0) is "is" or "are" && Lexicon.IsDeterminer(body.Low(1)) && Enumerable.Range(2, 4).FirstOrDefault(k => Lexicon.FormOf(body.Low(k)) == VerbForm.Past) is > 0 and var past) body = Phrase.Of($"{body.Part(1, past).Text} {body[0].Text} {body.From(past).Text}");
        into = onto is null ? Place(phrase, into) : into;
        if (said.Count == 1 && said.Low(0) == "no" && Open(into) is { HasElse: false, Cases: [{ When.Test: Test.Judge or Test.Text or Test.Number or Test.Contains or Test.Label }] }) return Else(Phrase.Of($"otherwise {body.Text}"), into); // the question was answered by an agent
        if (onto is null && said.Has("still", "too", "also", "again") && into.LastOrDefault() is Fork { HasElse: false, Cases: [{ When.Test: Test.Failed, Then: [.., Step { Skill: "webfetch" or "http" }] retried }] }) return If(phrase, retried); // what was tried instead fails too
        if (word is "once" or "when" or "whenever" or "as" or "after" && IsDone(said) && !(into.LastOrDefault() is Step { Skill: "wait" } awaited && awaited.Get("event") is not null && Comes.Opens(said, out _)))
        {
            Statement(body, into);
            return true;
        }

        if (Unapproved(said, into) is { } limit) return If(Phrase.Of($"if nobody answers within {limit}, {body.Text}"), into, onto);
        if (Approval(said, word) is { } who && !Asked(who, into))
        {
            into.Add(who);
            Statement(body, into);
            return true;
        }

        (body, var always) = Apart(body);
        if (always is null && body.Find(2, "before") is > 1 and var ahead && ahead + 2 < body.Count && Branches(body) is (_, null, null) && Preceded(body.From(ahead + 1)) is { } onwards && onwards.HasLiterals) (body, always) = (body.To(ahead).Trimmed(), onwards); // under the condition one thing is done before, and the other happens anyway
        if (always is null && body.Find(1, "first", "beforehand") is > 1 and < 8 and var gate && gate + 3 < body.Count && !Lexicon.IsDeterminer(body.Low(gate - 1)) && body.Low(gate + 1) is "," or "then" or "and" && body.Find(gate, "then") is > 0 and var onward && onward <= gate + 3)
        {
            (body, always) = (body.To(gate), body.From(onward + 1)); // what is done first is done only then; it goes on anyway
            if (body.Low(0) is "ask" or "get" or "let" or "have") _plan.Remarks.Add($"Where it is not so that {_literals.Unmask(said.Text)}, nobody is asked and it goes on.");
        }

        if (always is not null)
        {
            var isRead = If(Phrase.Of($"{phrase.To(lead).Text} {said.Text}, {body.Text}"), into, onto);
            if (isRead) Statement(always, into);
            return isRead;
        }

        if (into.LastOrDefault() is Step { Skill: "wait" } passed && passed.Get("event") is null && Uncome(said) is { } uncome)
        {
            uncome.Has["due"] = passed.Get("for") ?? "1d"; // "wait 5 days. If the event x has not come": it is waited for so long
            into[^1] = uncome;
            return If(Phrase.Of($"if it does not come in time, {body.Text}"), into);
        }

        var (then, other, later) = Branches(body);
        var condition = So(said, into) ?? Condition(Sourced(said, into), into);
        if (condition.Test == Test.Late && other is null && later is null && then.HasLiterals && then.Find(1, "anyway", "regardless", "nonetheless") is > 0 and var anyway && into.LastOrDefault() is Step { Skill: "human" })
        {
            AddCase(into, condition, [new Step("pass", then.Text)]);
            Statement(then.Without(anyway, anyway + 1), into); // "publish it anyway" is what a yes would have led to
            return true;
        }

        if (word == "unless") condition = condition.Not();
        if (word is "once" or "as" && condition.Test == Test.Judge && !said.Has("approved", "agreed", "ok"))
        {
            // what is waited for and nobody can tell
            if (Event(said) is { } wait)
            {
                into.Add(wait);
                Statement(body, into);
                return true;
            }
        }

        if (condition.Test != Test.Late && into.LastOrDefault() is Step { Skill: "wait" } came && came.Get("event") is not null && Comes.Opens(said, out var comes) && comes >= said.Count - 2)
        {
            // what happens when the event came, and what when it did not
            var late = other is null ? [] : Items(ElseLead.Opens(other, out var skip) ? other.From(skip).Trimmed() : other, into);
            var onRefusal = Items(then, into);
            if (onRefusal.Count == 0) return Left(phrase);
            var fork = new Fork([new Case(new Condition(Test.Late, "", "==", "", "it does not come in time"), late)]) { HasElse = true };
            fork.Else.AddRange(onRefusal);
            into.Add(fork);
            if (later is not null && !Else(later, into) && !If(later, into)) Missed(later);
            return true;
        }

        if (into.LastOrDefault() is Again { Until: { } until } && Unmet.In(said) is not null) condition = until.Test == Test.Judge ? until.Not() : until.Not() with { Said = _literals.Unmask(said.Text) };
        if (into is [.., Step { Skill: "wait" } waited, Fork { HasElse: false, Cases: [{ When.Test: Test.Late }] } missing] && waited.Get("event") is not null && condition.Test != Test.Late && Comes.Opens(said, out var there) && there == said.Count && Items(then, into) is { Count: > 0 } arrived)
        {
            missing.Else.AddRange(arrived); // "if it does": it came
            missing.HasElse = true;
            return true;
        }

        if (condition.Test == Test.Failed && Retried(body, into)) return true;
        if (condition.Test == Test.Failed && Often.In(said) is var (often, counted) && Amounts.Whole(said[said.Low(often) is "twice" or "thrice" ? often : counted - 2].Text) is { } attempts && (PlanReader.Steps(into).LastOrDefault(s => s.Skill is "http" or "webfetch" || !said.Has("fetch", "request", "download", "page")) ?? PlanReader.Steps(into).LastOrDefault()) is { } risky) risky.Attempts ??= Math.Clamp(attempts, 1, 100); // "if it fails three times"
        while (body.Count > 1 && condition.Test == Test.Failed && body.Low(0) is "just" or "simply" or "please") body = body.From(1);
        if (condition.Test == Test.Failed && said.Has("one", "any", "either", "some") && GoesOnWithout.Opens(body, out _) && into.OfType<Together>().LastOrDefault() is { } several)
        {
            foreach (var step in PlanReader.Steps([several]).Where(s => s.Skill is "webfetch" or "http" or "websearch" or "fileread" or "csvread" or "sql" or "workflow")) step.GoesOn = true;
            return _taken = true;
        }

        var goingOn = condition.Test == Test.Failed && CarriesOn.Opens(body, out var carried) && carried < body.Count ? body.From(carried) : null;
        if (condition.Test == Test.Failed && (goingOn is not null || body.Low(0) is "continue" or "go" or "carry" or "keep" or "skip" or "ignore" && !body.HasLiterals && body.Count <= 7 && !body.Has("back", "to")) && into.Count > 0)
        {
            foreach (var step in said.Has("one", "any", "some", "single") && (_item is not null || Around(into) is not null) ? PlanReader.Steps(into) : into[^1] is ForEach or Together ? PlanReader.Steps([into[^1]]) : PlanReader.Steps(into).TakeLast(1)) step.GoesOn = true;
            if (goingOn is not null) Statement(goingOn, into); // "carry on and write a report" does so in both cases
            return _taken = true;
        }

        if (condition.Test == Test.Judge && onto is null && Settled(said, into) is { } question) condition = condition with { Said = said.Has("not") || said.Text.Contains("n't", StringComparison.Ordinal) ? condition.Said : question }; // decided before: once is enough
        if (condition.Test == Test.Failed && Instead.Opens(then, out var instead) && PlanReader.Steps(into).LastOrDefault() is { Skill: not ("slack" or "telegram" or "email") })
        {
            AddCase(into, condition, [new Step("instead", then.Text) { Has = { ["text"] = _literals.Value(then[instead - 1].Text[0]) } }]);
            return true;
        }

        if (condition.Test is Test.Late or Test.Approved && then.Count is > 2 and < 7 && then.Low(0) == "ask" && then.Low(then.Count - 1) == "instead") then = then.To(then.Count - 1); // the same is asked of somebody else
        if (condition is { Test: Test.Approved, Sign: "!=" }) then = Once(then);
        (then, var agreed) = condition is { Test: Test.Approved, Sign: "!=" } && onto is null && other is null && later is null ? Agreed(then) : (then, null);
        if (Bounded(then) is var (reworked, behindIt) && Rework(reworked, condition, into))
        {
            if (behindIt.Count > 0) Statement(behindIt, into);
            return other is null && later is null || Left(other ?? later!);
        }

        var whole = then;
        var tries = Bound(ref whole);
        var items = condition.Test == Test.Late && then.Has("anyway", "regardless", "nonetheless") && !then.HasLiterals ? [new Step("pass", then.Text)] : Items(tries is null ? then : whole, into); // "restart it anyway" goes ahead
        if (tries is not null)
        {
            if (items.OfType<Step>().LastOrDefault(s => s.Skill == "back") is not { } goesBack)
            {
                if (condition.Test is Test.Approved or Test.Label && items.Count > 0) items.Add(goesBack = new Step("back", then.Text) { Has = { ["to"] = condition.Test == Test.Approved ? "ask" : "" } });
                else goesBack = null!;
            }

            if (goesBack is not null) (goesBack.Has["most"], goesBack.Has["times"], goesBack.Has["on"]) = (Amounts.Plain(tries.Value), then.Has("attempt", "attempts", "tries", "rounds", "versions", "iterations") ? "" : "more", condition.Test == Test.Approved ? "" : "yes"); // "back at most twice" is twice more; what was never approved goes no further
            else items = Items(then, into);
        }

        if (items.Count == 0 && then.Count > 0)
        {
            if (other is null && later is null) return _taken || Left(phrase);
            Missed(then);
        }

        if (condition.Test == Test.Failed) Alike(items, PlanReader.Steps(into).LastOrDefault());
        var behind = items.FindIndex(i => i is Step { Skill: "back" }) is >= 0 and var back ? items.Skip(back + 1).ToList() : []; // what goes back does not go on: the rest is done otherwise
        items.RemoveRange(items.Count - behind.Count, behind.Count);
        Add(into, onto, condition, items);
        if (behind.Count > 0 && Open(into) is { HasElse: false } parted)
        {
            parted.Else.AddRange(behind);
            parted.HasElse = true;
        }

        if (agreed is not null)
        {
            if (Open(into) is { HasElse: false } ruled && ruled.Cases.TrueForAll(c => c.When is { Test: Test.Approved, Sign: "!=" } or { Test: Test.Late }) && Items(agreed, into) is { Count: > 0 } yes)
            {
                ruled.Else.AddRange(yes);
                ruled.HasElse = true;
            }
            else Statement(agreed, into);
        }

        if (later is not null && condition.Test == Test.Failed && later.To(Math.Min(later.Count, 9)).Has("fails", "fail", "failed", "works", "loaded", "down", "unavailable", "unreachable"))
        {
            if (!If(later, items)) Missed(later); // what was tried instead fails too
            later = null;
        }

        if (later is not null && !If(later, into, Open(into)) && !Else(later, into)) Missed(later);
        if (other is null) return true;
        if (!Else(other, into)) Missed(other);
        return true;
    }

    // Behind a repetition: its end was not met.
    private static readonly Form Unmet = new("never | without success | in vain | still not | still/it/that/this isn't/doesn't/hasn't/fails/wrong | still does/is/has not | it/that/this does/has not work/worked/succeed/succeeded/help/helped | after # rounds/times/tries/attempts/checks | after the last round/try/attempt | # times/rounds/tries/attempts without/and | all/the # tries/rounds/attempts are over/done/used/up | all # fail/failed/fails | the limit is reached");

    // What stands for a result that did not come.
    private static readonly Form Instead = new("use/take/assume/say/set the/a? text/value/words/message/default/sentence? @quote | use/take/set @quote | continue/go on with the? text/value/words/message? @quote");

    private static readonly Form GoesOnWithout = new("leave it/that/them/the out | skip it/that/them/the | ignore it/that/them/the | go/carry/continue on? without | continue/go/carry on? anyway? | do without | use the others/rest/other");

    private static readonly Form CarriesOn = new("carry/go/move/keep on/going anyway/regardless? and/, then? | continue/proceed anyway/regardless? and/, then? | ignore it/that and/, then?");

    private static readonly Form Comes = new("it/that/the/this/he/she/they event/message/payment/reply/answer/order? comes/arrives/happens/occurs/does/is in? in/received? time? | it/that/the/this/he/she/they has/have/had? event/message/payment/reply/answer/order? arrived/come/came/happened in? time? | yes | so");

    private static readonly Form Whether = new("tell me/us if/whether | answer/answers/say/says with? yes or/and/, no? if/whether | answer/answers/say/says yes/no if/whether | find out/if | check/see/decide/determine/verify/detect/find/figure/test out? if/whether | have/let an? agent/model/ai check/decide if/whether");

    // "Check whether it is over 250. If so, …": the question is the condition.
    private Condition? So(Phrase said, List<PlanItem> into)
    {
        // "check if URL is online … if not": whether it answers
        if (said.Count == 1 && said.Low(0) is "so" or "not" or "yes" or "no" && into.LastOrDefault() is Step { Skill: "webfetch" or "http" } site && Phrase.Of(site.Said).Has("online", "up", "reachable", "available", "alive", "responding", "running", "down", "offline"))
        {
            var isDown = Phrase.Of(site.Said).Has("down", "offline") == said.Low(0) is "so" or "yes";
            return new Condition(Test.Failed, "", isDown ? "==" : "!=", "", $"{_literals.Unmask(site.Said)}: {said.Text}");
        }

        if (said.Count == 1 && said.Low(0) is "not" or "no" && into.LastOrDefault() is Step { Skill: "work" or "classify" or "agent" } unsure && Whether.In(Phrase.Of(unsure.Said)) is var (_, whether))
        {
            into.Remove(unsure);
            return Condition(Phrase.Of(unsure.Said).From(whether), into).Not() is var not && unsure.Model is { } decider ? not with { Model = decider } : not;
        }

        if (said.Count <= 4 && said.Low(0) is "it" or "that" && said.Has("isn't", "not", "doesn't") && said.Count <= 3 && into.LastOrDefault() is Step { Skill: "work" } doubt && Whether.In(Phrase.Of(doubt.Said)) is var (_, behind))
        {
            into.Remove(doubt);
            return Condition(Phrase.Of(doubt.Said).From(behind), into).Not();
        }

        if (NoAnswer.Opens(said, out var silent) && silent == said.Count && into.LastOrDefault() is Step { Skill: "webfetch" or "http" }) return new Condition(Test.Failed, "", "==", "", _literals.Unmask(said.Text));
        if (said.Count > 4 || !(said.Low(0) is "so" or "yes" or "true" || said.Low(0) is "it" or "that" && said.Has("is", "does", "has", "so", "case", "true")) || into.LastOrDefault() is not Step { Skill: "work" or "extract" or "classify" or "agent", Labels.Count: < 3 } asked) return null; // of three kinds it is one, which is no yes
        var question = Phrase.Of(asked.Said);
        if (Whether.In(question) is not var (_, from)) return null;
        if (said.Tokens.Where(t => t.IsWord && !Echoes.Contains(t.Low)).ToList() is { Count: > 0 } own)
        {
            if (question.Has("or") || said.Count > 4) return null; // one of the two it can be
            if (!own.TrueForAll(t => question.Has(t.Low)))
            {
                if (question.Count - from <= 4) into.Remove(asked); // "whether it is good. If it is bad": one question, asked as it is said last
                return null;
            }
        }

        into.Remove(asked);
        var so = Condition(question.From(from), into);
        if (asked.Model is { } model) so = so with { Model = model };
        return said.Any(t => t.Low == "not" || t.Low.EndsWith("n't", StringComparison.Ordinal)) ? so.Not() : so;
    }

    // What repeats a question without a word of its own: "if it is", "if that is not the case".
    private static readonly HashSet<string> Echoes = ["it", "that", "this", "is", "does", "has", "so", "the", "case", "true", "yes", "not", "isn't", "doesn't", "hasn't", "a", "an", "really", "indeed"];

    // Said of a page that was asked for: it is a failure.
    private static readonly Form NoAnswer = new("it/that/this/the still? *? *? still? doesn't/don't/won't/can't/isn't still? answer/respond/reply/load/work/reachable/open/react/up/online/there | it/that/this/the *? *? does/is/can/will not answer/respond/reply/load/work/reachable/open/react/up/online | there is/'s no answer/response/reply | no answer/response/reply comes? | it/that/the *? *? is/'s still? down/offline/unreachable/dead/unavailable | it/that still? fails/breaks/crashes | still down/offline/unreachable/dead/unavailable/failing");

    // What a condition speaks of by its address is read before it is asked.
    private Phrase Sourced(Phrase said, List<PlanItem> into)
    {
        var at = -1;
        for (var i = 0; i < said.Count && at < 0; i++)
            if (said[i].IsLiteral("url") || said[i].IsLiteral("file")) at = i;
        if (at < 0) return said;
        var value = _literals.Value(said[at].Text[0]);
        if (said[at].IsLiteral("file") && FileStep(value, said.Text, into) is { } file) into.Add(file);
        else if (said[at].IsLiteral("url") && !Before(into).Any(s => s.Get("url") == value)) into.Add(new Step("webfetch", said.Text) { Has = { ["url"] = value } });
        var from = at;
        while (from > 0 && said.Low(from - 1) is "at" or "of" or "on" or "in" or "from" or "under") from--;
        return from == 0 ? Phrase.Of($"it {said.From(at + 1).Text}") : said.Without(from, at + 1);
    }

    private static void Add(List<PlanItem> into, Fork? onto, Condition condition, List<PlanItem> items)
    {
        if (onto is not null && AsLabel(condition) is { } label && onto.Cases.TrueForAll(c => AsLabel(c.When) is not null || c.When.Test == Test.Label))
        {
            for (var i = 0; i < onto.Cases.Count; i++) onto.Cases[i] = onto.Cases[i] with { When = AsLabel(onto.Cases[i].When) ?? onto.Cases[i].When };
            onto.Cases.Add(new Case(label, items));
        }
        else if (onto is not null) onto.Cases.Add(new Case(condition, items));
        else AddCase(into, condition, items);
    }

    private static readonly Form Owned = new("my/his/her/their/our/your/its/the/a okay/ok/approval/acceptance/go-ahead/yes/consent/confirmation/permission/no/rejection/refusal | my/his/her/their/our/your/the sign-off/go");

    // "On ship, POST …": an answer of a person or a category, said shortly.
    private bool OnLabel(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Low(0) is "yes" or "no" && phrase.Low(1) is ":" or "->" or "," && phrase.Count > 3)
        {
            var isYes = phrase.Low(0) == "yes";
            var what = Items(phrase.From(2), into);
            if (what.Count == 0) return false;
            AddCase(into, new Condition(Test.Approved, "", isYes ? "==" : "!=", "true", isYes ? "approved" : "not approved"), what);
            return true;
        }

        if (!OnLead.Opens(phrase, out var lead)) return false;
        var label = phrase.From(lead);
        while (label.Low(0) is "a" or "an" or "the" && label.Low(1) is "yes" or "no" or "approval" or "refusal" or "rejection" or "timeout") label = label.From(1);
        if (_labels.Contains(label.Low(0), StringComparer.OrdinalIgnoreCase) && Labelled(phrase, into)) return true; // "on yes", where yes is one of several answers
        if (Owned.Opens(label, out var owned) && owned < label.Count) label = Phrase.Of($"{(label.Has("no", "rejection", "refusal") ? "no" : "yes")} {label.From(owned).Text}");
        var comma = label.Find(1, ",", ":", "->", "=>");
        if (label.Low(0) is "yes" or "approval" or "acceptance" or "no" or "refusal" or "rejection" or "success" or "timeout")
        {
            var (body, negative) = (label.From(1).Trimmed(), label.Low(0) is "no" or "refusal" or "rejection");
            if (body.Count == 0) return false;
            if (label.Low(0) == "success")
            {
                Statement(body, into);
                return true;
            }

            var items = Items(body, into);
            if (items.Count == 0) return false;
            if (label.Low(0) is "yes" or "no" && Before(into).LastOrDefault(s => s.Skill is "human" || IsWriting(s)) is { Skill: not "human" }) // an agent said so
            {
                AddCase(into, new Condition(Test.Judge, "", "==", "", $"the answer is {label.Low(0)}"), items);
                return true;
            }

            AddCase(into, label.Low(0) == "timeout" ? new Condition(Test.Late, "", "==", "", "nobody answers in time") : new Condition(Test.Approved, "", negative ? "!=" : "==", "true", negative ? "not approved" : "approved"), items);
            return true;
        }

        if (Labelled(phrase, into)) return true;
        var lone = phrase.Find(lead, ",", ":");
        return phrase.Low(0) is "on" or "upon" && lone > lead && lone - lead <= 2 && !phrase.To(lone).HasLiterals && Before(into).LastOrDefault(s => s.Skill is "human" or "classify") is not null && Words.Verb(phrase.Low(lead)) is not null && Left(phrase); // "on treat, …": an answer that nobody can give
    }

    private static readonly Form Finished = new("it/that/this/everything/all/both/they/these/he/she is/are/has/have? all/been? done/finished/ready/complete/completed/over/there/made/written | that's/it's done/finished | all/both/they of? them? are/have done/finished/ready? | all/both/everything of? the/them? two/three/four/#? answers/results/pages/replies? are/have come? in/back/there/finished/fetched/loaded/here");

    private static bool IsDone(Phrase said) => !said.Has("approved", "agreed", "signed", "accepted", "confirmed", "rejected", "refused", "declined", "said") && IsFinished(said);

    private static bool IsFinished(Phrase said) => Finished.At(said, 0) is > 0 and var end && end >= said.Count - 1 || said.Count <= 6 && said.Has("done", "finished", "ready", "complete", "completed") && !said.Has("not", "status", "isn't", "says");

    // Who approves, when a condition says that somebody does who may not have been asked yet.
    private Step? Approval(Phrase said, string word)
    {
        if (word is not ("once" or "as" or "after" or "when" or "if" or "unless") || said.Has("not", "doesn't", "don't", "both", "rejects", "declines") && word != "unless") return null;
        var at = said.Find(1, "approves", "approve", "approved", "agrees", "agreed", "signs", "signed", "okays", "okayed", "oks", "confirms", "confirmed", "ok", "okay", "yes", "approval", "go-ahead", "blessing", "accepts", "accepted");
        if (at < 1) return null;
        if (said.Low(0) is "i" or "we" && at <= 2) return _skills.Read($"ask {(said.Low(0) == "i" ? "me" : "us")} to approve it"); // "after I approve"
        var who = said.To(at);
        if (who.Count > 0 && People.Bare(who[who.Count - 1].Text) is var owner && owner != who[who.Count - 1].Text) who = Phrase.Of($"{who.To(who.Count - 1).Text} {owner}".Trim()); // "the chairman's approval"
        while (who.Count > 0 && who.Low(who.Count - 1) is "has" or "have" or "had" or "says" or "said" or "gives" or "gave" or "given" or "the" or "his" or "her" or "their" or "is" or "also" or "been" or "'s") who = who.To(who.Count - 1);
        if (who.Count == 0 || who.Has("it", "he", "she", "they", "this", "that", "nobody", "both", "all", "if", "request", "answer") && who.Count == 1 || !People.IsPerson(who) && !(who.Count == 2 && who.Low(0) is "the" or "my" or "our" && who[1].IsWord && said.Low(at - 1) is "has" or "have" or "had" && !People.IsMachine(who))) return null;
        return _skills.Read($"ask {(People.IsName(who[0]) || Lexicon.IsDeterminer(who.Low(0)) ? who.Text : $"the {who.Text}")} to approve it");
    }

    private bool Asked(Step who, List<PlanItem> into) => Before(into).Any(s => s.Skill == "human" && (s.Get("assign") == who.Get("assign") || who.Get("assign") is null || s.Get("assign") is null));

    private Step? Event(Phrase said) => _skills.Read($"wait until {said.Text}") is { Skill: "wait" } wait && wait.Get("event") is not null ? wait : null;
}
