using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Where a way of a choice belongs: to the choice that stands open, to an approval before it, or to a choice of its own.</summary>
internal sealed partial class StatementReader
{
    // What happens after a refusal belongs to the approval, though a step stands between them.
    private static void ToApproval(List<PlanItem> items, Condition when)
    {
        if (when.Test != Test.Approved && when.Test != Test.Late || when.Test == Test.Approved && when.Sign != "!=" || items.LastOrDefault() is Step { Skill: "human" } or Fork or Together) return;
        var asked = items.FindLastIndex(i => i is Step { Skill: "human" } s && (s.Get("form") != "answer" || when.Test == Test.Late));
        if (when.Test == Test.Late && items.FindLastIndex(i => i is Step { Skill: "wait" } w && w.Get("event") is not null) is >= 0 and var waits && waits > asked && waits < items.Count - 1 && !items.Skip(waits).Any(i => i is Fork or Again))
        {
            var came = items.Skip(waits + 1).ToList();
            items.RemoveRange(waits + 1, came.Count);
            items.Add(new Fork([]));
            ((Fork)items[^1]).Else.AddRange(came);
            return;
        }

        if (asked < 0 || items.Skip(asked).Any(i => i is Fork or Again)) return;
        var after = items.Skip(asked + 1).ToList();
        items.RemoveRange(asked + 1, after.Count);
        if (items[asked] is Step { } step && step.Get("form") == "answer")
        {
            items.Add(new Fork([])); // what was said goes on where an answer came
            ((Fork)items[^1]).Else.AddRange(after);
        }
        else items.Add(new Fork([new Case(new Condition(Test.Approved, "", "==", "true", "approved"), after)]));
    }

    // The one way of a choice by something else than a yes that is so.
    private static List<PlanItem>? OnlyWay(List<PlanItem> items, Func<List<PlanItem>, bool> isSo) =>
        items.LastOrDefault() is Fork choice && !choice.Cases.Exists(c => c.When.Test is Test.Approved or Test.Late) && choice.Cases.Select(c => c.Then).Append(choice.Else).Where(isSo).ToList() is [var only] ? only : null;

    // The way of a choice in which somebody is asked last, where nothing stands behind the choice.
    private static List<PlanItem>? Asking(List<PlanItem> items) =>
        OnlyWay(items, t => t.LastOrDefault() is Step { Skill: "human" });

    // The way of a choice that ends with a question of yes and no, or with what is done by its answer.
    private static List<PlanItem>? Questioned(List<PlanItem> items) =>
        OnlyWay(items, t => (t.LastOrDefault() is Fork ? t.SkipLast(1) : t).LastOrDefault() is Step { Skill: "human" } asked && asked.Get("question") is not null && asked.Get("form") != "answer");

    // The way in which somebody is asked for consent, and where begins what he guards: deeds that are done in any case.
    private static (List<PlanItem> Way, int From)? Guarded(List<PlanItem> items)
    {
        var at = items.FindLastIndex(i => i is not Step);
        return at >= 0 && at < items.Count - 1 && Asking(items.GetRange(0, at + 1)) is { } way && way[^1] is Step asked && asked.Get("form") != "answer" ? (way, at + 1) : null;
    }

    /// <summary>"Below 100 it is booked, above it the boss must approve it": who approved it wants what is done without him, where nothing else is said to follow.</summary>
    public static void Allow(Plan plan)
    {
        if (plan.Items.LastOrDefault() is not Fork choice || choice.Cases.Count + (choice.HasElse ? 1 : 0) < 2 || !choice.Cases.TrueForAll(c => c.When.Test == Test.Number)) return;
        var ways = choice.Cases.Select(c => c.Then).Append(choice.Else).ToList();
        var asking = ways.FindAll(w => w is [Step { Skill: "human" } asked] && asked.Get("form") != "answer");
        if (asking.Count == 0 || ways.FindAll(w => w.Count > 0 && !asking.Contains(w) && !w.TrueForAll(i => i is Step { Skill: "stop" })) is not [var free] || !free.Exists(Sends) || !free.TrueForAll(i => i is Step { Skill: not "human" })) return;
        foreach (var way in asking) way.AddRange(free);
        plan.Remarks.Add("Where somebody must approve it first, the same is done after the approval as where nobody is asked.");
    }

    // The one way of a choice in which somebody decides and something is done then.
    private static List<PlanItem>? RuledWay(List<PlanItem> items) =>
        OnlyWay(items, t => PlanReader.Steps(t).Any(s => s.Skill == "human")) is { } way && way.TrueForAll(i => i is Step) ? way : null;

    // The way of a category in which somebody decides: the last one, or the only one.
    private static List<PlanItem>? Ruling(Fork kinds)
    {
        static bool Rules(List<PlanItem> way) => way.LastOrDefault() is Step { Skill: "human" } asked && asked.Get("form") != "answer" || RuledOf(way) is not null;
        return Rules(kinds.Cases[^1].Then) ? kinds.Cases[^1].Then : kinds.Cases.Where(c => Rules(c.Then)).ToList() is [var only] ? only.Then : null;
    }

    // A choice by what somebody decided that has a way to go.
    private static Fork? RuledOf(List<PlanItem> way) => way.LastOrDefault() is Fork { HasElse: false } ruled && ruled.Cases.TrueForAll(c => c.When.Test is Test.Approved or Test.Late) && ruled.Cases.DistinctBy(c => (c.When.Test, c.When.Sign)).Count() == ruled.Cases.Count && ruled.Cases.Count(c => c.When.Test == Test.Approved) == 1 ? ruled : null;

    // Choices of one question are the ways of one fork; the more particular one is asked first.
    private static void AddCase(List<PlanItem> items, Condition when, List<PlanItem> then)
    {
        if (then.FindIndex(t => t is Step { Skill: "stop" }) is var stop && stop >= 0 && stop < then.Count - 1) then = [.. then.Where((_, i) => i != stop), then[stop]]; // "reject it and mail Ann": nothing comes behind an end
        if (when is { Test: Test.Approved, Sign: "!=", Or.Test: Test.Late } or { Test: Test.Late, Or: { Test: Test.Approved, Sign: "!=" } })
        {
            // "if she refuses or says nothing": one way for both
            var (late, no) = when.Test == Test.Late ? (when, when.Or!) : (when.Or!, when);
            AddCase(Asking(items) ?? items, late with { Or = null, And = null }, [new Step("refuse", late.Said)]);
            AddCase(items, no with { Or = null, And = null }, then);
            return;
        }

        if (when is { Test: Test.Approved, Sign: "!=" }) then = Anewed(then);
        if (when.Test == Test.Late && items.LastOrDefault() is Fork { Cases: [{ When.Test: Test.Late, Then.Count: 0 }] } waiting)
        {
            waiting.Cases[0] = new Case(when, then); // "when it comes …", and now what if it does not
            return;
        }

        if (when.Test == Test.Late && items.LastOrDefault() is Fork asks && asks.Cases.Find(c => c.When.Test == Test.Late) is { Then: [.., Step { Skill: "human" }] } instead)
        {
            AddCase(instead.Then, when, then); // nor does who was asked instead
            return;
        }

        if (when.Test == Test.Approved && items.LastOrDefault() is Fork { HasElse: false } kinds && kinds.Cases.TrueForAll(c => c.When.Test == Test.Label) && Ruling(kinds) is { } own) items = own; // of one category alone somebody decides
        if (when.Test == Test.Late && Asking(items) is { } within) items = within; // who was asked under a condition
        if (when.Test == Test.Approved && Questioned(items) is { } questioned) items = questioned; // where nothing was asked, nothing was answered
        if (Guarded(items) is var (way, from))
        {
            if (when.Test == Test.Late) items = way;
            else if (when is { Test: Test.Approved, Sign: "!=" })
            {
                // "above 100 ask Ann before saving it. If she refuses, …": what she guards is done where she agreed, or was never asked
                var deeds = items.Skip(from).ToList();
                items.RemoveRange(from, deeds.Count);
                items.Add(new Fork([new Case(new Condition(Test.Approved, "", "==", "true", "approved"), deeds)]));
            }
        }

        if (when is { Test: Test.Approved, Sign: "!=" } && RuledWay(items) is { } ruled) items = ruled;
        ToApproval(items, when);
        if (when is { Test: Test.Text, Subject: "language", Sign: "!=" })
            foreach (var step in PlanReader.Steps(then).Where(s => s.Skill == "translate" && s.Get("language") is null or "")) step.Has["language"] = when.Value;
        if (when is { Test: Test.Number, Subject: "status" } && items.LastOrDefault() is Step { Skill: "webfetch" } page)
            items[^1] = new Step("http", page.Said) { Has = { ["url"] = page.Get("url") ?? "", ["method"] = "GET" }, Attempts = page.Attempts, Timeout = page.Timeout, Pause = page.Pause };
        if (items.LastOrDefault() is Fork { HasElse: false } chain && AsLabel(when) is { } label && chain.Cases.TrueForAll(c => AsLabel(c.When) is not null || c.When.Test == Test.Label))
        {
            for (var i = 0; i < chain.Cases.Count; i++) chain.Cases[i] = chain.Cases[i] with { When = AsLabel(chain.Cases[i].When) ?? chain.Cases[i].When };
            chain.Cases.Add(new Case(label, then));
            return;
        }

        if (items.LastOrDefault() is Fork { HasElse: false } fork && fork.Cases.TrueForAll(c => IsOfOne(c.When, when)))
        {
            var plain = when.And is null ? -1 : fork.Cases.FindIndex(c => c.When.And is null && c.When.Value == when.Value);
            if (plain < 0) plain = fork.Cases.FindIndex(c => IsStricter(when, c.When));
            if (plain >= 0) fork.Cases.Insert(plain, new Case(when, then));
            else fork.Cases.Add(new Case(when, then));
            return;
        }

        if (IsFallback(items, when, then))
        {
            items.Add(new Fork([new Case(when, [then[0]])]));
            items.AddRange(then.Skip(1)); // "if the memory holds nothing search the web, then answer": it is answered in both cases
            return;
        }

        items.Insert(HeldFrom(items, when, then), new Fork([new Case(when, then)]));
    }

    private static bool IsFallback(List<PlanItem> items, Condition when, List<PlanItem> then) =>
        items.LastOrDefault() is Step { Skill: "recall" or "websearch" or "sql" } && then is [Step { Skill: "recall" or "websearch" or "sql" or "http" or "webfetch" }, Step next, ..] && IsWriting(next) && (when.Test == Test.Empty && when.Sign == "==" || when.Test == Test.Judge && Phrase.Of(when.Said).Has("nothing", "no", "not", "none", "isn't", "doesn't"));

    // "Over 28 …, over 35 …": the higher one would never be reached behind the lower one.
    private static bool IsStricter(Condition one, Condition other) =>
        one is { Test: Test.Number, And: null, Or: null } && other is { Test: Test.Number, And: null, Or: null } && one.Subject == other.Subject && one.Sign.Length > 0 && other.Sign.Length > 0 && one.Sign[0] == other.Sign[0] && Amounts.Of(one.Value) is { } a && Amounts.Of(other.Value) is { } b && (one.Sign[0] == '>' ? a > b : one.Sign[0] == '<' && a < b);

    // "Over 35 also …": what is done from the lower amount on is done as well.
    private static List<PlanItem> Besides(List<PlanItem> place, Condition when, List<PlanItem> then) =>
        place.LastOrDefault() is Fork fork && fork.Cases.FindLast(c => IsStricter(when, c.When)) is { } lower && lower.Then.TrueForAll(i => i is Step) ? [.. lower.Then.OfType<Step>().Select(s => s.Again()), .. then] : then;

    private static readonly HashSet<string> Delivers = ["slack", "telegram", "email", "issue", "filewrite", "csvwrite", "workflow"];

    private static readonly HashSet<string> Giving = ["webfetch", "fileread", "csvread", "sql", "websearch", "transcribe", "recall", "filelist", "http", "wait"];

    private static bool Sends(PlanItem item) => PlanReader.Steps([item]).Any(s => Delivers.Contains(s.Skill) || s.Skill == "http" && (s.Get("method") ?? "GET") != "GET");

    // "… and post it. Skip it when the author is bot": what ends the run is asked before anything goes out, as soon as what it speaks of is there.
    private static int HeldFrom(List<PlanItem> items, Condition when, List<PlanItem> then)
    {
        if (then is not [Step { Skill: "stop" }] || when.Test is Test.Approved or Test.Failed or Test.Late || items.LastOrDefault() is Fork fork && fork.Cases.Exists(c => c.When.Test == when.Test) || items.FindIndex(Sends) is not (>= 0 and var sends)) return items.Count; // the last of several ways is one of them
        var said = Phrase.Of(when.Said);
        if (when.Test == Test.Number && said.Has("takes", "take", "costs", "cost", "lasts")) return items.Count; // a bound of the run
        bool Makes(Step step) => Giving.Contains(step.Skill) || step.Skill == "human" || when.Test == Test.Label && step.Skill == "classify" || said.Any(t => t.IsWord && (StatementReader.Makes.GetValueOrDefault(Words.Singular(t.Low)) == step.Skill || t.Low == step.Skill));
        return items.FindLastIndex(Math.Max(0, sends - 1), sends, i => PlanReader.Steps([i]).Any(Makes)) + 1;
    }

    // "It is spam", "a comment is abusive": one of several that the same thing can be.
    private static Condition? AsLabel(Condition when)
    {
        if (when.Test is not (Test.Judge or Test.Text) || when.Sign != "==" || when.And is not null || when.Or is not null || when.Test == Test.Text && when.Subject is "sentiment" or "language" or "country" or "status") return null;
        var said = Phrase.Of(when.Said);
        var at = said.Find(1, "is", "are");
        if (said.Low(0) is "it's" or "they're") at = 0;
        if (at < 0 || at > 3 || said.Has("not", "than", "any")) return null;
        var what = said.From(at + 1);
        while (what.Low(0) is "a" or "an" or "about" or "very") what = what.From(1);
        return what.Count is 1 or 2 && !what.HasLiterals && !what.Any(Lexicon.IsNumber) ? new Condition(Test.Label, "", "==", what.Text.ToLowerInvariant(), when.Said) { Model = when.Model } : null;
    }

    private static bool IsOfOne(Condition a, Condition b) =>
        a.Test == b.Test && a.Test is Test.Label or Test.Approved or Test.Number or Test.Text or Test.Contains && (a.Test is Test.Label or Test.Approved || a.Subject == b.Subject || a.Test == Test.Contains && b.Subject.Length == 0)
        || a.Test is Test.Approved or Test.Late && b.Test is Test.Approved or Test.Late
        || a.Test is Test.Label && b.Test is Test.Number && b.Subject is "amount" or "" || a.Test is Test.Number && b.Test is Test.Label;
}
