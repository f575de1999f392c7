using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// One of several who answer, each for a kind of his own: "if it is about taxes, the tax expert answers, else the general one" is a sorting and an agent for each
/// kind. A pure rewriting of words.
/// </summary>
internal static partial class Experts
{
    private static readonly Form Head = new("please? route/routes/send/sends/give/gives/pass/passes/hand/hands/direct/directs/forward/dispatch/assign the/a/an/each/every/my/our * *? to one/either of * | please? route/routes/send/sends/give/gives/pass/passes/hand/hands/direct/directs/forward/dispatch/assign the/a/an/each/every/my/our * *? to the/a right/matching/appropriate/fitting/responsible/suitable/correct/best");

    private static readonly Form IfAbout = new("if/when it/this/that/they is/are/concerns/'s about/on/of/a/an? | if/when it's/that's about/on/of/a/an? | if/when the/a/an * is/are/concerns about/on/of/a/an? | if/when the/a/an * * is/are/concerns about/on/of/a/an?");

    private static readonly Form Others = new("otherwise | or? else | everything/anything else | for everything/anything else | all/any the? other/others *? | the? rest/others | in all/any other cases/case");

    private static readonly Form Given = new("go/goes/going/sent/routed/passed/given/handed to | are/is/get/gets/should/must be? answered/handled/sent/routed/passed/given/taken/done by/to | should/must go to | to");

    private static readonly Form Answers = new("should/must/will/can? answers/answer/replies/reply/responds/respond/does/do/takes/take/handles/handle/decides to/over? it/them/that/those/the? question/ticket/request/message? | should/must/will? answers/answer/replies/reply/responds/respond to? the/a *");

    private static readonly HashSet<string> Things = [.. "question questions problem problems issue issues ticket tickets request requests ones one case cases matter matters message messages mail mails email emails topic topics inquiry inquiries query queries task tasks".Split(' ')];

    private static readonly HashSet<string> Doers = ["expert", "experts", "specialist", "specialists", "agent", "agents", "assistant", "assistants", "advisor", "advisors", "adviser", "advisers", "bot", "bots"];

    private sealed record Kind(string? Label, string Who, string? Thing);

    /// <summary>The text with such a choice in words that are known; itself where it holds none.</summary>
    public static string Spelt(string text)
    {
        var phrase = Phrase.Of(text);
        for (var start = 0; start < phrase.Count; start = End(phrase, start) + 1)
        {
            var end = End(phrase, start);
            var (isLed, thing, from) = (false, (string?)null, start);
            if (Head.At(phrase, start) is > 0 and var led && phrase.Part(start, end).Has([.. Doers, "one", "right"]))
            {
                (isLed, thing) = (phrase.Part(start, Math.Min(end, led + 3)).Has([.. Doers]), phrase.Low(phrase.Find(start, "to") - 1));
                from = Enumerable.Range(led, end - led).FirstOrDefault(k => phrase[k].Text is ":" or "," or "-", end);
                if (from >= end && end < phrase.Count) (from, end) = (end, End(phrase, end + 1));
            }

            if (Cases(phrase, from, end) is not { } kinds || !kinds.Exists(k => k.Label is not null) || kinds.Count < 2) continue;
            if (!isLed && !kinds.TrueForAll(k => Doers.Contains(k.Who.Split(' ')[^1])) || kinds.Exists(k => k.Who.Length == 0)) continue;
            thing ??= kinds.Select(k => k.Thing).FirstOrDefault(t => t is not null) ?? "question";
            thing = Words.Singular(thing);
            var labels = kinds.Select(k => k.Label).OfType<string>().ToList();
            if (kinds.Exists(k => k.Label is null)) labels.Add("other");
            var ways = kinds.Select((k, i) => $"{(k.Label is null || i + 1 == labels.Count && i > 0 ? "otherwise" : $"for {k.Label}")} an agent called {Words.Identifier(Bare(k.Who))} answers the {thing} as the {k.Who}");
            var told = $"Classify the {thing} as {string.Join(", ", labels.SkipLast(1))} or {labels[^1]}. {string.Join(", ", ways)}";
            var before = text[..phrase[start].Start].TrimEnd();
            return $"{before} {told}{(end < phrase.Count ? Each().Replace(text[phrase[end].Start..], "the $1 goes to") : "")}".Trim();
        }

        return text;
    }

    // Of those who answer one did.
    [GeneratedRegex(@"\b(?:both|all|either|each)(?: of the)? (answer|reply|response|result)s? (?:should |must |will )?(?:go|goes|be sent|are sent|is sent) to\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Each();

    private static int End(Phrase phrase, int from) => Enumerable.Range(from, Math.Max(0, phrase.Count - from)).FirstOrDefault(k => phrase[k].Text is "." or "!" or "?" or "\n", phrase.Count);

    private static string Bare(string who) => who.Split(' ') is [.. var name, "agent" or "bot"] && name.Length > 0 ? string.Join(' ', name) : who;

    // What becomes of each kind; null where something else is said among them.
    private static List<Kind>? Cases(Phrase phrase, int from, int end)
    {
        var kinds = new List<Kind>();
        for (var at = from; at < end;)
        {
            while (at < end && (phrase[at].Text is "," or ";" or ":" or "-" or "." || phrase.Low(at) is "and" or "while" or "but" or "then")) at++;
            if (at >= end) break;
            if (One(phrase, at, end) is not var (kind, next)) return null;
            kinds.Add(kind);
            at = next;
        }

        return kinds;
    }

    private static (Kind Kind, int Next)? One(Phrase phrase, int at, int end)
    {
        if (Others.At(phrase, at) is > 0 and var other)
        {
            var to = phrase[Math.Min(other, phrase.Count - 1)].Text == "," ? other + 1 : other;
            if (Given.At(phrase, to) is > 0 and var goes) to = goes;
            return Who(phrase, to, end) is var (rest, _, next) ? (new Kind(null, rest, null), next) : null;
        }

        var isIf = IfAbout.At(phrase, at) is > 0 and var about && about < end;
        if (isIf || phrase.Low(at) == "for")
        {
            var from = isIf ? IfAbout.At(phrase, at) : at + 1;
            var comma = Enumerable.Range(from, Math.Max(0, Math.Min(6, end - from))).FirstOrDefault(k => phrase[k].Text == "," || phrase.Low(k) is "then" or "the" or "let");
            if (comma <= from || Label(phrase.Part(from, comma)) is not var (label, thing)) return null;
            if (isIf && phrase.Low(at + 1) is "the" or "a" or "an") thing ??= phrase.Low(at + 2);
            while (phrase[comma].Text == "," || phrase.Low(comma) is "then") comma++;
            return Who(phrase, comma, end) is var (who, _, next) ? (new Kind(label, who, thing), next) : null;
        }

        // "billing questions go to the billing expert"
        var noun = Enumerable.Range(at, Math.Max(0, Math.Min(5, end - at))).FirstOrDefault(k => k > at && Things.Contains(phrase.Low(k)));
        if (noun > 0 && !Lexicon.IsDeterminer(phrase.Low(at)) && Given.At(phrase, noun + 1) is > 0 and var given && Label(phrase.Part(at, noun + 1)) is var (kindOf, of) && Who(phrase, given, end) is var (server, _, after)) return (new Kind(kindOf, server, of), after);

        // "the math teacher answers math questions"
        if (Who(phrase, at, end) is not var (doer, answering, verb) || !answering || Enumerable.Range(verb, Math.Max(0, Math.Min(4, end - verb))).FirstOrDefault(k => Things.Contains(phrase.Low(k))) is not (> 0 and var things) || things == verb || Label(phrase.Part(verb, things + 1)) is not var (answered, what)) return null;
        return (new Kind(answered, doer, what), things + 1);
    }

    // "tax questions": the kind, and what is of that kind.
    private static (string Label, string? Thing)? Label(Phrase said)
    {
        said = said.Trimmed();
        var thing = said.Count > 1 && Things.Contains(said.Low(said.Count - 1)) ? said.Low(said.Count - 1) : null;
        if (thing is not null) said = said.To(said.Count - 1);
        if (thing is "ones" or "one") thing = null;
        if (Lexicon.IsDeterminer(said.Low(0))) said = said.From(1);
        return said.Count is 0 or > 3 || said.HasLiterals || said.Any(t => !t.IsWord && t.Text != "-" || Lexicon.IsNumber(t) || Lexicon.IsPronoun(t.Low) || t.Low is "not" or "than" or "use" or "let" or "ask" or "call" or "have" or "send" or "take" or "pick") ? null : (said.Text.ToLowerInvariant(), thing);
    }

    // Who serves, whether it is said that he answers, and where the next begins.
    private static (string Who, bool IsSaid, int Next)? Who(Phrase phrase, int at, int end)
    {
        if (phrase.Low(at) is "let" or "have" or "ask") at++;
        if (phrase.Low(at) is not ("the" or "a" or "an" or "our")) return null;
        var to = at + 1;
        while (to < end && to < at + 6 && phrase[to].IsWord && Answers.At(phrase, to) < 0 && phrase.Low(to) is not ("and" or "otherwise" or "else" or "while" or "to" or "if" or "for" or "or") && !Lexicon.IsPreposition(phrase.Low(to))) to++;
        if (to == at + 1 || to - at > 5) return null;
        var who = phrase.Part(at + 1, to).Text.ToLowerInvariant();
        if (Answers.At(phrase, to) is > 0 and var answers && answers <= end) return (who, true, answers);
        return to >= end || phrase[to].Text is "," or ";" || phrase.Low(to) is "and" or "otherwise" or "else" or "while" or "or" ? (who, false, to) : null;
    }
}
