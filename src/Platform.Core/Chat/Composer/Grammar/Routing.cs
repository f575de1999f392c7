using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Sorting as it is said of agents, in the words the reader knows: "a router agent decides whether it's about A or B" is "classify it as A or B", and "hands it to
/// the matching specialist" is a way for each kind with an agent of its own. A pure rewriting of sentences, which remembers what was sorted.
/// </summary>
internal sealed partial class Routing(Literals literals, ModelNames models, Plan plan)
{
    private readonly List<string> _kinds = [];
    private bool _isScored;
    private readonly Skills _skills = new(literals, models, []);

    /// <summary>The sentences as they are read.</summary>
    public IReadOnlyList<Sentence> Of(IReadOnlyList<Sentence> sentences) => [.. sentences.SelectMany((s, i) =>
    {
        _hasRest = i + 1 < sentences.Count && StatementReader.IsElse(Phrase.Of(sentences[i + 1].Text));
        return Told(Phrase.Of(s.Text), i == 0) is { Count: > 0 } told ? told.Select(t => s with { Text = t.Text, Opens = false }) : [s];
    })];

    // The sentence behind says what becomes of all others.
    private bool _hasRest;

    // Empty where the sentence is read as it stands.
    private List<Phrase> Told(Phrase sentence, bool isFirst)
    {
        var isAsked = _isAsked;
        _isAsked = Asks(sentence) || Asked(sentence) is not null || isAsked && YesNo.Opens(sentence, out _);
        if (isAsked && YesNo.Opens(sentence, out var answered) && answered < sentence.Count) return [Phrase.Of($"if {(sentence.Low(0) == "yes" ? "so" : "not")}, {sentence.From(answered).Text}")];
        if (Asked(sentence) is { } asked) return [asked];
        if (isFirst && Receives.Opens(sentence, out var receives) && receives < sentence.Count && sentence.Count <= receives + 4) return [Phrase.Of($"I get {sentence.From(receives).Text}")];
        if (Offered(sentence) is { } offered) return offered;
        if (Sorted(sentence, isFirst) is { } sorted) return sorted;
        if (By(sentence) is { } by) return by;
        if (isFirst && _kinds.Count == 0 && Topics(sentence) is { } topics) return topics;
        if (Depended(sentence) is { } depended) return depended;
        if (EitherOr(sentence) is { } either) return either;
        _isScored |= sentence.Any(t => Lexicon.Lemma(t.Low) is "score" or "rate" or "grade");
        if (_isScored && Bands.Plain(sentence) is { } bands) return [bands];
        if (Among(sentence, isFirst) is { } among) return among;
        _after = null;
        if (_kinds.Count > 1 && (Spread(sentence) ?? Named(sentence)) is { } ways) return _after is null ? [ways] : [ways, _after];
        if (Plain(sentence) is { Skill: "classify", Labels.Count: > 1 } step && step.Get("guessed") is null) Know(step.Labels);
        return [];
    }

    // "Our clinic gets emails": what comes in.
    private static readonly Form Receives = new("our/my/the * gets/receives many/several/incoming? | our/my/the * gets/receives a lot/lots of | our/my/the * * gets/receives many/several/incoming? | our/my/the * * gets/receives a lot/lots of");

    private static readonly Form YesNo = new("yes/no :/->/→/=>/,/-/–");

    private static readonly Form Checking = new("check/checks/decide/decides/see/determine/determines/judge/judges/find/figure/verify/detect out? if/whether");

    // An agent was asked something that is yes or no.
    private bool _isAsked;

    private static bool Asks(Phrase sentence) => Checking.In(sentence) is var (at, _) && !People.IsPerson(sentence.To(at)) && sentence.Low(0) is not "ask" || sentence.Low(0) == "ask" && Questioned.Opens(sentence, out _);

    private static readonly Form Questioned = new("ask a/an/the? model/llm/ai/agent/classifier/bot to? decide/check/judge/say/tell/determine? me/us? if/whether");

    private static readonly Form Answers = new("answers/answer/says/say/tells/tell/decides/decide/replies with? yes or no ,? if/whether");

    // "Ask a model whether it is toxic": it decides that.
    private Phrase? Asked(Phrase sentence)
    {
        if (Questioned.Opens(sentence, out var at)) return Phrase.Of($"decide whether {sentence.From(at).Text}");
        var begin = sentence.Find(0, ":") is > 0 and <= 5 and var colon ? colon + 1 : 0;
        if (Agent(sentence, begin) is > 0 and var who && Answers.At(sentence, who) is > 0 and var question)
        {
            if (begin > 0) plan.Settled.Add(sentence.To(begin).Text);
            return Phrase.Of($"decide whether {sentence.From(question).Text}");
        }

        return sentence.Low(0) is "ask" or "let" or "have" && Lexicon.IsModel(sentence, 1) && sentence.Find(2, "whether", "if") is 2 or 3 or 4 && sentence.Find(2, "whether", "if") is var whether && models.Find(sentence.Part(1, whether).Text, literals) is not null ? Phrase.Of($"decide whether {sentence.From(whether + 1).Text} using {sentence[1].Text}") : null;
    }

    private Step? Plain(Phrase sentence) => sentence.Count < 60 ? _skills.Read((sentence.Find(0, ":") is > 0 and <= 4 and var colon && Lexicon.OrderAt(sentence, colon + 1) == colon + 1 ? sentence.From(colon + 1) : sentence).Text) : null;

    private void Know(IEnumerable<string> kinds)
    {
        _kinds.Clear();
        _kinds.AddRange(kinds.Where(k => k is not ("other" or "others" or "else" or "neither" or "none")));
    }

    private static readonly Form Sorter = new("""
        a/an/the/one/our intent/ticket/topic/request/email/message/language/category? router/dispatcher/classifier/triager/sorter/gatekeeper/switchboard/receptionist/coordinator/orchestrator agent/model/bot? |
        a/an/the/one/our/first * * agent | a/an/the/one/our/first * agent | a/an/the/one/our agent | a/an/the model/llm/ai/classifier
        """);

    private static readonly Form Causes = new("let | have | ask | use | get | make | tell | i/we want/need");

    private static readonly HashSet<string> Sorts =
    [
        "sort", "classify", "categorise", "categorize", "triage", "label", "tag", "route", "detect", "decide", "determine", "judge", "check", "dispatch", "split", "recognise", "recognize", "identify", "read", "look", "see", "find", "figure", "work", "tell", "say", "assign", "mark", "divide", "separate", "group", "file", "bucket", "guess", "assess", "analyse", "analyze", "understand", "put",
    ];

    private static readonly Form Kinds = new("""
        into one? of? the? categories/kinds/groups/classes/types/topics/buckets? of? :? | as either/one? of? the? following? :? | between | with one of the? tags/labels/categories/topics/following? :? | with the? tags/labels/categories/tag/label :? | one of | to one of the? categories? :? |
        under one of | whether/if it/this/that/they/he/she is/are/'s? about/for/concerning/of? either? | whether/if it's/they're/that's about/for/concerning? either? | whether/if it/this/that concerns/belongs to? | whether/if the/a/an/this/each * is/are about/for/of? either? | whether/if the/a/an/this/each * * is/are about/for/of? either? | whether/if the/a/an/this/each * concerns | ( | :
        """);

    // "A router agent decides whether it's about A, B or C and hands it to …": what is sorted, into what, and what stands behind.
    private List<Phrase>? Sorted(Phrase sentence, bool isFirst)
    {
        if (Apart(sentence, isFirst) is { } apart) return apart;
        for (var begin = 0; begin < Math.Min(sentence.Count, 30); begin++)
            if ((begin == 0 || sentence[begin - 1].Text is "," or ":" or ";" || sentence.Low(begin - 1) is "and" or "then") && Sorted(sentence, begin, isFirst) is { } sorted) return sorted;
        return null;
    }

    private List<Phrase>? Sorted(Phrase sentence, int begin, bool isFirst)
    {
        var head = begin > 0 && sentence[begin - 1].Text == ":" && !sentence.To(begin).HasLiterals && Lexicon.OrderAt(sentence, 0, isFirst: true) == 0 ? begin : 0;
        var at = Agent(sentence, begin);
        var (isLed, at0) = (at > 0, at);
        if (!isLed && begin == 0) at = Enumerable.Range(0, Math.Min(12, sentence.Count)).FirstOrDefault(k => Lexicon.Lemma(sentence.Low(k)) is { } sorts && Sorts.Contains(sorts) && !(k + 1 < sentence.Count && sentence[k + 1].Text == ":" && Lexicon.OrderAt(sentence, 0, isFirst: true) != 0), -1);
        if (at < 0 || at >= sentence.Count) return null;
        if (sentence.Low(at) is "that" or "which" or "who" or "to") at++;
        if (isLed && Lexicon.IsModal(sentence.Low(at))) at++;
        if (Lexicon.Lemma(sentence.Low(at)) is not { } verb || !Sorts.Contains(verb) && !Grades.Contains(verb) && verb is not ("pick" or "choose" or "select")) return null;
        if (Listed(sentence, at, verb) is not var (listed, from) || Ended(sentence, from) is not var (kinds, end) || kinds.Count < 2) return null;
        var what = verb is "read" or "look" && sentence.Part(at, listed).Find(1, "and") is > 0 and var then ? sentence.Part(sentence.Low(at + 1) is "at" or "through" ? at + 2 : at + 1, at + then) : verb is "read" or "look" or "pick" or "choose" or "select" ? sentence.To(0) : sentence.Part(at + 1, listed);
        if (sentence.Low(listed) is "whether" or "if" && sentence.Low(listed + 1) is "the" or "a" or "an" or "this" or "each") what = sentence.Part(listed + 1, Enumerable.Range(listed + 1, 4).First(k => sentence.Low(k) is "is" or "are" or "concerns"));
        if (head > 0 && (what.Count == 0 || what.Has("it", "them", "what", "which", "out", "topic", "category", "about"))) what = sentence.Part(1, head - 1);
        var rest = sentence.From(end).Trimmed();
        var model = "";
        if (rest.Low(0) is "with" or "using" or "by" && Lexicon.IsModel(rest, 1)) (model, rest) = ($" {rest.To(2).Text}", rest.From(2).Trimmed());
        while (rest.Low(0) is "and" or "then" or "," or ")" or "it" or "which" or "who") rest = rest.From(1);
        if (rest.Low(0) is "for" or "of" && Lexicon.IsDeterminer(rest.Low(1)) && (rest.Count == 3 || rest.Count > 3 && rest[3].Kind == TokenKind.Mark || rest.Low(3) is "and" or "then")) (what, rest) = (rest.Part(1, 3), rest.From(3).Trimmed());
        while (rest.Low(0) is "and" or "then") rest = rest.From(1);
        if (!isLed && Distributes.In(rest) is null && !IsKind(rest, kinds))
        {
            if (sentence[listed].Text != "(" || rest.Count > 0 || verb is not ("classify" or "categorise" or "categorize" or "sort" or "triage" or "label" or "tag") || at > 0 && sentence.Low(at - 1) is not ("which" or "that" or "to" or "and" or "then")) return null;
            Know(kinds);
            return [Phrase.Of($"{sentence.To(at + 1).Text} {Object(what, isFirst)} as {Or(kinds)}")];
        }

        Know(kinds);
        if (!isLed && sentence.Low(0) is "each" or "every" && sentence.Low(2) is "from" or "in" or "of" && sentence[3].IsLiteral("file")) return [Phrase.Of($"{verb} {Words.Plural(sentence.Low(1))} in {sentence[3].Text} as {Or(kinds)}"), .. Ways(rest)];
        if (!isLed) return [sentence.To(sentence.Part(0, end).Find(0, "(") >= 0 ? end + 1 : end).Trimmed(), .. Ways(rest)];
        if (what.Count == 0 && verb is "pick" or "choose" or "select" && Enumerable.Range(0, rest.Count).FirstOrDefault(k => Lexicon.IsDeterminer(rest.Low(k)) && StatementReader.IsMessage(rest.Low(k + 1)), -1) is >= 0 and var asked) what = rest.Part(asked, asked + 2);
        if (isLed) plan.Settled.Add(sentence.To(listed).Text);
        if (isLed && Lexicon.IsModel(sentence, at0 - 1)) model = $" using {sentence[at0 - 1].Text}";
        var order = Phrase.Of($"{(IsWhen(sentence) ? sentence.Part(head, begin).Text : "")} classify {Object(what, isFirst)} as {Or(kinds)}{model}".Trim());
        List<Phrase> before = begin > head && !IsWhen(sentence) ? [sentence.Part(head, begin).Trimmed()] : [];
        while (before.Count > 0 && before[0].Low(before[0].Count - 1) is "and" or "then") before[0] = before[0].To(before[0].Count - 1).Trimmed();
        if (rest.Count == 0) return [.. before, order];
        if (verb is "pick" or "choose" or "select" && rest.Low(0) == "the" && IsServer(rest.Low(1))) rest = Phrase.Of($"the matching {rest.From(1).Text}");
        return [.. before, order, .. Ways(rest)];
    }

    // "When a mail comes in, an agent sorts it": the clause stays with the order.
    private static bool IsWhen(Phrase sentence) => sentence.Low(0) is "when" or "whenever" or "every" or "once" or "each" or "for" or "if";

    private List<Phrase> Ways(Phrase rest)
    {
        _after = null;
        var ways = Spread(rest) ?? Named(rest) ?? rest;
        return _after is null ? [ways] : [ways, _after];
    }

    // What becomes of each kind follows.
    private static bool IsKind(Phrase rest, List<string> kinds) => kinds.Exists(k => Phrase.Of(k) is var kind && rest.Count > kind.Count + 1 && Enumerable.Range(0, kind.Count).All(i => Words.Singular(rest.Low(i)) == Words.Singular(kind.Low(i))));

    private string Or(List<string> kinds) => _hasRest && !kinds.Contains("other") ? $"{string.Join(", ", kinds)} or other" : $"{string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}";

    private static bool IsServer(string word) => word is "agent" or "bot" || Servers.Titles.Contains(word);

    private static readonly Form Distributes = new("for/per each/every? category/kind/type/class/topic/label/language/one/tag | for/per each/every | each/every category/kind/type/class/topic/label/language/tag of? | each/every/them with/by/using a/an/one/its/their/another | matching/right/appropriate/corresponding/relevant/respective/proper/suitable/responsible * | its/their own");

    private static readonly HashSet<string> Grades = ["rate", "mark", "label", "call", "tag", "flag", "grade", "rank"];

    private static readonly Form Thing = new("it/them/this/each | the/each/every/a/an * | the/each/every/a/an * *");

    // Where the kinds begin: behind "as", "into", "whether it is", or behind what is graded.
    private static (int Listed, int From)? Listed(Phrase sentence, int at, string verb)
    {
        if (verb is "pick" or "choose" or "select" or "find" or "determine" && sentence.Find(at + 1, "(") is > 0 and var open && open - at <= 4 && sentence.Low(open - 1) is "department" or "category" or "topic" or "team" or "intent" or "type" or "priority" or "severity" or "language" or "subject") return (open, open + 1);
        if (verb is "pick" or "choose" or "select") return Matching.At(sentence, at + 1) is > 0 and var matching && IsServer(sentence.Low(matching)) && sentence[Math.Min(sentence.Count - 1, matching + 1)].Text is "(" or ":" ? (matching + 1, matching + 2) : null;
        if (Kinds.In(sentence, at + 1) is var (listed, from) && listed - at <= 9 && !sentence.Part(at, listed).Any(t => t.Text is "," or ";" || t.Kind == TokenKind.Literal && !t.IsLiteral("quote"))) return (listed, from);
        return Grades.Contains(verb) && Thing.At(sentence, at + 1) is > 0 and var thing && sentence.Find(thing, "or") is > 0 and var or && or - thing < 8 ? (thing, thing) : null;
    }

    private static readonly Form Differs = new("tell/keep apart | tells apart | distinguish/distinguishes between? | tell the difference between | separate/separates");

    // "Tell apart English and Spanish messages"
    private List<Phrase>? Apart(Phrase sentence, bool isFirst)
    {
        var at = Agent(sentence, 0) is > 0 and var who ? who : 0;
        if (sentence.Low(at) is "to" or "that") at++;
        if (Differs.At(sentence, at) is not (> 0 and var from) || Ended(sentence, from) is not var (kinds, end) || kinds.Count < 2 || end < sentence.Count && sentence[end].IsWord) return null;
        var noun = Phrase.Of(kinds[^1]) is { Count: > 1 } last ? last.Low(last.Count - 1) : "";
        if (noun.Length > 0) kinds = kinds.ConvertAll(k => k.EndsWith($" {noun}", StringComparison.OrdinalIgnoreCase) ? k[..^(noun.Length + 1)] : k);
        Know(kinds);
        var order = Phrase.Of($"classify {(noun.Length == 0 ? "the text" : Object(Phrase.Of(noun), isFirst))} as {Or(kinds)}");
        return sentence.From(end).Trimmed() is { Count: > 0 } rest ? [order, rest] : [order];
    }

    // Who sorts, where the sentence begins with it; where the verb stands.
    private static int Agent(Phrase sentence, int from)
    {
        var at = Causes.At(sentence, from) is > 0 and var causes ? causes : from;
        return Lexicon.IsModel(sentence, at) && (at > from || Lexicon.FormOf(sentence.Low(at + 1)) == VerbForm.Third) ? at + 1 : Sorter.At(sentence, at);
    }

    private static readonly Dictionary<string, string> Measures = new(StringComparer.Ordinal) { ["severe"] = "severity", ["urgent"] = "urgency", ["important"] = "importance", ["difficult"] = "difficulty", ["hard"] = "difficulty", ["complex"] = "complexity" };

    private static string Object(Phrase what, bool isFirst)
    {
        while (what.Count > 0 && (what.Low(0) is "all" or "incoming" or "new" or "each" or "every" or "any" || Lexicon.IsDeterminer(what.Low(0)))) what = what.From(1);
        if (what.Low(0) is "out") what = what.From(1);
        if (what.Find(1, "by") is > 0 and var by && by + 2 == what.Count) return $"{Object(what.To(by), isFirst)} by {what.Low(by + 1)}";
        if (what.Low(0) is "which" or "what" && what.Find(1, "the", "this", "a") is > 0 and var asked && what.Low(asked + 2) is "is" or "concerns") return Object(what.Part(asked, asked + 2), isFirst);
        if (what.Low(0) == "how" && Measures.GetValueOrDefault(what.Low(1)) is { } measure) return $"it by {measure}";
        if (what.Count is 1 or 2 && what.Low(what.Count - 1) is "intent" or "topic" or "category" or "type" or "kind" or "language" or "department" or "difficulty" or "subject" or "urgency" or "severity" or "priority" or "tone" or "sentiment") return $"the {(what.Count == 2 ? People.Bare(what.Low(0)) : "message")} by {what.Low(what.Count - 1)}";
        if (what.Count == 0 || what.Low(0) is "it" or "them" or "what" or "which" or "out" or "at" or "how" || what.Count > 4) return "it";
        if (what.Count > 1 && StatementReader.IsMessage(what.Low(what.Count - 1))) what = what.From(what.Count - 1); // "support tickets" are tickets
        return isFirst ? $"the {(what.Count > 1 ? what.To(what.Count - 1).Text + " " : "")}{Words.Singular(what.Low(what.Count - 1))}" : $"the {what.Text}";
    }

    // The kinds of a list, and where it ends.
    private static (List<string> Kinds, int End)? Ended(Phrase sentence, int from)
    {
        var kinds = new List<string>();
        var isLast = false;
        var at = from;
        while (at < sentence.Count)
        {
            while (at < sentence.Count && (Lexicon.IsDeterminer(sentence.Low(at)) || sentence.Low(at) is "about" or "either" or "is" or "it's" or "for")) at++;
            var start = at;
            while (at < sentence.Count && at - start < 4 && (sentence[at].IsWord || sentence[at].IsLiteral("quote")) && sentence.Low(at) is not ("and" or "or" or "then" or "with" or "using" or "by" or "which" or "who" or "that" or "based") && !(at > start && IsServer(sentence.Low(at - 1)) && Lexicon.FormOf(sentence.Low(at)) == VerbForm.Third)) at++;
            if (at == start || at - start > 3) return null;
            kinds.Add(sentence.Part(start, at).Text);
            if (isLast || at >= sentence.Count || sentence[at].Text is not ("," or "/" or "|") && sentence.Low(at) is not ("and" or "or")) break;
            isLast = sentence.Low(at) is "or" or "and";
            at++;
            if (sentence.Low(at) is "or" or "and") (isLast, at) = (true, at + 1);
        }

        return (kinds, at);
    }

    private static readonly Form ByLead = new("""
        route/sort/triage/handle/dispatch/process/assign/split/treat/escalate/queue/prioritise/prioritize by/on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate based/depending on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate according to |
        route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * by/on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * based/depending on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * * by/on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * * based/depending on |
        route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * * * by/on | route/sort/triage/handle/dispatch/process/assign/split/treat/escalate * * * based/depending on
        """);

    private static readonly Form RouterHead = new("a/an? language/topic/intent/priority/sentiment/department router/classifier/dispatcher/switch :");

    private static readonly Form Routes = new("route/sort/triage/handle/dispatch/process/classify/split/treat/categorise/categorize/answer | look at | check/assess/determine/judge/read");

    // "Route tickets by priority: high goes to …, everything else …": the ways name the kinds.
    private List<Phrase>? By(Phrase sentence)
    {
        if (RouterHead.Opens(sentence, out var router)) sentence = Phrase.Of($"route texts by {(sentence[router - 3].IsWord && router > 2 ? sentence.Low(router - 3) : "category")}: {sentence.From(router).Text}");
        if (!Routes.Opens(sentence, out _) || sentence.Find(1, ":") is not (> 1 and <= 8 and var colon) || sentence.To(colon).HasLiterals) return null;
        var ways = sentence.From(colon + 1).Trimmed();
        if (!ByLead.Opens(sentence, out var lead) || lead >= colon) lead = -1;
        while (lead > 0 && Lexicon.IsDeterminer(sentence.Low(lead))) lead++;
        var what = Object(sentence.Part(sentence.Low(1) == "at" ? 2 : 1, lead > 0 ? sentence.Find(1, "by", "on", "based", "depending", "according") : colon), true);
        if (what == "it") what = "the text";
        if (lead > 0 && Bands.IsBound(ways)) return [Phrase.Of($"extract the {sentence.Part(lead, colon).Text} from {what}"), ways];
        var kinds = StatementReader.Ways(ways);
        kinds = [.. kinds.DistinctBy(Words.Singular)];
        if (kinds.Count < (lead > 0 || StatementReader.HasElse(ways) ? 1 : 2)) return null;
        Know(kinds);
        return [Phrase.Of($"classify {what}{(lead > 0 ? $" by {sentence.Part(lead, colon).Text}" : "")} as {string.Join(", ", kinds)} or other"), ways];
    }

    private static readonly Form Hand = new("""
        it? hand/hands/route/routes/send/sends/pass/passes/forward/forwards/delegate/delegates/give/gives/assign/assigns/dispatch/dispatches/direct/directs/transfer/transfers it/them/this/these/each over/on/off? to |
        it? hand/hands/route/routes/send/sends/pass/passes/forward/forwards/delegate/delegates/give/gives/assign/assigns/dispatch/dispatches/direct/directs/transfer/transfers the/each/every * over/on/off? to | call/calls/pick/picks/invoke/invokes/choose/chooses/use/uses |
        it/they/each/this is/are/gets/get handed/routed/sent/passed/forwarded/delegated/given/assigned/dispatched/directed over/on/off? to | it/they/each/this goes/go to | let/have
        """);

    private static readonly Form Matching = new("the/a/an matching/right/appropriate/corresponding/relevant/respective/proper/suitable/fitting/responsible/correct | its/their own | one of? the/three/four/two");

    private static readonly Form EachKind = new("""
        each/every category/tag/type/kind/class/topic/label/language/department/intent/group/one/area/branch/case/level | each/every of these/them/those | each | category/kind/type/topic/label/language/class/tag | all/the categories/tags/types/kinds/classes/topics/labels/languages/departments/intents/groups/areas | both
        """);

    private static readonly Form Owns = new("has/have/gets/get/needs/need/receives/receive | goes/go to | is/are handled/answered/served/processed/treated/done/taken by | should/must/will be? handled/answered/served/processed/treated/have/get/has by? | should/must/will go to | with");

    private static readonly Form PerKind = new("let/have/use/with a/an/one specialised/specialized/own/separate/dedicated/different? * for/per each/every? * | a/an/one specialised/specialized/own/separate/dedicated/different? * for/per each/every? * | a/an/one * * for/per each/every? * | let/have/use/with a/an/one * * for/per each/every? *");

    // What is said behind the ways.
    private Phrase? _after;

    // "Each tag has its own summariser agent", "hands it to the matching specialist": a way for each kind.
    private Phrase? Spread(Phrase sentence)
    {
        sentence = sentence.Trimmed();
        while (sentence.Low(0) is "and" or "then") sentence = sentence.From(1);
        var at = -1;
        if (EachKind.Opens(sentence, out var each) && Owns.At(sentence, each) is > 0 and var owns) at = owns;
        else if (Hand.Opens(sentence, out var hands) && Matching.At(sentence, hands) > 0) at = hands;
        else if (hands > 0 && Lexicon.IsDeterminer(sentence.Low(hands)) && sentence.Find(hands, "for", "per") is > 0 and var one && one - hands <= 4 && EachKind.At(sentence, one + 1) is > 0 and var ofEach) (sentence, at) = (sentence.Without(one, ofEach), hands); // "hand it to a specialist agent for each"
        else if (Matching.At(sentence, 0) > 0) at = 0;
        else if (PerKind.Opens(sentence, out _) && sentence.Find(1, "for", "per") is var per && EachKind.At(sentence, per + 1) is > 0 and var what) (sentence, at) = (Phrase.Of($"let {sentence.Part(Lexicon.IsDeterminer(sentence.Low(0)) ? 0 : 1, per).Text} {(Lexicon.FormOf(sentence.Low(what)) is VerbForm.Plain ? "that " : "")}{sentence.From(what).Text}"), 1);
        else if (OwnFirst(sentence) is { } own) (sentence, at) = (own, 1);
        if (at < 0) return null;
        while (Matching.At(sentence, at) is > 0 and var matching) at = matching;
        while (Lexicon.IsDeterminer(sentence.Low(at)) || sentence.Low(at) is "own" or "dedicated" or "separate" or "special" or "different" or "specialised" or "specialized") at++;
        var end = at;
        while (end < sentence.Count && end - at < 4 && sentence[end].IsWord && sentence.Low(end) is not ("that" or "which" or "who" or "with" or "for" or "to" or "and") && Lexicon.FormOf(sentence.Low(end)) != VerbForm.Third && !(end > at && IsServer(sentence.Low(end - 1)) && !IsServer(sentence.Low(end)))) end++;
        if (end == at || !IsServer(sentence.Low(end - 1))) return null;
        var role = sentence.Part(at, sentence.Low(end - 1) is "agent" or "bot" ? end - 1 : end).Text;
        var said = sentence.From(end);
        if (Lexicon.FormOf(said.Low(0)) is VerbForm.Third or VerbForm.Plain) said = Phrase.Of($"that {said.Text}");
        var then = Enumerable.Range(1, Math.Max(0, said.Count - 1)).FirstOrDefault(k => said.Low(k) is "then" or "finally" or "afterwards" && (said[k - 1].Text is "," or ";" || said.Low(k - 1) == "and"));
        _after = then > 0 ? said.From(then) : null;
        if (then > 0) said = said.To(then).Trimmed();
        if (said.Low(said.Count - 1) == "and") said = said.To(said.Count - 1).Trimmed();
        var task = role.StartsWith("summari", StringComparison.OrdinalIgnoreCase) ? "summarise it" : role.Contains("writer", StringComparison.OrdinalIgnoreCase) || role.Contains("drafter", StringComparison.OrdinalIgnoreCase) ? "write a reply" : "answer it";
        if (Style.In(said) is var (style, styled)) (task, said) = ($"{task} in a style that suits {{0}}", Phrase.Of($"{said.To(style).Text}{said.From(styled).Text}"));
        if (said.Low(0) == "for" && EachKind.At(said, 1) is > 0 and var behind) said = said.From(behind);
        var ways = _kinds.ConvertAll(k => (Kind: k, Order: Servers.Named($"{k} {role}".Trim(), said, string.Format(System.Globalization.CultureInfo.InvariantCulture, task, k))));
        return ways.Exists(w => w.Order is null) ? null : Phrase.Of(string.Join(", ", ways.Select(w => $"{w.Kind}: {w.Order!.Text}")));
    }

    private static readonly Form OwnServer = new("let/have/use? a/an/one different/separate/dedicated/own/specialised/specialized/special * | let/have/use? its/their own * | let/have/use? another agent/specialist/expert");

    private static readonly Form ByOwn = new("with/by/using/via a/an/one different/separate/dedicated/specialised/specialized/special agent/specialist/expert/assistant/bot | with/by/using/via its/their own agent/specialist/expert/assistant/bot | with/by/using/via another agent");

    private static readonly Form OfEach = new("each/every category/kind/type/class/topic/label/language/tag of/in? the/these? * | each/every category/kind/type/class/topic/label/language/tag | each/every of them/these/those | each/every one | each");

    // "A different agent answers each kind", "answer each with a separate agent": whoever does it is said first, and the kind last.
    private static Phrase? OwnFirst(Phrase sentence)
    {
        if (ByOwn.In(sentence, 1) is var (by, server) && Lexicon.FormOf(sentence.Low(0)) == VerbForm.Plain && OfEach.At(sentence, 1) is > 0 and var all && all <= by)
            return Phrase.Of($"the {sentence[server - 1].Text} that {sentence[0].Text} it {sentence.Part(all, by).Text} {sentence.From(server).Text}".Trim());
        if (!OwnServer.Opens(sentence, out var own) || !IsServer(sentence.Low(own - 1)) || Lexicon.FormOf(sentence.Low(own)) is not (VerbForm.Plain or VerbForm.Third)) return null;
        var verb = own + (sentence.Low(own + 1) is "to" or "about" or "for" ? 1 : 0);
        return OfEach.At(sentence, verb + 1) is > 0 and var kind ? Phrase.Of($"the {sentence[own - 1].Text} that {sentence[own].Text} {(verb > own ? $"{sentence[verb].Text} " : "")}it {sentence.From(kind).Text}".Trim()) : null;
    }

    private static readonly Form Style = new("with/in a/its/their different/own/distinct/separate style/tone/voice | with different styles/tones | with its/their own style/tone/voice");
}
