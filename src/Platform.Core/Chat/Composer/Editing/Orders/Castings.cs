using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>Who runs on which model, several said in one sentence: "run the writer on gpt-4o, the critic on claude and the editor on gemini".</summary>
internal static class Castings
{
    private static readonly HashSet<string> Verbs = ["run", "put", "let", "use", "have", "make", "set", "give", "take", "switch", "move", "change", "do", "try"];

    // What stands between who it is and the model.
    private static readonly HashSet<string> Links =
        ["run", "runs", "running", "use", "uses", "using", "work", "works", "go", "goes", "get", "gets", "take", "takes", "should", "must", "shall", "will", "can", "be", "is", "are", "on", "with", "by", "to", "via", "done", "from", "and", "the", "a", "model", "of", "local", "now", "=", ":", "->"];

    private static readonly HashSet<string> Tails = ["please", "instead", "model", "models", "too", "now", "thanks", "respectively"];

    private static readonly HashSet<string> Sizes = ["mini", "nano", "flash", "pro", "large", "small", "medium", "turbo", "lite", "latest"];

    /// <summary>An order for each of them, and what stands behind the last; null when the phrase says no such list.</summary>
    public static (List<string> Orders, Phrase Left)? Of(Phrase phrase)
    {
        if (Enumerable.Range(0, phrase.Count).Count(i => Lexicon.IsModel(phrase, i)) < 2) return null;
        var (orders, from, isWhoFirst) = (new List<string>(), 0, (bool?)null);
        while (from < phrase.Count)
        {
            while (from < phrase.Count && (phrase[from].Text is "," or ";" or "." || phrase.Low(from) is "and" or "while" or "but" or "plus")) from++;
            if (One(phrase, from, ref isWhoFirst) is not var (who, model, end)) break;
            orders.Add($"use {model} for {who}");
            from = end;
        }

        return orders.Count < 2 || phrase.From(from).Any(t => t.IsLiteral("name")) ? null : (orders, phrase.From(from));
    }

    // One of the list, and where it ends.
    private static (string Who, string Model, int End)? One(Phrase phrase, int from, ref bool? isWhoFirst)
    {
        var at = from;
        while (at < phrase.Count && !Lexicon.IsModel(phrase, at)) at++;
        if (at >= phrase.Count) return null;
        var end = at + 1;
        while (end < phrase.Count && (Lexicon.IsModel(phrase, end) || Sizes.Contains(phrase.Low(end)) || phrase[end].Kind == TokenKind.Number && Sizes.Contains(phrase.Low(end + 1)))) end++;
        var model = phrase.Part(phrase.Low(at - 1) == "local" ? at - 1 : at, end).Text;
        var ahead = phrase.Part(from, at);
        while (ahead.Count > 0 && Verbs.Contains(ahead.Low(0))) ahead = ahead.From(1);
        while (ahead.Count > 0 && Links.Contains(ahead.Low(ahead.Count - 1))) ahead = ahead.To(ahead.Count - 1);
        while (ahead.Count > 1 && ahead.Low(0) is "of" or "for") ahead = ahead.From(1);
        if (ahead.Low(1) is "model" or "models" && ahead.Low(2) is "of" or "for") ahead = ahead.From(3); // "the model of the writer"
        if (ahead.Count > 0)
        {
            while (end < phrase.Count && Tails.Contains(phrase.Low(end))) end++;
            var isWho = isWhoFirst != false && IsWho(ahead) && (end == phrase.Count || phrase[end].Kind == TokenKind.Mark || phrase.Low(end) is "and" or "while" or "but" or "plus");
            isWhoFirst = true;
            return isWho ? (ahead.Text, model, end) : null;
        }

        if (isWhoFirst == true || phrase.Low(end) is not ("for" or "on" or "in" or "to")) return null;
        isWhoFirst = false;
        var stop = end + 1;
        while (stop < phrase.Count && phrase[stop].Kind != TokenKind.Mark && !Tails.Contains(phrase.Low(stop)) && !Joins(phrase, stop)) stop++;
        var who = phrase.Part(end + 1, stop);
        while (stop < phrase.Count && Tails.Contains(phrase.Low(stop))) stop++;
        return IsWho(who) ? (who.Text, model, stop) : null;
    }

    // "… for the writer and claude for the critic": an "and" before another model or order ends who is named.
    private static bool Joins(Phrase phrase, int at) =>
        phrase.Low(at) is "and" or "while" or "but" or "plus" && (Lexicon.IsModel(phrase, at + 1) || Lexicon.IsModel(phrase, at + 2) && phrase.Low(at + 1) is "the" or "a" or "local" or "use" or "with" or "on" || Lexicon.OrderAt(phrase, at + 1) == at + 1);

    private static bool IsWho(Phrase said) => said.Count is > 0 and < 9 && Lexicon.OrderAt(said, 0) != 0 && !said.HasLiterals && !said.Any(t => Lexicon.IsModal(t.Low) || Lexicon.IsPronoun(t.Low) && said.Low(1) != "else" || t.Low is "if" or "when" or "unless" or "instead" or "not" or "than" or "but" or "that" or "which" or "who" or "back" or "add" or ".");
}
