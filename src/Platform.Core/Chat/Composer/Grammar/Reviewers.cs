using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Several of one trade, each with a side of its own: "three reviewers for security, style and performance look at the code" are agents that review the code for
/// them. A pure rewriting of words.
/// </summary>
internal static class Reviewers
{
    private static readonly Dictionary<string, string> Trade = new(StringComparer.Ordinal)
    {
        ["reviewers"] = "review",
        ["critics"] = "criticise",
        ["checkers"] = "check",
        ["editors"] = "check",
        ["proofreaders"] = "check",
        ["experts"] = "review",
        ["specialists"] = "review",
        ["inspectors"] = "inspect",
        ["auditors"] = "review",
        ["analysts"] = "analyse",
        ["testers"] = "test",
        ["evaluators"] = "evaluate",
        ["judges"] = "judge",
        ["graders"] = "grade",
        ["agents"] = "review",
    };

    private static readonly Form Ahead = new("let/have/get/use/ask/with/need/want/put/add | i/we need/want | there are/should be?");

    private static readonly Form Beside = new(",? all? in parallel | ,? all? side by side | ,? all? at the same time | ,? all? at once | ,? simultaneously | ,? concurrently | ,? independently | ,? each/both/all | ,? should/must/can/to/who/that/which/then");

    private static readonly Form Looks = new("look/looks at/into/over | go/goes over/through | read/reads/examine/examines through? | work/works on | take a look at");

    /// <summary>The text with such sentences in the words that the reader knows.</summary>
    public static string Spelt(string text)
    {
        var phrase = Phrase.Of(text);
        for (var i = 0; i + 4 < phrase.Count; i++)
        {
            if (!Lexicon.IsNumber(phrase[i]) || Amounts.Whole(phrase[i].Text) is not (>= 2 and <= 6 and var many)) continue;
            var noun = Trade.ContainsKey(phrase.Low(i + 1)) ? i + 1 : Trade.ContainsKey(phrase.Low(i + 2)) && phrase[i + 1].IsWord ? i + 2 : -1;
            if (noun < 0 || Sides(phrase, noun + 1, many) is not var (sides, end)) continue;
            var said = Passive(phrase, i, noun) is var (from, order) ? (From: from, Order: order, End: end) : Active(phrase, i, noun, end);
            if (said is not var (start, told, stop)) continue;
            var rest = phrase.From(stop);
            while (Beside.Opens(rest, out var along)) rest = rest.From(along);
            rest = rest.Count > 0 && rest[0].Kind == TokenKind.Mark && rest[0].Text is not "(" ? rest.From(1) : rest;
            while (rest.Low(0) is "then" or "and" || rest.Count > 0 && rest[0].Text == ",") rest = rest.From(1);
            var before = phrase.To(start).Trimmed();
            while (before.Count > 0 && before.Low(before.Count - 1) is "then" or "and") before = before.To(before.Count - 1).Trimmed();
            var source = Phrase.Of(told).Tokens.FirstOrDefault(t => t.IsLiteral("file") || t.IsLiteral("url"));
            var fetched = source.Text is null ? "" : $"{(source.IsLiteral("url") ? "Fetch" : "Read")} {source.Text}. ";
            if (source.Text is not null) told = told.Replace(source.Text, "it", StringComparison.Ordinal);
            return $"{(before.Count > 0 ? $"{before.Text}. " : "")}{fetched}{phrase[i].Text} agents {told} for {string.Join(", ", sides.SkipLast(1))} and {sides[^1]}. {Spelt(rest.Text)}".Trim();
        }

        return text;
    }

    // "for security and style", ": security, style", "(security, style)", ", one for security and one for style".
    private static (List<string> Sides, int End)? Sides(Phrase phrase, int at, int many)
    {
        if (at >= phrase.Count || !(phrase.Low(at) is "for" or "on" || phrase[at].Text is ":" or "(" or "," or "-" or "–")) return null;
        var isOne = phrase.Low(at + 1) == "one";
        if (phrase[at].Text is "," && !isOne) return null;
        var (sides, from) = (new List<string>(), at + 1);
        for (var i = at + 1; i <= phrase.Count && sides.Count < many; i++)
        {
            var isEnd = i == phrase.Count || phrase[i].Text is "," or ")" or "." or ";" or "-" || phrase.Low(i) is "and" or "then" || sides.Count == many - 1 && i > from && (Beside.At(phrase, i) > 0 || Looks.At(phrase, i) > 0 || phrase.Low(i) is "on" || Lexicon.FormOf(phrase.Low(i)) == VerbForm.Plain && Lexicon.IsDeterminer(phrase.Low(i + 1)));
            if (!isEnd) continue;
            var side = phrase.Part(from, i);
            if (side.Low(0) == "one" && side.Low(1) is "for" or "on" or "checks" or "checking") side = side.From(2);
            if (side.Count is > 3 || side.Any(t => !t.IsWord || Lexicon.IsPreposition(t.Low))) return null;
            if (side.Count > 0) sides.Add(side.Text);
            else if (i - from > 0) return null;
            from = i + 1;
            if (sides.Count == many) return (sides, i < phrase.Count && phrase[i].Text is ")" or "," or "-" ? i + 1 : i);
        }

        return null;
    }

    // "… |look at the code|", "… |in parallel on code.py|".
    private static (int From, string Order, int End)? Active(Phrase phrase, int number, int noun, int end)
    {
        var start = Lexicon.IsDeterminer(phrase.Low(number - 1)) ? number - 1 : number;
        for (var back = 1; back <= 3; back++)
            if (Ahead.At(phrase, start - back) == start) { start -= back; break; }
        if (start > 0 && phrase[start - 1].IsWord && phrase.Low(start - 1) is not ("then" or "and")) return null;
        while (Beside.At(phrase, end) is > 0 and var along) end = along;
        string verb;
        if (Looks.At(phrase, end) is > 0 and var looks) (verb, end) = (Trade[phrase.Low(noun)], looks);
        else if (phrase.Low(end) is "on" or "of") (verb, end) = (Trade[phrase.Low(noun)], end + 1);
        else if (end < phrase.Count && Lexicon.FormOf(phrase.Low(end)) is VerbForm.Plain && Lexicon.Lemma(phrase.Low(end)) is { } own && end + 1 < phrase.Count && phrase.Low(end) is not "then") (verb, end) = (own, end + 1);
        else return null;
        var to = end;
        while (to < phrase.Count && (phrase[to].IsWord || phrase[to].Kind == TokenKind.Literal) && phrase.Low(to) is not ("and" or "then" or "before" or "after") && Beside.At(phrase, to) < 0) to++;
        return to == end ? null : (start, $"{verb} {phrase.Part(end, to).Text}", to);
    }

    // "Have the code |reviewed by| three reviewers", "the code is then checked by two editors".
    private static (int From, string Order)? Passive(Phrase phrase, int number, int noun)
    {
        if (phrase.Low(number - 1) != "by" || number < 3 || Lexicon.FormOf(phrase.Low(number - 2)) != VerbForm.Past || Lexicon.Lemma(phrase.Low(number - 2)) is not { } verb) return null;
        var to = number - 2;
        while (to > 0 && (Lexicon.IsBe(phrase.Low(to - 1)) || phrase.Low(to - 1) is "then" or "be" or "gets" or "should" or "must" or "to")) to--;
        var from = to;
        while (from > 0 && (phrase[from - 1].IsWord || phrase[from - 1].Kind == TokenKind.Literal) && phrase.Low(from - 1) is not ("have" or "get" or "let" or "want" or "need" or "and" or "then")) from--;
        if (from == to) return null;
        var start = phrase.Low(from - 1) is "have" or "get" or "let" or "want" or "need" ? phrase.Low(from - 2) is "i" or "we" ? from - 2 : from - 1 : from;
        return (start, $"{(Looks.At(phrase, number - 2) > 0 ? Trade[phrase.Low(noun)] : verb)} {phrase.Part(from, to).Text}");
    }
}
