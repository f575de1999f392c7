using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Two who talk to each other, for some rounds or until they agree: "an optimist and a pessimist debate the question until they agree, at most 6 rounds".</summary>
internal sealed partial class StatementReader
{
    /// <summary>How the task ends of whoever hears what another said last.</summary>
    public const string Replies = "answer what the other side said last";

    private sealed record Talker(string Name, string? Model);

    private static readonly Form TalkLead = new("let/have/make/ask/get | a debate/discussion/negotiation between");

    private static readonly Form TwoOf = new("two agents/models/experts/bots/personas/characters ,/(/:/-/called/named?");

    private static readonly Form Talking = new("to? debate/debates/argue/argues/discuss/negotiate/negotiates/talk/chat/converse/haggle/bargain/dispute about/on/over/for? | about/on/over");

    private static readonly Form Agreeing = new("""
        ,? until/till they/both/he/she/the? both/two/sides/agents/parties? sides/agents/parties/of? them? all/both/have/can/finally? agree/agrees/agreed/concur on? * ? | ,? until/till they/both/the? both/two/sides? sides/agents/parties? reach/reaches/find/finds/come/comes/get/gets to? a/an/some? consensus/agreement/compromise/deal/conclusion/solution |
        ,? until/till a/an? consensus/agreement/compromise/deal is? reached/found/made? | ,? until/till there is a/an? consensus/agreement/compromise/deal | ,? until/till they/both are/is of one/the mind/same opinion? | ,? until/till they are in agreement | ,? until/till they/both agree/agrees/concur
        """);

    private static readonly Form Stretch = new(", # rounds/turns/exchanges/times/iterations ,? | ,? or/but? for? after? # rounds/turns/exchanges/times/iterations have/are/has/is passed/over/done/up/gone/played/reached/used | ,? or/but for? after? # rounds/turns/exchanges/iterations at? most/max? | (? but/and/or? for? at/no/up/max/maximum/within most/more/to/of? than? # rounds/turns/exchanges/times/iterations each? )?");

    private static readonly Form Turning = new(",? in turns/turn | ,? taking turns | ,? back and forth | ,? with each other | ,? one after the other | ,? round by round");

    // Who talks, and where what they talk about begins; null where nobody does, or once only.
    private (List<Talker> Who, int End, string Verb)? Debating(Phrase phrase, int at)
    {
        var from = TalkLead.At(phrase, at) is > 0 and var lead ? lead : at;
        var two = TwoOf.At(phrase, from);
        if (two > 0) from = two;
        var talkers = new List<Talker>();
        while (talkers.Count < 2 && Party(phrase, from, two > 0) is var (who, next))
        {
            talkers.Add(who);
            from = next;
            while (talkers.Count == 1 && phrase.Low(from) is "and" or "," or "with" or "against") from++;
        }

        while (phrase.Low(from) is "," or ")" or "-" or "that" or "who" or "which" or "should" or "must" or "will") from++;
        if (talkers.Count == 0 && two < 0 || talkers.Count == 1 || Talking.At(phrase, from) is not (> 0 and var end)) return null;
        if (Lexicon.FormOf(phrase.Low(from)) == VerbForm.None && phrase.Low(from) is not ("to" or "debate" or "debates" or "argue" or "discuss" or "negotiate" or "talk" or "chat" or "converse" or "haggle" or "bargain" or "dispute") && !phrase.Part(at, from).Has("debate", "discussion", "negotiation")) return null;
        if (talkers.Count == 2 && Bounds.In(phrase, end) is null && Stretched(phrase, end) is null && Agreeing.In(phrase, end) is null) return null;
        var verb = Lexicon.Lemma(phrase.Low(phrase.Low(from) == "to" ? from + 1 : from)) ?? phrase.Low(from);
        return (talkers, end, verb is "discuss" or "negotiate" ? verb : verb is "haggle" or "bargain" ? "negotiate" : verb is "argue" ? "argue about" : verb is "debate" or "dispute" or "about" or "on" or "over" ? "debate" : "discuss");
    }

    // "An optimist on gpt-4o", "buyer", "claude"
    private (Talker Who, int End)? Party(Phrase phrase, int at, bool isListed)
    {
        if (UseAt(phrase, at) is var (named, past)) return (new Talker("", named), past);
        var isOne = phrase.Low(at) is "a" or "an" or "one" or "the" or "another";
        if (!isOne && !isListed) return null;
        var from = isOne ? at + 1 : at;
        var end = from;
        while (end < phrase.Count && end < from + 3 && phrase[end].IsWord && phrase.Low(end) is not ("and" or "on" or "using" or "with" or "against" or "that" or "who" or "running") && Talking.At(phrase, end) < 0) end++;
        if (end == from) return null;
        var name = phrase.Part(from, phrase.Low(end - 1) is "agent" or "bot" && end - 1 > from ? end - 1 : end).Text.ToLowerInvariant();
        if (RunsOn.At(phrase, end) is > 0 and var on && UseAt(phrase, on) is var (use, behind)) return (new Talker(name, use), phrase.Low(behind) == ")" ? behind + 1 : behind);
        return (new Talker(name, null), end);
    }

    // How many rounds at most are spoken of; where that stands.
    private static (int Most, int At, int End)? Stretched(Phrase phrase, int from)
    {
        if (Stretch.In(phrase, from) is not var (at, end) || phrase.Part(at, end).Tokens.Where(Lexicon.IsNumber).Select(t => Amounts.Whole(t.Text)).FirstOrDefault(n => n is > 0) is not { } most) return null;
        return (most, at, end);
    }

    // Each answers the other, round after round; an agent that reads both says whether they agree.
    private bool Debated(Phrase phrase, List<PlanItem> into)
    {
        if (Debating(phrase, 0) is not var (who, length, verb)) return false;
        var end = Enumerable.Range(length, phrase.Count - length).FirstOrDefault(k => phrase.Low(k) is "then" or "afterwards" or "finally" or ";" || phrase[k].Text == "," && Lexicon.PredicateAt(phrase, phrase.Low(k + 1) is "and" ? k + 2 : k + 1) > 0, phrase.Count);
        var said = phrase.Part(length, end);
        var isAgreed = Agreeing.In(said) is not null;
        if (Agreeing.In(said) is var (until, agreed)) said = said.Without(until, agreed);
        int? most = null;
        if (Stretched(said, 0) is var (rounds, at, to)) (most, said) = (rounds, said.Without(at, to));
        most ??= Bound(ref said);
        while (Turning.In(said) is var (turn, over)) said = said.Without(turn, over);
        var comma = said.Find(0, ",", "for", "one", "(");
        var topic = (comma > 0 ? said.To(comma) : said).Trimmed();
        while (topic.Low(0) is "about" or "over" or "on") topic = topic.From(1);
        if (topic.Count == 0) topic = Phrase.Of("the question");
        if (topic.Low(0) is "a" or "an") topic = Phrase.Of($"the {topic.From(1).Text}");
        var isNamed = who.Count == 2 && who.TrueForAll(w => w.Name.Length > 0) && !(who[0].Name == "pro" && who[1].Name == "con");
        List<Step> sides = isNamed ? who.ConvertAll(w => Agent(w.Name, $"{verb} {topic.Text} as the {w.Name}: {Replies}"))
            : isAgreed ? [Agent("side_1", $"{verb} {topic.Text}: {Replies}"), Agent("side_2", $"{verb} {topic.Text} from another point of view: {Replies}")]
            : [Agent("pro", $"debate {topic.Text}: argue for it and {Replies}"), Agent("con", $"debate {topic.Text}: argue against it and {Replies}")];
        for (var i = 0; i < who.Count; i++) sides[i].Model = who[i].Model ?? sides[i].Model;
        if (Inputs.Noun(topic.Text) is { } given && Lexicon.IsDeterminer(topic.Low(0)) && !Before(into).Any() && !_plan.Inputs.Exists(p => p.Name == given)) _plan.Inputs.Add(new PlanInput(given, "string"));
        into.Add(new Again([.. sides], isAgreed ? new Condition(Test.Judge, "", "==", "true", "the two sides agree, going by both answers") { IsAsked = true } : null, most ?? (isAgreed ? 5 : 3)));
        var rest = phrase.From(end).Trimmed();
        if (Talk.In(rest) is var (talk, told))
        {
            rest = Phrase.Of($"{rest.To(talk).Text} both answers {rest.From(told).Text}".Trim());
            _plan.Remarks.Add("Of a debate is kept what each side said last: the rounds before are not.");
        }

        if (UseAt(rest.Low(0) == "then" ? rest.From(1) : rest, 0) is not null && Judge(rest.Low(0) == "then" ? rest.From(1) : rest) is var (judge, left))
        {
            into.Add(judge);
            rest = Bared(left);
        }

        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    // Who judges or sums up behind a debate reads both sides, in the same sentence or the next.
    private static Phrase Heard(Phrase phrase, List<PlanItem> into)
    {
        if (into.LastOrDefault() is not Again { Body: [Step { Skill: "agent" } one, Step { Skill: "agent" }] } || !one.Said.Contains(Replies, StringComparison.Ordinal)) return phrase;
        var closing = Cutter.Next(phrase).First;
        if (closing.Count < 2 || closing.Has("both", "all", "if", "unless")) return phrase;
        var literal = Enumerable.Range(0, closing.Count).FirstOrDefault(i => closing[i].Kind == TokenKind.Literal, -1);
        if (literal < 0) return Phrase.Of($"{closing.Text} from both answers{phrase.Text[closing.Text.Length..]}");
        return literal > 2 && Lexicon.IsPreposition(closing.Low(literal - 1)) && (Lexicon.PredicateAt(closing, 0) > 0 || Cast.IsDrafting(Lexicon.Lemma(closing.Low(0)) ?? "")) ? Phrase.Of($"{closing.To(literal - 1).Text} from both answers {phrase.From(literal - 1).Text}") : phrase;
    }

    private static readonly Form Talk = new("the/their whole/entire/full? conversation/discussion/dialogue/debate/exchange/talk/negotiation/transcript");
}
