using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Everyday turns of phrase in the words the reader knows: what stands in a file that is spoken of is read first, a silence of some hours is a deadline. A pure rewriting of words.</summary>
internal static class Everyday
{
    private static readonly Form Gather = new("collect/gather/assemble/compile/bring the/all/these/those/their/both the? * together? in/into one/a/single document/text/report/article/page/message/email/answer | collect/gather/assemble/compile/bring them/everything together? in/into one/a/single document/text/report/article/page/message/email/answer");
    private static readonly Form Scores = new("give/gives/assign/assigns it/them/this/that/each a/an/the score/grade/mark/rating/points | give/gives/assign/assigns the * a/an score/grade/mark/rating");
    private static readonly Form Silence = new("after # * without any/an/a? approval/answer/reply/reaction/response/decision/feedback ,? | if there is no approval/answer/reply/reaction/response/decision within/after # * ,?");
    private static readonly Form Ruled = new("on/upon/with/at approval/acceptance/agreement ,? | on/upon/with/at rejection/refusal/denial ,? | in case of/he/she approval/acceptance/rejection/refusal/denial ,?");
    private static readonly Form TimeUp = new("if/when/once the/that/this time/deadline/period/term is over/up/past | if/when/once the/that/this time/deadline/period/term runs/ran out | if/when/once the/that/this time/deadline/period/term passes/expires/ends | if/when/once the/that/this time/deadline/period/term has passed/expired");
    private static readonly Form Looping = new("loop over | go through | go over | iterate over | for each/every | walk through");
    private static readonly Form Wanting = new("i/we need/want | i'd/we'd like | i/we would like");
    private static readonly Form Without = new("after that/this ,? carry/go/move on without it | after that/this ,? continue without it | then carry/go/move on without it | then continue without it");
    private static readonly Form WantForm = new("i/we need/want a/an *? form where/in/on/with/for/that/which/asking | i'd/we'd like a/an *? form where/in/on/with/for/that/which/asking");
    private static readonly Form Halts = new("and/but? stop/abort/quit/cancel it/everything? if/when/once/as? soon? as? it/this costs/takes/uses/spends/needs/lasts/runs more/longer/over/above than/for?");
    private static readonly Form OrTakes = new("or/and it/this? costs/takes/uses/spends/needs/lasts/runs more/longer/over/above than/for?");
    private static readonly Form OrNot = new("or not");
    private static readonly Form AndByMail = new(",? and also? by/via/per/through email/e-mail/mail to | ,? as well as by/via/per/through email/e-mail/mail to");
    private static readonly Form AskPapers = new("ask the/our/my/this *? documents/document/knowledge/archive/handbook/manual/manuals/memory/files/wiki base? for/about");
    private static readonly Form GivesUp = new(",/; and/then/but? give/gives up after? that/it/this/then? and/, then? | and/then/but give/gives up after? that/it/this/then? and/, then? | ,/; and/then/but? after that give up and/, then?");

    // "Try it three times", said of what stands before, is a retry.
    private static string Tried(Phrase before) => before.Find(1, "try") is > 0 and var at && before.Low(at + 1) is "it" or "this" or "that" ? $"{before.To(at).Text} retry {before.From(at + 1).Text}" : before.Text;
    private static readonly Form ThankYou = new("a thank you note/mail/message/email/e-mail/card/letter/text?");
    private static readonly Form TakeEach = new("take/go each/every/all");
    private static readonly Form AskFor = new("ask/asks me/us/him/her/them/everyone/somebody/someone a/an"); // "ask me a number"
    private static readonly Form BeAsked = new("i/we want/need/like to be asked for/about | i'd/we'd/i/we would? like/love to be asked for/about");
    private static readonly Form OfTen = new("out? of 10/ten points?"); // a score goes to ten
    private static readonly HashSet<string> Rated = ["score", "scores", "scored", "rating", "rated", "rates", "rate", "grade", "grades", "graded", "points", "marks"];
    private static readonly Form Passive = new("must/should/has/have/needs/is/are/gets/shall/will to? be?");
    private static readonly HashSet<string> Within = ["in", "from", "at", "of", "inside"];

    private static readonly HashSet<string> Holds = ["contains", "includes", "mentions", "has", "holds", "says"];
    private static readonly Form LimitLead = new("limit the/this/it run/workflow/job? to | limit everything to | spend at most | spend no more than | use no more than | at most | no more than | stop after | stop the/it/everything whole? run/workflow/thing? after | limits :? | max/maximum");
    private static readonly HashSet<string> LimitUnits = ["second", "seconds", "minute", "minutes", "hour", "hours", "step", "steps", "token", "tokens", "dollar", "dollars", "euro", "euros", "cent", "cents", "usd", "eur"];
    private static readonly Form CanSearch = new("that/which/who can/may/is search/browse/use the? web/internet/google? search?");
    private static readonly Form FromHook = new("every/each/all/any new/incoming? * from/at/on/via/through/by the/our/my? webhook * | every/each/all/any new/incoming? * from/at/on/via/through/by the/our/my? webhook @quote");

    /// <summary>One sentence in plain words.</summary>
    public static Phrase Plain(Phrase sentence)
    {
        for (var i = 1; i + 3 < sentence.Count; i++)
            if (Lexicon.IsNumber(sentence[i]) && sentence.Low(i + 1) is "pages" or "sites" or "websites" or "files" or "urls" or "links" or "addresses" or "documents" && sentence[i + 2].Text is "," or ":" && (sentence[i + 3].IsLiteral("url") || sentence[i + 3].IsLiteral("file"))) sentence = sentence.Without(i, i + 3); // "three pages, A, B and C" are A, B and C
        for (var i = 0; i < sentence.Count; i++)
        {
            if (i > 0 && Lexicon.IsNumber(sentence[i]) && OfTen.At(sentence, i + 1) is > 0 and var ten && sentence.Any(t => Rated.Contains(t.Low))) sentence = Put(sentence, i, ten, sentence[i].Text);
            else if (i > 3 && sentence.Low(i) is "both" or "each" && sentence.Low(i - 2) == "and" && sentence[i - 1].IsWord && sentence.Part(Math.Max(0, i - 6), i).Has("have", "let", "get", "make") && Lexicon.Lemma(sentence.Low(i + 1)) is not null) sentence = sentence.Without(i, i + 1); // "have Ann and Bob both check it"
            else if (Gather.At(sentence, i) is > 0 and var gathered) sentence = Put(sentence, i, gathered, $"combine {sentence.Part(i + 1, gathered).Text}");
            else if (Scores.At(sentence, i) is > 0 and var scored) sentence = Put(sentence, i, scored, $"{(sentence.Low(i).EndsWith('s') ? "scores" : "score")} {sentence.Part(i + 1, scored - 2).Text}");
            else if (Silence.At(sentence, i) is > 0 and var silent) sentence = Put(sentence, i, silent, $"if nobody answers within {Span(sentence.Part(i, silent))},");
            else if (LimitLead.At(sentence, i) is > 0 and var lead && Limits(sentence, lead) is var (limits, stop)) sentence = Put(sentence, i, stop, limits);
            else if (i > 0 && CanSearch.At(sentence, i) is > 0 and var search && sentence.Low(i - 1) is "agent" or "assistant" or "bot" or "model") sentence = Put(sentence, i, search, "with web search");
            else if (i == 0 && FromHook.Opens(sentence, out var hook) && hook < sentence.Count && Passive.At(sentence, hook) > 0) sentence = Put(sentence, 0, hook, $"when the webhook {sentence[hook - 1].Text} is called, the {Words.Singular(sentence.Low(sentence.Low(1) is "new" or "incoming" ? 2 : 1))}");
            else if (i == 0 && Wanting.Opens(sentence, out var wants) && wants + 1 < sentence.Count && Lexicon.IsNumber(sentence[wants]) && sentence.Low(wants + 1).EndsWith('s') && !People.IsRole(sentence.Low(wants + 1)) && sentence.Low(wants + 1) is not ("agents" or "steps" or "models" or "writers" or "experts" or "critics" or "things" or "branches")) sentence = Put(sentence, 0, wants, "write");
            else if (i == 0 && Wanting.Opens(sentence, out var wished) && ToBe(sentence, wished) is > 0 and var be) sentence = Phrase.Of($"{Lexicon.Lemma(sentence.Low(be + 2))} {sentence.Part(wished, be).Text} {sentence.From(be + 3).Text}");
            else if (i > 0 && GoingOn.At(sentence, i) is > 0 and var goes && Lexicon.OrderAt(sentence, goes) == goes) sentence = Put(sentence, i, goes, "before you");
            else if (i == 0 && Slow(sentence) is { } bounded) sentence = bounded;
            else if (AsStep.At(sentence, i) is > 0 and var asStep && i > 2) sentence = Put(sentence, i, asStep, "");
            else if (sentence.Low(i) == "use" && sentence.Low(i + 1) is "the" or "my" or "our" && sentence.Low(i + 2) is "workflow" or "sub-workflow" && (i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then")) sentence = Put(sentence, i, i + 1, "run");
            else if (Ruled.At(sentence, i) is > 0 and var ruled && ruled < sentence.Count && (sentence[ruled - 1].Text == "," || Lexicon.OrderAt(sentence, ruled) == ruled) && (i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "but")) sentence = Put(sentence, i, ruled, $"if it is {(sentence.Part(i, ruled).Has("rejection", "refusal", "denial") ? "rejected" : "approved")},");
            else if (TimeUp.At(sentence, i) is > 0 and var up && sentence.Find(up, ",") is > 0 and var comma && comma - up <= 4 && sentence.Part(up, comma) is var left && (left.Count == 0 || left.Low(0) is "without" or "and")) sentence = Put(sentence, i, comma, "if nobody answers in time");
            else if (i > 3 && sentence.Low(i) == "for" && sentence.Low(i + 1) == "each" && Looping.Opens(sentence, out _) && (sentence.Low(i + 2) is "from" or "at" or "on" or "and" or "in" or "" || i + 2 < sentence.Count && sentence[i + 2].Text == ",")) sentence = Put(sentence, i, i + 2, "");
            else if (Halts.At(sentence, i) is > 0 and var halts && halts < sentence.Count && Lexicon.IsNumber(sentence[halts])) sentence = Put(sentence, i, halts, "at most");
            else if (i > 2 && OrTakes.At(sentence, i) is > 0 and var takes && takes < sentence.Count && Lexicon.IsNumber(sentence[takes]) && sentence.Low(i - 4) is "at" or "most") sentence = Put(sentence, i, takes, ", at most");
            else if (i > 0 && sentence.Low(i) is "existing" or "saved" && sentence.Low(i + 1) is "workflow" or "sub-workflow" && Lexicon.IsDeterminer(sentence.Low(i - 1))) sentence = sentence.Without(i, i + 1);
            else if (i > 2 && OrNot.At(sentence, i) is > 0 and var or && (or == sentence.Count || !sentence[or].IsWord || sentence.Low(or) is "and" or "then" or "if") && sentence.To(i) is var asks && asks.Find(0, "whether") is >= 0 and var whether && asks.Find(whether, ",", "then", "or") < 0) sentence = Phrase.Of($"{asks.Text}{sentence.Tail(or)}"); // "whether it is late or not"
            else if (i > 3 && AndByMail.At(sentence, i) is > 0 and var mailed && sentence.To(i).Any(t => Lexicon.Lemma(t.Low) is "send" or "post" or "deliver" or "forward" or "share" or "publish" or "go")) sentence = Put(sentence, i, mailed, ", email it to"); // "send it to #a and by email to Ann"
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then") && AskPapers.At(sentence, i) > 0) sentence = Put(sentence, i, i + 1, "search");
            else if (i > 0 && sentence.Low(i) == "till" && Lexicon.IsDeterminer(sentence.Low(i - 1)) && i + 1 < sentence.Count && sentence[i + 1].IsWord) sentence = Put(sentence, i, i + 1, "cash desk"); // a drawer, no end of a time
            else if (i > 3 && GivesUp.At(sentence, i) is > 0 and var gave && Lexicon.OrderAt(sentence, gave) == gave && sentence.To(i).Has("try", "tries", "retry", "again", "times", "attempts")) sentence = Phrase.Of($"{Tried(sentence.To(i))}, if it still fails, {sentence.From(gave).Text}");
            else if (ThankYou.At(sentence, i) is > 0 and var thanks) sentence = Put(sentence, i + 1, i + 3, thanks == i + 3 ? "thank-you note" : "thank-you");
            else if (i == 0 && TakeEach.Opens(sentence, out var take) && sentence.Find(take, ",") is > 1 and < 12) sentence = Put(sentence, 0, take, "for each");
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) == "and") && Without.At(sentence, i) is > 0 and var without) sentence = Put(sentence, i, without, "if it still fails, carry on");
            else if (i == 0 && WantForm.Opens(sentence, out var form)) sentence = Put(sentence, 0, Wanting.At(sentence, 0), "show");
            else if (AskFor.At(sentence, i) is > 0 and var askFor && askFor < sentence.Count && sentence[askFor].IsWord && !sentence.Part(askFor, Math.Min(askFor + 4, sentence.Count)).Has("question", "questions", "yes", "yes/no", "riddle", "favour", "favor", "second", "third", "few", "last", "final")) sentence = Put(sentence, i, askFor - 1, $"{sentence.Part(i, askFor - 1).Text} for");
            else if (i == 0 && BeAsked.Opens(sentence, out var asked)) sentence = Put(sentence, 0, asked, $"ask me {sentence[asked - 1].Text}");
            else if (i > 1 && sentence.Low(i) is "when" or "while" && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Ing && Lexicon.IsDeterminer(sentence.Low(i + 2)) && Lexicon.Lemma(sentence.Low(i + 1)) is { } does) sentence = Put(sentence, i, i + 2, $"and then {does}"); // "recall it when writing a reply"
        }

        return Read(sentence) ?? Tongues(sentence) ?? sentence;
    }

    private static string Span(Phrase said) => Enumerable.Range(0, said.Count).First(k => Lexicon.IsNumber(said[k])) is var number ? said.Part(number, number + 2).Text : "";

    // "The letter in a.txt must be translated", "if the log in a.log contains X, …": it is read, and then it is spoken of.
    private static Phrase? Read(Phrase sentence)
    {
        var from = sentence.Low(0) is "if" or "unless" ? 1 : 0;
        if (!Lexicon.IsDeterminer(sentence.Low(from)) || sentence.Low(from) is "each" or "every") return null;
        var at = from + 2;
        while (at < sentence.Count && at < from + 5 && sentence[at].IsWord && !Within.Contains(sentence.Low(at))) at++;
        if (!Within.Contains(sentence.Low(at)) || at + 2 >= sentence.Count || !(sentence[at + 1].IsLiteral("file") || from == 0 && sentence[at + 1].IsLiteral("url"))) return null;
        var read = $"{(sentence[at + 1].IsLiteral("file") ? "read" : "fetch")} {sentence[at + 1].Text}";
        var behind = sentence.From(at + 2);
        if (from == 1) return behind[0].IsWord && behind.Low(0) is not ("and" or "or") && !Lexicon.IsPreposition(behind.Low(0)) ? Phrase.Of($"{read}, {sentence[0].Text} {(Holds.Contains(behind.Low(0)) || behind.Low(1) == "empty" ? "it" : sentence.Part(from, at).Text)} {behind.Text}") : null;
        if (!Passive.Opens(behind, out var passive) || Lexicon.FormOf(behind.Low(passive)) != VerbForm.Past || Lexicon.Lemma(behind.Low(passive)) is not { } verb) return null;
        return Phrase.Of(Enumerable.Range(passive + 1, Math.Max(0, behind.Count - passive - 1)).Any(k => behind.Low(k) is "and" or "," && Lexicon.FormOf(behind.Low(k + 1)) == VerbForm.Past) ? $"{read}, then it {behind.Text}" : $"{read}, then {verb} it {behind.From(passive + 1).Text}");
    }

    private static readonly Form GoingOn = new("before continuing/proceeding/going to/on to? | before moving on to");
    private static readonly Form AsStep = new("as a/one/the first/next/last? step");

    // "I want incoming tickets |to be sorted|"
    private static int ToBe(Phrase sentence, int from)
    {
        for (var i = from + 1; i + 2 < Math.Min(sentence.Count, from + 6) && sentence[i - 1].IsWord; i++)
            if (sentence.Low(i) == "to" && sentence.Low(i + 1) == "be" && Lexicon.FormOf(sentence.Low(i + 2)) == VerbForm.Past && Lexicon.Lemma(sentence.Low(i + 2)) is not null && !sentence.From(i + 3).Has("by")) return i;
        return -1;
    }

    private static readonly Form TakesLong = new("takes/lasts longer/more than # second/seconds/minute/minutes ,?");

    // "If fetching URL takes longer than 30 seconds, …" bounds it, and says what is done when it fails.
    private static Phrase? Slow(Phrase sentence)
    {
        if (sentence.Low(0) is not ("if" or "when") || Lexicon.FormOf(sentence.Low(1)) != VerbForm.Ing || Lexicon.Lemma(sentence.Low(1)) is not { } verb || TakesLong.In(sentence, 2) is not var (at, end) || at > 9) return null;
        var span = sentence.Part(at + 3, sentence[end - 1].Text == "," ? end - 1 : end);
        var rest = sentence.From(end);
        if (rest.Low(0) == "stop" && rest.Low(1) == "and") rest = rest.From(2);
        return Phrase.Of($"{verb} {sentence.Part(2, at).Text} with a timeout of {span.Text}, if it fails, {rest.Text}");
    }

    // "Limit the run to |3 minutes, 20 steps and $0.25|": a bound each.
    private static (string Said, int End)? Limits(Phrase sentence, int from)
    {
        var all = new List<string>();
        var at = from;
        while (at < sentence.Count && Lexicon.IsNumber(sentence[at]))
        {
            var end = LimitUnits.Contains(sentence.Low(at + 1)) ? at + 2 : at + 1;
            if (end == at + 1 && !sentence[at].Text.Any(c => c is '$' or '€' or '£')) return null;
            all.Add($"at most {sentence.Part(at, end).Text}");
            at = end;
            var next = at;
            while (sentence.Low(next) is "," or "and" or "or" or "nor") next++;
            if (next == at || next >= sentence.Count || !Lexicon.IsNumber(sentence[next])) break;
            at = next;
        }

        return all.Count > 1 ? (string.Join(", ", all), at) : null;
    }

    // "I need the text in a.txt in Finnish and Danish" translates it.
    private static Phrase? Tongues(Phrase sentence)
    {
        if (!Wanting.Opens(sentence, out var from) || !Lexicon.IsDeterminer(sentence.Low(from))) return null;
        for (var i = from + 2; i + 1 < Math.Min(sentence.Count, from + 9); i++)
            if (sentence.Low(i) is "in" or "into" && StatementReader.IsTongue(sentence.Low(i + 1))) return StatementReader.IsMade(sentence.Part(from, i)) ? null : Phrase.Of($"translate {sentence.Part(from, i).Text} into {sentence.From(i + 1).Text}");
        return null;
    }

    private static Phrase Put(Phrase sentence, int from, int to, string words) => Phrase.Of($"{sentence.To(from).Text} {words} {sentence.From(to).Text}".Trim());
}
