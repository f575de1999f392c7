using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// A question whose answers are spoken of as kinds: "a judge decides whether the ticket is a bug. For bugs, …. For feature requests, …" sorts the ticket into the two.
/// A pure rewriting of words.
/// </summary>
internal static class Verdicts
{
    private static readonly Form Decides = new("decides/decide/checks/check/judges/judge/determines/determine/tells/tell/says/say/detects/detect with? yes? or? no? whether/if");

    private static readonly Form Is = new("is/are about? a/an/the? | contains/is a/an? | counts as a/an?");

    /// <summary>The text with such a question as an order to classify.</summary>
    public static string Spelt(string text)
    {
        var phrase = Phrase.Of(text);
        if (Decides.In(phrase) is not var (verb, end)) return text;
        var start = phrase.To(verb).FindLast(".", ";", "!") + 1;
        var before = phrase.Part(start, verb);
        if (before.Count > 0 && !before.Has("agent", "judge", "model", "ai", "llm", "classifier", "checker", "bot", "let", "have")) return text;
        var stop = phrase.Find(end, ".", ";") is > 0 and var dot ? dot : phrase.Count;
        if (Is.In(phrase.To(stop), end + 1) is not var (be, from) || phrase.Low(stop + 1) != "for") return text;
        var thing = phrase.Part(end, be);
        var heads = Heads(phrase, stop, thing);
        if (heads.Count == 0) return text;
        var named = StatementReader.Parted(phrase.Part(from, stop)).Select(k => Label(Phrase.Of(k), thing)).Where(k => k.Length > 0 && k != "not").ToList();
        var kinds = named.Concat(heads.Select(h => h.Kind)).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count is 0 or > 4 || kinds.TrueForAll(k => named.Contains(k)) && !heads.Exists(h => named.Contains(h.Kind)) || kinds.Exists(k => k.Split(' ').Length > 3)) return text;
        if (kinds.Count == 1) kinds.Add("other");
        var sorted = $"{phrase.To(start).Text} An agent classifies {thing.Text} as {string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}".Trim();
        for (var n = 0; n < heads.Count; n++)
            sorted += $". If it is {heads[n].Kind}, {phrase.Part(heads[n].End, n + 1 < heads.Count ? heads[n + 1].At : phrase.Count).Text.TrimEnd(' ', '.', ';')}";
        return sorted;
    }

    // "For bugs, …", "For other mails …": where each begins, of what it is, and where what is done begins.
    private static List<(int At, int End, string Kind)> Heads(Phrase phrase, int from, Phrase thing)
    {
        var heads = new List<(int, int, string)>();
        for (var at = from + 1; at < phrase.Count; at++)
        {
            if (phrase[at - 1].Text is not ("." or ";" or ",") || phrase.Low(at) != "for" && !(phrase.Low(at) == "and" && phrase.Low(at + 1) == "for")) continue;
            var first = phrase.Low(at) == "and" ? at + 2 : at + 1;
            var to = first;
            while (to < phrase.Count && to - first < 4 && phrase[to].IsWord && !(to > first && Lexicon.OrderAt(phrase, to) == to)) to++;
            if (to == first || to >= phrase.Count || phrase.Low(first) is "each" or "every" || Lexicon.IsNumber(phrase[first])) continue;
            if (Label(phrase.Part(first, to), thing) is { Length: > 0 } kind) heads.Add((at, phrase[to].Text == "," ? to + 1 : to, kind));
        }

        return heads;
    }

    // "other mails" are other, "a bug report" is a bug report.
    private static string Label(Phrase said, Phrase thing)
    {
        while (said.Count > 0 && (Lexicon.IsDeterminer(said.Low(0)) || said.Low(0) is "all")) said = said.From(1);
        if (said.Count == 0) return "";
        if (said.Low(0) is "others" or "everything" or "anything" or "rest") return "other";
        var last = Words.Singular(said.Low(said.Count - 1));
        if (said.Count > 1 && last == Words.Singular(thing.Low(thing.Count - 1))) return said.To(said.Count - 1).Text.ToLowerInvariant();
        return $"{said.To(said.Count - 1).Text} {last}".Trim().ToLowerInvariant();
    }
}
