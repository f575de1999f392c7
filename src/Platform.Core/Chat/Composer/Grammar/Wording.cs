using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Says a thing the way the reader knows it: what was taken back is gone, what was said by the way is said plainly. A pure rewriting of words.</summary>
internal static partial class Wording
{
    // "Ms. Brown" is one person, and no end of a sentence.
    [GeneratedRegex(@"\b(Mr|Mrs|Ms|Dr|Prof)\.(?=\s[A-Z\uE000-\uEFFF])")]
    private static partial Regex Salutation();

    private static readonly Dictionary<string, string> Chatty = new(StringComparer.OrdinalIgnoreCase) { ["plz"] = "please", ["pls"] = "please", ["wanna"] = "want to", ["gonna"] = "will", ["gimme"] = "give me", ["lemme"] = "let me", ["u"] = "you", ["ur"] = "your", ["thx"] = "thanks", ["tldr"] = "short summary", ["whats"] = "what is", ["dont"] = "don't", ["doesnt"] = "doesn't", ["isnt"] = "isn't", ["cant"] = "can't", ["w/"] = "with" };

    /// <summary>Words of chats as they are written elsewhere: "plz" is "please".</summary>
    public static string Formal(string text)
    {
        foreach (var token in Enumerable.Reverse(Phrase.Of(text).Tokens))
            if (Chatty.TryGetValue(token.Text, out var word)) text = $"{text[..token.Start]}{word}{text[token.End..]}";
        return Timed(Frames.Spelt(Listed(Lined(Salutation().Replace(text, "$1")))));
    }

    // "What I need: - read a.csv - for each row …" in one line is a list.
    private static string Lined(string text)
    {
        var colon = text.IndexOf(": - ", StringComparison.Ordinal);
        if (colon < 0 || colon > 80 || text.Contains('\n', StringComparison.Ordinal) || text[(colon + 4)..].Split(" - ") is not { Length: > 1 } items) return text;
        return $"{text[..(colon + 1)]}\n{string.Join('\n', items.Select(i => $"- {i.Trim()}"))}";
    }

    private static readonly Form These = new("these/the/my/our/those following? files/pages/sites/urls/links/addresses/people/documents/recipients/channels/websites/texts/mails/reports | the following | all of? these/those files/pages/sites/urls/documents?");

    // Files or addresses one a line, below what is done with them, are named in the sentence: "summarise these files:", a.txt, b.txt.
    private static string Listed(string text)
    {
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            var places = lines.Skip(i).Select(l => l.Trim(' ', '-', '*', '•', ',', ';', '\r', '\t')).TakeWhile(l => l.Length == 1 && Literals.IsLiteral(l[0]) && Literals.KindOf(l[0]) is "file" or "url" or "mail" or "channel").ToList();
            var head = Phrase.Of(lines[i - 1].TrimEnd(' ', ':', '\r'));
            if (places.Count < 2 || places.Any(p => Literals.KindOf(p[0]) != Literals.KindOf(places[0][0])) || head.Count == 0 || head.Has("each", "every")) continue;
            var named = $"{string.Join(", ", places.SkipLast(1))} and {places[^1]}";
            var from = These.In(head) is var (at, _) ? at : head.Count;
            var said = from < head.Count ? $"{head.To(from).Text} {named} {head.From(These.At(head, from)).Text}" : $"{head.Text} {named}";
            var goesOn = i + places.Count < lines.Length && Phrase.Of(lines[i + places.Count]).Low(0) is "and" or "then";
            string[] behind = goesOn ? [$"{said} {lines[i + places.Count].Trim()}", .. lines.Skip(i + places.Count + 1)] : [said, .. lines.Skip(i + places.Count)];
            return Listed(string.Join('\n', [.. lines.Take(i - 1), .. behind]));
        }

        return text;
    }

    private static readonly Form Routine = new("run/do/perform/make/start a/the nightly/daily/hourly/weekly/monthly *");

    // "Run a nightly check at 1:30am: call …" says when, and then what.
    private static string Timed(string text)
    {
        var phrase = Phrase.Of(text);
        if (!Routine.Opens(phrase, out var length) || phrase.Find(length, ":") is not (> 0 and var colon) || colon - length > 5 || phrase.Part(length, colon).Any(t => t.Kind == TokenKind.Literal)) return text;
        var unit = phrase.Low(2) switch { "nightly" => "night", "daily" => "day", "hourly" => "hour", "weekly" => "week", _ => "month" };
        return $"Every {unit} {phrase.Part(length, colon).Text}, {phrase.From(colon + 1).Text}".Replace(" ,", ",", StringComparison.Ordinal);
    }

    private static readonly Form TakenBack = new(", sorry , | , sorry | . . . scratch that , | scratch that , | , no , wait , | , no wait , | , i mean ,? | , or rather ,? | . . . no , | … scratch that ,? | … no ,");

    private static readonly HashSet<string> Times = ["every", "each", "on", "at", "daily", "weekly", "hourly", "monthly"];

    /// <summary>Without what the person took back: "fetch the exchange rates, sorry, the interest rates" fetches the interest rates.</summary>
    public static string Corrected(string text)
    {
        for (var round = 0; round < 4; round++)
        {
            var phrase = Phrase.Of(text);
            if (TakenBack.In(phrase, 1) is not var (at, end) || end >= phrase.Count) return text;
            var first = phrase[end];
            var from = at;
            for (var i = at - 1; i >= 0 && at - i < 12 && from == at && phrase[i].Text is not ("." or ";"); i--)
                if (phrase[i].Low == first.Low || phrase[i].Kind != TokenKind.Word && phrase[i].Kind == first.Kind || Times.Contains(phrase[i].Low) && Times.Contains(first.Low) || Lexicon.IsDeterminer(phrase[i].Low) && Lexicon.IsDeterminer(first.Low)) from = i;
            if (from == at) return text;
            text = $"{text[..phrase[from].Start]}{text[phrase[end].Start..]}";
        }

        return text;
    }

    private static readonly Form Wrong = new("wrong * , sorry ,? it's/it | wrong * , it's/it | wrong * : it's/it | wrong * ,? sorry ,?");
    private static readonly Form Costs = new("it/this/that/the must/should/may never/not cost more than | it/this must/should/may not cost over | it/this costs at most");
    private static readonly Form Takes = new("or/and/nor? it/this? must/should/may? never/not? take longer than | or/and take more than");
    private static readonly Form Limit = new("is/are the? max/maximum/limit/most");

    /// <summary>A later turn in plain words: "wrong channel, sorry, it's #b" is "use #b instead".</summary>
    public static string Turn(string text)
    {
        var phrase = Phrase.Of(text);
        if (Wrong.Opens(phrase, out var wrong) && phrase.Count - wrong is 1 or 2 or 3 && phrase[phrase.Count - 1] is var last && (last.Kind == TokenKind.Literal ? last : phrase[phrase.Count - 2]) is { Kind: TokenKind.Literal } right) return $"use {right.Text} instead";
        for (var i = 0; i < phrase.Count; i++)
            if (Costs.At(phrase, i) is > 0 and var costs) phrase = Put(phrase, i, costs, "limit the cost to");
            else if (i > 0 && (phrase[i - 1].Kind == TokenKind.Mark || phrase.Low(i) is "it" or "this" or "or" or "and" or "nor") && Takes.At(phrase, i) is > 0 and var takes) phrase = Put(phrase, i, takes, ". limit the time to");
            else if (i > 1 && Limit.At(phrase, i) is > 0 and var limit && (limit == phrase.Count || !phrase[limit].IsWord) && Number(phrase, i) is > 0 and var number) phrase = Phrase.Of($"{phrase.To(number).Text.TrimEnd(' ', ',')}. at most {phrase.Part(number, i).Text} {phrase.From(limit).Text}".Replace(" and. ", ". ", StringComparison.Ordinal).Replace("and. at", ". at", StringComparison.Ordinal));
            else if (i > 3 && phrase.Low(i) == "if" && phrase[i - 1].Text == "," && phrase.Low(0) is "they" or "he" or "she" && phrase.Low(1) is "have" or "has") phrase = Phrase.Of($"{phrase.To(i - 1).Text}. {phrase.From(i).Text}"); // "they have 4 hours, if nobody answers …"

        return phrase.Text;
    }

    // Where the number begins that a bound ends: "150k tokens |is the max".
    private static int Number(Phrase phrase, int before)
    {
        for (var i = before - 1; i > 0 && before - i <= 3; i--)
            if (Lexicon.IsNumber(phrase[i])) return i;
        return -1;
    }

    private static readonly Form WhatOf = new("decide/decides/determine/determines/check/checks/judge/judges/tell/tells/see/say/says/assess/assesses/detect/detects whether/if | find/work/figure out whether/if");

    // "Whether the mood |is positive, neutral or negative|": one of several, no yes or no.
    private static (int Be, int Until) Alternatives(Phrase sentence, int from)
    {
        var be = Enumerable.Range(from + 1, Math.Max(0, Math.Min(5, sentence.Count - from - 1))).FirstOrDefault(i => sentence.Low(i) is "is" or "are" or "sounds" or "looks" or "was");
        if (be == 0) return (0, 0);
        var (at, commas) = (be + 1, 0);
        while (at + 1 < sentence.Count && sentence[at].IsWord && sentence.Low(at) is not ("a" or "an" or "the" or "not" or "or") && (sentence[at + 1].Text == "," || sentence.Low(at + 1) == "or"))
        {
            if (sentence.Low(at + 1) == "or") return commas > 0 && at + 2 < sentence.Count && sentence[at + 2].IsWord && !Lexicon.IsDeterminer(sentence.Low(at + 2)) && sentence.Low(at + 2) != "not" && (at + 3 == sentence.Count || !sentence[at + 3].IsWord || sentence.Low(at + 3) is "and" or "then") ? (be, at + 3) : (0, 0);
            commas++;
            at += sentence.Low(at + 2) == "or" ? 1 : 2;
            if (sentence[at].Text == ",") return at + 2 < sentence.Count && sentence[at + 2].IsWord && commas > 1 ? (be, at + 3) : (0, 0); // "a, b, or c"
        }

        return (0, 0);
    }

    private static readonly Form Looks = new("have/take/having/taking a/another quick/close/closer? look at/into");
    private static readonly Form Decides = new("decide/determine/check/tell/judge/see/find/figure/work out? :/, is/are it/this/that/they");
    private static readonly HashSet<string> Weighing = ["decide", "determine", "judge", "check", "say", "tell", "find", "detect", "see"];

    // "… whether |the mood is| calm, tense or angry": where the kinds begin that a thing may be.
    private static int OfKinds(Phrase sentence, int at)
    {
        if (!Lexicon.IsDeterminer(sentence.Low(at + 1))) return -1;
        var verb = sentence.Find(at + 2, "is", "are");
        if (verb < 0 || verb - at > 5) return -1;
        var (end, or) = (verb + 1, sentence.Find(verb, "or"));
        while (end < sentence.Count && end < or && (sentence[end].IsWord || sentence[end].Text == ",")) end++;
        return or > verb + 2 && end == or && sentence.Part(verb, or).Tokens.Any(t => t.Text == ",") && StatementReader.Parted(sentence.Part(verb + 1, or)).TrueForAll(k => k.Split(' ').Length <= 3) ? verb + 1 : -1;
    }

    private static readonly Form AgentTells = new("ask a/an/the * if/whether");

    private static readonly Form Reckons = new("work/works out the/a/an/how/its/their/all");

    // "Give each ticket a priority (low, normal, high)"
    private static readonly Form Ranked = new("give/gives/assign/assigns/set/sets it/them/this a/an/its priority/urgency/category/severity/rating/level/label ( | give/gives/assign/assigns/set/sets each/every/the * a/an/its priority/urgency/category/severity/rating/level/label (");

    // "Labels it bug or feature": as one of these.
    private static readonly Form Tagged = new("label/labels/tag/tags/mark/marks/classify/classifies it/them/this | label/labels/tag/tags/mark/marks/classify/classifies each/every/the *");

    // "Extract |from the CV: name, skills"
    private static readonly Form Pulled = new("extract/pull/take/get/collect/pick out? the? following? from");

    // "Two agents: the first extracts …"
    private static readonly Form Crew = new("#? agents : the? first one/agent? | #? agents - the? first one/agent? | i/we need/want # agents : the? first one/agent?");

    private static readonly Form Another = new("another one/agent | the second/third/other/next one/agent? | a? second/third/fourth one");

    // "Let one agent draft an apology and another |a voucher": the verb is said once. Null where the other needs none.
    private static string? Gapped(Phrase sentence, int at)
    {
        var behind = Another.At(sentence, at);
        var hasVerb = !Lexicon.IsDeterminer(sentence.Low(behind)) && Lexicon.FormOf(sentence.Low(behind)) is VerbForm.Plain or VerbForm.Third;
        if (hasVerb && sentence.Low(behind - 1) != "agent") return "";
        var verb = Enumerable.Range(1, at - 1).FirstOrDefault(k => sentence.Low(k) is not ("let" or "have" or "ask" or "make" or "agent") && Lexicon.FormOf(sentence.Low(k)) is VerbForm.Plain or VerbForm.Third && sentence.Low(k - 1) is "agent" or "one" or "first");
        return verb == 0 || sentence.Low(behind) is not ("a" or "an" or "the") ? null : sentence.Low(verb);
    }

    private static readonly Form WorksOut = new("work/works out whether/if");
    private static readonly Form SentBack = new("and? either? accept/accepts/approve/approves/okay it/them/this? or send/sends/return/returns/give/gives/hand/hands it/them/this back with? his/her/my/their? comments/remarks/notes/feedback/changes?"); // "… and either accept it or send it back with comments"
    private static readonly Form Rules = new("approves/accepts or rejects/declines/refuses/denies it/them/this?");
    private static readonly Form Upwards = new("from # upwards/up/on/onwards/downwards/down | from # and/or above/more/below/less");
    private static readonly Form OrMore = new("# points? and/or more/above/higher/over/up/better/upwards :/, | # points? and/or less/below/lower/under/fewer/worse :/,"); // "80 and more: …"
    private static readonly Form AndUp = new("# points? and/or more/above/higher/over/up/better/upwards/less/below/lower/under/fewer/down");
    private static readonly Form Below = new("below/under/beneath/above/over that | anything/everything/all above/below/over/under/more/bigger/less/smaller that?"); // than the amount that was named
    private static readonly Form StepOf = new("step one/two/three/four/five/six/1/2/3/4/5/6 :?");
    private static readonly Form RetryCall = new("retry DET? call/calls/request/requests/fetch to/of");
    private static readonly Form WithAmount = new("with/at/for a/an/the? rating/score/grade/mark/amount/total/value/price/confidence/probability of?");
    private static readonly Form OneCalled = new("a/an/the second/third/fourth/last/other/final one/agent called/named");
    private static readonly Form SplitInto = new("split/divide the work/job/task into/in two/three/four/# side/in by/parallel side? : | split/divide the work/job/task into/in two/three/four/# parallel parts/steps/branches/ways :");
    private static readonly Form HookWith = new("a/the? webhook with/bringing/carrying a/an/the");
    private static readonly Form GoesOver = new("go/goes over it/this/that/them | go/goes over the/his/her/its text/draft/article/report/letter/result/answer");
    private static readonly Form Listens = new("listen/listens to");
    private static readonly HashSet<string> Sounds = ["recording", "recordings", "voicemail", "call", "audio", "message", "podcast", "speech", "memo", "interview", "voice"];
    private static readonly Form HowMuch = new("work/works/figure/figures out how | judge/judges/decide/decides/determine/determines/estimate/estimates how");
    private static readonly Form OneInto = new("and one/another in/into/to");
    private static readonly Form TranslationInto = new("do/make/run/perform/produce DET translation/translations in/into/to");
    private static readonly Form TryOften = new("try/tries/trying it/that/this/again? again? up? to? at? most? # times/attempts");
    private static readonly Form OnFailing = new("if/when/should it/this/that/the? *? still? fails/fail/failed | in case it/this/that/the? *? fails | if/when it/this/that/the? *? doesn't/does/didn't not? work/answer/respond/succeed/load | on/upon/in case of? any? failure/failures/error/errors");
    private static readonly Form TryTo = new("try/tries/attempt to");
    private static readonly Form Tries = new("up to # times | at most # times | # times");
    private static readonly Form Mine = new("i/we approve/review/check/confirm/proofread it/everything/all/them/that/this");
    private static readonly Form Parens = new("find/determine/detect/identify/classify/decide/judge/recognise/recognize/sort/get out? DET? * ( | find/determine/detect/identify/classify/decide/judge/sort DET? * * (");
    private static readonly HashSet<string> Kinds = ["find", "determine", "detect", "identify", "classify", "decide", "judge", "recognise", "recognize", "sort"];
    private static readonly Form Soon = new("at once in/to/via/by/on/at"); // "page her at once in #er" is soon, not side by side
    private static readonly Form InLanguages = new("into/to/in # languages/language : | into/to/in these/the/following/several following? languages :");
    private static readonly Form ByWeb = new(", using/with the? web search | , using/with the? internet/web");
    private static readonly Form CodeThat = new("i/we need/want a/some bit/piece/line/little of? python/javascript code/script? that/which/to/for | use/with/run/write/using? a/some bit/piece/line/little of? python/javascript code/script? that/which/to | use/run/write a/some python/javascript code/script/snippet/step/program that/which/to | a python/javascript script/snippet that/which");
    private static readonly Form EndsUp = new("should/must/shall/will end up/land in | should/must be in | ends up in | goes into");
    private static readonly Form SignOff = new("two/three/four/# people/persons/managers/colleagues have/need/must/should/has to? sign/approve/confirm/ok/review/check off/on? off/on?");
    private static readonly Form NoFrom = new("a/any no/refusal/rejection from either/any/anyone/both/each one? | a/any no/refusal/rejection");
    private static readonly Form Giving = new("i/we want/would/like to? like? to? give/enter/type/provide it?");
    private static readonly Form Getting = new(", and get/receive/see | and get/receive/see | , get");

    // Where what is spoken of before a place begins: "and |the number should end up in …".
    private static int From(Phrase sentence, int at)
    {
        var from = at;
        while (from > 0 && sentence[from - 1].IsWord && sentence.Low(from - 1) is not ("and" or "then" or "so")) from--;
        return from;
    }

    // "drop a summary of it in #crew" posts it.
    private static Phrase? Channel(Phrase sentence, int at)
    {
        for (var i = at + 2; i < Math.Min(sentence.Count, at + 14); i++)
            if (sentence[i].IsLiteral("channel") && sentence.Low(i - 1) is "in" or "into" or "to" or "on") return Phrase.Of($"{sentence.To(at).Text} post {sentence.Part(at + 1, i - 1).Text} to {sentence.From(i).Text}".Trim());
            else if (sentence[i].Kind == TokenKind.Literal || sentence[i].Text is ";" or ".") return null;
        return null;
    }

    // "Two people have to sign off X: first Ines, then Tom" asks one after the other.
    private static Phrase? Chain(Phrase sentence, int at, int what, int colon)
    {
        var names = sentence.From(colon + 1).Text.Split([",", " and ", " then ", "first ", "second ", "after that "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => n is not ("and" or "then") && People.IsPerson(Phrase.Of(n))).ToList();
        var thing = sentence.Part(what, colon).Text;
        return names.Count < 2 ? null : Phrase.Of($"{sentence.To(at).Text} {string.Join(", then ", names.Select(n => $"ask {n} to approve {(thing.Length == 0 ? "it" : thing)}"))}".Trim());
    }

    private static bool IsSource(Token token) => token.IsLiteral("file") || token.IsLiteral("url");

    private static readonly Form BotThat = new("i/we need/want a/an *? bot/chatbot/assistant/agent that/which/who | have? a/an *? bot/chatbot/assistant/agent that/which/who");
    private static readonly Form Apart = new("# second/seconds/sec/minute/minutes/min/hour/hours apart");
    private static readonly Form Fails = new("if/when/whenever it/that/this/the fails | if/when/whenever it/that/this does not work | on failure/error/failures/errors | if/when/whenever the * fails");
    private static readonly Form AskWhether = new("ask whether/if");
    private static readonly Form MadeBy = new("drafted/written/made/created/done/produced/composed/generated/prepared by the/a/an?");
    private static readonly Form Must = new("has/have/needs/need/must/should/will/can/is/are to? first?");
    private static readonly HashSet<string> Deciding = ["approve", "review", "check", "confirm", "ok", "okay", "sign", "verify", "proofread", "edit"];

    /// <summary>One sentence in plain words.</summary>
    public static Phrase Plain(Phrase sentence)
    {
        sentence = Agents.Plain(Handed.Plain(Deciders.Of(Pickers.Of(Parted(Piecemeal.Plain(Everyday.Plain(Hooks.Plain(sentence))))))));
        for (var i = 0; i < sentence.Count; i++)
        {
            if (i == 0 && BotThat.Opens(sentence, out var bot) && Lexicon.Lemma(sentence.Low(bot)) is { } serves && (sentence.Low(bot - 2) is not "agent" || serves == "answer")) sentence = Put(sentence, 0, bot + 1, serves);
            else if (i > 1 && sentence.Low(i) is "say" or "says" && sentence.Low(i + 1) == "if" && sentence.Low(i + 2) is "i" or "we" or "you" or "my" or "our") sentence = Phrase.Of($"{sentence.To(i + 1).Text} whether {sentence.From(i + 2).Text}"); // no condition
            else if (i > 2 && sentence.Low(0) == "retry" && sentence.Low(i - 1) is "times" or "twice" or "once" or "tries" && Fails.At(sentence, i) is > 0 and var fails && (fails == sentence.Count || sentence.From(fails).Has("timeout") && sentence.Low(sentence[fails].Text == "," ? fails + 1 : fails) is "with" or "a" or "and")) sentence = sentence.Without(i, fails); // what is tried again has failed
            else if (i > 2 && sentence[i - 1].Text == "," && Apart.At(sentence, i) is > 0 and var apart) sentence = Phrase.Of($"{sentence.To(i - 1).Text} every {sentence.Part(i, apart - 1).Text}{sentence.Tail(apart)}".Trim()); // "up to 4 times, 30 seconds apart"
            else if (i > 1 && TryOften.At(sentence, i) is > 0 and var tries && OnFailing.At(sentence, tries) is > 0 and var failing) sentence = Phrase.Of($"{sentence.To(i).Text} retry {sentence.Part(i + 1, tries).Text} {sentence.From(failing).Text}".Trim());
            else if (TryTo.At(sentence, i) is > 0 and var tried && Tries.In(sentence, tried + 1) is var (times, over) && !sentence.Part(tried, times).Has("and", "then", ",", "until")) sentence = Phrase.Of($"{sentence.To(i).Text} {sentence.Part(tried, times).Text}, retry {sentence.Part(times, over).Text}{sentence.Tail(over)}".Trim());
            else if (i > 1 && sentence[i - 1].IsLiteral("url") && sentence.Low(i) is "up" or "at" && Tries.At(sentence, i) > 0 && Lexicon.Lemma(sentence.Low(0)) is "fetch" or "call" or "get" or "download" or "request" or "load" && !sentence.Has("until", "every")) sentence = Put(sentence, i, i, ", retry"); // "fetch URL up to 5 times"
            else if (i > 1 && sentence.Low(i) is "each" or "both" && sentence.Low(i + 1) == "with" && sentence.Part(i, i + 6).Has("timeout", "retries", "tries", "retry", "attempts")) sentence = sentence.Without(i, i + 1); // "fetch A and B, each with a timeout of 10s"
            else if (i > 2 && sentence.Low(i) == "each" && IsSource(sentence[i - 1]) && sentence.To(i - 1).Any(IsSource) && (i + 1 == sentence.Count || !sentence[i + 1].IsWord || sentence.Low(i + 1) is "and" or "then")) sentence = Put(sentence, i, i + 1, "separately"); // "summarise a.txt and b.txt each"
            else if (i > 3 && sentence.Low(i) is "both" or "two" or "three" && sentence.Low(i + 1) == "summaries" && Enumerable.Range(0, i).LastOrDefault(k => IsSource(sentence[k])) is > 2 and var lastOf && sentence.To(lastOf).Any(IsSource) && !sentence.Has("separately", "each")) sentence = Put(sentence, lastOf + 1, lastOf + 1, "separately"); // "both summaries" are one of each
            else if (WhatOf.At(sentence, i) is > 0 and var whether && Alternatives(sentence, whether) is var (be, until) && be > 0) sentence = Phrase.Of($"{sentence.To(i).Text} classify {sentence.Part(whether, be).Text} as {sentence.Part(be + 1, until).Text}{sentence.Tail(until)}".Trim());
            else if ((i == 0 || sentence[i - 1].Text is "," or ";" || sentence.Low(i - 1) is "and" or "but") && WithAmount.At(sentence, i) is > 0 and var with && AmountEnd(sentence, with) is > 0 and var number && Lexicon.OrderAt(sentence, number) == number) sentence = Phrase.Of($"{sentence.To(i).Text} if the {sentence.Low(sentence.Low(with - 1) == "of" ? with - 2 : with - 1)} is {sentence.Part(with, number).Text}, {sentence.From(number).Text}");
            else if (OneCalled.At(sentence, i) is > 0 and var called && called < sentence.Count) sentence = Put(sentence, i, called, "an agent called");
            else if (SplitInto.At(sentence, i) is > 0 and var split) sentence = Put(sentence, i, split, "then in parallel:");
            else if (i == 0 && HookWith.Opens(sentence, out var hook) && sentence.Find(hook, ":") is > 0 and var brought && brought - hook < 4) sentence = Phrase.Of($"when a webhook comes in with {sentence.Part(hook - 1, brought).Text}, {sentence.From(brought + 1).Text}");
            else if (i > 1 && sentence.Low(i - 1) == "agent" && Lexicon.IsDeterminer(sentence.Low(i - 2)) && Lexicon.FormOf(sentence.Low(i)) == VerbForm.Ing && sentence.Low(i) is not ("using" or "having" or "running" or "working" or "doing") && Lexicon.Lemma(sentence.Low(i)) is { } doing) sentence = Put(sentence, i, i + 1, Words.Plural(doing)); // "an agent checking prices"
            else if (GoesOver.At(sentence, i) > 0) sentence = Put(sentence, i, i + 2, sentence.Low(i) == "go" ? "review" : "reviews");
            else if (Listens.At(sentence, i) is > 0 and var listens && sentence.Part(listens, listens + 4).Any(t => Sounds.Contains(t.Low) || t.IsLiteral("file"))) sentence = Put(sentence, i, listens, sentence.Low(i) == "listen" ? "transcribe" : "transcribes");
            else if (HowMuch.At(sentence, i) is > 0 and var much && sentence.Part(much, much + 14).Has("scale")) sentence = Put(sentence, i, much, sentence.Low(i).EndsWith('s') ? "rates how" : "rate how");
            else if (OneInto.At(sentence, i) is > 0 and var into && StatementReader.IsTongue(sentence.Low(into)) && sentence.To(i).Has("translation", "version", "translate")) sentence = Put(sentence, i, into, "and");
            else if (TranslationInto.At(sentence, i) is > 0 and var run && StatementReader.IsTongue(sentence.Low(run))) sentence = Put(sentence, i, run, "translate it into");
            else if (Looks.At(sentence, i) is > 0 and var looked) sentence = Put(sentence, i, looked, "look at");
            else if (Decides.At(sentence, i) is > 0 and var asked) sentence = Put(sentence, i, asked, $"decide whether {sentence.Low(asked - 1)} {sentence.Low(asked - 2)}");
            else if (WorksOut.At(sentence, i) is > 0 and var worked) sentence = Put(sentence, i, worked, "decide whether");
            else if (Reckons.At(sentence, i) is > 0 and var reckons) sentence = Put(sentence, i, reckons - 1, sentence.Low(i) == "works" ? "calculates" : "calculate");
            else if (i == 0 && Pulled.Opens(sentence, out var pulled) && sentence.Find(pulled, ":") is > 0 and <= 8 and var listed) sentence = Phrase.Of($"{sentence[0].Text} {sentence.From(listed + 1).Text} {sentence.Part(pulled - 1, listed).Text}");
            else if (Ranked.At(sentence, i) is > 0 and var ranked && sentence.Find(ranked, ")") is > 0 and var shut && StatementReader.Parted(sentence.Part(ranked, shut)) is { Count: > 1 } ranks && ranks.TrueForAll(k => k.Split(' ').Length <= 2)) sentence = Phrase.Of($"{sentence.To(i).Text} {(Lexicon.FormOf(sentence.Low(i)) == VerbForm.Third ? "classifies" : "classify")} {sentence.Part(i + 1, ranked - 3).Text} by {sentence.Low(ranked - 2)} as {string.Join(", ", ranks.SkipLast(1))} or {ranks[^1]} {sentence.From(shut + 1).Text}".Trim());
            else if (Tagged.At(sentence, i) is > 0 and var tagged && tagged + 2 < sentence.Count && sentence.Low(tagged) != "as" && sentence[tagged].IsWord && (sentence.Low(tagged + 1) == "or" || sentence[tagged + 1].Text == ",") && sentence.Find(tagged, "or") is > 0 and var orAt && orAt - tagged < 8) sentence = Put(sentence, tagged, tagged, "as");
            else if (i == 0 && Crew.Opens(sentence, out var crew)) sentence = Put(sentence, 0, crew, "the first agent");
            else if (i > 2 && sentence.To(2).Has("agent", "agents", "let", "have", "one") && Another.At(sentence, i) is > 0 and var one && sentence.Low(i - 1) is "and" or "," && Gapped(sentence, i) is { } gap) sentence = Phrase.Of($"{sentence.To(i).Text} {(sentence.Low(i) == "the" ? $"the {sentence.Low(i + 1)}" : sentence.Low(i))} agent {(Lexicon.IsDeterminer(sentence.Low(one)) ? $"{gap} " : "")}{sentence.From(one).Text}");
            else if (i > 0 && sentence.Low(i) is "whether" or "if" && Weighing.Contains(Lexicon.Lemma(sentence.Low(i - 1)) ?? "") && OfKinds(sentence, i) is > 0 and var kind) sentence = Put(sentence, i + 1, kind, "it is");
            else if (AgentTells.At(sentence, i) is > 0 and var tells && (sentence.Low(tells - 2) is "agent" or "model" or "ai" || People.IsAgentRole(sentence.Low(tells - 2)))) sentence = Put(sentence, i, tells, People.IsAgentRole(sentence.Low(tells - 2)) ? $"let {sentence.Part(i + 1, tells - 1).Text} check whether" : "check whether");
            else if (i > 0 && MadeBy.At(sentence, i) is > 0 and var made && Lexicon.IsModel(sentence, made)) sentence = Put(sentence, i, made, "using");
            else if (Sees.At(sentence, i) is > 0 and var sees && (sees == sentence.Count || !sentence[sees].IsWord || sentence.Low(sees) is "before" or "and" or "then")) sentence = Put(sentence, i, sees, "ask me to review it");
            else if (i > 0 && SentBack.At(sentence, i) is > 0 and var returned) sentence = Put(sentence, i, returned, $"{(sentence.Low(i - 1).EndsWith('s') || sentence.Low(returned - 1).EndsWith('s') ? "approves" : "approve")} it, if it is rejected, redo it");
            else if (i > 0 && Rules.At(sentence, i) is > 0 and var rules && sentence.To(i).Has("agent", "judge", "model", "ai", "llm") && !sentence.To(i).Has("ask")) sentence = Put(sentence, i, rules, "decides whether it is approved or rejected");
            else if (Upwards.At(sentence, i) is > 0 and var up) sentence = Put(sentence, i, up, $"{(sentence.Low(up - 1) is "downwards" or "down" or "below" or "less" ? "at most" : "at least")} {sentence[i + 1].Text}");
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark) && OrMore.At(sentence, i) is > 0 and var more) sentence = Put(sentence, i, more - 1, $"{(sentence.Low(more - 2) is "less" or "below" or "lower" or "under" or "fewer" or "worse" ? "at most" : "at least")} {sentence[i].Text}");
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark) && AndUp.At(sentence, i) is > 0 and var upward && sentence.Low(upward) is "go" or "goes" or "to" or "is" or "are" or "gets" or "get" or "needs" or "need") sentence = Put(sentence, i, upward, $"{(sentence.Low(upward - 1) is "less" or "below" or "lower" or "under" or "fewer" or "down" ? "at most" : "at least")} {sentence[i].Text}");
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "but") && Below.At(sentence, i) is > 0 and var below && below < sentence.Count && !Lexicon.IsNumber(sentence[below]) && sentence.Low(below) != "than") sentence = Put(sentence, i, below, "otherwise");
            else if (StepOf.At(sentence, i) is > 0 and var step && Lexicon.FormOf(sentence.Low(step)) == VerbForm.Third) sentence = Put(sentence, i, step + 1, $"{(i > 0 ? "then " : "")}{Lexicon.Lemma(sentence.Low(step))}");
            else if (sentence.Low(i) == "agent" && (i == 0 || !Lexicon.IsDeterminer(sentence.Low(i - 1))) && i + 2 < sentence.Count && sentence[i + 1] is { IsWord: true, Text.Length: <= 2 } && Lexicon.FormOf(sentence.Low(i + 2)) == VerbForm.Third) sentence = Put(sentence, i, i + 1, "the agent");
            else if (i > 1 && sentence.Low(i) is "we" or "i" or "you" && sentence.Low(i - 1) is "and" or "then" or "," && Words.Verb(sentence.Low(i + 1)) is { } does && does == sentence.Low(i + 1) && does is not ("have" or "get" or "do") || sentence.Low(i) is "we" or "i" && i > 1 && sentence.Low(i - 1) is "and" or "then" && Words.WeakVerb(sentence.Low(i + 1)) == sentence.Low(i + 1) && i + 1 < sentence.Count) sentence = Put(sentence, i, i + 1, "");
            else if (RetryCall.At(sentence, i) is > 0 and var retried && Tries.In(sentence, retried) is var (often, _)) sentence = Phrase.Of($"{sentence.To(i).Text} call {sentence.Part(retried, often).Text}, retry {sentence.From(often).Text}".Trim());
            else if (i == 1 && sentence.Low(1) is "agent" or "bot" && sentence.Count > 3 && sentence[2].Text == ":" && Lexicon.FormOf(sentence.Low(3)) == VerbForm.Third) sentence = Phrase.Of($"an agent called {sentence.Low(0)} that {Lexicon.Lemma(sentence.Low(3))} {sentence.From(4).Text}");
            else if ((i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then") && Mine.At(sentence, i) is > 0 and var mine) sentence = mine < sentence.Count && sentence[mine].IsWord && !Lexicon.IsPreposition(sentence.Low(mine)) && sentence.Low(mine) is not ("before" or "and" or "then" or "first") ? Put(sentence, i, mine - 1, $"ask me to {Lexicon.Lemma(sentence.Low(i + 1))}") : Put(sentence, i, mine, $"ask me to {Lexicon.Lemma(sentence.Low(i + 1))} it");
            else if (Parens.At(sentence, i) is > 0 and var named && sentence.Find(named, ")") is > 0 and var closed && Kinds.Contains(Lexicon.Lemma(sentence.Low(i)) ?? sentence.Low(i)) && StatementReader.Parted(sentence.Part(named, closed)) is { Count: > 1 } kinds && kinds.TrueForAll(k => k.Split(' ').Length <= 2)) sentence = Phrase.Of($"{sentence.To(i).Text} classify the {sentence.Low(named - 2)} as {string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}; {sentence.From(closed + 1).Trimmed().Text}".Trim(' ', ';'));
            else if (i > 2 && Soon.At(sentence, i) is > 0 and var soon && !sentence.To(i).Has("both", "all", "and", ",")) sentence = Put(sentence, i, soon - 1, "");
            else if (InLanguages.At(sentence, i) is > 0 and var tongues) sentence = Put(sentence, i, tongues, sentence.Low(i));
            else if (i > 1 && sentence[i].Text == "," && ByWeb.At(sentence, i) is > 0 and var web && (web == sentence.Count || !sentence[web].IsWord)) sentence = Put(sentence, i, i + 1, "");
            else if (sentence.Low(i) is "drop" or "put" or "pop" or "stick" or "throw" or "dump" && Lexicon.OrderAt(sentence, i) == i && Channel(sentence, i) is { } posted) sentence = posted;
            else if (sentence.Low(i) is "it's" or "they're" or "that's" or "everything's" && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Past) sentence = Put(sentence, i, i + 1, sentence.Low(i) switch { "they're" => "they are", "that's" => "that is", "everything's" => "everything is", _ => "it is" });
            else if (sentence.Low(i) is "if" or "when" && sentence.Low(i + 1) == "its" && i + 2 < sentence.Count && (StatementReader.IsTongue(sentence.Low(i + 2)) || i + 3 < sentence.Count && sentence[i + 3].Text is "," or ":")) sentence = Put(sentence, i + 1, i + 2, "it is");
            else if (i > 0 && sentence.Low(i) == "then" && People.IsMachine(sentence.To(i)) && sentence.Low(i - 1) is "agent" or "model" && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Third) sentence = Put(sentence, i, i + 1, "");
            else if (CodeThat.At(sentence, i) is > 0 and var code && Lexicon.Lemma(sentence.Low(code)) is { } runs) sentence = Put(sentence, i, code + 1, $"use {sentence.Part(i, code).Tokens.First(t => t.Low is "python" or "javascript").Low} to {runs}");
            else if (i > 0 && EndsUp.At(sentence, i) is > 0 and var ends && ends < sentence.Count && sentence[ends].IsLiteral("file") && From(sentence, i) is var thing) sentence = Phrase.Of($"{sentence.To(thing).Text} save {sentence.Part(thing, i).Text} to {sentence.From(ends).Text}".Trim());
            else if (i == 0 && Needing.Opens(sentence, out var need) && IsWantedDone(sentence, need)) sentence = Put(sentence, 0, need, "have");
            else if (i > 0 && Cutter.Ends.At(sentence, i) is > 0 and var shot && shot < sentence.Count && Place(sentence[shot]) is { } stored && (shot + 1 == sentence.Count || Cutter.Ends.At(sentence, shot + 1) > 0)) sentence = Put(sentence, i, shot, $"and {stored}");
            else if (SignOff.At(sentence, i) is > 0 and var signs && sentence.Find(signs, ":") is > 0 and var colon && Chain(sentence, i, signs, colon) is { } chain) sentence = chain;
            else if (NoFrom.At(sentence, i) is > 0 and var no && Lexicon.IsBe(sentence.Low(no)) && Lexicon.Lemma(sentence.Low(no + 1)) is { } told) sentence = Put(sentence, i, no + 2, $"if it is not approved, {told} it");
            else if (i == 0 && Giving.At(sentence, i) is > 0 and var gives && Getting.In(sentence, gives) is var (gets, got)) sentence = Phrase.Of($"take {sentence.Part(gives, gets).Text}, then {(sentence.From(got).Has("agent") ? "an agent writes " : "write ")}{sentence.From(got).Text}");
            else if (AskWhether.At(sentence, i) is > 0 and var asks) sentence = Put(sentence, i, asks, "ask the user whether");
            else if (i > 1 && Approver(sentence, i) is { } plain) sentence = plain;
        }

        return sentence;
    }

    private static readonly Form Sees = new("i/we get/gets to see/check/review/read it/them/that/this first? | i/we want/need/like to see/check/review/approve/read it/them/that/this first? | i/we would/'d like to see/check/review/approve/read it/them/that/this first? | i'd/we'd like to see/check/review/approve/read it/them/that/this first? | let me/us see/check/review/approve it/them/that/this first? | show it/them to me/us first? | i/we must/have see/check/review/approve it/them first?");

    private static readonly Form Wants = new("i/we want/need/must/have/should/would to? | let me/us | ask me/us");

    private static readonly Form Needing = new("i/we need/want | i'd/we'd like");

    // "I need the voicemail in a.mp3 |written out as text and mailed to …"
    private static bool IsWantedDone(Phrase sentence, int from)
    {
        if (!Lexicon.IsDeterminer(sentence.Low(from)) && sentence[from].Kind != TokenKind.Literal) return false;
        for (var at = from + 1; at < Math.Min(sentence.Count, from + 8); at++)
        {
            if (sentence[at].Kind == TokenKind.Mark || sentence.Low(at) is "that" or "which" or "who" or "to" or "and") return false;
            if (Lexicon.FormOf(sentence.Low(at)) == VerbForm.Past) return at + 1 == sentence.Count || sentence.Low(at + 1) is "and" or "," or "by" or "into" or "to" or "as" or "out" or "in" or "with" or "before" or "then";
        }

        return false;
    }

    // Where "under 4" ends, "at least 50 euros".
    private static int AmountEnd(Phrase sentence, int at)
    {
        var number = Enumerable.Range(at, 4).FirstOrDefault(k => k < sentence.Count && Lexicon.IsNumber(sentence[k]), -1);
        if (number <= at || !sentence.Part(at, number).Tokens.All(t => t.Low is "under" or "over" or "below" or "above" or "at" or "least" or "most" or "more" or "less" or "than" or "exceeding" or "or")) return -1;
        return number + (sentence.Low(number + 1) is "euros" or "dollars" or "points" or "stars" or "percent" or "%" or "usd" or "eur" ? 2 : 1);
    }

    // What an arrow to a place alone does: "translate a.txt to German → b.txt".
    private static string? Place(Token at) => at.IsLiteral("file") ? "save it to" : at.IsLiteral("channel") ? "post it to" : at.IsLiteral("mail") ? "email it to" : null;

    // "Before it sends something I want to see it": where the second clause begins is marked.
    private static Phrase Parted(Phrase sentence)
    {
        if (sentence.Low(0) is not ("before" or "after" or "once" or "when" or "upon") || sentence.Find(0, ",") is > 0 and < 12) return sentence;
        if (sentence.Low(0) is "after" or "upon" or "once" && sentence.Low(1) is "approval" or "approved" or "confirmation" or "that" && sentence.Count > 3 && sentence[2].IsWord && Lexicon.OrderAt(sentence, 2) == 2) return Phrase.Of($"{sentence.To(2).Text}, {sentence.From(2).Text}");
        if (sentence.Low(0) is "before" && Lexicon.FormOf(sentence.Low(1)) == VerbForm.Ing && Enumerable.Range(3, Math.Max(0, Math.Min(sentence.Count, 10) - 3)).FirstOrDefault(k => Lexicon.OrderAt(sentence, k) == k && !Lexicon.IsDeterminer(sentence.Low(k - 1))) is > 0 and var order) return Phrase.Of($"{sentence.To(order).Text}, {sentence.From(order).Text}");
        for (var i = 2; i < Math.Min(sentence.Count, 10); i++)
            if (Wants.At(sentence, i) > 0) return Phrase.Of($"{sentence.To(i).Text}, {sentence.From(i).Text}");
        return sentence;
    }

    // "a reply that a lead has to approve before it is sent": the lead approves it.
    private static Phrase? Approver(Phrase sentence, int at)
    {
        if (sentence.Low(at) is not ("that" or "which")) return null;
        for (var i = at + 2; i < Math.Min(sentence.Count, at + 8); i++)
        {
            if (sentence[i].Kind == TokenKind.Mark) return null;
            var verb = Must.At(sentence, i) is > 0 and var modal ? modal : i;
            if (verb >= sentence.Count || Lexicon.Lemma(sentence.Low(verb)) is not { } lemma || !Deciding.Contains(lemma)) continue;
            var who = sentence.Part(at + 1, i);
            if (!People.IsPerson(who) || People.IsMachine(who)) return null;
            var behind = verb + (lemma == "sign" && sentence.Low(verb + 1) == "off" ? 2 : 1);
            return Phrase.Of($"{sentence.To(at).Text}, then {who.Text} must {(lemma == "sign" ? "approve" : lemma)} it {sentence.From(behind).Text}".Trim());
        }

        return null;
    }

    private static Phrase Put(Phrase sentence, int from, int to, string words) => Phrase.Of($"{sentence.To(from).Text}{(words.Length > 0 ? " " : "")}{words} {sentence.From(to).Text}".Trim());
}
