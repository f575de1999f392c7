using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What a condition speaks of, in the light of those before it.</summary>
internal sealed partial class StatementReader
{
    // A number that "it" is speaks of what the condition before it spoke of.
    private string? _subject;
    private string? _feature;

    // What a child workflow gives back, and what it is.
    private static readonly Form Outcome = new("its/the/that/their *? *? result/output/answer/outcome/verdict/response/reply is/says/reads/equals/was/isn't not? | its/the/that/their *? *? result/output/answer/outcome/verdict/response/reply does/doesn't not? say/equal/read | it/that/this says/returns/answers/reports/gives not? back? | the/that workflow/sub-workflow/subworkflow/child/check says/returns/answers/reports/gives not? back?");

    private static readonly Form Checked = new("the/its/any/some? *? tests/test/checks/check/review/validation/verification/inspection fail/fails/failed | any/one of the tests/checks fail/fails");

    private static readonly Form Some = new("there are/is any | there's any | it/she/he/they finds/find/spots/spot/detects/detect/sees any/some | any are/is/were found | it/she/he has found any");

    // "If it is not found": nothing came of looking it up.
    private static readonly Form NotFound = new("not found | it/that/this is/was/'s? not found/there | it/that isn't/wasn't/can't/cannot found/there/be? found? | it/that can not be found | it/that does not exist | it/that doesn't exist | it/that could not be found | none is/are/was found | there is none | it's not found/there | not there | no match/luck | unknown");

    // "A third checks it for mistakes. If there are any": what it was checked for.
    private Phrase LookedFor(Phrase said, List<PlanItem> behind)
    {
        if (!Some.Opens(said, out var some) || some != said.Count || Before(behind).LastOrDefault() is not { } last || Phrase.Of(last.Said) is not { Count: > 1 } checks) return said;
        if (Lexicon.Lemma(checks.Low(0)) is "find" or "spot" or "detect" or "identify" && checks.Count <= 5 && !checks.HasLiterals) return Phrase.Of($"there are {checks.From(1).Text}"); // "find anomalies"
        if (checks.Find(2, "for") is not (> 1 and var at) || at + 1 >= checks.Count || checks.Count - at > 4 || checks.From(at).HasLiterals) return said;
        return Lexicon.Lemma(checks.Low(0)) is "check" or "look" or "search" or "scan" or "review" or "examine" or "inspect" or "test" or "proofread" ? Phrase.Of($"there are {checks.From(at + 1).Text}") : said;
    }

    private Condition Condition(Phrase said, List<PlanItem> behind)
    {
        if (said.Find(1, "says", "say") is > 0 and var says && says + 2 == said.Count && said.Low(says + 1) is "yes" or "ok" or "okay" && People.IsAgentRole(said.Low(says - 1))) said = Phrase.Of($"{said.To(says).Text} approves");
        if (NotFound.Opens(said, out var missed) && missed == said.Count && Before(behind).LastOrDefault(s => s.Skill is not "human") is { } seeks)
            said = seeks.Skill switch { "sql" or "websearch" or "recall" or "filelist" or "json" => Phrase.Of("nothing is found"), "fileread" or "csvread" or "webfetch" => Phrase.Of("it fails"), "http" => Phrase.Of("the status is 404"), _ => said };
        said = LookedFor(said.Low(0) == "it's" && said.Count > 1 && Lexicon.IsNumber(said[1]) ? Phrase.Of($"it is {said.From(1).Text}") : said, behind);
        var text = said.Trimmed().Text;
        var read = new Conditions(_literals, _labels).Read(text, Before(behind).Any(s => s.Skill == "human" && s.Get("form") != "answer"), Before(behind).Any(s => s.Skill == "human"));
        if (read.Test == Test.Failed && Checked.Opens(said, out _) && Before(behind).LastOrDefault() is { Skill: "agent" or "critique" or "work" }) return read with { Test = Test.Judge }; // an agent found it wrong, no step broke
        if (read is { Test: Test.Approved, And: null, Or: null } && Ruler(said, behind) is { } ruler) return new Condition(Test.Judge, "", "==", "", _literals.Unmask(Phrase.Of(text) is var ruling && ruling.Low(0) is "it" or "they" or "that" ? $"the {ruler} finds that {text}" : text));
        if (read.Test == Test.Judge && Either(said) is { } several) return Of(several, _subject ??= Before(behind).Any(s => s.Skill == "score") ? "score" : "");
        if (read.Test != Test.Number && Outcome.Opens(said, out var outcome) && outcome < said.Count && (Before(behind).LastOrDefault() is { Skill: "workflow" } || Open(behind) is { Cases: [{ When: { Test: Test.Text, Subject: "result" } }, ..] })) return new Condition(Test.Text, "result", said.To(outcome).Has("not", "isn't", "doesn't") ? "!=" : "==", _literals.Unmask(said.From(outcome).Text), _literals.Unmask(text));
        if (read is { Test: Test.Number, Subject.Length: 0 } && _subject is not null) read = read with { Subject = _subject, And = read.And is { Test: Test.Number, Subject.Length: 0 } and ? and with { Subject = _subject } : read.And };
        if (read is { Test: Test.Number, Subject.Length: > 0 }) _subject = read.Subject;
        if (Open(behind) is { Cases: [{ When: { Test: Test.Text, Subject: "result" } }, ..] }) _feature = "result"; // "if it is red", behind "if the result is green"
        if (read is { Test: Test.Text }) _feature = read.Subject;
        if (read.Test == Test.Judge && _feature is not null && said.Count == 1 && said[0].IsWord) return read with { Test = Test.Text, Subject = _feature, Value = said.Low(0) }; // "if medium", behind "if the priority is high"
        if (read.Test == Test.Judge && _feature is not null && said.Low(0) is "it" or "it's" && said.Count <= 4) return read with { Test = Test.Text, Subject = _feature, Sign = said.Has("not") ? "!=" : "==", Value = _literals.Unmask(said[said.Count - 1].Text).Trim('"') };
        return read;
    }

    // "the event rent.paid has not come": it is waited for.
    private Step? Uncome(Phrase said) =>
        said.Find(0, "event") is >= 0 and var at && at + 2 < said.Count && said.Any(t => t.Low is "not" or "never" || t.Low.EndsWith("n't", StringComparison.Ordinal)) && _skills.Read($"wait for the event {said.From(at + 1).Text.Split(' ')[0]}") is { Skill: "wait" } wait && wait.Get("event") is not null ? wait : null;

    private static readonly Form NotApproved = new("has/have/did/does not approve/approved/answer/answered/sign/signed/confirm/confirmed/decide/decided/react/reacted | hasn't/haven't/didn't/doesn't approve/approved/answer/answered/sign/signed/confirm/confirmed/decide/decided/react/reacted");

    // "If the lawyer has not approved it within 3 days": she is asked, and does not answer in time.
    private string? Unapproved(Phrase said, List<PlanItem> into)
    {
        if (NotApproved.In(said, 1) is not var (at, _) || said.Find(at, "within", "in", "after") is not (> 0 and var within) || Amounts.Duration(said.From(within).Text) is not { } span || !People.IsPerson(said.To(at)) || Before(into).Any(s => s.Skill == "human") || _skills.Read($"ask {said.To(at).Text} to approve it") is not { Skill: "human" } asked) return null;
        asked.Has["due"] = span;
        into.Add(asked);
        return span;
    }

    // Where nobody but an agent looked a thing over, its remarks say whether it is approved.
    private string? Ruler(Phrase said, List<PlanItem> behind) =>
        !Before(behind).Any(s => s.Skill == "human") && Before(behind).LastOrDefault(s => s is { Skill: "agent" } && s.Get("name") is { Length: > 0 }) is { } last && (Lexicon.Lemma(Phrase.Of(last.Said).Low(0)) is "review" or "check" or "verify" or "validate" or "test" or "assess" or "evaluate" or "judge" or "inspect" or "examine" or "criticise" or "criticize" or "critique" || said.Has(last.Get("name")!)) ? last.Get("name")!.Replace('_', ' ') : null;

    private static Condition Of(Condition one, string subject) => one with { Subject = subject, Or = one.Or is { } or ? Of(or, subject) : null };

    private static readonly Form OneOf = new("it/that/this/he/she is/are/was/gets/got/scores/scored? | it's/that's | the score/rating/grade/mark/number/result is? | a/an");

    // "If it's 5 or 6": a number that is one of several.
    private static Condition? Either(Phrase said)
    {
        if (!OneOf.Opens(said, out var at)) return null;
        Condition? one = null;
        for (; at < said.Count; at += 2)
        {
            if (said[at].Kind != TokenKind.Number || Amounts.Of(said[at].Text) is not { } number || at + 1 < said.Count && said.Low(at + 1) is not ("or" or ",")) return null;
            one = new Condition(Test.Number, "", "==", Amounts.Plain(number), said.Text) { Or = one };
        }

        return one?.Or is null ? null : one;
    }
}
