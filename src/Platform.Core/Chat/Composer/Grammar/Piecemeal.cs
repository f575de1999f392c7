namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is said without a comma or a clause of its own: "summarise it chunk by chunk", "after I approve it gets published". A pure rewriting of words.</summary>
internal static class Piecemeal
{
    private static readonly HashSet<string> Pieces = ["chunk", "paragraph", "section", "page", "line", "sentence", "chapter", "part", "piece", "block", "scene"];

    private static readonly HashSet<string> Members = ["row", "file", "item", "record", "entry", "document", "article", "image", "ticket", "order", "customer"];

    private static readonly Form Majority = new("the? majority wins/decides/rules/counts/decision? | majority vote/voting");

    // "Wait three more days"
    private static readonly Form More = new("# more/further/additional second/seconds/minute/minutes/hour/hours/day/days/week/weeks");

    private static readonly Form FallsBack = new("fall/falls/falling back to/on");

    private static readonly Form WebSearch = new("a/the/one? web/internet/online search");

    private static readonly HashSet<string> Making = [.. VerbKinds.Making, "compile", "make", "prepare", "produce", "build"];

    // Where the clause begins that a place stands in.
    private static int ClauseOf(Phrase sentence, int at) => Enumerable.Range(0, at).LastOrDefault(k => k == 0 || sentence[k - 1].Kind == TokenKind.Mark || sentence.Low(k - 1) is "and" or "then");

    // "Compile a brief |mailed to the boss|": it is mailed when it is there.
    private static Phrase? Handed(Phrase sentence, int at)
    {
        if (Lexicon.FormOf(sentence.Low(at)) != VerbForm.Past || Lexicon.Lemma(sentence.Low(at)) is not ("send" or "mail" or "email" or "post" or "save" or "publish" or "deliver" or "store") || sentence.Low(at + 1) is not ("to" or "as" or "in" or "into" or "by" or "via" or "on")) return null;
        if (!sentence[at - 1].IsWord || Lexicon.IsBe(sentence.Low(at - 1)) || Lexicon.IsAdverb(sentence.Low(at - 1)) || sentence.Low(at - 1) is "and" or "or" or "it" or "them") return null;
        var from = ClauseOf(sentence, at);
        return Making.Contains(Lexicon.Lemma(sentence.Low(from)) ?? "") && sentence.Low(from + 1) is "a" or "an" && !sentence.Part(from, at).Has("that", "which", "who") ? Phrase.Of($"{sentence.To(at).Text}, then {Lexicon.Lemma(sentence.Low(at))} it {sentence.From(at + 1).Text}") : null;
    }

    /// <summary>One sentence, with a mark where the next clause begins.</summary>
    public static Phrase Plain(Phrase sentence)
    {
        for (var i = 2; i + 2 < sentence.Count; i++)
        {
            if (sentence.Low(i + 1) == "by" && sentence.Low(i) == sentence.Low(i + 2) && ByEach(sentence, i) is { } each) return each;
            if (Majority.At(sentence, i) is > 0 and var wins && (wins == sentence.Count || !sentence[wins].IsWord)) return Phrase.Of($"{sentence.To(i).Text} then pick the answer that most of them gave{(wins < sentence.Count ? $" {sentence.From(wins).Text}" : "")}");
            if (sentence.Low(i) is "go" or "goes" or "look" or "looks" && sentence.Low(i + 1) == "over" && Lexicon.IsDeterminer(sentence.Low(i + 2)) && (sentence.Low(i - 1) is "agent" or "model" or "bot" || People.IsSomebody(sentence.Low(i - 1)))) return Phrase.Of($"{sentence.To(i).Text} {(sentence.Low(i).EndsWith('s') ? "reviews" : "review")} {sentence.From(i + 2).Text}");
            if (More.At(sentence, i - 1) is > 0 and var more) sentence = sentence.Without(more - 2, more - 1);
            if (FallsBack.At(sentence, i) is > 0 and var back) return Phrase.Of($"{sentence.To(i).Text}{(sentence[i - 1].Kind == TokenKind.Mark ? "" : ",")} {(WebSearch.At(sentence, back) is > 0 and var web ? $"search the web {sentence.From(web).Text}" : $"use {sentence.From(back).Text}")}".Trim());
            if (Handed(sentence, i) is { } handed) return handed;
            if (Approved(sentence, i) is > 0 and var subject) return Phrase.Of($"{sentence.To(subject).Text}, {sentence.From(subject).Text}");
        }

        return sentence;
    }

    // "Summarise a long text |chunk by chunk|": it is cut first.
    private static Phrase? ByEach(Phrase sentence, int at)
    {
        var from = ClauseOf(sentence, at);
        var (verb, noun) = (Lexicon.OrderAt(sentence, from, isFirst: from == 0), sentence.Low(at));
        if (verb < 0 || verb + 1 >= at) return null;
        var (head, thing, rest) = (sentence.To(verb).Text, sentence.Part(verb + 1, at).Text, sentence.From(at + 3));
        var tail = $"{rest.Tail(0)}";
        if (Pieces.Contains(noun)) return Phrase.Of($"{head} split {thing} into {noun}s, {sentence[verb].Text} each {noun}{tail}".Trim());
        return Members.Contains(noun) ? Phrase.Of($"{head} for each {noun} {(sentence.Part(verb + 1, at).HasLiterals ? $"of {thing}" : "")}, {sentence[verb].Text} it{tail}".Trim()) : null;
    }

    // "…, and after the editor approves |it is published": where the second clause begins.
    private static int Approved(Phrase sentence, int at)
    {
        if (sentence.Low(at - 1) is not ("after" or "once" or "when") || at > 1 && sentence[at - 2].IsWord && sentence.Low(at - 2) is not ("and" or "then" or "but")) return -1;
        for (var i = at + 1; i < Math.Min(sentence.Count - 2, at + 6) && sentence[i].IsWord; i++)
            if (VerbKinds.Consenting.Contains(Lexicon.Lemma(sentence.Low(i)) ?? "") && (sentence.Low(at) is "i" or "we" || People.IsPerson(sentence.Part(at, i))) && sentence.Low(i + 1) is "it" or "they" or "this" && sentence.Low(i + 2) is "is" or "are" or "gets" or "get" or "goes" or "go" or "should" or "will" or "must") return i + 1;
        return -1;
    }
}
