using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is said behind an order and comes before it: its condition, or what it waits for.</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> Complement = ["find", "check", "see", "ask", "determine", "decide", "tell", "verify", "figure", "detect", "know", "judge", "say", "wait", "test", "choose", "make"];

    // "Mail it if it is urgent", "post it once Bob approves"
    private bool IfBehind(Phrase clause, List<PlanItem> into)
    {
        for (var i = clause.Low(0) is "stop" or "skip" or "quit" or "abort" or "end" or "cancel" ? 1 : 2; i + 1 < clause.Count; i++)
        {
            var low = clause.Low(i);
            if (low is not ("if" or "unless" or "when" or "whenever" or "once" or "after" or "until") && !(low == "as" && clause.Low(i + 1) == "soon") && !(low == "in" && clause.Low(i + 1) == "case")) continue;
            if (low is "once" && (clause.Low(i + 1) is "per" or "more" or "every" || clause.Low(i + 1) is "a" or "an" && i + 3 >= clause.Count || Lexicon.IsNumber(clause[i + 1])) || low == "until") continue;
            var start = i;
            var isOnly = clause.Low(i - 1) == "only";
            if (isOnly) start--;
            while (start > 0 && clause.Low(start - 1) is "but" or "and" or "," or "-") start--;
            var isExcept = start > 1 && (clause.Low(start - 1) is "except" || clause.Low(start - 1) is "not" or "never" && clause.Low(start - 2) is "but" or "," or "and" or "just" or "though" or "only" or "-"); // "post it, but not if it is old"
            while (isExcept && start > 1 && clause.Low(start - 1) is "except" or "not" or "never" or "but" or "," or "and" or "just" or "though" or "only" or "-") start--;
            if (low is "if" && !isOnly && i > 2 && clause.Low(i - 1) is "decide" or "decides" or "judge" or "judges" or "determine" or "determines" or "check" or "checks" or "see" or "know" or "tell" or "out" && !clause.To(start).HasLiterals) return false;
            if (low is "if" or "when" && !isOnly && Complement.Contains(Lexicon.Lemma(clause.Low(0)) ?? "") && (i <= 4 || clause.Low(0) is "ask" && clause.Low(i - 1) is not ("it" or "approval")) && !clause.To(start).HasLiterals) return false;
            var behind = low == "as" ? i + 3 : low == "in" ? i + 2 : i + 1;
            if (behind >= clause.Count) return false;
            var (said, head) = (clause.From(behind), clause.To(start));
            if (low == "if" && said.Low(0) is "possible" or "needed" or "necessary" or "any") continue;
            if (head.Count < 2 && Lexicon.Lemma(head.Low(0)) is null) return false;
            if (low is "after" && !(Approval(said, "after") is not null || IsDone(said) || said.Low(0) is "the" && said.Low(1) is "workflow")) continue;
            if (Approval(said, low) is { } who)
            {
                if (who.Get("what") is "" or "it" && !Before(into).Any() && Object(head) is { } agreed && _skills.Read($"ask somebody to approve {agreed}")?.Get("what") is { Length: > 0 } what) who.Has["what"] = what; // "mail the plan, but only after the boss has agreed": to the plan
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
            if (said.Low(0) == "it" && (Lexicon.IsBe(said.Low(1)) || said.Low(1) is "has" or "was" or "isn't" or "hasn't") && !Before(into).Any() && Object(head) is { } thing) said = Phrase.Of($"{thing} {said.From(1).Text}"); // "send the report to Karl unless it is empty"
            var condition = So(said, into) ?? Condition(Sourced(said, into), into);
            if (low == "unless" || isExcept) condition = condition.Not();
            if (condition.Test == Test.Failed && !isOnly && items.Count == 1 && into.Count == 0) return false;
            while ((low == "unless" || isExcept) && items[0] is Step { Skill: "slack" or "telegram" or "email" } && into.LastOrDefault() is Step { Skill: "slack" or "telegram" or "email" } beside && !_earlier.Contains(beside))
            {
                into.Remove(beside); // what holds back the last of several messages of one sentence holds back all
                items.Insert(0, beside);
            }

            // an order whose source is in its condition: "alert me when the check at URL fails"
            AddCase(into, condition, items);
            return true;
        }

        return false;
    }

    // "Ask Bob before it is sent"
    private bool BeforeBehind(Phrase clause, List<PlanItem> into)
    {
        var at = clause.Find(2, "before");
        if (at < 2 || at + 1 >= clause.Count) return false;
        var order = Gone(clause.From(at + 1));
        if (order is null && Lexicon.FormOf(clause.Low(at + 1)) == VerbForm.Ing) order = $"{Lexicon.Lemma(clause.Low(at + 1))} {clause.From(at + 2).Text}";
        if (SoonerBehind(clause.To(at), clause.From(at + 1), order, into)) return true;
        if (order is null) return false;
        var (count, missed) = (Size(into), _plan.NotUnderstood.Count);
        Clause(clause.To(at), into);
        if (Size(into) == count && _plan.NotUnderstood.Count > missed && clause.To(at).Has("ask", "approve", "approves", "ok", "check", "checks", "review", "reviews", "confirm", "confirms", "see")) return Left(Phrase.Of(order)); // what was to be asked before is left out with the asking
        var verb = order.Split(' ')[0];
        if (verb is "do" or "go" or "give" or "continue" or "proceed" or "alert" && !clause.HasLiterals) return true;
        Clause(Phrase.Of(order), into);
        return true;
    }
}
