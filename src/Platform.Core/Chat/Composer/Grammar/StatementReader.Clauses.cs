using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>One clause: what is around its action, and under which condition it stands.</summary>
internal sealed partial class StatementReader
{
    private void Clause(Phrase clause, List<PlanItem> into)
    {
        clause = clause.Trimmed();
        if (clause.Low(clause.Count - 2) is "workflow" && clause.Count is 2 or 3 && Before(into).Any(s => s.Skill == "workflow")) clause = Phrase.Of($"run {clause.Text}"); // "run the workflow a, then the workflow b"
        clause = Shaper.Bare(clause);
        if (clause.Count == 0) return;
        if (_depth >= Deepest || clause.Count > 200)
        {
            Missed(clause);
            return;
        }

        _depth++;
        if (clause.Low(0) is "if" or "when" or "whenever" or "unless" || clause.Low(0) == "only" && clause.Low(1) is "if" or "when" or "after" or "once" || clause.Low(0) == "once" && clause.Count > 2 || clause.Low(0) == "in" && clause.Low(1) == "case")
        {
            Missed(clause); // an order whose condition was not understood is left out with it
            _depth--;
            return;
        }

        if (Lapse.In(clause, 2) is var (lapse, lapsed) && lapsed == clause.Count && Amounts.Duration(clause.From(lapse).Text) is { } pause && clause.Low(0) is not ("wait" or "remind" or "ask" or "stop" or "give" or "cancel" or "let" or "get" or "retry" or "try"))
        {
            into.Add(new Step("wait", clause.From(lapse).Text) { Has = { ["for"] = pause } });
            Clause(clause.To(lapse), into);
            _depth--;
            return;
        }

        if (Patience.Opens(clause, out var patience) && clause.Count - patience <= 4 && Amounts.Duration(clause.Text) is { } longest && into.LastOrDefault() is { } questions && PlanReader.Steps([questions]).ToList() is { Count: > 0 } people && people.TrueForAll(p => p.Skill == "human"))
        {
            foreach (var person in people) person.Has["due"] = longest; // "wait at most an hour for answers"
            _taken = true;
            _depth--;
            return;
        }

        if (Tallied(clause, into))
        {
            _depth--;
            return;
        }

        if (Turns.In(clause) is var (turns, over))
        {
            var shown = _literals.Unmask(clause.Part(turns, over).Text);
            _plan.NotUnderstood.Add(shown); // how often an agent goes back to its tools, and how freely it writes, is set when the agent stands
            _plan.Later.Add((clause.Part(turns, over).Text, shown));
            _taken = true;
            _depth--;
            Clause(clause.Without(turns, over), into);
            return;
        }

        if (OfStep(clause, into) is { Count: > 0 } tuned)
        {
            foreach (var (order, shown) in tuned.Select((t, i) => (t, i == 0 ? _literals.Unmask(clause.Text) : t)))
            {
                _plan.NotUnderstood.Add(shown);
                _plan.Later.Add((order, shown));
            }

            _taken = true;
            _depth--;
            return;
        }

        if (AskedOf(clause, into))
        {
            _depth--;
            return;
        }

        if (_behind is not null && into.Count == 0 && Abstains.Opens(clause, out var abstains) && clause.Count - abstains <= 3 && !clause.HasLiterals)
        {
            into.Add(new Step("stop", clause.Text)); // "if he says no, don't send anything"
            _depth--;
            return;
        }

        if (Decided(clause, into))
        {
            _depth--;
            return;
        }

        if (clause.Low(clause.Low(0) == "back" ? 1 : 0) is "into" or "to" && IsTongue(clause.Low(clause.Low(0) == "back" ? 2 : 1)) && Before(into).Any(s => s.Skill == "translate")) clause = Phrase.Of($"translate it into {clause.From(clause.Low(0) == "back" ? 2 : 1).Text}");
        if (Given.At(clause, 1) is > 0 and <= 4 && clause.Count <= 8 && Amounts.Duration(clause.Text) is { } span && Before(into).LastOrDefault(s => s.Skill == "human") is { } asked && (Lexicon.IsPronoun(clause.Low(0)) || clause.Any(People.IsName) || clause.Any(t => People.IsRole(t.Low))))
        {
            asked.Has["due"] = span;
            _taken = true;
            _depth--;
            return;
        }

        if (clause.Low(0) == "without" && clause.Has("nothing"))
        {
            _taken = true; // what needs an answer waits for it anyway
            _depth--;
            return;
        }

        if (clause.Low(0) == "with" && clause.Low(1) is "her" or "his" or "their" or "the" or "my" && clause.Low(2) is "consent" or "approval" or "ok" or "okay" or "permission" && clause.Count > 4 && Before(into).Any(s => s.Skill == "human")) clause = clause.From(3).Trimmed();
        if ((clause.Low(0) == "tell" && clause.Low(1) is "me" or "us" || clause.Low(0) is "find" or "figure" && clause.Low(1) == "out") && clause.Low(2) is "if" or "whether") clause = Phrase.Of($"check whether {clause.From(3).Text}");
        if (clause.Low(0) is "call" or "do" or "make" or "run" && clause.Count > 2 && clause[clause.Low(1) is "a" or "the" ? 2 : 1].Text is "POST" or "PUT" or "DELETE" or "PATCH" or "GET" && clause.Any(t => t.IsLiteral("url"))) clause = clause.From(clause.Low(1) is "a" or "the" ? 2 : 1); // "call POST URL"
        if (clause.Low(0) == "call" && clause.Find(2, "with") is > 1 and var with && clause.Low(with + 1) is "it" or "them" or "the" or "this" && clause.To(with).Any(t => t.IsLiteral("url")) && !clause.Has("GET", "get", "post", "put", "delete", "patch")) clause = Phrase.Of($"POST {clause.From(with + 1).Text} to {clause.Part(1, with).Text}");
        if (!Elsewhere(clause) && !Totalled(clause, into) && !TellsOnly(clause, into) && !Taken(clause, into) && !Around(clause, into) && !TimesBehind(clause, into) && !UntilBehind(clause, into) && !IfBehind(clause, into) && !BeforeBehind(clause, into) && !OfFolder(clause, into) && !EachWithin(clause, into) && !Act(clause, into) && !Added(clause, into)) Missed(clause);
        _depth--;
    }

    // "Add a glossary": to the text that was written last.
    private bool Added(Phrase clause, List<PlanItem> into)
    {
        if (clause.Low(0) is not ("add" or "adds" or "append" or "include" or "includes") || clause.HasLiterals || !(Lexicon.IsDeterminer(clause.Low(1)) || Lexicon.IsNumber(clause[Math.Min(1, clause.Count - 1)])) || !Before(into).Any(IsWriting)) return false;
        into.Add(new Step("improve", clause.Text));
        return true;
    }

    private static readonly Form Lapse = new("after # second/seconds/minute/minutes/hour/hours/day/days/week/weeks | after a/an second/minute/hour/day/week | # minutes/hours/days/weeks later | #/a/an second/seconds/minute/minutes/hour/hours/day/days/week/weeks after the/it/this run/workflow? start/starts/begins/started/beginning? | #/a/an second/seconds/minute/minutes/hour/hours/day/days/week/weeks after the start/beginning of? the? run/workflow?");

    private static readonly Form Patience = new("wait for his/her/their/the/an answer/answers/reply/replies/response/decision for? at? most/up? to? # * | wait at most/up to? # * | wait at most/up to? a/an * | wait no longer than # * | wait max/maximum # * | wait for? up to # * | give them # *");

    private static readonly Form Turns = new("at most # turns | up to # turns | no more than # turns | a? max/maximum of? # turns | # turns at most | # turns max | max # turns | with? a? temperature of? #");

    private static readonly Form OnStep = new("on/for/of/in/to the/this/that/its/each/every * * | on/for/of/in/to the/this/that/its/each/every * | on/for/of/in/to *ing | retry the/this/that/its * * | retry the/this/that/its * | give/allow/grant the * * | give/allow/grant the * | let the * have/retry/take | the * gets/has/should/must/may/can have/get/take? | the * * gets/has/should/must/may/can have/get/take?");

    // The step whose tries or time were last spoken of: what comes behind is said of it too.
    private string _tuned = "";

    // "Timeout of 30 seconds on the fetch, two retries": said of one step by its name, and set when it stands.
    private List<string> OfStep(Phrase clause, List<PlanItem> into)
    {
        if (clause.Count > 18 || clause.HasLiterals || into.Count == 0 && _plan.Items.Count == 0) return [];
        var modifiers = new Modifiers(_literals, _models);
        var rest = Phrase.Of(modifiers.Take(clause.Text)).Trimmed();
        if (clause.Low(0) == "retry" && OnStep.Opens(clause, out _) && Enumerable.Range(3, Math.Max(0, clause.Count - 3)).FirstOrDefault(k => Amounts.Whole(clause[k].Text) is not null || clause.Low(k) is "twice" or "once") is > 0 and var times)
        {
            _tuned = clause.Part(1, times).Text;
            return [$"retry {_tuned} {clause.Low(times) switch { "twice" => "2", "once" => "1", _ => clause[times].Text }} times", .. modifiers.Timeout is { } within ? new[] { $"a timeout of {within} for {_tuned}" } : []];
        }

        if (modifiers.Attempts is null && modifiers.Timeout is null || modifiers.Model is not null || rest.Count > 8) return [];
        if (OnStep.In(rest) is ( <= 1, var end) && rest.Count <= end + 1) _tuned = string.Join(' ', rest.Part(0, end).Tokens.SkipWhile(t => t.Low is not ("the" or "this" or "that" or "its" or "each" or "every")).Where(t => t.IsWord && t.Low is not ("gets" or "has" or "should" or "must" or "may" or "can" or "have" or "get" or "take")).Select(t => t.Text));
        else if (_tuned.Length == 0 || rest.Tokens.Any(t => t.IsWord && t.Low is not ("and" or "with" or "a" or "up" or "to" or "it" or "give" or "also" or "has" or "gets"))) return [];
        List<string> orders = [];
        if (modifiers.Timeout is { } timeout) orders.Add($"a timeout of {timeout} for {_tuned}");
        if (modifiers.Attempts is { } attempts) orders.Add($"{attempts} retries for {_tuned}");
        return _tuned.Length == 0 ? [] : orders;
    }

    private static readonly Form Given = new("has/have/gets/get/had # * | has/have/gets/get a/an hour/day/week | * has/have/gets/get # * | has/have up to # *");

    private static readonly Form Abstains = new("don't/never VERB anything/it/them/that/this | do not VERB anything/it/them/that/this | don't VERB | do not VERB | nothing is/gets * | nothing happens/goes | no post/mail/email/message/alert/notification/report/reply then? | it/that is not * | it/that isn't * | it/this/that ends/stops there/here? | that's it/all | leave it/them alone? | forget it/about");

    // "Approved expenses are written to a.csv, rejected ones are mailed"
    private bool Decided(Phrase clause, List<PlanItem> into)
    {
        if (_labels.Contains(clause.Low(0), StringComparer.OrdinalIgnoreCase)) return false;
        if (clause.Low(0) is not ("approved" or "accepted" or "rejected" or "declined" or "refused" or "denied") || clause.Count < 4 || Lexicon.PredicateAt(Phrase.Of($"the {clause.From(1).Text}"), 0) is not (> 0 and < 5 and var at)) return false;
        var items = Items(LabelBody(clause.From(at)), into);
        if (items.Count == 0) return false;
        var isYes = clause.Low(0) is "approved" or "accepted";
        AddCase(into, new Condition(Test.Approved, "", isYes ? "==" : "!=", "true", isYes ? "approved" : "not approved"), items);
        return true;
    }

    private static readonly Form Answering = new("tell/show/give the user/customer/person/visitor/caller/student/player the/his/her/their final?");

    // What has to be found out before it can be told: "tell me the highest price".
    private static readonly Form Sought = new("tell/show/give/return/output me/us? the? highest/lowest/best/worst/biggest/largest/smallest/cheapest/average/total/sum/median/maximum/minimum/number/most/least/longest/shortest/oldest/newest/difference/percentage");

    // "give me five bullet points"
    private static readonly Form Several = new("give/show/tell/list/name/return/suggest me/us? a/the/some? # | give/show/list/name me/us? some/several/a");

    private static readonly Form Redone = new("has/have/must/should/needs/need to? do/redo/rewrite/write/revise/try it/this/that/them? over? again | has/have/must/should to? redo/revise/rewrite it/this/that | has/have to start over | has/have/gets/get/is/are given? another/one more? go/try/attempt/chance/turn/round | tries/does it? again | has/have to? try again");

    // Said of a refusal, another one is the same work again.
    private static readonly Form Anew = new("do/redo/rewrite/write/revise/try it/this/that/them? over? again | rewrite/rewrites/redo/redoes/revise/revises it/this/that | make/makes/write/writes/do/does/try/tries/generate/generates/produce/produces/draft/drafts/give/gives me? a/another/some? new/different/better/other/fresh? one/ones/version/versions/draft/drafts/attempt/attempts");

    private static readonly Form Back = new("""
        go/goes/jump/return/loop/get/head back to? | start over/again | start again from * * * | start from the start/beginning | try again | try it again | redo it/this/that? | repeat it/this/that | ask him/her/them/it/me/the? *? again | ask him/her/them/me/us? for another one? | ask the user/customer for another one? | ask him/her/them/me/us? for a different/new/better one | do it/this/that again |
        have/has to/must? do it/this/that again | it/he/she/they goes/go back to? | the * * goes/go/is back to? | the * goes/go/is back to? | it/the * is/gets sent/returned back? to | the * is/gets sent/returned back? to | send/sends/return/give it/them back to | must/has/have to/should? redo it | back to | he/she/they check/checks/review/reviews/approve/approves/look/looks/decide/decides/read/reads/judge/judges at? it/them? again
        """);

    private static readonly Form Doer = new("have/let/make/get the/an/our agent/writer/author/model/assistant | ask/tell the/an/our agent/writer/author/model/assistant to | the agent/writer/author/model/assistant should/must/shall/has/have to?");

    private static readonly Form WriteAnew = new("write/make/draft/do/create it/that/this/them again/anew | rewrite/redo/revise it/that/this");

    private static readonly Form AsRecord = new("return/returns/give/gives/output/outputs/show/shows/print/prints it/them/this/these/that/everything/all me? back? as/in a? json object/record? | return/returns/give/gives/output/outputs/show/shows/print/prints the * as/in a? json object/record?");

    private static readonly Form Another = new("write/writes/make/makes/do/generate/generates/produce/produces/draft/drafts/create/creates/give/gives/find/finds me/us/him/her? a/another/some? new/different/better/other/fresh | write/writes/make/makes/do/generate/generates/produce/produces/draft/drafts/create/creates/give/gives me/us/him/her? another");

    // "Make new questions", "write a different poem": what was asked about, once more.
    private static (int At, int End)? NewOnes(Phrase clause, List<PlanItem> behind) =>
        Another.Opens(clause, out var noun) && clause.Count - noun is 1 or 2 && clause[clause.Count - 1].IsWord && Words.Singular(clause.Low(clause.Count - 1)) is var thing && PlanReader.Steps(behind).Any(s => s.Skill is "write" or "work" or "agent" or "improve" && Phrase.Of(s.Said).Any(t => t.IsWord && Words.Singular(t.Low) == thing)) ? (0, clause.Count) : null;

    // What makes no step of its own: a way back, an output, nothing.
    private bool Taken(Phrase clause, List<PlanItem> into)
    {
        if (Doer.Opens(clause, out var doer) && doer < clause.Count && clause.Has("again", "anew")) clause = clause.From(doer); // who wrote it does it again
        if (_behind is not null && clause.Has("again") && clause.Low(1) is "it" or "them" or "the" or "that" && Lexicon.Lemma(clause.Low(0)) is { } same && !clause.HasLiterals && PlanReader.Steps(_behind).Any(s => string.Equals(Lexicon.Lemma(s.Said.Split(' ')[0]), same, StringComparison.OrdinalIgnoreCase)))
        {
            var rest = clause;
            var limit = Bound(ref rest);
            var redo = new Step("back", clause.Text) { Has = { ["to"] = same } };
            if (limit is not null) redo.Has["most"] = Amounts.Plain(limit.Value);
            into.Add(redo);
            return true;
        }

        var repeated = _behind is null && into.Count == 0 ? null : Redone.In(clause) ?? (into.Count == 0 && _behind?.LastOrDefault() is Step { Skill: "human" } ? Anew.In(clause) ?? NewOnes(clause, _behind) : into.Count == 0 && _behind is not null && WriteAnew.Opens(clause, out var anew) && anew == clause.Count && PlanReader.Steps(_behind).Any(s => s.Skill == "human") ? (0, anew) : null);
        if (repeated is var (redone, _) && (redone <= 3 || clause.Low(0) is "have" or "let" or "make") && redone <= 5 && clause.Count <= 10)
        {
            into.Add(new Step("back", clause.Text) { Has = { ["to"] = clause.To(redone).Text } });
            return true;
        }

        if (clause.Low(0) is "keep" or "keeps" && Preface.Wished($"keep {(clause.Low(1) is "its" or "their" or "your" ? "the" : clause[Math.Min(1, clause.Count - 1)].Text)} {clause.From(2).Text}", _plan, _literals)) return _taken = true;
        if (LookedAgain(clause, into)) return true;
        if (clause.Low(0) is "approve" or "accept" or "continue" or "proceed" or "carry" or "go" or "let" && clause.Count <= 4 && clause.Has("automatically", "directly", "anyway", "on", "straight", "pass", "through") && !clause.HasLiterals)
        {
            if (_behind is not null && into.Count == 0) into.Add(new Step("pass", clause.Text)); // a way of its own, on which nothing is done
            return _taken = true;
        }

        if (_behind is not null && into.Count == 0 && clause.Low(0) is "reject" or "refuse" or "decline" or "deny" or "cancel" or "abort" && (clause.Count == 1 || clause.Count <= 3 && clause.Has("automatically", "directly", "it", "them")) && !clause.HasLiterals)
        {
            into.Add(new Step("stop", clause.Text));
            return true;
        }

        if (clause.Has("nothing") && clause.Low(0) is not ("do" or "if" or "when") && Lexicon.Lemma(clause.Low(0)) is "convert" or "attach" or "change" or "add" or "remove" or "send" or "save" && clause.Count <= 4) return _taken = true;
        if (clause.Low(0) is "return" or "give" or "output" or "show" && clause.Has("all", "everything", "both") && !clause.HasLiterals && Before(into).Any()) return _taken = true;
        if (AsRecord.Opens(clause, out var record) && record == clause.Count && Before(into).LastOrDefault() is { Skill: "extract" or "classify" or "score" }) return _taken = true; // such an agent answers with JSON anyway
        if ((_behind is not null || into.Count > 0 || _plan.Items.Count > 0) && Back.Opens(clause, out var back) && (Unremarked(clause).Count - back <= 4 || clause.Has("again")) && !clause.HasLiterals && !(back < clause.Count && People.IsName(clause[back]) && !clause.Has("back", "again") && !Before(into).Any(s => s.Get("assign") == clause.Low(back))))
        {
            var to = clause.From(back);
            var most = Bound(ref to);
            to = Unremarked(to);
            while (to.Count > 0 && to.Low(0) is "the" or "to") to = to.From(1);
            var again = new Step("back", clause.Text) { Has = { ["to"] = clause.Low(0) == "ask" ? "" : to.Text } };
            if (most is not null) again.Has["most"] = Amounts.Plain(most.Value);
            if (into.LastOrDefault() is Step { Skill: "back" } went)
            {
                if (most is not null) went.Has["most"] = again.Has["most"]; // "write it again and ask me again": the one leads to the other
                return true;
            }

            into.Add(again);
            return true;
        }

        if (Answering.Opens(clause, out var told) && told < clause.Count && !clause.HasLiterals && Inputs.Noun(clause.From(told).Text) is { } known && Before(into).Any(s => s.Skill == known || s.Said.Contains(known, StringComparison.OrdinalIgnoreCase)))
        {
            _plan.Outputs.Add(known);
            return _taken = true;
        }

        if (Sought.Opens(clause, out var sought) && !clause.HasLiterals && Before(into).Any() && Before(into).Last().Skill != "code" && !Before(into).Any(s => s.Said.Contains(clause.Low(sought - 1), StringComparison.OrdinalIgnoreCase)))
        {
            into.Add(new Step("work", $"find the {clause.From(sought - 1).Text}"));
            return true;
        }

        if (Answered(clause, into)) return true;
        if (clause.Low(0) is "show" or "display" or "print" or "return" or "output" or "give" or "tell" && !clause.HasLiterals && !clause.Has("slack", "telegram") && Before(into).Any())
        {
            var at = 1;
            while (clause.Low(at) is "me" or "us" or "back" or "the" or "both" or "its" or "just" or "a" or "that" or "out") at++;
            var noun = clause.From(at);
            if (noun.Count > 0 && noun.Low(noun.Count - 1) is "back") noun = noun.To(noun.Count - 1);
            if ((clause.Low(0) is not ("give" or "tell") || clause.Has("back") || clause.Low(0) == "tell" && noun.Count is 1 or 2) && noun.Count is > 0 and <= 6 && noun.Count > 2 && !noun.Has("if", "whether", "what", "to") && clause.Low(0) is "return" or "output" or "print" or "show" or "display") return _taken = true;
            if ((clause.Low(0) is not ("give" or "tell") || clause.Has("back") || clause.Low(0) == "tell" && noun.Count is 1 or 2) && noun.Count is 1 or 2 && Inputs.Noun(noun.Text) is { } name && !People.IsPerson(noun))
            {
                _plan.Outputs.Add(name);
                return _taken = true;
            }
        }

        if (BoundOnly(clause) is { Behind.Count: 0 } tries && into.LastOrDefault() is Step { Skill: "back" } goes)
        {
            goes.Has["most"] = Amounts.Plain(tries.Most);
            return _taken = true;
        }

        if (BoundOnly(clause) is { Behind.Count: 0 } rounds && into.LastOrDefault() is Fork way && PlanReader.Steps([way]).LastOrDefault(s => s.Skill == "back") is { } returns)
        {
            returns.Has["most"] = Amounts.Plain(rounds.Most);
            if (way.Cases.TrueForAll(c => c.When.Test != Test.Approved)) returns.Has["on"] = "yes";
            return _taken = true;
        }

        if (BoundOnly(clause) is { Behind.Count: 0 } bound && Last(into) is var (list, index) && list[index] is Again loop)
        {
            list[index] = loop with { Most = bound.Most };
            return _taken = true;
        }

        if (BoundOnly(clause) is { Behind.Count: 0 })
        {
            Missed(clause); // a bound of nothing
            return true;
        }

        return false;
    }

    // What is wanted at the end and nobody made yet is work: "tell me three things to do there", "give me the main points as bullets".
    private bool Answered(Phrase clause, List<PlanItem> into)
    {
        var isList = Several.Opens(clause, out var at);
        if (isList) at--;
        else if (Guided.Opens(clause, out at)) at--;
        else if (!Wanted.Opens(clause, out at)) return false;
        if (Rewording.IsTabled(clause)) return false;
        if (at >= clause.Count || clause.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("name") && !t.IsLiteral("file") && !t.IsLiteral("url")) || Target(clause) is not null) return false;
        var how = new Modifiers(_literals, _models);
        var what = Phrase.Of(how.Take(clause.From(at).Text)).Trimmed();
        if (what.Count == 0 || what.Low(0) is "if" or "whether" or "when" or "about" or "that" or "back" or "to" or "it" or "them" or "this" || what.Low(0) is "a" or "an" && what.Has("call", "ring", "ping", "form", "chance", "sign", "copy", "message", "email", "mail")) return false;
        if (what.Has("approval", "review", "ok")) return false;
        if (what.HasLiterals)
        {
            if (what.Count == 1) return One($"read {what.Text}", into);
            var of = new Step("work", About($"describe {what.Text}", into).Replace("describe", "give", StringComparison.Ordinal)); // "show me the first lines of log.txt"
            how.Give(of);
            Sources(clause.Text, of, into);
            into.Add(of);
            return true;
        }

        if (what.Low(0) is "a" or "an") return Act(what.Find(1, "agent") is > 0 and <= 3 ? clause.From(at) : Phrase.Of($"write {clause.From(at).Text}"), into);
        if (!isList && IsMade(what, into))
        {
            if (what.Count <= 2 && Inputs.Noun(what.Text) is { } output) _plan.Outputs.Add(output);
            return _taken = true;
        }

        if (!isList && what.Count <= 2 && how.Model is null && !Lexicon.IsNumber(what[0]) && Before(into).Any(s => IsWriting(s) || s.Skill is "code" or "human" or "math" or "time" or "hash" or "id" or "template" or "workflow" or "recall")) return false;
        var give = new Step("work", $"{(Lexicon.Lemma(clause.Low(0)) is "tell" or "suggest" or "recommend" ? Lexicon.Lemma(clause.Low(0)) : "give")} {what.Text}");
        how.Give(give);
        into.Add(give);
        return true;
    }

    // "Tell them what to wear": whoever is told, somebody has to work it out.
    private static readonly Form Guided = new("tell/tells/show/shows/advise/advises them/him/her what/how/which/where/why | tell/tells/show/shows/advise/advises the user/customer/person/visitor/caller/guest/student what/how/which/where/why");

    private static readonly Form Wanted = new("give/gives/tell/tells/suggest/suggests/recommend/list me/us | show/shows me/us");

    private static readonly HashSet<string> Outcomes = ["result", "results", "output", "outcome", "answer", "answers", "version", "reply", "text", "everything", "all", "both", "response", "total", "number", "count", "sum"];

    // Whether a step has made what is spoken of, so that it is an output and no work.
    private bool IsMade(Phrase what, List<PlanItem> into)
    {
        if (!Before(into).Any() || !Lexicon.IsDeterminer(what.Low(0))) return false;
        var end = Enumerable.Range(1, what.Count - 1).FirstOrDefault(i => Lexicon.IsPreposition(what.Low(i)) || what[i].Kind == TokenKind.Mark || what.Low(i) is "and" or "that", what.Count);
        var head = Words.Singular(what.Low(end - 1));
        return (end == 2 || what.Low(end - 1) is "version" or "text" or "result" or "results" or "answer" or "output") && Outcomes.Contains(what.Low(end - 1)) || Before(into).Any(s => Makes.GetValueOrDefault(head) == s.Skill || Phrase.Of(s.Said).Any(t => t.IsWord && Words.Singular(t.Low) == head));
    }

    private static (List<PlanItem> List, int Index)? Last(List<PlanItem> items)
    {
        var at = items.FindLastIndex(i => i is Again);
        return at >= 0 ? (items, at) : null;
    }

    // "Retry 3 times", "5 at a time", "with a timeout of 20 seconds": said of what stands before.
    private bool Around(Phrase clause, List<PlanItem> into)
    {
        var place = into.Count > 0 ? into : _plan.Items;
        if (place.Count == 0) return false;
        var modifiers = new Modifiers(_literals, _models);
        var rest = Phrase.Of(modifiers.Take(clause.Text));
        if (!modifiers.Any || clause.Low(0) is "answer" or "answers" || rest.Any(t => t.Kind == TokenKind.Literal || t.IsWord && !Bare.Contains(t.Low))) return false;
        if (modifiers.Parallel is { } parallel)
        {
            if ((place[^1] as ForEach ?? Around(place) ?? place.OfType<ForEach>().LastOrDefault()) is not { } each) return false; // what nothing is done for each of is told as left out
            each.Parallel = parallel;
        }

        if (modifiers.Model is not null && PlanReader.Steps(place).ToList() is var steps && !IsWriting(steps[^1]) && steps.FindLast(IsWriting) is { } written) modifiers.Give(written); // "store it as quiz.md, use claude"
        else foreach (var step in place[^1] is Together or ForEach ? PlanReader.Steps([place[^1]]) : PlanReader.Steps(place).TakeLast(1)) modifiers.Give(step);
        return _taken = true;
    }

    // The loop whose members this is done with.
    private ForEach? Around(List<PlanItem> body) => _plan.Items.OfType<ForEach>().FirstOrDefault(f => ReferenceEquals(f.Body, body));

    private static readonly HashSet<string> Bare = ["and", "but", "also", "it", "them", "that", "this", "please", "the", "answer", "answers", "result", "results", "call", "request", "each", "process", "run", "do", "handle", "work", "go", "treat", "take", "start", "keep", "on", "with", "for", "failure", "failures", "those", "one", "of", "a", "an", "in", "all", "at", "use", "if", "fails", "fail", "needed"];
}
