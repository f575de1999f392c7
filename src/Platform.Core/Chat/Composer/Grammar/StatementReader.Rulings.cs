using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What becomes of a decision that a person made, or did not make: "Rejected: …", "on approval …", "no answer by then: …".</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Yeses = new("""
        if? approved/accepted/granted/confirmed/agreed/yes/ok/okay :/-/->/=>/→ | on/upon approval/acceptance/consent/yes ,/:? | in case of approval/acceptance/consent/yes ,/:?
        """);

    private static readonly Form Noes = new("""
        if? rejected/refused/declined/denied/no :/-/->/=>/→ | if? not approved/accepted/granted/confirmed/ok :/-/->/=>/→ | on/upon/after reject/rejection/refusal/decline/no ,/:? | in case of a? reject/rejection/refusal/no ,/:?
        """);

    private static readonly Form Unheard = new("if? no answer/reply/response/reaction/decision/payment/message/event/delivery/confirmation/news by then/that ,/: | if? no answer/reply/response/reaction/decision/payment/message/event/delivery/confirmation/news in time ,/:? | if? nobody/no-one/nothing by then ,/: | if? nothing/nobody/none comes/arrives/answers/reacts/replies/responds/came/arrived/answered/happens by then ,/:?");

    private static readonly Form AllSaid = new("""
        after/once/when both/all/everyone/everybody/they/he/she have/has/had? said/say/says/gave/given/give/gives yes/ok/okay/consent/so/approval/green ,? | after both/all/everyone/everybody/they/he/she have/has/had? approved/agreed/signed/confirmed/accepted/okayed it/off? ,? |
        after both/all approvals/signatures/consents ,? | after two/three/# approvals ,?
        """);

    // The ruling said in a whole sentence; null when none opens it, or nobody was asked.
    private Phrase? Ruling(Phrase phrase, List<PlanItem> into)
    {
        var isNo = Noes.Opens(phrase, out var at);
        var isLate = !isNo && Unheard.Opens(phrase, out at);
        if (!isNo && !isLate && !Yeses.Opens(phrase, out at) || at >= phrase.Count || IsWay(phrase.Text)) return null;
        if (phrase.Low(0) is "on" or "upon" or "with" or "after" or "in" && phrase[at - 1].IsWord && Lexicon.OrderAt(phrase, at, isFirst: true) < 0 && Lexicon.PredicateAt(phrase, at) < 0) return null;
        var asked = Before(into).LastOrDefault(s => s.Skill == "human" || s.Skill == "wait" && s.Get("event") is not null);
        if (asked is null || !isLate && (asked.Skill != "human" || asked.Get("form") == "answer")) return null;
        var rest = phrase.From(at).Trimmed();
        return Phrase.Of($"if {(isLate ? asked.Skill == "wait" ? "it does not come in time" : "nobody answers in time" : isNo ? "it is rejected" : "it is approved")}, {rest.Text}");
    }

    // "After both said yes, mail it": consent is waited for anyway.
    private Phrase? Agreed(Phrase phrase, List<PlanItem> into) =>
        AllSaid.Opens(phrase, out var at) && at < phrase.Count && Before(into).Any(s => s.Skill == "human" && s.Get("form") != "answer") ? phrase.From(at).Trimmed() : null;

    private static readonly Form Silent = new("to/for? those/everyone/everybody/anyone/whoever/all/ones who/that? have/has/had/did/do not answered/replied/responded/approved/signed/reacted/answer/reply/respond/decided yet? | to/for? those/everyone/everybody/anyone/whoever/all/ones who/that? haven't/hasn't/hadn't/didn't/don't answered/replied/responded/approved/signed/reacted/answer/reply/respond/decided yet?");

    // A reminder to some of those who were asked: nothing tells them apart, and it must not go to all.
    private bool OfTheSilent(Phrase phrase, List<PlanItem> into)
    {
        var clause = Cutter.Next(phrase);
        if (Silent.In(clause.First, 1) is null || Before(into).Count(s => s.Skill == "human") < 2) return false;
        Missed(clause.First);
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    private static readonly Form Until = new("until i/he/she/they/we/you am/is/are/do/does/say/says/approve/approves/agree/agrees/like/likes yes/ok/okay/happy/satisfied/fine/content/pleased/it? with? it/that? | until i'm/he's/she's/they're/it's ok/okay/happy/satisfied/fine/approved/accepted with? it/that? | until it/this is approved/accepted/ok/okay/fine | until approved/accepted");

    // "Redo it until she agrees", said of a refusal: it is asked again anyway.
    private static Phrase Once(Phrase then) => Until.In(then, 1) is var (at, end) && (end == then.Count || then[end].Text is "," or ";" || then.Low(end) is "then" or "and") ? Phrase.Of($"{then.To(at).Trimmed().Text}{then.Tail(end)}".Trim()) : then;

    // "If she refuses, tell Bob, |then save it": what is sent or kept then is what she said yes to.
    private static (Phrase Then, Phrase? Agreed) Agreed(Phrase then)
    {
        for (var i = 2; i + 2 < then.Count; i++)
            if (then.Low(i) == "then" && Lexicon.Lemma(then.Low(i + 1)) is "save" or "store" or "post" or "send" or "mail" or "email" or "publish" or "write" && then.Low(i + 2) is "it" or "them" or "the" or "this" && then.From(i).HasLiterals)
                return (then.To(then.Low(i - 1) is "and" || then[i - 1].Text is "," ? i - 1 : i).Trimmed(), then.From(i + 1));
        return (then, null);
    }

    private static readonly HashSet<string> Reworking = ["rewrite", "revise", "redo", "rework", "improve", "fix", "correct", "adjust", "change", "update", "amend", "redraft", "edit", "mend", "polish", "shorten"];

    /// <summary>What is reworked after a refusal is asked about again: nobody has said yes to it.</summary>
    private static List<PlanItem> Anewed(List<PlanItem> no)
    {
        if (no.Count == 0 || !no.TrueForAll(i => i is Step { Skill: "improve" or "write" or "work" or "agent", Tools.Count: 0 } step && Phrase.Of(step.Said) is var said && (step.Skill == "improve" || said.Tokens.Take(4).Any(t => Reworking.Contains(Lexicon.Lemma(t.Low) ?? t.Low) || t.Low is "another" or "new" or "different" or "again")))) return no;
        return [.. no, new Step("back", "ask again") { Has = { ["to"] = "ask" } }];
    }

    private static readonly Form Remarked = new("""
        with/using/including/plus/considering/along/and/by his/her/my/our/their/the/those/these/all/any? reviewer's/editor's/person's/lawyer's/boss's/manager's/written/own? remarks/remark/comments/comment/notes/note/feedback/reasons/reason/corrections/changes/suggestions/objections/criticism |
        with what he/she/they/i said/wrote/noted | based/depending on his/her/my/their/the remarks/comments/notes/feedback | together with his/her/my/their/the remarks/comments/notes/feedback
        """);

    // "Back to the writer |with her remarks": whoever goes back reads them anyway.
    private static Phrase Unremarked(Phrase clause) =>
        Remarked.In(clause, 1) is var (at, end) && (end == clause.Count || clause.Low(end) is "of" or "from" or "by" && clause.Count - end <= 4) ? clause.To(at).Trimmed() : clause;

    private static readonly Form Ones = new("ones/one | comments/comment/messages/message/mails/mail/emails/email/texts/text/posts/post/reviews/review/tickets/ticket/requests/request/orders/order/claims/claim/reports/report/letters/letter/questions/question/articles/article");

    // "… decides whether it is toxic. |Toxic ones are hidden": what was just asked, as a condition.
    private static Phrase? Judged(Phrase phrase, List<PlanItem> into)
    {
        var at = Lexicon.IsDeterminer(phrase.Low(0)) ? 1 : 0;
        if (Ones.At(phrase, at + 1) is not (> 0 and var end) || end + 1 >= phrase.Count || Lexicon.IsPreposition(phrase.Low(at)) || into.LastOrDefault() is not Step { Skill: "work" or "agent" } asked || Whether.In(Phrase.Of(asked.Said)) is not var (_, from)) return null;
        var question = Phrase.Of(asked.Said).From(from);
        var word = phrase.Low(at);
        var isNot = word.StartsWith("non-", StringComparison.Ordinal) || word.StartsWith("un", StringComparison.Ordinal) && question.Has(word[2..]) || word.StartsWith("in", StringComparison.Ordinal) && question.Has(word[2..]);
        var meant = word.StartsWith("non-", StringComparison.Ordinal) ? word[4..] : isNot ? word[2..] : word;
        return question.Has(meant) && !question.Has("not", "or") ? Phrase.Of($"if {(isNot ? "not" : "so")}, it {phrase.From(end).Text}") : null;
    }

    private static readonly Form EitherWay = new(",? either way | ,? in either case | ,? in both cases | ,? in any case | ,? whatever he/she/they decides/decide/says/say | ,? whatever the decision/answer/outcome/result is? | ,? regardless of the decision/answer/outcome/result | ,? no matter what he/she/they decides/decide/says/say");

    // "Tell Ann either way": whoever was asked may have said no.
    private static Phrase? Anyway(Phrase phrase, List<PlanItem> into)
    {
        if (EitherWay.In(phrase, 1) is not var (at, end) || end != phrase.Count || into.LastOrDefault() is not Step { Skill: "human" } asked || asked.Get("form") == "answer") return null;
        into.Add(new Fork([new Case(new Condition(Test.Approved, "", "==", "true", "approved"), [new Step("pass", "go on")])]) { HasElse = true, Else = { new Step("pass", "go on") } });
        return phrase.To(at).Trimmed();
    }
}
