using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Who decides, by when and in which order, in the words the reader knows: "first legal signs it off, then the CEO" says twice what is done, "Anna has two hours
/// to approve it" is an approval within two hours. A pure rewriting of words.
/// </summary>
internal static class Deciders
{
    private static readonly HashSet<string> Deciding = [.. VerbKinds.Consenting, "review", "check", "verify", "proofread", "decide", "validate"];

    /// <summary>One sentence in which every decider has a verb.</summary>
    public static Phrase Of(Phrase sentence) => Own(InTime(InTurn(Asked(Together(Named(Sent(Seen(Told(sentence)))))))));

    private static readonly Form Consent = new("get/gets/obtain/collect/need/needs/wait/ask for? a/an/the/his/her? yes/ok/okay/approval/consent/sign-off/go-ahead/permission/signature from/of/by");
    private static readonly Form Counted = new("""
        have/let/get? two/three/four/both/# people/persons/managers/colleagues have/need/must/should/has? to? approve/sign/confirm/check/review/ok it/this/them? off/on? ,? : | two/three/four/both/# approvals/signatures/sign-offs are? needed/required? , : | it/this needs two/three/four/# approvals/signatures :
        """);
    private static readonly Form Inner = new(", and/but? then/finally/lastly? by/from/of? | and then? by/from/of? | then by/from/of? | followed by | , by/from/of?");

    // "Two people approve: first the lead, then the CFO", "get a yes from the lead and then from the CFO": each is asked, one after the other.
    private static Phrase Told(Phrase sentence)
    {
        for (var i = 0; i + 3 < sentence.Count; i++)
        {
            if (i > 0 && sentence[i - 1].IsWord && sentence.Low(i - 1) is not ("and" or "then" or "must" or "to")) continue;
            var isConsent = Consent.At(sentence, i) is > 0;
            if ((isConsent ? Consent.At(sentence, i) : Counted.At(sentence, i)) is not (> 0 and var at)) continue;
            var (asks, end) = (new List<string>(), at);
            for (var from = at; from < sentence.Count;)
            {
                if (sentence.Low(from) is "first" or "finally") from++;
                var to = from;
                while (to < sentence.Count && to - from < 4 && sentence[to].IsWord && sentence.Low(to) is not ("and" or "then" or "before" or "after" or "if" or "when" or "followed" or "within" or "in" or "to" or "for")) to++;
                if (!IsAlone(sentence.Part(from, to)) && !IsStranger(sentence.Part(from, to))) break;
                (asks, end) = ([.. asks, $"ask {sentence.Part(from, to).Text} to approve it"], to);
                from = Inner.At(sentence, to) is > 0 and var next ? next : sentence.Count;
            }

            if (asks.Count > 1 || isConsent && asks.Count == 1 && !sentence.From(end).Has("from") && !sentence.To(i).Has("if", "when", "once", "unless", "until")) return Phrase.Of($"{sentence.To(i).Text} {string.Join(", then ", asks)} {sentence.From(end).Text}".Trim());
        }

        return sentence;
    }

    private static readonly Form Okays = new("to/must/should/shall ok/okay/see/sanction/greenlight it/this/that/them/the");

    // "The mayor has to OK it", "my boss needs to see it first": they approve it.
    private static Phrase Seen(Phrase sentence)
    {
        if (Okays.In(sentence, 1) is not var (at, end)) return sentence;
        var from = at;
        while (from > 0 && (Lexicon.IsModal(sentence.Low(from - 1)) || sentence.Low(from - 1) is "wants" or "want")) from--;
        var start = from;
        while (start > 0 && sentence[start - 1].IsWord && sentence.Low(start - 1) is not ("and" or "then" or "but" or "otherwise" or "ask" or "let" or "else")) start--;
        return start < from && People.IsPerson(sentence.Part(start, from)) ? Phrase.Of($"{sentence.To(start).Text} ask {(sentence.Low(start) is "the" or "my" or "our" ? $"{sentence.Low(start)} {sentence.Part(start + 1, from).Text}" : sentence.Part(start, from).Text)} to approve {sentence.From(end - 1).Text}".Trim()) : sentence;
    }

    private static readonly Form ForApproval = new("for his/her/their/a/final? approval/sign-off/review/ok/okay/consent/confirmation/permission/feedback");
    private static readonly Form Has = new(", and/but? he/she/they/who has/have/gets/get # * | , and/but? he/she/they/who has/have/gets/get a/an hour/day/week | ( he/she/they has/have # * )");
    private static readonly Form Turned = new("goes/go first to | first goes/go to | is sent first to | must first go to | goes/go to");

    // "Send it to the editor for approval, she has 24 hours", "HR then decides", "the report goes first to A, then to B"
    private static Phrase Sent(Phrase sentence)
    {
        if (Has.In(sentence, 2) is var (due, over) && Amounts.Duration(sentence.Part(due, over).Text) is { } span) sentence = Phrase.Of($"{sentence.To(due).Text} within {span} {sentence.From(over).Text}".Trim());
        for (var i = 1; i + 1 < sentence.Count; i++)
            if (sentence.Low(i) is "then" or "finally" or "afterwards" && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Third && sentence.Low(i - 1) is not ("and" or "," or "it") && IsAlone(sentence.To(i))) return Phrase.Of($"then {sentence.To(i).Text} {sentence.From(i + 1).Text}");
        for (var i = 0; i + 3 < sentence.Count; i++)
            if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then" or "to") && Submitted(sentence.From(i)) is { } submitted) sentence = Phrase.Of($"{sentence.To(i).Text} {submitted}".Trim());
        if (Turned.In(sentence, 1) is var (goes, first) && sentence.Find(first, "then", "finally", "next") is > 0 and var then && !sentence.Part(first, then).HasLiterals)
        {
            var who = sentence.Part(first, then).Trimmed();
            while (who.Count > 1 && who.Low(who.Count - 1) is "and" or "but") who = who.To(who.Count - 1).Trimmed();
            if (IsAlone(who) && sentence.Low(then + 1) == "to") return Phrase.Of($"{sentence.To(goes).Text} goes to {who.Text} and {sentence.From(then).Text}"); // each of them in turn is where it goes
            if (IsAlone(who)) return Phrase.Of($"{who.Text} approves {sentence.To(goes).Text}, {string.Join(' ', sentence.From(then).Tokens.Where(t => t.Low is not "to").Select(t => t.Text)).Replace(" ,", ",", StringComparison.Ordinal)}");
        }

        return sentence;
    }

    // "send it to the editor for approval", "show it to the headmistress": she is asked.
    private static string? Submitted(Phrase sentence)
    {
        if (sentence.Find(1, "to") is not (> 0 and < 7 and var to) || Lexicon.Lemma(sentence.Low(0)) is not ("send" or "give" or "pass" or "forward" or "hand" or "show" or "submit" or "present")) return null;
        var end = Enumerable.Range(to + 1, sentence.Count - to - 1).FirstOrDefault(k => sentence[k].Kind is TokenKind.Mark or TokenKind.Literal || sentence.Low(k) is "and" or "then" or "first" or "for" or "before" or "again" or "if" or "until" or "who", sentence.Count);
        var isFor = ForApproval.At(sentence, end) is > 0;
        if (!isFor && !(Lexicon.Lemma(sentence.Low(0)) is "show" or "present" && sentence.Low(1) is "it" or "the" or "this" or "them" or "that" && sentence.Low(end) != "for") || end < sentence.Count && sentence[end].Kind == TokenKind.Literal || !IsAlone(sentence.Part(to + 1, end))) return null;
        return $"ask {sentence.Part(to + 1, end).Text} to approve {(sentence.Part(1, to).Trimmed() is { Count: > 0 } what ? what.Text : "it")} {sentence.From(isFor ? ForApproval.At(sentence, end) : end).Text}".Trim();
    }

    private static readonly Form Several = new("the? two/three/four/both/# reviewers/approvers/managers/people/persons/colleagues/editors/lawyers/directors/leads/experts/teachers/doctors/partners/bosses/officers ,/:/(");

    // "Two reviewers, Ann and Ben, look at it": Ann and Ben do.
    private static Phrase Named(Phrase sentence)
    {
        if (Several.In(sentence) is not var (at, names)) return sentence;
        var end = names;
        while (end < sentence.Count && (sentence[end].IsWord && (People.IsName(sentence[end]) || sentence.Low(end) is "and" or "the" || People.IsRole(sentence.Low(end))) || sentence[end].Text is "," && People.IsName(sentence[Math.Min(end + 1, sentence.Count - 1)]))) end++;
        if (end < names + 2 || end >= sentence.Count || sentence[end].Text is not ("," or ")") && sentence[names - 1].Text != ":") return sentence;
        return Phrase.Of($"{sentence.To(at).Text} {sentence.Part(names, end).Text} {sentence.From(sentence[end].Kind == TokenKind.Mark ? end + 1 : end).Text}".Trim());
    }

    // "Ann and Ben look at it": both are asked to.
    private static Phrase Asked(Phrase sentence)
    {
        for (var i = 0; i + 3 < sentence.Count; i++)
        {
            if (i > 0 && sentence[i - 1].Kind != TokenKind.Mark && sentence.Low(i - 1) is not "then" || !People.IsName(sentence[i]) && !Lexicon.IsDeterminer(sentence.Low(i)) && !People.IsRole(sentence.Low(i))) continue;
            var verb = Enumerable.Range(i + 3, Math.Min(10, sentence.Count - i - 3)).FirstOrDefault(k => Lexicon.FormOf(sentence.Low(k)) == VerbForm.Plain && sentence.Low(k) is var low && (Deciding.Contains(low) || low == "look"));
            if (verb == 0) continue;
            var who = sentence.Part(i, verb);
            while (who.Count > 1 && (Lexicon.IsModal(who.Low(who.Count - 1)) || who.Low(who.Count - 1) is "to" or "both" or "each")) who = who.To(who.Count - 1);
            if (sentence.Low(i) is "a" or "an" && sentence.From(verb).Has("merge", "combine", "join", "consolidate", "opinions")) continue; // whose opinions are put together think, and decide nothing
            if (who.Find(1, "and") < 1 || who.Tokens.Any(t => t.IsWord && !People.IsName(t) && !People.IsRole(t.Low) && !Lexicon.IsDeterminer(t.Low) && t.Low is not ("and" or "both"))) continue;
            return Phrase.Of($"{sentence.To(i).Text} ask {who.Text} to {sentence.From(verb).Text}".Trim());
        }

        return sentence;
    }

    private static readonly Form Beside = new(",? both/all? at the same time | ,? both? in parallel | ,? simultaneously | ,? independently of? each? other? | ,? both? at once | ,? side by side | ,? separately");

    // "Ann and Ben look at it at the same time": several who are asked are asked at once anyway.
    private static Phrase Together(Phrase sentence)
    {
        if (Beside.In(sentence, 3) is not var (at, end) || end < sentence.Count && sentence[end].IsWord || sentence.Find(1, "and") is not (> 0 and < 6 and var and) || and > at) return sentence;
        var verb = Enumerable.Range(and + 2, Math.Max(0, at - and - 2)).FirstOrDefault(k => Lexicon.Lemma(sentence.Low(k)) is { } lemma && (Deciding.Contains(lemma) || lemma == "look"));
        if (verb == 0) return sentence;
        var from = sentence.Low(0) is "ask" or "let" or "have" or "then" ? 1 : 0;
        var who = sentence.Part(from, Enumerable.Range(and + 1, verb - and - 1).FirstOrDefault(k => sentence.Low(k) == "to" || Lexicon.IsModal(sentence.Low(k)), verb));
        return who.Tokens.Count(t => People.IsName(t) || People.IsRole(t.Low)) > 1 && !who.Has("agent", "agents") ? sentence.Without(at, end) : sentence;
    }

    private static readonly Form Next = new(",? and/but? then ,? also? | ,? and/but? after that/him/her/them/this ,? | ,? and/but? afterwards ,? | ,? followed by | , next | ,? and? finally/lastly | ,? and? at last | ,? and? in the end");

    // "Legal signs it off, then the CEO": the CEO signs it off too.
    private static Phrase InTurn(Phrase sentence)
    {
        for (var i = 2; i < sentence.Count; i++)
        {
            if (Next.At(sentence, i) is not (> 0 and var who) || who >= sentence.Count) continue;
            var end = who;
            while (end < sentence.Count && end - who < 5 && sentence[end].IsWord && Next.At(sentence, end) < 0 && sentence.Low(end) is not ("and" or "or" or "before" or "if" or "when")) end++;
            if (end < sentence.Count && sentence[end].IsWord && Next.At(sentence, end) < 0 || !IsAlone(sentence.Part(who, end)) && !IsStranger(sentence.Part(who, end)) || Predicate(sentence.To(i)) is not (> 0 and var verb)) continue;
            var deed = sentence.Part(verb, i).Trimmed();
            if (deed.Any(t => t.Text is "," or ":")) continue;
            var isAsked = sentence.Low(0) is "ask" or "let" or "have" or "get" or "first" && sentence.Low(1) is "ask" or "let" or "have" or "get";
            var said = isAsked ? $"ask {sentence.Part(who, end).Text} to {Lexicon.Lemma(deed.Low(0))} {deed.From(1).Text}" : $"{sentence.Part(who, end).Text} {deed.Text}";
            sentence = Phrase.Of($"{sentence.To(i).Text}, then {said} {sentence.From(end).Text}".Trim());
            i += 2;
        }

        return sentence;
    }

    // Somebody, and nothing that he does.
    private static bool IsAlone(Phrase who) => who.Count > 0 && People.IsPerson(who) && !People.IsMachine(who) && !who.Any(t => Lexicon.FormOf(t.Low) is VerbForm.Third or VerbForm.Past || Lexicon.IsModal(t.Low) || Lexicon.IsPronoun(t.Low)) && Lexicon.OrderAt(who, 0) < 0;

    // "The notary": nobody that is known, but somebody in a row of deciders.
    private static bool IsStranger(Phrase who) => who.Count is 2 or 3 && Lexicon.IsDeterminer(who.Low(0)) && !who.HasLiterals && !People.IsMachine(who) && who.From(1).Tokens.All(t => t.IsWord && Lexicon.Lemma(t.Low) is null && !Lexicon.IsPreposition(t.Low) && !Lexicon.IsAdverb(t.Low));

    // Where it is said what the last decider does: "|has to ok it".
    private static int Predicate(Phrase before)
    {
        for (var i = before.Count - 1; i > 0; i--)
        {
            if (Lexicon.Lemma(before.Low(i)) is not { } lemma || !Deciding.Contains(lemma)) continue;
            var from = i;
            while (from > 1 && (Lexicon.IsModal(before.Low(from - 1)) || before.Low(from - 1) is "to")) from--;
            return before.Low(from) == "to" ? i : from;
        }

        return -1;
    }

    private static readonly Form Period = new("has/have/gets/get/is/are given? # * to | has/have/gets/get a/an hour/day/week/minute to | has/have/gets/get until * to");

    // "Anna gets 2 hours to approve it"
    private static Phrase InTime(Phrase sentence)
    {
        if (Period.In(sentence, 1) is not var (at, verb) || Amounts.Duration(sentence.Part(at, verb).Text) is not { } span || Lexicon.Lemma(sentence.Low(verb)) is not { } lemma) return sentence;
        var start = at;
        while (start > 0 && sentence[start - 1].IsWord && sentence.Low(start - 1) is not ("and" or "then" or "but")) start--;
        if (!People.IsPerson(sentence.Part(start, at)) && !Lexicon.IsPronoun(sentence.Low(start))) return sentence;
        var deed = lemma is "answer" or "react" or "respond" or "reply" or "decide" && verb + 1 >= sentence.Count - 1 ? "" : sentence.Part(verb, End(sentence, verb)).Text;
        if (deed.Length == 0) return sentence;
        return Phrase.Of($"{sentence.To(at).Text} must {deed} within {span} {sentence.From(End(sentence, verb)).Text}".Trim());
    }

    private static int End(Phrase sentence, int verb) => Enumerable.Range(verb, sentence.Count - verb).FirstOrDefault(k => sentence[k].Kind == TokenKind.Mark || sentence.Low(k) is "before" or "and" or "then" or "if", sentence.Count);

    private static readonly Form Mine = new("i/we must/have/need/want/should? to? approve/review/check/confirm/proofread the/each/every/his/her/their/its/all/it/this/that/them");

    // "I approve the report before it is mailed" asks me.
    private static Phrase Own(Phrase sentence)
    {
        for (var i = 0; i < sentence.Count; i++)
            if (Mine.At(sentence, i) is > 0 and var mine && (i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then" or "but"))
                sentence = Phrase.Of($"{sentence.To(i).Text} ask me to {Lexicon.Lemma(sentence.Low(mine - 2))} {sentence.From(mine - 1).Text}".Trim());
        return sentence;
    }

    /// <summary>Nothing but people, of whom each is asked: "Karin and then the director"; null when it is none.</summary>
    public static Phrase? Row(Phrase said)
    {
        if (said.Count is 0 or > 12 || said.HasLiterals) return null;
        var (asks, from) = (new List<string>(), 0);
        for (var i = 0; i <= said.Count; i++)
        {
            var next = i == said.Count ? i : Next.At(said, i);
            if (i < said.Count && next < 0) continue;
            if (!IsAlone(said.Part(from, i))) return null;
            asks.Add($"ask {said.Part(from, i).Text} to approve it");
            (from, i) = (next, Math.Max(i, next - 1));
        }

        return Phrase.Of(string.Join(", then ", asks));
    }
}
