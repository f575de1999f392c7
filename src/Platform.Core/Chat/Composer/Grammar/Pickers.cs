namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Who chooses among what was made, in the words the reader knows: "I choose one of them", "once Anna has picked one, post it" and "mail the one I like best" ask
/// that person first, and what is chosen goes on. A pure rewriting of words.
/// </summary>
internal static class Pickers
{
    private static readonly Form Mine = new("""
        i/we will/can/must/should/may/would/want/need/have/get? like/love? to? be? able? to? then/first/personally? choose/pick/select/decide |
        i'll/we'll/i'd/we'd like/love/want/prefer? to? then/first/personally? choose/pick/select/decide
        """);

    private static readonly Form Object = new("""
        one/two/three/# | which/whichever | the one/winner/best/right/final/favourite/favorite/nicest/funniest/strongest/prettiest/better | my/our/his/her/their own? favourite/favorite/favourites/choice/winner/pick/best | between/among/amongst | from them/those/these/the | out of | a winner/favourite/favorite
        """);

    private static readonly Form LetMe = new("let me/us choose/pick/select one");

    private static readonly Form Chosen = new("has/have? picked/chosen/selected | picks/chooses/selects | pick/choose/select | has/have? decided on/for | has/have? decided which");

    private static readonly Form When = new("once | after | when | as soon as | only? once/after/when");

    private static readonly Form Waits = new("wait/waits for | wait/waits until/till");

    private static readonly Form Relative = new("the one/ones/version/option/variant/draft/headline/title/slogan/name/idea/text/picture/candidate/suggestion/proposal/winner that/which? | whichever one/version/option/variant? | whatever");

    private static readonly Form Likes = new("picks/chooses/selects/likes/prefers/pick/choose/select/like/prefer/want/wants best/most/more? | has/have picked/chosen/selected | 've picked/chosen/selected");

    private static readonly Form Fields = new("to pick/choose/select/enter/give/provide/state/specify");

    private static readonly Form Filled = new("to? fill/complete in/out? a/the/this short? form : | to? fill/complete in/out? a/the/this short? form with");

    private static readonly Form Further = new(",? and to? give/enter/provide/state/tell/specify/name/add/type/write us/me? in?");

    // "Ask the guest to pick a room type (single or double) and give the date": both stand in one form.
    private static Phrase Form(Phrase sentence)
    {
        if (sentence.Low(0) is "ask" or "let" or "have" or "get" && Filled.In(sentence, 2) is var (fills, with) && fills <= 6 && with < sentence.Count) return Phrase.Of($"ask {sentence.Part(1, fills).Text} for {sentence.From(with).Text}");
        if (sentence.Low(0) is not ("ask" or "let" or "have" or "get") || Fields.In(sentence, 2) is not ( <= 6, _) || Fields.In(sentence, 2) is not var (at, what) || Further.In(sentence, what + 1) is not var (and, more) || more >= sentence.Count || !Lexicon.IsDeterminer(sentence.Low(more)) || sentence.Part(what, more).Has("then", "if")) return sentence;
        return Phrase.Of($"ask {sentence.Part(1, at).Text} for {sentence.Part(what, and).Text} and {sentence.From(more).Text}");
    }

    /// <summary>One sentence in which a person who chooses is asked to.</summary>
    public static Phrase Of(Phrase sentence)
    {
        sentence = Form(sentence);
        if (LetMe.In(sentence) is var (let, me)) sentence = Phrase.Of($"{sentence.To(let).Text} {(sentence.Low(let + 1) == "me" ? "I" : "we")} {sentence[me - 2].Text} one of them {sentence.From(me).Text}".Trim());
        for (var i = 0; i < sentence.Count; i++)
        {
            var begins = i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then" or "but" or "so";
            if (begins && Mine.At(sentence, i) is > 0 and var mine && (Object.At(sentence, mine) > 0 || sentence.Low(mine) == "on" && Object.At(sentence, mine + 1) > 0)) return Asked(sentence.To(i), Who(sentence.Part(i, i + 1)), sentence.From(sentence.Low(mine) == "on" ? mine + 1 : mine));
            if (begins && Waits.At(sentence, i) is > 0 and var waits && Deed(sentence, waits) is var (waited, picks) && Object.At(sentence, picks) > 0) return Asked(sentence.To(i), waited, sentence.From(picks));
            if (When.At(sentence, i) is > 0 and var when && Deed(sentence, when) is var (who, done) && (done == sentence.Count || sentence[done].Kind == TokenKind.Mark || Object.At(sentence, done) > 0)) return Subordinate(sentence, i, who, done);
            if (Relative.At(sentence, i) is > 0 and var relative && Liker(sentence, relative) is var (liker, liked)) return Related(sentence, i, liker, liked);
        }

        return sentence;
    }

    private static string Who(Phrase who) => who.Low(0) is "i" or "i'll" or "i'd" or "i've" ? "me" : who.Low(0) is "we" or "we'll" or "we'd" or "we've" ? "us" : who.Text;

    // "I have picked |one", "me to choose |one": who does it, and where it is said what.
    private static (string Who, int End)? Deed(Phrase sentence, int at)
    {
        for (var i = at + 1; i < Math.Min(sentence.Count, at + 5); i++)
        {
            var who = sentence.Part(at, i);
            if (!(who.Count == 1 && who.Low(0) is "i" or "we" or "i've" or "we've" or "me" or "us") && !(People.IsPerson(who) && !People.IsMachine(who))) continue;
            var verb = sentence.Low(i) is "to" ? i + 1 : i;
            if (Chosen.At(sentence, verb) is > 0 and var end) return (Who(who), sentence.Low(end - 1) is "which" ? end - 1 : end);
        }

        return null;
    }

    private static (string Who, int End)? Liker(Phrase sentence, int at)
    {
        for (var i = at + 1; i < Math.Min(sentence.Count, at + 4); i++)
            if (sentence.Part(at, i) is var who && (who.Count == 1 && who.Low(0) is "i" or "we" or "i've" or "we've" || People.IsPerson(who) && !People.IsMachine(who)) && Likes.At(sentence, i) is > 0 and var end) return (Who(who), end);
        return null;
    }

    // "… |which one gets mailed to a@b.co" is two things: the choice, and what becomes of it.
    private static Phrase Asked(Phrase before, string who, Phrase what)
    {
        var goes = what.Low(0) is "which" or "whichever" or "what" ? Enumerable.Range(1, Math.Min(5, Math.Max(0, what.Count - 1))).FirstOrDefault(k => what.Low(k) is "gets" or "get" or "is" or "are" or "goes" or "go" or "to" or "should" or "will") : 0;
        if (goes == 0) return Phrase.Of($"{before.Text} ask {who} to choose {what.Text}".Trim());
        var rest = what.From(goes);
        while (rest.Low(0) is "should" or "will" or "be" or "gets" or "get" or "is" or "are" && rest.Count > 1) rest = rest.From(1);
        var deed = rest.Low(0) == "to" && Lexicon.OrderAt(rest, 1) == 1 ? $"{rest[1].Text} it {rest.From(2).Text}" : rest.Low(0) is "go" or "goes" ? $"it goes {rest.From(1).Text}" : $"it is {rest.Text}";
        return Phrase.Of($"{before.Text} ask {who} to choose {what.To(goes).Text}, then {deed}".Trim());
    }

    // "Once I have picked one, post it", "post it once I have picked one"
    private static Phrase Subordinate(Phrase sentence, int at, string who, int done)
    {
        var end = done;
        while (end < sentence.Count && sentence[end].Kind != TokenKind.Mark && sentence.Low(end) is not ("then" or "and") && Lexicon.OrderAt(sentence, end) != end) end++;
        var what = end > done ? sentence.Part(done, end).Text : "one";
        var start = at;
        while (start > 0 && sentence.Low(start - 1) is "but" or "only" or "," or "and" or "then") start--;
        var rest = sentence.From(end).Trimmed();
        while (rest.Low(0) is "then" or "and") rest = rest.From(1).Trimmed();
        if (start == 0 || rest.Count > 0) return Phrase.Of($"{sentence.To(start).Text}{(start > 0 ? ", then" : "")} ask {who} to choose {what}{(rest.Count > 0 ? $", then {rest.Text}" : "")}".Trim());
        var order = Enumerable.Range(1, start - 1).LastOrDefault(k => Lexicon.OrderAt(sentence, k) == k && sentence.Low(k - 1) is "and" or "," or "then" or ";");
        return Phrase.Of($"{sentence.To(order).Text} ask {who} to choose {what}, then {sentence.Part(order, start).Text}".Trim());
    }

    // "Mail the one I pick to a@b.co", "the one that Anna likes best goes to #a"
    private static Phrase Related(Phrase sentence, int at, string who, int liked)
    {
        var order = at > 0 && Lexicon.Lemma(sentence.Low(at - 1)) is not null ? at - 1 : at;
        var then = order < at ? $"{sentence[order].Text} it {sentence.From(liked).Text}" : $"it {sentence.From(liked).Text}";
        return Phrase.Of($"{sentence.To(order).Text} ask {who} to choose one, then {then}".Trim());
    }
}
