using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>An order and what is to happen then, in one sentence with a colon between: "Classify it as a or b: for a do this, for b do that" is two sentences.</summary>
internal static class Colons
{
    private static readonly Form Ways = new("if/when/unless/otherwise/should | in case of?");

    // "For praise post it": what becomes of one kind.
    private static bool IsForKind(Phrase said, int at) => said.Low(at) == "for" && Enumerable.Range(at + 2, 4).Any(k => Lexicon.OrderAt(said, k) == k && !Lexicon.IsDeterminer(said.Low(k - 1)));

    // These own what stands behind their colon.
    private static readonly Form Owns = new("if/unless/otherwise/else/until/while/repeat/loop | for each/every/all/any | in case/parallel | on failure/error | as long as | keep *");

    private static readonly Form OfEach = new("for each/every/all/any");

    /// <summary>The sentences as they are read.</summary>
    public static IReadOnlyList<Sentence> Parted(IReadOnlyList<Sentence> sentences)
    {
        var all = new List<Sentence>();
        foreach (var sentence in sentences)
        {
            var said = Phrase.Of(sentence.Text);
            if (At(said) is not (> 0 and var colon)) all.Add(sentence);
            else all.AddRange([sentence with { Text = said.To(colon).Text, Opens = false }, sentence with { Text = said.From(colon + 1).Text, IsItem = false }]);
        }

        return all;
    }

    private static int At(Phrase said)
    {
        var colon = said.Find(1, ":");
        if (colon < 3 || !(Ways.At(said, colon + 1) > 0 || IsForKind(said, colon + 1)) || OfEach.At(said, colon + 1) > 0 || Owns.Opens(said, out _) && OrderIn(said.To(colon), 2) < 0) return -1;
        if (said.Low(0) is "if" or "unless" or "otherwise" or "else" or "repeat" || said.To(colon).Has("until")) return -1;
        return OrderIn(said.To(colon), 0) >= 0 || Lexicon.PredicateAt(said, 0) is > 0 and var verb && verb < colon ? colon : -1;
    }

    private static int OrderIn(Phrase head, int from) => Enumerable.Range(from, Math.Max(0, head.Count - from)).FirstOrDefault(i => Lexicon.OrderAt(head, i, isFirst: i == 0) == i && !Lexicon.IsDeterminer(head.Low(i - 1)) && (i == 0 || !Lexicon.IsPreposition(head.Low(i - 1))), -1);
}
