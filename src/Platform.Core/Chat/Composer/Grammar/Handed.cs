namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What a run is given, said as an order: "when I paste a letter, …" and "I type a city and it …" is "take a letter, then …".</summary>
internal static class Handed
{
    private static readonly Form Whenever = new("""
        when/whenever/if/once/after/everytime i/we/you/they/users/people/someone/somebody give/gives/paste/pastes/type/types/enter/enters/provide/provides/supply/supplies/upload/uploads/hand/drop it/you/in? in? |
        every/each time i/we/you/they/users/someone give/gives/paste/pastes/type/types/enter/enters/provide/provides/supply/upload/uploads/hand/drop it/you/in? in? |
        when/whenever/if/once i/we/someone send/sends/pass/throw it/you
        """);

    private static readonly Form Hands = new("i/we will give/paste/type/enter/upload/provide it/you/in? in? | i'll/we'll give/paste/type/enter/upload/provide it/you/in? in? | i/we/you/users give/paste/type/enter/upload/provide/supply/name it/you/in? in? | i/we hand/send it/you in? | i/we want/like to give/paste/type/enter/upload/provide/send/put it/you/in? in? | i'd/we'd like to give/paste/type/enter/upload/provide/send/put it/you/in? in?");

    private static readonly Form Aside = new("( i/we/you/user type/enter/give/paste/provide/supply it/that/this/them? in? )");
    private static readonly Form Anything = new("whatever/anything/what the? i/we/you/user/caller/person/customer/visitor type/types/enters/gives/pastes/provides/writes/enter/give/paste/provide/supply/write/say it/you? in?");

    // "The temperature (I type it)" and "whatever I paste" name what is given.
    private static Phrase Noted(Phrase sentence)
    {
        if (Aside.In(sentence, 1) is var (at, end)) return Phrase.Of($"{sentence.To(at - 1).Text} {(Lexicon.IsDeterminer(sentence.Low(at - 2)) ? "" : "the ")}{sentence[at - 1].Text} that I {sentence.Low(at + 2)} {sentence.From(end).Text}".Trim());
        return Anything.In(sentence) is var (from, to) && (from == 0 || sentence.Low(from - 1) is not ("see" or "do" or "know" or "check" or "tell")) && (to == sentence.Count || !sentence[to].IsWord || Lexicon.IsPreposition(sentence.Low(to)) || sentence.Low(to) is "and" or "then") ? Phrase.Of($"{sentence.To(from).Text} the text that I type{sentence.Tail(to)}".Trim()) : sentence;
    }

    // What comes back is written.
    private static readonly Form Receives = new("i/we? get/receive/want/have back? a/an/two/three/four/five/#");

    private static readonly HashSet<string> Ends = [",", "and", "then", ":", "->", "=>", "→", "-", ";"];

    /// <summary>The sentence as an order; itself where it speaks of nothing given.</summary>
    public static Phrase Plain(Phrase sentence)
    {
        sentence = Noted(sentence);
        var isWhen = Whenever.Opens(sentence, out var at);
        if (!isWhen && !Hands.Opens(sentence, out at) || !Lexicon.IsDeterminer(sentence.Low(at)) || sentence.Low(at) is "it" or "this" or "that" or "each" or "all") return sentence;
        var end = at + 1;
        while (end < sentence.Count && !Ends.Contains(sentence.Low(end)) && !(isWhen && sentence.Low(end) is "it" or "you" or "we" or "they" or "an" or "please" or "i" or "the" && end > at + 1)) end++; // "… a text it makes"
        if (end - at > 8 || end + 1 >= sentence.Count || sentence.Part(at, end).HasLiterals) return sentence;
        var rest = sentence.From(end).Trimmed();
        while (rest.Low(0) is "and" or "then" or ",") rest = rest.From(1).Trimmed();
        if (rest.Low(0) is "want" or "need" && rest.Low(1) is "it" or "them" && Lexicon.FormOf(rest.Low(2)) == VerbForm.Past) rest = Phrase.Of($"{Lexicon.Lemma(rest.Low(2))} {rest.Low(1)} {rest.From(3).Text}"); // "I'll paste a recipe and want it converted"
        if (Receives.Opens(rest, out var gets)) rest = Phrase.Of($"write {rest.From(gets - 1).Text}");
        if (!isWhen && Lexicon.PredicateAt(rest, 0) < 0 && Lexicon.OrderAt(Shaper.Bare(rest), 0, isFirst: true) < 0) return sentence;
        if (!isWhen && Lexicon.IsDeterminer(rest.Low(0)) && Lexicon.PredicateAt(rest, 0) < 0) return sentence; // "I give it a topic and a language"
        var what = sentence.Part(at, end);
        if (what.Low(what.Count - 1) == "in") what = what.To(what.Count - 1);
        return Phrase.Of($"take {what.Text}, then {rest.Text}");
    }
}
