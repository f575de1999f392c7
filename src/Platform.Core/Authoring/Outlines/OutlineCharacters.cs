namespace Platform.Core.Authoring.Outlines;

/// <summary>Where things end in a YAML text, character by character.</summary>
internal abstract class OutlineCharacters(string text)
{
    protected const int NoIndent = int.MaxValue;

    protected string Written { get; } = text;

    // Behind `}}`, or at the end of the line that has none.
    protected int ExpressionEnd(int at)
    {
        var line = LineEnd(at);
        var close = Written.IndexOf("}}", at, line - at, StringComparison.Ordinal);
        return close < 0 ? line : close + 2;
    }

    // Behind the closing quote; at the end of a line when what follows clearly is something else; else at the text's end.
    protected int QuoteEnd(int open, int owner)
    {
        var quote = Written[open];
        for (var i = open + 1; i < Written.Length; i++)
        {
            if (Written[i] == '\\' && quote == '"') i++;
            else if (Written[i] == quote && quote == '\'' && i + 1 < Written.Length && Written[i + 1] == quote) i++;
            else if (Written[i] == quote) return i + 1;
            else if (Written[i] == '\n' && (owner == NoIndent || EndsFlow(i, owner))) return i;
        }

        return Written.Length;
    }

    // Whether the next line with something on it stands no deeper than the owner and begins a key or an item.
    protected bool EndsFlow(int lineEnd, int owner)
    {
        for (var next = NextLine(lineEnd); next >= 0; next = NextLine(next))
        {
            var word = Spaces(next);
            if (IsLineEnd(word)) continue;
            if (word - next > owner) return false;
            return Written[word] == '-' || (Written[word] is not ('}' or ']' or ',' or '"' or '\'') && BlockKey(word));
        }

        return false;
    }

    protected bool BlockKey(int at)
    {
        while (at < Written.Length && (char.IsLetterOrDigit(Written[at]) || Written[at] is '_' or '-' or '.' or '$')) at++;
        return at < Written.Length && Written[at] == ':' && (at + 1 == Written.Length || Written[at + 1] is ' ' or '\n' or '\r');
    }

    protected bool IsMarker(int start) => string.CompareOrdinal(Written, start, "---", 0, 3) == 0 || string.CompareOrdinal(Written, start, "...", 0, 3) == 0;

    protected bool IsLineEnd(int at) => at >= Written.Length || Written[at] is '\n' or '\r';

    protected int LineEnd(int at)
    {
        var end = at >= Written.Length ? -1 : Written.IndexOf('\n', at);
        return end < 0 ? Written.Length : end;
    }

    protected int Spaces(int at)
    {
        while (at < Written.Length && Written[at] is ' ' or '\t') at++;
        return at;
    }

    /// <summary>Where the next line begins; -1 when there is none.</summary>
    protected int NextLine(int at)
    {
        var end = at >= Written.Length ? -1 : Written.IndexOf('\n', at);
        return end < 0 ? -1 : end + 1;
    }
}
