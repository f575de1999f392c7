using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

internal enum TokenKind
{
    Word,
    Number,
    Literal,
    Mark,
}

/// <summary>A word, a number, a literal that was put away, or a mark.</summary>
internal readonly record struct Token(string Text, int Start, TokenKind Kind)
{
    public string Low { get; } = Text.ToLowerInvariant();

    public int End => Start + Text.Length;

    public bool IsWord => Kind == TokenKind.Word;

    public bool IsLiteral(string kind) => Kind == TokenKind.Literal && Literals.KindOf(Text[0]) == kind;
}

/// <summary>A run of tokens of one text. Parts of it share the text, so that what was written can be shown as it was.</summary>
internal sealed partial class Phrase
{
    private readonly string _text;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly int _from;

    private Phrase(string text, IReadOnlyList<Token> tokens, int from, int to)
    {
        (_text, _tokens, _from) = (text, tokens, Math.Min(from, to));
        Count = Math.Max(0, to - from);
    }

    public int Count { get; }

    public Token this[int at] => _tokens[_from + at];

    public string Text => Count == 0 ? "" : _text[this[0].Start..this[Count - 1].End];

    public IEnumerable<Token> Tokens => Enumerable.Range(0, Count).Select(i => this[i]);

    public bool HasLiterals => Any(t => t.Kind == TokenKind.Literal);

    public static Phrase Of(string text)
    {
        var tokens = Parts().Matches(text).Select(m => new Token(m.Value, m.Index, Kind(m.Value))).ToList();
        return new Phrase(text, tokens, 0, tokens.Count);
    }

    /// <summary>The word in small letters; empty outside.</summary>
    public string Low(int at) => at >= 0 && at < Count ? this[at].Low : "";

    public bool Any(Func<Token, bool> what)
    {
        for (var i = 0; i < Count; i++)
            if (what(this[i])) return true;
        return false;
    }

    public bool Has(params string[] words) => Any(t => Array.IndexOf(words, t.Low) >= 0);

    /// <summary>Where one of the words stands first; -1 when none does.</summary>
    public int Find(int from, params string[] words)
    {
        for (var i = Math.Max(0, from); i < Count; i++)
            if (Array.IndexOf(words, this[i].Low) >= 0) return i;
        return -1;
    }

    /// <summary>Where one of the words stands last; -1 when none does.</summary>
    public int FindLast(params string[] words)
    {
        for (var i = Count - 1; i >= 0; i--)
            if (Array.IndexOf(words, this[i].Low) >= 0) return i;
        return -1;
    }

    public Phrase Part(int from, int to) => new(_text, _tokens, _from + Math.Min(from, Count), _from + Math.Clamp(to, Math.Min(from, Count), Count));

    public Phrase From(int at) => Part(Math.Min(at, Count), Count);

    /// <summary>What stands from there on, as it follows other words: behind a space, where it begins with no mark.</summary>
    public string Tail(int at) => at >= Count ? "" : this[at].Kind == TokenKind.Mark ? From(at).Text : $" {From(at).Text}";

    public Phrase To(int at) => Part(0, Math.Max(0, at));

    /// <summary>The rest of it, as a text of its own.</summary>
    public Phrase Without(int from, int to) => Of($"{To(from).Text} {From(to).Text}".Trim());

    /// <summary>Without commas, dashes and the like at both ends.</summary>
    public Phrase Trimmed()
    {
        var (from, to) = (0, Count);
        while (from < to && this[from] is { Kind: TokenKind.Mark, Text: not "$" }) from++;
        while (to > from && this[to - 1].Kind == TokenKind.Mark) to--;
        return Part(from, to);
    }

    public override string ToString() => Text;

    private static TokenKind Kind(string text) =>
        Literals.IsLiteral(text[0]) ? TokenKind.Literal : char.IsAsciiDigit(text[^1]) || char.IsAsciiDigit(text[0]) || text[0] is '$' or '€' or '£' && text.Length > 1 ? TokenKind.Number : char.IsLetter(text[0]) ? TokenKind.Word : TokenKind.Mark;

    [GeneratedRegex(@"[\uE000-\uEFFF]|[$€£]?\d+(?:,\d{3})*(?:[.:]\d+)*(?:%|k\b|[a-zA-Z]{1,2}\b)?|[A-Za-z](?:[\w]|['’-](?=\w))*(?:['’](?=\s|$))?|->|=>|>=|<=|==|!=|>>|[^\s\w]", RegexOptions.None, 5000)]
    private static partial Regex Parts();
}
