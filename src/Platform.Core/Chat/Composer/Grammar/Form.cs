namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// A way of saying something, written as it is said: <c>"for each/every single? | per"</c>. Ways are apart by <c>|</c>, words by blanks; <c>a/b</c> is either,
/// <c>a?</c> may be missing. <c>#</c> is a number in digits or a word, <c>@url</c> a literal of that kind, <c>*</c> any one word, <c>DET</c> an article or the like,
/// <c>VERB</c> a verb as an order.
/// </summary>
internal sealed class Form
{
    private sealed record Part(string[] Words, bool IsOptional);

    private readonly List<Part[]> _ways = [];
    private readonly HashSet<string>? _heads = new(StringComparer.Ordinal);

    public Form(string ways)
    {
        foreach (var way in ways.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = way.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.EndsWith('?') && p.Length > 1 ? new Part(p[..^1].Split('/'), true) : new Part(p.Split('/'), false)).ToArray();
            _ways.Add(parts);
            foreach (var part in parts)
            {
                foreach (var word in part.Words)
                    if (_heads is not null && (char.IsAsciiLetterUpper(word[0]) || word[0] is '#' or '@' or '*')) _heads = null;
                    else _heads?.Add(word);
                if (!part.IsOptional) break;
            }
        }
    }

    /// <summary>Where it ends when it stands at a place; -1 when it does not. The longest way counts.</summary>
    public int At(Phrase phrase, int at)
    {
        if (at < 0 || at >= phrase.Count || _heads is not null && !_heads.Contains(phrase.Low(at))) return -1;
        var end = -1;
        foreach (var way in _ways) end = Math.Max(end, Fit(phrase, at, way, 0));
        return end;
    }

    /// <summary>Whether the phrase begins with it; how many tokens it takes.</summary>
    public bool Opens(Phrase phrase, out int length) => (length = At(phrase, 0)) > 0;

    /// <summary>The first place where it stands.</summary>
    public (int At, int End)? In(Phrase phrase, int from = 0)
    {
        for (var i = Math.Max(0, from); i < phrase.Count; i++)
            if (At(phrase, i) is > 0 and var end) return (i, end);
        return null;
    }

    private static int Fit(Phrase phrase, int at, Part[] way, int part)
    {
        if (part == way.Length) return at;
        if (at < phrase.Count && Array.Exists(way[part].Words, w => Is(phrase, at, w)) && Fit(phrase, at + 1, way, part + 1) is > 0 and var taken) return taken;
        return way[part].IsOptional ? Fit(phrase, at, way, part + 1) : -1;
    }

    private static bool Is(Phrase phrase, int at, string word) => word switch
    {
        "#" => Lexicon.IsNumber(phrase[at]),
        "*" => phrase[at].IsWord,
        "DET" => Lexicon.IsDeterminer(phrase.Low(at)),
        "VERB" => Lexicon.OrderAt(phrase, at) == at,
        _ when word[0] == '@' && word.Length > 1 => phrase[at].Kind == Grammar.TokenKind.Literal && (word == "@any" || phrase[at].IsLiteral(word[1..])),
        _ => phrase[at].Low == word,
    };
}
