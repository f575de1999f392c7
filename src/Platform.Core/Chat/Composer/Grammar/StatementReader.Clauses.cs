using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>One action: what is around it, what it is about, and what does it.</summary>
internal sealed partial class StatementReader
{
    private void Clause(Phrase clause, List<PlanItem> into)
    {
        clause = Shaper.Bare(clause.Trimmed());
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
        if (clause.Low(0) == "tell" && clause.Low(1) is "me" or "us" && clause.Low(2) is "if" or "whether") clause = Phrase.Of($"check whether {clause.From(3).Text}");
        if (clause.Low(0) == "call" && clause.Find(2, "with") is > 1 and var with && clause.Low(with + 1) is "it" or "them" or "the" or "this" && clause.To(with).Any(t => t.IsLiteral("url")) && !clause.Has("GET", "get", "post", "put", "delete", "patch")) clause = Phrase.Of($"POST {clause.From(with + 1).Text} to {clause.Part(1, with).Text}");
        if (!Taken(clause, into) && !Around(clause, into) && !UntilBehind(clause, into) && !IfBehind(clause, into) && !BeforeBehind(clause, into) && !EachWithin(clause, into) && !Act(clause, into)) Missed(clause);
        _depth--;
    }

    private static readonly Form Given = new("has/have/gets/get/had # * | has/have/gets/get a/an hour/day/week | * has/have/gets/get # * | has/have up to # *");

    // "Approved expenses are written to a.csv, rejected ones are mailed"
    private bool Decided(Phrase clause, List<PlanItem> into)
    {
        if (clause.Low(0) is not ("approved" or "accepted" or "rejected" or "declined" or "refused" or "denied") || clause.Count < 4 || Lexicon.PredicateAt(Phrase.Of($"the {clause.From(1).Text}"), 0) is not (> 0 and < 5 and var at)) return false;
        var items = Items(LabelBody(clause.From(at)), into);
        if (items.Count == 0) return false;
        var isYes = clause.Low(0) is "approved" or "accepted";
        AddCase(into, new Condition(Test.Approved, "", isYes ? "==" : "!=", "true", isYes ? "approved" : "not approved"), items);
        return true;
    }

    private static readonly Form Redone = new("has/have/must/should/needs/need to? do/redo/rewrite/write/revise/try it/this/that/them? over? again | has/have/must/should to? redo/revise/rewrite it/this/that | has/have to start over");

    private static readonly Form Back = new("""
        go/goes/jump/return/loop/get/head back to? | start over/again | start again from * * * | start from the start/beginning | try again | try it again | redo it/this/that? | repeat it/this/that | ask him/her/them/it/me/the? *? again | do it/this/that again |
        have/has to/must? do it/this/that again | it/he/she/they goes/go back to? | must/has/have to/should? redo it | back to
        """);

    // What makes no step of its own: a way back, an output, nothing.
    private bool Taken(Phrase clause, List<PlanItem> into)
    {
        if (_behind is not null && clause.Has("again") && clause.Low(1) is "it" or "them" or "the" or "that" && Lexicon.Lemma(clause.Low(0)) is { } same && !clause.HasLiterals && PlanReader.Steps(_behind).Any(s => string.Equals(Lexicon.Lemma(s.Said.Split(' ')[0]), same, StringComparison.OrdinalIgnoreCase)))
        {
            var rest = clause;
            var limit = Bound(ref rest);
            var redo = new Step("back", clause.Text) { Has = { ["to"] = same } };
            if (limit is not null) redo.Has["most"] = Amounts.Plain(limit.Value);
            into.Add(redo);
            return true;
        }

        if ((_behind is not null || into.Count > 0) && Redone.In(clause) is var (redone, _) && redone <= 3 && clause.Count <= 10)
        {
            into.Add(new Step("back", clause.Text) { Has = { ["to"] = clause.To(redone).Text } });
            return true;
        }

        if (clause.Low(0) is "approve" or "accept" or "continue" or "proceed" or "carry" or "go" or "let" && clause.Count <= 4 && clause.Has("automatically", "directly", "anyway", "on", "straight", "pass", "through") && !clause.HasLiterals) return _taken = true;
        if (clause.Has("nothing") && clause.Low(0) is not ("do" or "if" or "when") && Lexicon.Lemma(clause.Low(0)) is "convert" or "attach" or "change" or "add" or "remove" or "send" or "save" && clause.Count <= 4) return _taken = true;
        if (clause.Low(0) is "return" or "give" or "output" or "show" && clause.Has("all", "everything", "both") && !clause.HasLiterals && Before(into).Any()) return _taken = true;
        if ((_behind is not null || into.Count > 0 || _plan.Items.Count > 0) && Back.Opens(clause, out var back) && (clause.Count - back <= 4 || clause.Has("again")) && !clause.HasLiterals)
        {
            var to = clause.From(back);
            var most = Bound(ref to);
            while (to.Count > 0 && to.Low(0) is "the" or "to") to = to.From(1);
            var again = new Step("back", clause.Text) { Has = { ["to"] = clause.Low(0) == "ask" ? "" : to.Text } };
            if (most is not null) again.Has["most"] = Amounts.Plain(most.Value);
            into.Add(again);
            return true;
        }

        if (clause.Low(0) is "show" or "display" or "print" or "return" or "output" or "give" or "tell" && !clause.HasLiterals && Before(into).Any())
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

        if (BoundOnly(clause) is { Behind.Count: 0 } bound && Last(into) is var (list, index) && list[index] is Again loop)
        {
            list[index] = loop with { Most = bound.Most };
            return _taken = true;
        }

        return false;
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
        if (modifiers.Parallel is { } parallel && place[^1] is ForEach each) each.Parallel = parallel;
        foreach (var step in place[^1] is Together or ForEach ? PlanReader.Steps([place[^1]]) : PlanReader.Steps(place).TakeLast(1)) modifiers.Give(step);
        return _taken = true;
    }

    private static readonly HashSet<string> Bare = ["and", "but", "also", "it", "them", "that", "this", "please", "the", "answer", "answers", "result", "results", "call", "request", "each", "process", "run", "do", "on", "with", "for", "failure", "failures", "those", "one", "of", "a", "an", "in", "all", "at", "use", "if", "fails", "fail", "needed"];

    private static readonly HashSet<string> Complement = ["find", "check", "see", "ask", "determine", "decide", "tell", "verify", "figure", "detect", "know", "judge", "say", "wait", "test", "choose", "make"];

    // "Mail it if it is urgent", "post it once Bob approves"
    private bool IfBehind(Phrase clause, List<PlanItem> into)
    {
        for (var i = 2; i + 1 < clause.Count; i++)
        {
            var low = clause.Low(i);
            if (low is not ("if" or "unless" or "when" or "whenever" or "once" or "after" or "until") && !(low == "as" && clause.Low(i + 1) == "soon") && !(low == "in" && clause.Low(i + 1) == "case")) continue;
            if (low is "once" && (clause.Low(i + 1) is "a" or "per" or "more" or "every" || Lexicon.IsNumber(clause[i + 1])) || low == "until") continue;
            var start = i;
            var isOnly = clause.Low(i - 1) == "only";
            if (isOnly) start--;
            while (start > 0 && clause.Low(start - 1) is "but" or "and" or "," or "-") start--;
            if (low is "if" or "when" && !isOnly && Complement.Contains(Lexicon.Lemma(clause.Low(0)) ?? "") && (i <= 4 || clause.Low(0) is "ask" && clause.Low(i - 1) is not ("it" or "approval")) && !clause.To(start).HasLiterals) return false;
            var behind = low == "as" ? i + 3 : low == "in" ? i + 2 : i + 1;
            if (behind >= clause.Count) return false;
            var (said, head) = (clause.From(behind), clause.To(start));
            if (low == "if" && said.Low(0) is "possible" or "needed" or "necessary" or "any") continue;
            if (head.Count < 2 && Lexicon.Lemma(head.Low(0)) is null) return false;
            if (low is "after" && !(Approval(said, "after") is not null || IsDone(said) || said.Low(0) is "the" && said.Low(1) is "workflow")) continue;
            if (Approval(said, low) is { } who)
            {
                if (!Asked(who, into)) into.Add(who);
                Clause(head, into);
                return true;
            }

            if (low is "once" or "after" or "when" && IsDone(said) && Before(into).Any())
            {
                Clause(head, into);
                return true;
            }

            if (low == "after" && said.Low(1) == "workflow")
            {
                var name = said.Count > 2 ? said[2].Text : "";
                if (_skills.Read($"run the workflow {name}") is { Skill: "workflow" } child) into.Add(child);
                Clause(head, into);
                return true;
            }

            if (low is "when" or "whenever" && IsArrival(said)) return false;
            var items = Items(head, into);
            if (items.Count == 0) return false;
            var condition = Condition(said, into);
            if (low == "unless") condition = condition.Not();
            if (condition.Test == Test.Failed && !isOnly && items.Count == 1 && into.Count == 0) return false;
            // an order whose source is in its condition: "alert me when the check at URL fails"
            AddCase(into, condition, items);
            return true;
        }

        return false;
    }

    private static bool IsArrival(Phrase said) => said.Has("arrives", "arrive", "comes", "submitted", "received", "posts", "webhook", "event");

    // "Ask Bob before it is sent"
    private bool BeforeBehind(Phrase clause, List<PlanItem> into)
    {
        var at = clause.Find(2, "before");
        if (at < 2 || at + 1 >= clause.Count) return false;
        var order = Gone(clause.From(at + 1));
        if (order is null && Lexicon.FormOf(clause.Low(at + 1)) == VerbForm.Ing) order = $"{Lexicon.Lemma(clause.Low(at + 1))} {clause.From(at + 2).Text}";
        if (order is null) return false;
        Clause(clause.To(at), into);
        var verb = order.Split(' ')[0];
        if (verb is "do" or "go" or "give" or "continue" or "proceed" or "alert" && !clause.HasLiterals) return true;
        Clause(Phrase.Of(order), into);
        return true;
    }

    private bool Act(Phrase clause, List<PlanItem> into)
    {
        var any = false;
        var orders = _shaper.Orders(clause.Text);
        foreach (var order in orders) any |= One(order, into);
        return any;
    }

    private bool One(string order, List<PlanItem> into, bool isMade = false)
    {
        var phrase = Phrase.Of(order);
        if (phrase.Count == 0) return false;
        if (Filtered(phrase, into) || Spread(phrase, into) || !isMade && Derived(phrase, into)) return true;
        if (Top(phrase) is { } some && phrase.Has("results", "hits", "result") && Before(into).LastOrDefault() is { Skill: "websearch" } search && Phrase.Of(some) is var best && Amounts.Whole(best.Low(1)) is { } most) search.Has["count"] = Amounts.Plain(Math.Clamp(most, 1, 20));
        if (Counted(phrase, into) || Picked(phrase, into)) return true;
        order = Now(order, into);
        phrase = Phrase.Of(order);
        var verb = Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0);
        if (verb is "look" or "find" or "gather" or "get" or "collect" && LookedUp(phrase, verb, into) is { } looked) order = looked;
        phrase = Phrase.Of(order);
        if (verb is "put" or "bring" or "pack" or "gather" or "collect" or "pull" or "turn" or "compile" && !phrase.HasLiterals && phrase.Has("everything", "all", "them", "both", "together") && phrase.Has("together", "one", "into")) order = $"combine {phrase.From(1).Text}";
        if (verb == "ask" && phrase.Any(t => t.IsLiteral("mail")))
        {
            var about = phrase.Find(1, "for", "to", "whether", "if", "about");
            var mail = Enumerable.Range(0, phrase.Count).First(k => phrase[k].IsLiteral("mail"));
            if (about > 0) into.Add(new Step("write", $"write a mail that asks {phrase.Part(about, Math.Max(about + 1, Enumerable.Range(about, phrase.Count - about).FirstOrDefault(k => phrase.Low(k) is "by" or "at" or "via" || phrase[k].Kind == TokenKind.Literal, phrase.Count))).Text}"));
            order = $"email it to {phrase[mail].Text}";
            phrase = Phrase.Of(order);
            verb = "email";
        }

        if (verb == "send" && !phrase.HasLiterals && !phrase.Has("slack", "telegram") && Note(phrase) is not null && Before(into).Any(s => s.Skill == "email")) order = $"{order} by email";
        if (verb == "send" && !phrase.HasLiterals && phrase.Has("it", "them") && !phrase.Has("slack", "telegram", "email", "mail") && Before(into).LastOrDefault(s => s.Skill != "human") is { } written && HasMail(written.Said)) order = $"email {phrase.From(1).Text}";
        if (verb is "convert" or "turn" && _literals.First(order, "file") is { } sound && Sounds.Exists(s => sound.EndsWith(s, StringComparison.OrdinalIgnoreCase)) && phrase.Has("text", "words", "transcript")) order = $"transcribe {order[(order.IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
        phrase = Phrase.Of(order);
        if (verb is "answer" or "research" or "check" && phrase.Has("web") && phrase.Has("search", "searching")) order = $"an agent that {order}";
        if (verb is "throw" or "discard" or "ignore" or "drop" or "trash" or "bin" && !phrase.HasLiterals && phrase.Count <= 4)
        {
            into.Add(new Step("stop", order));
            return true;
        }

        if (phrase.Low(0) is "read" or "open" or "load" && phrase.Low(1) is "it" or "them" && phrase.Count == 2 && _item is "file" or "document") order = "read the file";
        var worked = IsWork(verb) || verb is "check" or "pull" or "pick" or "process" or "look" or "scan" or "inspect" && phrase.Has("for", "whether", "out") ? About(order, into) : order;
        var read = Calculated(phrase) ?? Chosen(phrase) ?? Queried(phrase) ?? Released(phrase) ?? _skills.Read(worked) ?? Nominal(phrase) ?? (_isChain && phrase.Count <= 4 && !phrase.HasLiterals ? new Step("write", $"write the {phrase.Text}") : null);
        if (_heads.Count > 1 && verb is "detect" or "identify" or "determine" or "find" or "check" && phrase.Has("language") && _heads.All(IsTongue)) read = new Step("classify", worked) { Labels = [.. _heads, "other"], Has = { ["by"] = "language" } };
        if (_heads.Count > 1 && verb is "sort" or "classify" or "categorise" or "categorize" or "triage" or "label" or "group" or "prioritise" or "prioritize" or "split" or "look" or "route" && (read is null or { Skill: "work" } || read.Get("guessed") is not null)) read = new Step("classify", worked) { Labels = [.. _heads], Has = { ["by"] = phrase.Has("urgency") ? "urgency" : phrase.Has("priority") ? "priority" : "category" } };
        if (read is null && verb == "use" && phrase.Low(1) is "it" or "them" or "that" && phrase.Low(2) is "in" or "for" or "to") read = new Step("work", order);
        if (read is not { } step) return false;
        if (!ReferenceEquals(worked, order) || IsWriting(step) || step.Skill is "code" or "slack" or "telegram" or "email" or "issue" or "http") Sources(order, step, into);
        if (step.Skill is "webfetch" or "fileread" or "csvread" && _literals.All(order, "url").Count + _literals.All(order, "file").Count > 1)
        {
            Sources(order, step, into, isRead: true);
            return true;
        }

        if (_skills.Parallel is { } parallel && into.LastOrDefault() is ForEach each) each.Parallel ??= parallel;
        if (step.Skill is "slack" or "telegram" or "email" && step.Get("text") is null && Note(phrase) is { } note) into.Add(new Step("write", note) { Model = step.Model });
        else if (step.Skill is "email" or "slack" or "telegram" && HasSummary(phrase) && !into.Exists(i => i is Step { Skill: "summarise" or "write" or "work" or "agent" })) into.Add(new Step("summarise", "summarise it") { Model = step.Model });
        if (step.Skill == "filewrite" && step.Get("writes") == "yes") into.Add(new Step("write", step.Said) { Model = step.Model });
        if (step.Skill == "classify") _labels.AddRange(step.Labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        if (step.Skill is "email" or "slack" or "telegram" && _literals.All(order, "channel").Distinct().ToList() is { Count: > 1 } rooms && step.Skill == "slack")
        {
            foreach (var room in rooms)
            {
                var one = new Step("slack", step.Said) { Model = step.Model };
                foreach (var (key, value) in step.Has) one.Has[key] = value;
                one.Has["channel"] = $"#{room.TrimStart('#', '@')}";
                into.Add(one);
            }

            return true;
        }

        if (step.Skill == "agent" && into.LastOrDefault() is Step { Skill: "agent" } mate && mate.Get("name") is { } same && same == step.Get("name"))
        {
            into[^1] = Joined(mate, step);
            return true;
        }

        if (step.Skill is "slack" or "email" or "telegram" or "issue" or "http" or "sql" or "filewrite" or "csvwrite" or "workflow" or "forget" && IsConditional(phrase)) return false; // what acts under a condition that was not read is left out
        if (step.Skill is "slack" or "email" or "telegram" or "issue") step.Has["about"] = Told(phrase);
        if (step.Skill is "slack" or "email" or "telegram") Worded(phrase, step);
        if (step.Skill is "slack" or "email" or "telegram" && step.Get("about") is "failures" or "any failures" or "all failures" or "errors" or "any errors" or "problems" && into.Count > 0)
        {
            foreach (var list in into[^1] is Together { Ways: var ways } ? ways : [into]) AddCase(list, new Condition(Test.Failed, "", "==", "", "it fails"), [step with { }]);
            return true;
        }

        if (step.Skill is "slack" or "email" or "telegram" && Top(phrase) is { } top) into.Add(new Step("work", $"give the {top}"));
        if (step.Skill is "filewrite" or "csvwrite" && _literals.All(order, "file").Distinct().ToList() is { Count: > 1 } files && files.TrueForAll(f => f == step.Get("path") || Path.GetExtension(f) == Path.GetExtension(step.Get("path"))) && phrase.Has("as", "to", "into", "in") && step.Get("content") is null)
        {
            for (var i = 0; i < files.Count; i++) into.Add(new Step(step.Skill, step.Said) { Has = { ["path"] = files[i], ["append"] = step.Get("append") ?? "", ["nth"] = $"{i + 1}/{files.Count}" } });
            return true;
        }

        into.Add(step);
        if ((IsWriting(step) || step.Skill is "code" or "split" or "regex" or "json") && Target(phrase) is { } target) into.Add(SaveTo(target));
        return true;
    }

    private static bool IsConditional(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase.Low(i) is "unless" or "otherwise" or "provided" || phrase.Low(i) is "if" && phrase.Low(i + 1) is not ("possible" or "needed" or "any" or "necessary") && phrase.Low(0) is not ("ask" or "tell") || phrase.Low(i) is "only" && phrase.Low(i + 1) is "if" or "after" or "when" or "with" || phrase.Low(i) is "never" or "without" && phrase.From(i).Has("approval", "permission", "consent", "ok")) return true;
        return false;
    }

    private bool _isChain;

    // "with the subject "A" and the text "B""
    private void Worded(Phrase phrase, Step step)
    {
        if (step.Get("text") is null && Lexicon.Lemma(phrase.Low(0)) is "tell" or "remind" or "inform" or "warn" or "advise" or "notify" or "ask" or "let" && phrase.Find(1, "to", "that") is > 0 and <= 4 and var says && (phrase.Low(says) == "that" || Lexicon.Lemma(phrase.Low(says + 1)) is not null || phrase.Low(says + 1) is "take" or "bring" or "stay" or "come"))
        {
            var end = says + 1;
            while (end < phrase.Count && phrase[end].Kind != TokenKind.Literal && !(phrase.Low(end) is "on" or "via" or "by" or "in" && (phrase.Low(end + 1) is "telegram" or "slack" or "email" or "mail" || end + 1 < phrase.Count && phrase[end + 1].Kind == TokenKind.Literal))) end++;
            if (end - says > 2) step.Has["text"] = phrase.Part(says + 1, end).Text is var said && said.Length > 0 ? $"{char.ToUpperInvariant(said[0])}{said[1..]}." : "";
        }

        for (var i = 1; i < phrase.Count; i++)
        {
            if (!phrase[i].IsLiteral("quote")) continue;
            var value = _literals.Value(phrase[i].Text[0]);
            if (phrase.Low(i - 1) is "subject" or "title" or "line") step.Has["subject"] = value;
            else if (phrase.Low(i - 1) is "text" or "body" or "message" or "saying" or "words" or "content" or "says") step.Has["text"] = value;
        }
    }

    // "post the top 5": that much of what was made.
    private static string? Top(Phrase phrase)
    {
        for (var i = 1; i + 1 < phrase.Count; i++)
            if (phrase.Low(i) is "top" or "first" or "best" or "last" && Lexicon.IsNumber(phrase[i + 1]) && phrase.Low(i - 1) is "the" or "its" or "their")
            {
                var end = i + 2;
                while (end < phrase.Count && phrase[end].IsWord && !Lexicon.IsPreposition(phrase.Low(end)) && end < i + 4) end++;
                return phrase.Part(i, end).Text;
            }

        return null;
    }

    // "Use the first five results": of a search.
    private bool Counted(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("get" or "take" or "use" or "read" or "keep" or "pick" or "fetch" or "select") || Before(into).LastOrDefault() is not { Skill: "websearch" } search) return false;
        for (var i = 1; i + 2 <= phrase.Count; i++)
        {
            if (!Lexicon.IsNumber(phrase[i]) || phrase.Low(i - 1) is not ("first" or "top" or "best" or "the") || Amounts.Whole(phrase[i].Text) is not { } count || !phrase.Has("results", "result", "hits", "pages", "links", "ones", "articles", "sites")) continue;
            search.Has["count"] = Amounts.Plain(Math.Clamp(count, 1, 20));
            if (phrase.Low(0) is "read" or "fetch") Fill(new ForEach("result", null, []), Phrase.Of("fetch the page"), into);
            return _taken = true;
        }

        return false;
    }

    private static readonly HashSet<string> Values = ["names", "titles", "headlines", "emails", "prices", "dates", "links", "numbers", "keywords", "addresses", "rate", "price", "temperature", "country", "city", "status", "version", "amount", "total", "date", "author", "authors", "description", "score", "stock", "balance"];

    // "Take the USD rate", "output the country": found in what was read.
    private bool Picked(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("take" or "get" or "read" or "pick" or "grab" or "note" or "output" or "return" or "show" or "print" or "collect") || phrase.Low(1) is not ("the" or "its" or "out" or "all") || Before(into).LastOrDefault() is not { Skill: "webfetch" or "http" or "fileread" } source) return false;
        var end = phrase.Low(1) == "out" ? 3 : 2;
        var from = end;
        while (end < phrase.Count && phrase[end].IsWord && !Lexicon.IsPreposition(phrase.Low(end)) && end - from < 3) end++;
        var noun = phrase.Part(from, end);
        if (noun.Count == 0 || !Values.Contains(noun.Low(noun.Count - 1)) && !(phrase.Low(0) is "output" or "return" && noun.Count == 1 && noun.Low(0) is not ("page" or "text" or "result" or "results" or "response" or "answer" or "content")) || source.Said.Contains(noun.Text, StringComparison.OrdinalIgnoreCase) && noun.Count == 1) return false;
        into.Add(new Step("extract", phrase.To(end).Text) { Fields = [Words.Identifier(noun.Text)] });
        if (Target(phrase) is { } target) into.Add(SaveTo(target));
        return true;
    }

    private static readonly Form Rounding = new("and/then? round/rounded/rounding it/the? result? to # digits/decimals/decimal/places/places? places? | , rounded to # digits/decimals/decimal/places? places?");

    // "calculate (price * quantity) * 1.19 and round to 2 digits"
    private static Step? Calculated(Phrase phrase)
    {
        if (phrase.Low(0) is not ("calculate" or "compute" or "evaluate" or "add" or "multiply" or "sum" or "subtract" or "divide" or "work")) return null;
        var body = phrase.From(phrase.Low(1) == "out" ? 2 : 1);
        var digits = "";
        if (Rounding.In(body) is var (at, end))
        {
            for (var i = at; i < end; i++)
                if (Lexicon.IsNumber(body[i]) && Amounts.Of(body[i].Text) is { } places) digits = Amounts.Plain(places);
            body = body.To(at);
        }

        if (body.Count < 3 || body.HasLiterals) return null;
        var text = new List<string>();
        var isOperand = false;
        var operators = 0;
        for (var i = 0; i < body.Count; i++)
        {
            var word = body.Low(i);
            var sign = word switch { "times" or "x" or "*" => "*", "plus" or "+" => "+", "minus" or "-" => "-", "/" => "/", "^" => "^", "multiplied" or "divided" when body.Low(i + 1) == "by" => word[0] == 'm' ? "*" : "/", _ => "" };
            if (sign.Length > 0)
            {
                if (word is "multiplied" or "divided") i++;
                text.Add(sign);
                (isOperand, operators) = (false, operators + 1);
            }
            else if (word is "(" or ")") text.Add(word);
            else if (word is "the" or "=" or "result" or "as" && i == 0) continue;
            else if (isOperand) return null; // two things beside each other are no formula
            else if (body[i].Kind == TokenKind.Number) (text, isOperand) = ([.. text, word.TrimStart('$', '€', '£')], true);
            else if (body[i].IsWord && !Lexicon.IsPreposition(word)) (text, isOperand) = ([.. text, Words.Identifier(word)], true);
            else return null;
        }

        if (operators == 0) return null;
        var formula = string.Join(' ', text).Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);
        return new Step("math", phrase.Text) { Has = { ["formula"] = digits.Length > 0 ? $"round({formula}, {digits})" : formula } };
    }

    private static readonly Form Choosing = new("to choose/pick/select/decide between/from/one? of? | to choose/pick/select one of | to choose/pick/select : | whether to");

    // "Ask the lead to choose between "ship", "delay" and "cancel"": answers that are ways.
    private Step? Chosen(Phrase phrase)
    {
        if (phrase.Low(0) is not ("ask" or "let" or "have") || Choosing.In(phrase) is not var (at, end) || end >= phrase.Count) return null;
        var labels = new WritingSkills(_literals).Labels(phrase.From(end).Text);
        if (labels.Count < 2 || phrase.Low(at) == "whether" && labels.Count < 2 || labels.Exists(l => l.Split(' ').Length > 2) || _skills.Read($"ask {phrase.Part(1, at).Text} for an answer") is not { Skill: "human" } asked) return null;
        var step = new Step("human", phrase.Text) { Labels = labels, Has = { ["form"] = "answer", ["question"] = _literals.Unmask(phrase.From(at + 1).Text) } };
        if (asked.Get("assign") is { } assign) step.Has["assign"] = assign;
        _labels.AddRange(labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        return step;
    }

    // "Run select a, b from t where c < 5 on x.db": a statement without quotes.
    private Step? Queried(Phrase phrase)
    {
        var select = phrase.Find(0, "select");
        if (select is < 0 or > 3 || phrase.Find(select, "from") < 0 || phrase.Low(0) is not ("run" or "execute" or "query" or "select" or "do") || phrase.Low(0) == "select" && !phrase.Has("where", "*", "order") && !phrase.Any(t => t.IsLiteral("file"))) return null;
        var end = phrase.Count;
        for (var i = select + 3; i < phrase.Count; i++)
            if (phrase.Low(i) is "on" or "in" or "against" or "from" or "at" && i + 1 < phrase.Count && (phrase[i + 1].IsLiteral("file") || phrase.Low(i + 1) is "the" or "our" or "my" && i > select + 4 && phrase.Low(i) != "from")) end = Math.Min(end, i);
        var step = new Step("sql", phrase.Text) { Has = { ["sql"] = _literals.Unmask(phrase.Part(select, end).Text) } };
        if (_literals.First(phrase.Text, "file") is { } file) step.Has["file"] = file;
        return step;
    }

    // "Get the latest release of owner/name from GitHub"
    private Step? Released(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("get" or "fetch" or "read" or "list" or "check" or "load" or "pull" or "collect" or "download" or "look") || _literals.All(phrase.Text, "name").FirstOrDefault(n => n.Contains('/', StringComparison.Ordinal)) is not { } repo || _literals.First(phrase.Text, "url") is not null) return null;
        var what = phrase.Has("release", "releases") ? phrase.Has("latest", "last", "newest") ? "releases/latest" : "releases" : phrase.Has("issues", "issue") ? "issues" : phrase.Has("commits", "commit") ? "commits" : phrase.Has("pull", "prs") && phrase.Has("requests", "request", "prs") ? "pulls" : null;
        return what is null ? null : new Step("http", phrase.Text) { Has = { ["url"] = $"https://api.github.com/repos/{repo}/{what}", ["method"] = "GET" } };
    }

    private static Step Joined(Step first, Step second)
    {
        var joined = new Step("agent", $"{first.Said} and {second.Said}") { Tools = [.. first.Tools.Union(second.Tools)], Model = first.Model ?? second.Model, Attempts = first.Attempts, Timeout = first.Timeout, Cache = first.Cache, GoesOn = first.GoesOn };
        foreach (var (key, value) in first.Has) joined.Has[key] = value;
        return joined;
    }

    // What is told, without the verb and without to whom: "the summary" of "send the summary to the customer".
    private static string Told(Phrase phrase)
    {
        var end = 1;
        while (end < phrase.Count && !(phrase.Low(end) is "to" or "via" or "by" or "on" or "in" or "into" or "through" or "at" or "using" or "as" && end > 1) && phrase[end].Kind != TokenKind.Literal) end++;
        return phrase.Part(1, end).Text is { Length: > 0 } told && !People.IsPerson(phrase.Part(1, end)) ? told : "it";
    }

    private static bool HasMail(string said) => Phrase.Of(said).Has("email", "e-mail", "mail", "letter", "invitation", "reply", "replies", "answer", "offer", "greeting", "reminder", "newsletter", "message", "invoice", "emails", "mails", "letters", "response", "apology", "confirmation");

    private static bool HasSummary(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase.Low(i) is "summary" or "digest" or "recap" or "briefing" && (phrase.Low(i - 1) is "a" or "an" || phrase.Low(i - 2) is "a" or "an")) return true;
        return false;
    }

    // What has no verb names an action by a noun: "an approval by treasury", "a German translation".
    private Step? Nominal(Phrase phrase)
    {
        if (phrase.Count > 14 || Lexicon.OrderAt(phrase, 0, isFirst: true) == 0 && Lexicon.FormOf(phrase.Low(0)) == VerbForm.Plain) return null;
        var order = Nominals.Order(phrase.Text);
        return order == phrase.Text || Lexicon.Lemma(order.Split(' ')[0]) is null ? null : _skills.Read(order);
    }

    // Keep only the rows of which something is so.
    private bool Filtered(Phrase phrase, List<PlanItem> into)
    {
        var verb = Lexicon.Lemma(phrase.Low(0));
        var isOut = verb is "remove" or "drop" or "discard" or "skip" or "ignore" or "delete" || phrase.Low(0) is "exclude" || verb == "filter" && phrase.Low(1) == "out" || verb == "throw";
        if (!isOut && verb is not ("keep" or "filter" or "take" or "use" or "select" or "pick") || !Before(into).Any(s => s.Skill is "csvread" or "sql" or "json" or "split" or "regex" or "filelist" or "websearch")) return false;
        var at = phrase.Find(1, "with", "where", "whose", "that", "which", "containing", "having", "mentioning");
        if (at < 1) return false;
        var said = phrase.From(phrase.Low(at) is "containing" or "mentioning" ? at : at + 1);
        if (said.Low(0) is "have" or "has") said = said.From(1);
        var text = said.Count == 1 && said[0].IsLiteral("quote") ? $"it contains {said.Text}" : said.Low(0) is "a" or "an" or "the" ? said.From(1).Text : said.Text;
        var only = new Conditions(_literals, []).Read(text.Replace("containing", "it contains", StringComparison.OrdinalIgnoreCase).Replace("mentioning", "it contains", StringComparison.OrdinalIgnoreCase));
        if (only.Test is not (Test.Number or Test.Text or Test.Contains) || only.Subject.Length == 0 && only.Test != Test.Contains) return false;
        into.Add(new Step("filter", phrase.Text) { Only = isOut ? only.Not() : only });
        return true;
    }

    // One verb and several things that are each a step: two workflows, two searches.
    private bool Spread(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Find(1, "and") < 0) return false;
        var verb = Lexicon.Lemma(phrase.Low(0));
        var quotes = _literals.All(phrase.Text, "quote").Count;
        if (verb is "search" or "google" && quotes > 1 || verb is "run" or "call" or "start" && phrase.Has("workflow", "workflows") && phrase.Text.Split("workflow").Length > 2)
        {
            var parts = Distributed(phrase);
            if (parts.Count < 2) return false;
            foreach (var part in parts) One(part, into);
            return true;
        }

        return false;
    }

    private static readonly Dictionary<string, string> Makes = new(StringComparer.Ordinal)
    {
        ["summary"] = "summarise", ["digest"] = "summarise", ["recap"] = "summarise", ["overview"] = "summarise", ["synopsis"] = "summarise", ["translation"] = "translate", ["transcript"] = "transcribe", ["transcription"] = "transcribe",
        ["hash"] = "hash", ["checksum"] = "hash", ["comparison"] = "compare", ["analysis"] = "analyse", ["critique"] = "critique", ["explanation"] = "explain",
    };

    // "Send a summary of the page to Bob": the summary is made first.
    private bool Derived(Phrase phrase, List<PlanItem> into)
    {
        if (!(phrase.Low(0) == "ask" && phrase.Any(t => t.IsLiteral("file") || t.IsLiteral("url"))) && Lexicon.Lemma(phrase.Low(0)) is not ("send" or "post" or "email" or "mail" or "publish" or "save" or "store" or "write" or "put" or "share" or "forward" or "tell" or "give" or "get" or "message" or "push" or "upload" or "deliver" or "announce" or "append" or "slack" or "notify" or "e-mail" or "make" or "create" or "produce" or "prepare" or "text" or "telegram" or "log" or "record")) return false;
        for (var i = 1; i < phrase.Count; i++)
        {
            if (!Makes.TryGetValue(phrase.Low(i), out var verb) || !(phrase.Low(i + 1) is "of" or "from" or "for" or "about" or "between" || phrase.Low(i + 1) is "in" or "into" && IsTongue(phrase.Low(i + 2))) && !IsTongue(phrase.Low(i - 1))) continue;
            var start = i;
            while (start > 1 && phrase[start - 1].IsWord && !Lexicon.IsPreposition(phrase.Low(start - 1)) && !Lexicon.IsDeterminer(phrase.Low(start))) start--;
            if (Before(into).Any(s => s.Skill == verb || s.Skill == "summarise" && verb == "summarise" || s.Said.Contains(phrase.Low(i), StringComparison.OrdinalIgnoreCase)) && phrase.Low(start) is "the" && !phrase.From(i).HasLiterals) return false;
            var end = i + 1;
            var of = "it";
            var tail = "";
            if (phrase.Low(end) is "in" or "into" && IsTongue(phrase.Low(end + 1)))
            {
                tail = $"into {phrase[end + 1].Text}";
                end += 2;
            }

            if (phrase.Low(end) is "of" or "from" or "for" or "about" or "between")
            {
                var from = end + 1;
                end = from;
                while (end < phrase.Count && (end == from || !(phrase.Low(end) is "to" or "on" or "in" or "into" or "by" or "via" or "as" or "at" or "with" or "using" or "through") && phrase[end].Text is not ("," or ":"))) end++;
                of = phrase.Part(from, end).Text;
            }

            var how = string.Join(' ', Enumerable.Range(start, i - start).Select(k => phrase[k].Text).Where(w => !Lexicon.IsDeterminer(w.ToLowerInvariant())));
            if (verb == "translate" && tail.Length == 0 && how.Length > 0) (tail, how) = ($"into {how.Split(' ')[^1]}", "");
            var rest = $"{phrase.To(start).Text} the {phrase.Low(i)} {phrase.From(end).Text}";
            var made = verb == "hash" && end < phrase.Count && phrase.Low(end) == "with" ? $"{verb} {of} {phrase.From(end).Text}" : $"{verb} {of} {tail} {(how.Length > 0 && verb == "summarise" ? $"({how})" : "")}";
            if (!One(string.Join(' ', made.Split(' ', StringSplitOptions.RemoveEmptyEntries)), into, isMade: true)) return false;
            if (Lexicon.Lemma(phrase.Low(0)) is "make" or "create" or "produce" or "prepare" or "write" or "get" or "give" && !phrase.From(end).HasLiterals && !phrase.From(end).Has("slack", "telegram", "email", "mail", "file")) return true;
            return One(string.Join(' ', rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)), into, isMade: true);
        }

        return false;
    }

    private static bool IsTongue(string word) => word is "english" or "german" or "french" or "spanish" or "italian" or "portuguese" or "dutch" or "polish" or "russian" or "chinese" or "japanese" or "korean" or "arabic" or "swedish" or "danish" or "norwegian" or "finnish" or "greek" or "turkish" or "hindi" or "czech" or "hungarian" or "ukrainian" or "hebrew" or "latin" or "romanian";

    private static bool IsWork(string verb) => verb is "summarise" or "summarize" or "condense" or "shorten" or "translate" or "classify" or "categorise" or "categorize" or "sort" or "analyse" or "analyze" or "review" or "proofread" or "rewrite" or "explain" or "simplify" or "paraphrase" or "critique" or "describe" or "compare" or "split" or "embed" or "extract" or "find" or "count"
        or "write" or "draft" or "compose" or "create" or "generate" or "improve" or "polish" or "answer" or "evaluate" or "score" or "rate" or "grade" or "merge" or "combine" or "distill" or "distil" or "boil" or "clean" or "dedupe" or "rank" or "filter" or "prepare" or "produce" or "make" or "correct" or "validate" or "convert" or "turn" or "outline" or "tag" or "label" or "triage" or "detect" or "identify";

    private static bool IsWriting(Step step) => step.Skill is "summarise" or "translate" or "classify" or "extract" or "work" or "improve" or "critique" or "score" or "write" or "agent" or "split" or "embed" or "regex" or "json";

    // The clause with "it" or "the page" in place of the addresses and files that it speaks of: those are read by steps of their own.
    private string About(string order, List<PlanItem> into)
    {
        var phrase = Phrase.Of(order);
        var read = _skills.Read(order);
        if (read is { Skill: "hash" or "sql" or "code" or "speak" or "transcribe" or "http" or "websearch" or "workflow" or "template" or "filelist" or "slack" or "email" or "telegram" or "issue" or "human" or "id" or "time" or "math" }) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && phrase.Count > 1 && phrase[1].IsLiteral("quote")) return order;
        if (read is { Skill: "csvwrite" } && phrase.Low(0) == "write" && phrase.Low(1) is not ("a" or "an") && Before(into).Any()) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && Target(phrase) is not null && phrase.Low(0) is "write" or "put" && phrase.Low(1) is "the" or "all" or "both" && phrase.Low(2) is not ("text" or "story" or "article") && Before(into).Any(s => IsWriting(s) || s.Skill is "csvread" or "sql" or "json" or "code" or "websearch" or "webfetch" or "http" or "time" or "id" or "hash" or "math" or "workflow" or "human")) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && Target(phrase) is not null && phrase.Low(0) is "write" or "create" or "make" or "generate" or "produce" && (phrase.Low(1) is "it" or "them" or "this" or "that" or "everything" || phrase.Has("results", "result"))) return order;
        var target = Target(phrase);
        var sources = 0;
        var at = -1;
        for (var i = 0; i < phrase.Count; i++)
        {
            if (!(phrase[i].IsLiteral("url") || phrase[i].IsLiteral("file")) || target is not null && _literals.Value(phrase[i].Text[0]) == target) continue;
            sources++;
            at = i;
        }

        if (sources == 0) return read is { Skill: "csvwrite" or "filewrite" } && target is not null ? Without(phrase, target) : order;
        var noun = sources > 1 ? "them" : phrase[at].IsLiteral("url") ? "the page" : "the text";
        var text = new List<string>();
        var isSaid = false;
        for (var i = 0; i < phrase.Count; i++)
        {
            var isSource = (phrase[i].IsLiteral("url") || phrase[i].IsLiteral("file")) && (target is null || _literals.Value(phrase[i].Text[0]) != target);
            if (target is not null && phrase[i].Kind == TokenKind.Literal && _literals.Value(phrase[i].Text[0]) == target)
            {
                while (text.Count > 0 && text[^1].ToLowerInvariant() is "to" or "into" or "in" or "as" or "a" or "file" or "called" or "the" or "named" or "csv" or "saved" or "stored" or "written") text.RemoveAt(text.Count - 1);
                continue;
            }

            if (!isSource)
            {
                if (isSaid && sources > 1 && phrase.Low(i) is "and" or "," && i + 1 < phrase.Count && phrase[i + 1].Kind == TokenKind.Literal) continue;
                text.Add(phrase[i].Text);
                continue;
            }

            if (isSaid) continue;
            while (text.Count > 0 && text[^1].ToLowerInvariant() is "the" or "page" or "file" or "article" or "site" or "website" or "document" or "text" or "report" or "at" or "my" or "our" && text.Count > 1) text.RemoveAt(text.Count - 1);
            text.Add(noun);
            isSaid = true;
        }

        return string.Join(' ', text);
    }

    private string Without(Phrase phrase, string target)
    {
        for (var i = phrase.Count - 1; i > 0; i--)
        {
            if (phrase[i].Kind != TokenKind.Literal || _literals.Value(phrase[i].Text[0]) != target) continue;
            var from = i;
            while (from > 1 && phrase.Low(from - 1) is "to" or "into" or "in" or "as" or "a" or "an" or "the" or "file" or "called" or "named" or "csv") from--;
            return phrase.Without(from, i + 1).Text;
        }

        return phrase.Text;
    }

    // The file that a clause writes: "into x.csv", "as x.md".
    private string? Target(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
        {
            if (!phrase[i].IsLiteral("file")) continue;
            var before = i - 1;
            while (before > 0 && phrase.Low(before) is "a" or "an" or "the" or "file" or "called" or "named" or "csv" or "new" or "one" or "single" or "my" or "our" or "json" or "text") before--;
            if (phrase.Low(before) is "into" or "as" or "to" or "onto" || phrase.Low(before) == "in" && (before > 1 && phrase.Low(before - 1) is not ("text" or "words" or "data" or "is" or "everything" or "rows" or "lines" or "what" or "all" or "emails") && Lexicon.Lemma(phrase.Low(0)) is "write" or "save" or "store" or "put" or "collect" or "merge" or "combine" or "log" or "record")) return _literals.Value(phrase[i].Text[0]);
        }

        return null;
    }

    // Addresses and files that a clause speaks of, each read by a step of its own; several at once.
    private void Sources(string order, Step step, List<PlanItem> into, bool isRead = false)
    {
        var phrase = Phrase.Of(order);
        var target = Target(phrase);
        var own = step.Skill is "http" ? step.Get("url") : step.Skill is "webfetch" && !isRead ? step.Get("url") : null;
        var known = Before(into).Select(s => s.Get("url") ?? s.Get("path")).OfType<string>().ToHashSet();
        var steps = new List<List<PlanItem>>();
        if (step.Skill is not ("http" or "issue"))
            foreach (var url in _literals.All(order, "url").Distinct(StringComparer.Ordinal).Where(u => u != own && !known.Contains(u))) steps.Add([Like(new Step("webfetch", order) { Has = { ["url"] = url } }, isRead ? step : null)]);
        if (step.Skill is not ("slack" or "telegram" or "email" or "http" or "issue") || IsToldOf(phrase))
            foreach (var file in _literals.All(order, "file").Distinct(StringComparer.Ordinal).Where(f => f != target && f != step.Get("file")))
                if (FileStep(file, order, into) is { } read) steps.Add([Like(read, isRead ? step : null)]);
        if (steps.Count > 1) into.Add(new Together(steps));
        else into.AddRange(steps.SelectMany(s => s));
    }

    private static bool IsToldOf(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase[i].IsLiteral("file") && (phrase.Low(i - 1) is "of" or "from" or "contents" or "file" || i == 1 || i == 2 && Lexicon.IsDeterminer(phrase.Low(1)))) return true;
        return false;
    }

    private static Step Like(Step step, Step? like)
    {
        if (like is not null) (step.Attempts, step.Timeout, step.Cache, step.GoesOn, step.Pause) = (like.Attempts, like.Timeout, like.Cache, like.GoesOn, like.Pause);
        return step;
    }

    private static Step SaveTo(string file) => new(file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csvwrite" : "filewrite", "save it") { Has = { ["path"] = file, ["append"] = "" } };

    private static readonly Form Clock = new("the current date/time and date/time | the current date/time/timestamp | today's date");

    // "Write it with the current time" asks the clock first.
    private string Now(string order, List<PlanItem> into)
    {
        var phrase = Phrase.Of(order);
        if (Clock.In(phrase) is not var (at, end) || _skills.Read(order) is null or { Skill: "time" or "agent" }) return order;
        if (!Before(into).Any(s => s.Skill == "time")) into.Add(new Step("time", "get the current time") { Has = { ["zone"] = "" } });
        return $"{phrase.To(at).Text} the time {phrase.From(end).Text}".Trim();
    }

    private static readonly HashSet<string> NewsWords = ["weather", "news", "latest", "flights", "flight", "hotels", "hotel", "restaurants", "restaurant", "forecast", "newest", "prices", "price", "sights", "events", "information", "info", "articles", "papers", "facts"];

    private static readonly Form Online = new("on/in/across/from the web/internet/net | online | on google");

    private string? LookedUp(Phrase phrase, string verb, List<PlanItem> into)
    {
        if (phrase.HasLiterals && !phrase.Any(t => t.IsLiteral("quote")) || phrase.Has("memory", "file", "folder", "database", "table", "approval", "ok")) return null;
        var rest = phrase.From(1);
        if (Online.In(rest) is var (web, _) && verb is "look" or "find" or "gather" or "get" or "collect")
        {
            rest = rest.To(web);
            if (rest.Low(rest.Count - 1) == "up") rest = rest.To(rest.Count - 1);
            while (rest.Low(0) is "up" or "for" or "me" or "us" or "out" or "about") rest = rest.From(1);
            return rest.Count == 0 ? null : $"search the web for {rest.Text}";
        }

        if (verb == "look")
        {
            if (rest.Low(0) is not ("up" or "for" or "into") && !rest.Has("up")) return null;
            rest = rest.Low(0) is "up" or "for" or "into" ? rest.From(1) : rest.To(rest.Find(0, "up"));
        }
        else if (verb is "find" && rest.Low(0) == "out") rest = rest.Low(1) == "about" ? rest.From(2) : rest.From(1);
        else if (verb is "get" or "gather" or "collect" or "find")
        {
            while (rest.Low(0) is "me" or "us") rest = rest.From(1);
            if (!rest.Any(t => NewsWords.Contains(t.Low)) || rest.Has("following", "from") && verb != "find" || rest.Low(0) is "it" or "them") return null;
            if (Before(into).Any(s => s.Skill is not ("wait" or "human" or "websearch"))) return null;
        }

        if (verb == "find" && phrase.Low(1) == "out" && Before(into).Any(s => s.Skill is not ("wait" or "human"))) return null;
        return rest.Count == 0 ? null : $"search the web for {rest.Text}";
    }

    private static readonly HashSet<string> Notes = ["reminder", "confirmation", "greeting", "invitation", "apology", "thank-you", "letter", "warning", "offer", "follow-up", "joke", "poem"];

    // A message that somebody has to write first: "send a friendly reminder", "thank them by mail".
    private static string? Note(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is "thank" or "congratulate" or "welcome" or "invite" or "greet" or "apologise" or "apologize")
        {
            var by = phrase.Find(1, "by", "via", "and", "with");
            return by > 0 ? phrase.To(by).Text : phrase.Text;
        }

        for (var i = 2; i < phrase.Count; i++)
        {
            var isNote = Notes.Contains(phrase.Low(i)) || phrase.Low(i) is "message" or "email" or "e-mail" or "mail" or "note" or "reply" or "answer" or "text" && i > 2 && (phrase.Low(i - 1) is "personal" or "personalised" or "personalized" or "polite" or "friendly" or "kind" or "automatic" or "automated" or "custom" or "formal" or "warm" or "funny" or "welcome" or "thank-you" or "thank" or "you" or "confirmation" or "follow-up" or "apology");
            if (!isNote) continue;
            var start = i;
            while (start > 1 && start > i - 4 && phrase.Low(start) is not ("a" or "an" or "another" or "the")) start--;
            if (phrase.Low(start) is not ("a" or "an" or "another")) continue;
            return $"write {phrase.Part(start, i + 1).Text}";
        }

        return null;
    }
}
