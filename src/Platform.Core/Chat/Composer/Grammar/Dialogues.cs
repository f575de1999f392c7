using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Two that go back and forth: who talk to each other do so for some rounds, who make and judge something do both again. A pure rewriting of words.</summary>
internal static class Dialogues
{
    private static readonly Form BackAndForth = new("""
        they/both should/can/may/will/must? go/goes/send/pass/hand it? back and forth | the two of? them? should/can/may/will/must? go/goes back and forth | these/the two? agents should/can/may/will/must? go/goes back and forth | the two? agents take/takes turns | going? back and forth | and go/goes back and forth |
        it goes back and forth between? the/these? two/them/both? | they/both should/can/may/will/must? take/takes turns | taking/in turns | and take/takes turns | they/both should/can/may/will/must? go/do | should/can/may/will/must? go/goes back and forth
        """);

    private static readonly Form Bound = new("for? up to # times/rounds/turns/exchanges/iterations/cycles each? | for? at/no the? most/more? than? # times/rounds/turns/exchanges/iterations/cycles | for? max/maximum of? # times/rounds/turns/exchanges | for? # times/rounds/turns/exchanges/iterations/cycles at? most/max/maximum? | for? at most twice/thrice | twice/thrice");

    private static readonly HashSet<string> Talks = ["discuss", "debate", "argue", "negotiate", "talk", "chat", "converse", "haggle", "bargain"];

    /// <summary>The text with such words in those that the reader knows.</summary>
    public static string Spelt(string text)
    {
        var phrase = Phrase.Of(text);
        for (var i = 3; i < phrase.Count; i++)
        {
            if (phrase[i].Text == "," && Bound.At(phrase, i + 1) is > 0 and var bare && phrase.Part(i, bare).Has("rounds", "iterations", "cycles") && Judged(phrase.To(i)) && (bare == phrase.Count || !phrase[bare].IsWord)) return $"{phrase.To(i).Text}. Repeat that at most {Rounds(phrase.Part(i, bare))} times{phrase.From(bare).Text}";
            if (BackAndForth.At(phrase, i) is not (> 0 and var end)) continue;
            var isSaid = phrase.Part(i, end).Has("forth", "turns");
            if (Agreed(phrase, i, end) is { } talked) return talked;
            if (phrase.Low(end) is "," or "for" && Bound.At(phrase, end + 1) > 0) end++;
            var bound = Bound.At(phrase, end);
            var untils = phrase.Low(end) == "until" || phrase.Low(end) is "," && phrase.Low(end + 1) == "until";
            if (bound < 0 && (!isSaid || !untils && end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("and" or "then"))) continue;
            var rounds = bound < 0 ? 5 : Rounds(phrase.Part(end, bound));
            var said = phrase.To(i).Trimmed();
            while (said.Low(said.Count - 1) is "and" or "then" or "for") said = said.To(said.Count - 1).Trimmed();
            var rest = phrase.From(bound < 0 ? end : bound).Trimmed();
            while (rest.Low(0) is "and" or "then") rest = rest.From(1).Trimmed();
            if (untils) return $"{said.Text}. Repeat that {phrase.From(end).Trimmed().Text}";
            var from = said.FindLast(".", ";") + 1;
            if (Talk(said.From(from)) is { } talk) return $"{said.To(from).Text} {talk} for {rounds} rounds{(rest.Count > 0 ? $", then {Third(rest)}" : "")}".Trim();
            if (phrase[Math.Min(phrase.Count - 1, bound < 0 ? end : bound)].Text == ":" && !said.From(from).Any(t => Lexicon.FormOf(t.Low) is VerbForm.Third)) return $"{said.To(from).Text} {rest.Text}. Repeat that at most {rounds} times".Trim(); // "the writer and the editor go back and forth 3 times: …"
            return $"{said.Text}. Repeat that at most {rounds} times{(rest.Count > 0 ? $". Then {rest.Text}" : "")}";
        }

        return text;
    }

    // "They argue in turns until they agree": who talk until then need no other words for it.
    private static string? Agreed(Phrase phrase, int at, int end)
    {
        if (phrase.Find(end, "until", "till") is not (>= 0 and var until) || until - end > 10 || phrase.Part(end, until).Has(".", ";") || !phrase.Part(until, until + 8).Has("agree", "agreed", "agreement", "consensus", "compromise")) return null;
        var said = phrase.To(at).Trimmed();
        if (said.From(said.FindLast(".", ";") + 1).Any(t => Talks.Contains(t.Low))) return $"{said.Text}{phrase.Tail(end)}";
        return phrase.Part(at, end).Has("go", "goes", "forth") && phrase.Low(end) is "on" or "over" or "about" ? $"{said.Text} discuss {phrase.From(end + 1).Text}" : null;
    }

    private static int Rounds(Phrase bound) => bound.Tokens.Select(t => t.Low switch { "twice" => 2, "thrice" => 3, _ => Lexicon.IsNumber(t) ? Amounts.Whole(t.Text) : null }).FirstOrDefault(n => n is not null) ?? 5;

    // "A writer drafts a story, a critic criticises it": the last clause judges what the one before made.
    private static bool Judged(Phrase said)
    {
        var last = said.From(said.FindLast(".", ";") + 1);
        var judges = Enumerable.Range(0, last.Count).LastOrDefault(k => Lexicon.FormOf(last.Low(k)) == VerbForm.Third && VerbKinds.Reviewing.Contains(Lexicon.Lemma(last.Low(k))!), -1);
        return judges > 3 && Enumerable.Range(0, judges).Any(k => Lexicon.FormOf(last.Low(k)) is VerbForm.Third or VerbForm.Plain);
    }

    // "A buyer agent and a seller agent negotiate a price": who talk, and about what.
    private static string? Talk(Phrase said)
    {
        var verb = Enumerable.Range(1, Math.Max(0, said.Count - 1)).FirstOrDefault(k => Talks.Contains(said.Low(k)));
        if (verb == 0) return null;
        var sides = said.To(verb).Trimmed();
        var and = sides.FindLast("and");
        if (and < 1 || and + 2 >= sides.Count + 1 || !Lexicon.IsDeterminer(sides.Low(and + 1))) return sides.Has("two") ? said.Text : null;
        var one = Enumerable.Range(0, and).LastOrDefault(k => sides.Low(k) is "a" or "an" or "the" or "one", -1);
        var other = sides.Part(and + 2, sides.Count);
        if (one < 0 || and - one > 3 || other.Count is 0 or > 2) return null;
        return $"let {Lexed(sides.Part(one, and))} and {Lexed(sides.Part(and + 1, sides.Count))} {said.From(verb).Text}";
    }

    private static string Lexed(Phrase side) => $"{(side.Low(0) == "one" ? "a" : side[0].Text)} {side[side.Low(side.Count - 1) == "agent" && side.Count > 2 ? side.Count - 2 : side.Count - 1].Text}";

    // "A third writes a summary": somebody else does.
    private static string Third(Phrase rest) => rest.Low(0) is "a" or "the" && rest.Low(1) is "third" ? $"an agent {rest.From(rest.Low(2) is "agent" or "one" or "model" ? 3 : 2).Text}" : rest.Text;
}
