namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>How one clause goes on to the next.</summary>
internal enum Join
{
    None,
    And,
    Then,
    Finally,
}

/// <param name="Carried">What the rest leaves out because it was said: "the trip is" of "the trip is posted and mailed".</param>
internal sealed record Clause(Phrase First, Join How, Phrase Rest, string Carried = "");

/// <summary>Cuts a sentence where one action ends and the next begins.</summary>
internal static class Cutter
{
    /// <summary>An arrow: what stands behind it comes after what stands before.</summary>
    public static readonly Form Ends = new("-> | => | >> | ➡ | ⇒ | →");

    private static readonly Form Then = new("""
        ,? and/but/or? then | ,? and/but? then ,? | ,? and/but? after that/this/which ,? | ,? and/but? afterwards/afterward/subsequently/thereafter ,? | ,? and? next , | ,? followed by | ,? and? once that/it/this is done/finished/ready/complete ,? |
        ,? and? once that's/it's done/finished/ready/complete ,? | ,? and? when that/it/this is done/finished/ready/complete ,? | ; and? then? | ;
        """);

    private static readonly Form Last = new(",? and/but? finally/lastly ,? | ,? and? in/at the end ,? | ,? and? as a/the last step ,? | ,? and? to finish ,?");

    private static readonly Form Joint = new(", and/but/plus/while/or? also? | and/but/plus also? | & | as well as");

    /// <summary>What begins a part of a sentence that decides, repeats or goes on beside.</summary>
    public static readonly Form Control = new("""
        and/but? only? if/when/whenever/unless/otherwise/else/should | in case | or else | as soon as | for each/every/all/everything/any | for those/these/everyone/anyone/ones | in parallel | at the same time | simultaneously | concurrently | both at once | meanwhile | in the meantime |
        repeat/loop | keep * | on failure/error/failures/errors | on/upon/in case of any? failure/error/success | as long as | while it/the/there | once DET | once it/they/he/she/approved/both/all | once granted/confirmed/accepted/given/signed | on/upon/with my/his/her/their/its/the okay/ok/approval/go-ahead/sign-off/consent | if not | failing that | after * approval | after it/they/the
        """);

    private static readonly Form Why = new("say/says/explain/explains/tell/tells me/us? why/how | give/gives/state/states its/the/a/your/their? reason/reasons/reasoning");

    private static readonly HashSet<string> Deciding = ["approve", "review", "check", "confirm", "edit", "sign", "correct", "decide", "comment", "verify", "reject", "proofread", "adjust", "validate", "ok", "rate"];

    /// <summary>The first clause of a phrase, and what comes behind it.</summary>
    public static Clause Next(Phrase phrase)
    {
        var third = Subjectless(phrase);
        for (var i = 1; i < phrase.Count; i++)
        {
            if (Ends.At(phrase, i) is > 0 and var arrow) return Cut(phrase, i, arrow, Join.Then);
            if (Last.At(phrase, i) is > 0 and var last && last < phrase.Count) return Cut(phrase, i, last, Join.Finally);
            if (Then.At(phrase, i) is > 0 and var then && then < phrase.Count && phrase.Low(i) is not "after" && !(phrase.Low(i) == "followed" && phrase[i - 1].IsLiteral("quote"))) return Onward(phrase, i, then) is { } onward ? onward : Lacks(phrase, then) is { } verb ? new Clause(phrase.To(i), Join.Then, phrase.From(then), verb) : Cut(phrase, i, then, Join.Then);
            if (phrase.Low(i) is "that" or "which" && phrase.Low(i + 1) is "is" or "are" or "gets" or "get" && Lexicon.Lemma(phrase.Low(i + 2)) is "email" or "mail" or "send" or "post" or "save" or "store" or "publish" or "forward" or "write" && Lexicon.FormOf(phrase.Low(i + 2)) == VerbForm.Past && phrase.From(i).HasLiterals)
                return new Clause(phrase.To(i), Join.Then, phrase.From(i + 1), "it");
            if (phrase.Low(i) == "before" && Lexicon.FormOf(phrase.Low(i + 1)) == VerbForm.Ing && i > 1 && phrase.Low(i - 1) != "minutes" && phrase.Low(i - 1) != "days")
                return new Clause(phrase.To(i), Join.Then, Phrase.Of($"{Lexicon.Lemma(phrase.Low(i + 1))} {phrase.From(i + 2).Text}".Trim()));
            if (Joint.At(phrase, i) is not (> 0 and var next) || next >= phrase.Count) continue;
            if (phrase.Low(next) == "," && next + 1 < phrase.Count) next++;
            if (phrase.Low(next) == "the" && phrase.Low(next + 1) is "second" or "third" or "other" or "latter" or "last" && phrase.Low(next + 2) == "to" && phrase.From(next).HasLiterals) return new Clause(phrase.To(i), Join.And, phrase.From(next), phrase[0].Text);
            if (phrase.Low(0) is "let" or "have" && Lexicon.IsDeterminer(phrase.Low(next)) && Enumerable.Range(next + 1, 4).Any(k => k > next + 1 && Lexicon.FormOf(phrase.Low(k)) == VerbForm.Plain && (People.IsSomebody(phrase.Low(k - 1)) || phrase.Low(k - 1) is "agent" or "model"))) return new Clause(phrase.To(i), Join.And, phrase.From(next), phrase[0].Text);
            if (phrase.Low(0) is "let" or "have" or "get" && Other(phrase, next) is > 0 and var does && Lexicon.FormOf(phrase.Low(does)) == VerbForm.Plain) return new Clause(phrase.To(i), Join.And, phrase.From(next), phrase[0].Text);
            if (IsRange(phrase, next)) return Cut(phrase, i, next, Join.And);
            if (Why.At(phrase, next) == phrase.Count) continue; // whoever picks says why
            if (IsChoice(phrase, i)) continue;
            if (IsOneTask(phrase, i, next) || IsOneReview(phrase, i, next)) continue;
            if (Starts(phrase, next)) return Cut(phrase, i, next, Join.And);
            if (third.Form == VerbForm.Third && third.Carried.Length + phrase.From(next).Text.Length < phrase.Text.Length && Lexicon.FormOf(phrase.Low(Skip(phrase, next))) == VerbForm.Third && Skip(phrase, next) + 1 < phrase.Count && Lexicon.FormOf(phrase.Low(next - 1)) != VerbForm.Plain)
                return new Clause(phrase.To(i), Join.And, phrase.From(next), third.Carried);
            if (third.Form == VerbForm.Past && Gapped(phrase, next) is > 0 and var gap) return new Clause(phrase.To(i), Join.And, Phrase.Of($"{phrase.Part(next, gap).Text} {Auxiliary(third.Carried)} {phrase.From(gap).Text}"));
            if (third.Form == VerbForm.Past && third.Carried.Length + phrase.From(next).Text.Length < phrase.Text.Length && Lexicon.FormOf(phrase.Low(Skip(phrase, next))) == VerbForm.Past) return new Clause(phrase.To(i), Join.And, phrase.From(next), third.Carried);
        }

        return new Clause(phrase, Join.None, phrase.From(phrase.Count));
    }

    // "…, above 70 tell sales, below 40 do nothing"
    public static bool IsRange(Phrase phrase, int at)
    {
        if (phrase.Low(at) is "anything" or "everything" or "all" && at + 1 < phrase.Count) at++;
        if (at + 4 < phrase.Count && Lexicon.IsNumber(phrase[at]) && phrase.Low(at + 1) is "to" or "-" or "–" && Lexicon.IsNumber(phrase[at + 2]) && phrase.Low(at + 3) is "go" or "goes" or "to" or ":" or "is" or "are" or "gets" or "get" or "needs" or "need") return true;
        if (phrase.Low(at) is not ("above" or "over" or "below" or "under" or "between" or "from" or "beyond") || at + 2 >= phrase.Count || !Lexicon.IsNumber(phrase[at + 1])) return false;
        if (phrase.Low(at) == "from" && !(phrase.Low(at + 2) == "to" && at + 4 < phrase.Count && Lexicon.IsNumber(phrase[at + 3]) && PredicateOrOrder(phrase, at + 4))) return false;
        var end = phrase.Low(at) is "between" or "from" && phrase.Low(at + 2) is "and" or "to" ? at + 4 : at + 2;
        return end < phrase.Count && (phrase[end].Text is ":" or "->" || phrase.Low(at) == "from" || phrase[end].Text == "," && Starts(phrase, end + 1) || Lexicon.OrderAt(phrase, end) == end || Lexicon.IsBe(phrase.Low(end)) || phrase.Low(end) is "go" or "goes" or "do" or "put" or "nothing" or "needs" or "need" or "requires" or "require" or "must" or "should" or "gets" or "get" || People.IsPerson(phrase.Part(end, Math.Min(end + 5, phrase.Count))) && (Lexicon.PredicateAt(phrase, end) > end || Lexicon.IsModal(phrase.Low(phrase.Count - 1))));
    }

    private static bool PredicateOrOrder(Phrase phrase, int at) => Lexicon.OrderAt(phrase, at) == at || Lexicon.PredicateAt(phrase, at) > at || phrase[at].Text is ":" or ",";

    // "Ask Ann to pick one of: hire, reject, second interview" is one question.
    private static bool IsChoice(Phrase phrase, int at)
    {
        if (phrase.Low(0) is not ("ask" or "let" or "have")) return false;
        var list = -1;
        for (var i = 2; i < at && list < 0; i++)
            if (phrase.Low(i) == "of" && phrase.Low(i - 1) == "one" || phrase.Low(i) == "between") list = phrase[Math.Min(i + 1, phrase.Count - 1)].Text == ":" ? i + 2 : i + 1;
        if (list < 0 || list > at) return false;
        var parts = StatementReader.Parted(phrase.From(list));
        return parts.Count > 1 && parts.TrueForAll(p => p.Split(' ').Length <= 3) && !phrase.From(list).Has("then", "if", "when");
    }

    private static readonly Form Others = new("another agent/one? | a/the second/third/fourth/fifth/last/next/other agent/one?");

    // "have one plan it, |another do it"
    private static int Other(Phrase phrase, int at) => Others.At(phrase, at);

    /// <summary>All clauses of a phrase, whatever joins them.</summary>
    public static List<Phrase> All(Phrase phrase)
    {
        var all = new List<Phrase>();
        for (var rest = phrase; rest.Count > 0 && all.Count < 60;)
        {
            var clause = Next(rest);
            if (clause.First.Trimmed() is { Count: > 0 } one) all.Add(one);
            rest = clause.Carried.Length > 0 ? Phrase.Of($"{clause.Carried} {clause.Rest.Text}") : clause.Rest;
        }

        return all;
    }

    // "…, and, two days later, post it"
    private static readonly Form Later = new("# second/seconds/minute/minutes/hour/hours/day/days/week/weeks/month/months later , | a/an/another second/minute/hour/day/week/month later ,");

    /// <summary>Whether a clause begins at a place: an order, a statement with a subject, or what decides.</summary>
    public static bool Starts(Phrase phrase, int at) => at < phrase.Count && (Later.At(phrase, at) > 0 || Control.At(phrase, at) > 0 || Lexicon.OrderAt(phrase, at) >= 0 || Lexicon.PredicateAt(phrase, at) >= 0 || phrase.Low(at) == "to" && Lexicon.OrderAt(phrase, at + 1) == at + 1 || IsApproval(phrase, at) || IsDecided(phrase, at) || OfMany.At(phrase, at) is not null
        || Lexicon.IsModel(phrase, at) && phrase.Find(at, "to") is > 0 and var to && to - at < 4 && Lexicon.OrderAt(phrase, to + 1) == to + 1);

    // "rejected ones are mailed"
    private static bool IsDecided(Phrase phrase, int at)
    {
        if (phrase.Low(at) is not ("approved" or "accepted" or "rejected" or "declined" or "refused" or "denied") || !(phrase.Low(at + 1).EndsWith('s') || phrase.Low(at + 1) == "ones")) return false;
        return Lexicon.PredicateAt(Phrase.Of($"the {phrase.From(at + 1).Text}"), 0) is > 0 and < 5;
    }

    // "after my boss has signed off, …"
    private static bool IsApproval(Phrase phrase, int at)
    {
        if (phrase.Low(at) is not ("after" or "once" or "with" or "following")) return false;
        for (var i = at + 1; i < Math.Min(phrase.Count, at + 8) && phrase[i].Text != ","; i++)
            if (phrase.Low(i) is "approval" or "approve" or "approved" or "approves" or "signed" or "signs" or "agreed" or "agrees" or "okayed" or "sign-off" or "ok" or "okay" or "permission" or "consent" or "confirmed" or "confirms") return true;
        return false;
    }

    private static int Skip(Phrase phrase, int at)
    {
        while (at < phrase.Count && Lexicon.IsAdverb(phrase.Low(at))) at++;
        return at;
    }

    // "It takes a name, writes a note and posts it": the subject is said once.
    private static (VerbForm Form, string Carried) Subjectless(Phrase phrase)
    {
        var at = Lexicon.PredicateAt(phrase, 0);
        if (at < 0)
        {
            return Lexicon.FormOf(phrase.Low(0)) == VerbForm.Third && phrase.Count > 1 ? (VerbForm.Third, "it") : (VerbForm.None, "");
        }

        var subject = phrase.To(at);
        if (subject.Has("and", "but", ",")) return (VerbForm.None, "");
        if (subject.Has("agent", "agents") && subject.Has("that", "which", "who")) return (VerbForm.None, "");
        if (Lexicon.FormOf(phrase.Low(at)) == VerbForm.Third || Lexicon.IsDeed(phrase, at)) return (VerbForm.Third, subject.Text);
        for (var i = at; i < Math.Min(at + 4, phrase.Count) && phrase.Low(i) is not ("and" or ","); i++)
            if (Lexicon.FormOf(phrase.Low(i)) == VerbForm.Past) return (VerbForm.Past, phrase.To(i).Text);
        return (VerbForm.None, "");
    }

    // "The page should be fetched and |a summary mailed to Ann|": what is said once holds for both.
    private static int Gapped(Phrase phrase, int at)
    {
        if (!Lexicon.IsDeterminer(phrase.Low(at))) return -1;
        for (var i = at + 2; i + 1 < phrase.Count && i < at + 6 && phrase[i - 1].IsWord; i++)
            if (Lexicon.FormOf(phrase.Low(i)) == VerbForm.Past && (Lexicon.IsPreposition(phrase.Low(i + 1)) || phrase[i + 1].Kind == TokenKind.Literal)) return phrase.Part(at, i).Any(t => Lexicon.IsPreposition(t.Low)) ? -1 : i;
        return -1;
    }

    private static string Auxiliary(string carried)
    {
        var words = Phrase.Of(carried);
        return words.Low(words.Count - 1) == "be" && words.Count > 2 && Lexicon.IsModal(words.Low(words.Count - 2)) ? $"{words[words.Count - 2].Text} be" : "is";
    }

    // "Ann reviews and edits it" is one task too.
    private static bool IsOneReview(Phrase phrase, int at, int next) =>
        Lexicon.FormOf(phrase.Low(at - 1)) == VerbForm.Third && Deciding.Contains(Lexicon.Lemma(phrase.Low(at - 1)) ?? "") && Deciding.Contains(Lexicon.Lemma(phrase.Low(next)) ?? "") && !phrase.From(next).HasLiterals;

    // "Ask Ann to read and approve it" is one task of hers.
    private static bool IsOneTask(Phrase phrase, int at, int next)
    {
        if (phrase.Low(0) is not ("ask" or "have" or "get" or "let" or "tell" or "wait" or "need")) return false;
        var verb = Skip(phrase, next);
        if (phrase.Low(verb) == "to") verb++;
        if (!Deciding.Contains(Lexicon.Lemma(phrase.Low(verb)) ?? "") || phrase.From(next).HasLiterals) return false;
        for (var i = 1; i < at; i++)
            if (People.IsRole(People.Bare(phrase.Low(i))) || People.IsName(phrase[i])) return true;
        return false;
    }

    // "It goes to the manager and then |to finance": what goes there is said once.
    private static Clause? Onward(Phrase phrase, int cut, int at)
    {
        if (phrase.Low(at) != "to" || Lexicon.OrderAt(phrase, at + 1) == at + 1 || phrase.To(cut).FindLast("to") is not (> 0 and var to) || cut - to > 6) return null;
        var head = phrase.To(to);
        if (head.FindLast(":") is > 0 and var title) head = head.From(title + 1);
        if (Lexicon.PredicateAt(head, 0) <= 0 && Lexicon.OrderAt(head, 0, isFirst: true) != 0 || Lexicon.OrderAt(phrase, to + 1) >= 0) return null;
        var (first, rest) = (phrase.To(cut), phrase.From(at));
        if (first.Low(first.Count - 1) is "first" or "firstly") first = first.To(first.Count - 1);
        if (first.Find(to, "for") is > 0 and var purpose && Next(rest) is var second && !second.First.Has("for")) rest = Phrase.Of($"{second.First.Text} {first.From(purpose).Text}{rest.Text[second.First.Text.Length..]}"); // "… to Ann for approval and then to Bob"
        return new Clause(first, Join.Then, rest, head.Text);
    }

    // "Write an outline, then |a talk from it": the verb is said once.
    private static string? Lacks(Phrase phrase, int at) =>
        Lexicon.Lemma(phrase.Low(0)) is "write" or "draft" or "make" or "create" or "generate" or "compose" or "prepare" or "produce" or "give" or "suggest" or "propose" or "recommend" && (phrase.Low(at) is "a" or "an" || phrase.Low(at) is "the" or "some" && Lexicon.PredicateAt(phrase, at) < 0 && !phrase.From(at).HasLiterals || Lexicon.IsNumber(phrase[at]) && at + 1 < phrase.Count && phrase.Low(at + 1).EndsWith('s')) && !Starts(phrase, at) && !phrase.Part(at, Math.Min(phrase.Count, at + 4)).Has("agent", "agents", "model", "bot", "llm", "ai") && !People.IsPerson(phrase.Part(at, Math.Min(phrase.Count, at + 3))) && phrase.Find(at, "approval", "review", "wait") < 0 ? phrase[0].Text : null;

    private static Clause Cut(Phrase phrase, int at, int next, Join how) => new(phrase.To(at), how, phrase.From(next));
}
