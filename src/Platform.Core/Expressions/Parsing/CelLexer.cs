using System.Globalization;

namespace Platform.Core.Expressions;

/// <summary>Text to tokens. Source: cel-spec, "Lexis".</summary>
internal sealed class CelLexer(string text)
{
    private static readonly string[] Symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ",", ".", "(", ")", "[", "]", "{", "}"];

    private int _at;

    public static List<CelToken> Read(string text)
    {
        var lexer = new CelLexer(text);
        var tokens = new List<CelToken>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != CelTokenKind.End);
        return tokens;
    }

    private char Here => Peek(0);

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private CelToken Next()
    {
        SkipBlanks();
        if (_at >= text.Length) return new CelToken(CelTokenKind.End, text.Length, 0, "");
        var c = Here;
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) return Number();
        if (StringPrefix() is { } prefix) return CelStringLiteral.Read(text, ref _at, prefix);
        if (c == '_' || char.IsAsciiLetter(c)) return Identifier();
        if (c == '`') return Quoted();
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) != 0) continue;
            _at += symbol.Length;
            return new CelToken(CelTokenKind.Symbol, _at - symbol.Length, symbol.Length, symbol);
        }

        throw Unexpected();
    }

    private CelSyntaxException Unexpected()
    {
        var width = CodePoints.Width(text, _at);
        return Here switch
        {
            '&' or '|' => new CelSyntaxException(_at, 1, $"'{Here}' is no operator; 'and' is '&&' and 'or' is '||'.", Here == '&' ? "&&" : "||"),
            '=' => new CelSyntaxException(_at, 1, "'=' is no operator; two values are compared with '=='.", "=="),
            _ => new CelSyntaxException(_at, width, $"'{text.Substring(_at, width)}' cannot stand here."),
        };
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (Here is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (Here == '/' && Peek(1) == '/')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>The letters before the quote of a string literal; null when no string starts here.</summary>
    private string? StringPrefix()
    {
        var length = 0;
        if (Peek(length) is 'b' or 'B') length++;
        if (Peek(length) is 'r' or 'R') length++;
        return Peek(length) is '"' or '\'' ? text.Substring(_at, length) : null;
    }

    private CelToken Identifier()
    {
        var start = _at;
        while (Here == '_' || char.IsAsciiLetterOrDigit(Here)) _at++;
        return new CelToken(CelTokenKind.Identifier, start, _at - start, text[start.._at]);
    }

    private CelToken Quoted()
    {
        var start = _at++;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '_' or '.' or '-' or '/' or ' ') _at++;
        if (Here != '`' || _at == start + 1)
            throw new CelSyntaxException(start, _at - start, "A name in backticks holds letters, digits, '_', '.', '-', '/' and blanks, and ends with a backtick.");

        _at++;
        return new CelToken(CelTokenKind.QuotedIdentifier, start, _at - start, text[(start + 1)..(_at - 1)]);
    }

    private CelToken Number()
    {
        var start = _at;
        var kind = CelTokenKind.Int;
        if (Here == '0' && (Peek(1) is 'x' or 'X'))
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Here)) _at++;
            if (_at == start + 2) throw new CelSyntaxException(start, 2, "A hexadecimal number needs a digit after '0x'.");
        }
        else
        {
            kind = Decimal();
        }

        var digits = text[start.._at];
        if (kind == CelTokenKind.Int && (Here is 'u' or 'U'))
        {
            _at++;
            kind = CelTokenKind.Uint;
        }

        if (kind == CelTokenKind.Double && !double.IsFinite(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)))
            throw new CelSyntaxException(start, _at - start, $"The number {Short(digits)} is too big for a double.");

        if (Here == '_' || char.IsAsciiLetterOrDigit(Here)) throw new CelSyntaxException(_at, 1, $"'{Here}' cannot follow a number.");
        return new CelToken(kind, start, _at - start, digits);
    }

    private CelTokenKind Decimal()
    {
        var kind = CelTokenKind.Int;
        while (char.IsAsciiDigit(Here)) _at++;
        if (Here == '.' && char.IsAsciiDigit(Peek(1)))
        {
            kind = CelTokenKind.Double;
            _at++;
            while (char.IsAsciiDigit(Here)) _at++;
        }

        var exponent = Peek(1) is '+' or '-' ? 2 : 1;
        if (Here is not ('e' or 'E') || !char.IsAsciiDigit(Peek(exponent))) return kind;
        _at += exponent;
        while (char.IsAsciiDigit(Here)) _at++;
        return CelTokenKind.Double;
    }

    private static string Short(string digits) => digits.Length <= 30 ? digits : digits[..27] + "...";
}
