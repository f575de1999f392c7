namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Ways of a score that have names of their own: "hot leads above 80 go to #sales, warm ones between 50 and 80 get a mail, cold ones are stored" is "if the score
/// is above 80, …, otherwise …". A pure rewriting of words.
/// </summary>
internal static class Bands
{
    private static readonly Form Bound = new("""
        above/over/below/under/exceeding # | at least/most # | up to # | more/less/higher/lower/greater than # | between # and # | from # to # | # to/- # | # or/and more/higher/above/less/lower/below | # +
        """);

    /// <summary>Whether it begins with a bound: "below 500: …".</summary>
    public static bool IsBound(Phrase phrase) => Bound.Opens(phrase, out _);

    private static readonly Form Opens = new("( | with a score of? | scoring | scored | with | of | that score | that are | that scored | are");

    /// <summary>The sentence as conditions of the score; null where it names no bands.</summary>
    public static Phrase? Plain(Phrase sentence)
    {
        sentence = sentence.Trimmed();
        var ways = new List<string>();
        var from = 0;
        for (var i = 1; i <= sentence.Count; i++)
        {
            if (i < sentence.Count && sentence[i].Text is not ("," or ";") && sentence.Low(i) is not ("and" or "while" or "whereas" or "but")) continue;
            var next = i;
            while (next < sentence.Count && (sentence[next].Text is "," or ";" || sentence.Low(next) is "and" or "while" or "whereas" or "but")) next++;
            if (i < sentence.Count && Band(sentence.From(next), ways.Count > 0 || from == 0) is null) continue;
            if (Band(sentence.Part(from, i), ways.Count > 0) is not var (limit, body)) return null;
            ways.Add(limit is null ? $"otherwise {It(body)}" : $"if the score is {limit}, {It(body)}");
            (from, i) = (next, next);
        }

        return ways.Count > 1 && ways[0][0] == 'i' && ways.SkipLast(1).All(w => w[0] == 'i') ? Phrase.Of(string.Join("; ", ways)) : null;
    }

    // "Warm ones |between 50 and 80| get a mail"; without a number it is all the rest.
    private static (string? Limit, Phrase Body)? Band(Phrase piece, bool isFurther)
    {
        if (piece.Low(0) is "the" or "any" or "all") piece = piece.From(1);
        if (piece.Count < 4 || !piece[0].IsWord || Lexicon.IsPronoun(piece.Low(0)) || Lexicon.IsDeterminer(piece.Low(0)) || Lexicon.IsPreposition(piece.Low(0)) || Lexicon.OrderAt(piece, 0, isFirst: true) == 0 && !piece.Low(1).EndsWith('s')) return null;
        var at = 1;
        while (at < 3 && piece[at].IsWord && piece.Low(at).EndsWith('s') && !Lexicon.IsBe(piece.Low(at)) && Bound.At(piece, at) < 0 && Opens.At(piece, at) < 0) at++;
        var bound = Opens.At(piece, at) is > 0 and var opens ? opens : at;
        if (Bound.At(piece, bound) is > 0 and var end)
        {
            var limit = Worded(piece.Part(bound, end));
            if (end < piece.Count && piece[end].Text == ")") end++;
            var body = piece.From(end).Trimmed();
            return body.Count > 1 ? (limit, body) : null;
        }

        return isFurther && at > 1 && piece.Low(1) is "ones" or "leads" && piece.Count > at + 1 ? (null, piece.From(at).Trimmed()) : null;
    }

    private static string Worded(Phrase bound)
    {
        if (bound.Low(1) is "or" or "and" or "+") return $"at {(bound.Low(2) is "less" or "lower" or "below" ? "most" : "least")} {bound[0].Text}";
        if (bound.Low(1) is "to" or "-") return $"between {bound[0].Text} and {bound[2].Text}";
        return bound.Low(0) == "from" ? $"between {bound[1].Text} and {bound[3].Text}" : bound.Text;
    }

    // What becomes of one of them.
    private static string It(Phrase body) => body.Low(0) switch
    {
        "go" or "get" or "need" or "receive" or "become" or "trigger" => $"it {(body.Low(0) == "go" ? "goes" : $"{body.Low(0)}s")} {body.From(1).Text}",
        "are" => $"it is {body.From(1).Text}",
        "should" or "must" or "will" or "is" or "goes" or "gets" or "needs" => $"it {body.Text}",
        "to" or "into" => $"send it {body.Text}",
        _ => body.Text,
    };
}
