namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>"Valid ones are saved", "urgent mails go to Ann", "the weak ones to a.txt": what becomes of a thing that is so, said as if there were many.</summary>
internal static class OfMany
{
    private static readonly HashSet<string> Kinds = ["approved", "accepted", "granted", "confirmed", "rejected", "refused", "declined", "denied", "other", "others", "remaining", "new", "first", "last", "all", "same", "both", "these", "those", "such", "more", "most", "any", "some", "every", "each"];

    /// <summary>How the thing is, and where it is said what becomes of it; null where nothing of the kind begins there.</summary>
    public static (string How, int Then)? At(Phrase phrase, int at)
    {
        var from = at;
        while (phrase.Low(from) is "the" or "all" or "any") from++;
        var to = from;
        while (to < phrase.Count && to < from + 2 && phrase[to].IsWord && IsQuality(phrase.Low(to)) && !IsThing(phrase, to)) to++;
        if (to == from || !IsThing(phrase, to) || to + 2 >= phrase.Count) return null;
        var then = phrase.Low(to + 1);
        var isSaid = then is "are" or "go" or "get" or "should" or "must" or "will" or "need" or ":" || then is "to" or "into" && to + 3 < phrase.Count;
        return isSaid ? (phrase.Part(from, to).Text, to + 1) : null;
    }

    private static bool IsThing(Phrase phrase, int at) => phrase.Low(at) == "ones" || phrase.Low(at).EndsWith('s') && StatementReader.IsMessage(phrase.Low(at));

    private static bool IsQuality(string word) => word.Length > 2 && !Kinds.Contains(word) && !Lexicon.IsDeterminer(word) && !Lexicon.IsPreposition(word) && !Lexicon.IsPronoun(word) && Lexicon.FormOf(word) is VerbForm.None or VerbForm.Past && word is not ("and" or "or" or "then" or "if" or "when");

    /// <summary>Whether one is so where the other is not: "valid" and "invalid".</summary>
    public static bool IsOpposite(string one, string other) => Denies(one, other) || Denies(other, one);

    private static bool Denies(string no, string yes) => yes.Length > 2 && no.EndsWith(yes, StringComparison.OrdinalIgnoreCase) && no[..^yes.Length].ToLowerInvariant().TrimEnd('-', ' ') is "in" or "un" or "non" or "not" or "im" or "ir" or "il" or "dis";
}
