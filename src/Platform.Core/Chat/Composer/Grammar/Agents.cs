namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// How work is given to agents by the way, said as an order to an agent: "join them with an agent that writes …", "look it up with an agent", "one agent
/// grades it and another writes …". A pure rewriting of words.
/// </summary>
internal static class Agents
{
    private static readonly Form By = new("with/by/using/through/via/to an/another/the/one/a * agent | with/by/using/through/via/to an/another/the/one/a agent");
    private static readonly HashSet<string> Handing = ["join", "merge", "combine", "collect", "bring", "put", "hand", "give", "pass", "feed", "send", "forward"];

    public static Phrase Plain(Phrase sentence)
    {
        for (var i = 1; i < sentence.Count; i++)
        {
            if (sentence.Low(i) is "then" or "also" or "afterwards" or "finally" && Lexicon.IsModal(sentence.Low(i - 1)) && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Plain) sentence = sentence.Without(i, i + 1); // "a third agent should then merge them" is one order
            else if (sentence.Low(i) == "another" && sentence.Low(i - 1) is "and" or "while" or "," && sentence.To(i).Has("agent") && Lexicon.FormOf(sentence.Low(i + 1)) is VerbForm.Plain or VerbForm.Third && Lexicon.FormOf(sentence.Low(i + 2)) is not (VerbForm.Plain or VerbForm.Third)) sentence = Phrase.Of($"{sentence.To(i + 1).Text} agent {sentence.From(i + 1).Text}");
            else if (By.At(sentence, i) is > 0 and var end && Order(sentence, i) is >= 0 and var order && Given(sentence, order, i, end) is { } given) sentence = given;
        }

        return sentence;
    }

    // Where the order begins that a place belongs to.
    private static int Order(Phrase sentence, int at)
    {
        for (var i = at - 1; i >= 0 && at - i < 16; i--)
        {
            if (Lexicon.OrderAt(sentence, i, isFirst: i == 0) == i && (i == 0 || sentence.Low(i - 1) is "," or "and" or "then" or ":" or ";")) return i;
            if (sentence[i].Text is "," or ";" or ":" || sentence.Low(i) is "agent" or "then" or "that" or "which") return -1;
        }

        return -1;
    }

    private static Phrase? Given(Phrase sentence, int order, int at, int end)
    {
        var who = sentence.Part(at + 1, end).Text;
        var (head, verb) = (sentence.To(order).Text, Lexicon.Lemma(sentence.Low(order)) ?? "");
        if (sentence.Low(end) is "that" or "which" or "who" or "to" && Lexicon.Lemma(sentence.Low(end + 1)) is { } task) // "join their reviews with a fourth agent that writes a letter"
            return Handing.Contains(verb) ? Phrase.Of($"{head} let {Other(who)} {task} {Behind(sentence, end + 2, sentence.Part(order + 1, at).Text)}".Trim()) : null;
        if (sentence.Low(at) == "to" || end < sentence.Count && sentence[end].IsWord && sentence.Low(end) is not ("and" or "then" or "before") || sentence.Part(at, end).Has("search", "tool")) return null;
        return Phrase.Of($"{head} let {Other(who)} {sentence.Part(order, at).Text}{(end < sentence.Count && sentence[end].Kind == TokenKind.Mark ? "" : " ")}{sentence.From(end).Text}".Trim());
    }

    // What it is made from stands behind what is made, where that clause ends.
    private static string Behind(Phrase sentence, int from, string what)
    {
        var end = from;
        while (end < sentence.Count && sentence[end].IsWord && sentence.Low(end) is not ("and" or "then")) end++;
        return $"{sentence.Part(from, end).Text} from {what}{(end < sentence.Count && sentence[end].Kind == TokenKind.Mark ? "" : " ")}{sentence.From(end).Text}";
    }

    private static readonly HashSet<string> Nth = ["second", "third", "fourth", "fifth", "last", "final", "further", "new", "separate", "other"];

    private static string Other(string who) => who.Split(' ') is [_, var nth, _] && Nth.Contains(nth.ToLowerInvariant()) ? "another agent" : who;
}
