using System.Globalization;
using System.Text;

namespace Platform.Core.Expressions;

/// <summary>String and bytes literals with their escapes: <c>'a'</c>, <c>"""a"""</c>, <c>r'\d'</c>, <c>b'\xff'</c>.</summary>
internal static class CelStringLiteral
{
    public static CelToken Read(string text, ref int at, string prefix)
    {
        var start = at;
        var isRaw = prefix.EndsWith('r') || prefix.EndsWith('R');
        var isBytes = prefix.StartsWith('b') || prefix.StartsWith('B');
        at += prefix.Length;
        var quote = QuoteAt(text, at);
        at += quote.Length;
        var content = isBytes ? (ILiteralContent)new BytesContent() : new TextContent();
        while (string.CompareOrdinal(text, at, quote, 0, quote.Length) != 0)
        {
            if (at >= text.Length || (quote.Length == 1 && text[at] is '\n' or '\r'))
                throw new CelSyntaxException(start, at - start, $"The {(isBytes ? "bytes literal" : "string")} that starts here has no end; {quote} is missing.", quote);

            if (text[at] == '\\') Backslash(text, ref at, content, isRaw);
            else Plain(text, ref at, content);
        }

        at += quote.Length;
        return content.Token(start, at - start);
    }

    private static string QuoteAt(string text, int at)
    {
        var triple = new string(text[at], 3);
        return string.CompareOrdinal(text, at, triple, 0, 3) == 0 ? triple : triple[..1];
    }

    private static void Plain(string text, ref int at, ILiteralContent content)
    {
        var width = CodePoints.Width(text, at);
        if (width == 1 && char.IsSurrogate(text[at])) throw new CelSyntaxException(at, 1, "Half a surrogate pair is no character.");
        content.Character(width == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at]);
        at += width;
    }

    private static void Backslash(string text, ref int at, ILiteralContent content, bool isRaw)
    {
        var next = at + 1 < text.Length ? text[at + 1] : throw new CelSyntaxException(at, 1, "The text ends within an escape.");
        if (isRaw)
        {
            // In a raw string a backslash stands for itself and does not hide the quote.
            content.Character('\\');
            at++;
            return;
        }

        if (Simple(next) is { } simple)
        {
            content.Character(simple);
            at += 2;
            return;
        }

        var (digits, radix) = next switch
        {
            'x' or 'X' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            >= '0' and <= '3' => (3, 8),
            _ => throw new CelSyntaxException(at, 2, $"'\\{next}' is no escape; a backslash is written '\\\\'."),
        };
        Numeric(text, ref at, content, digits, radix, isUnicode: next is 'u' or 'U');
    }

    private static void Numeric(string text, ref int at, ILiteralContent content, int digits, int radix, bool isUnicode)
    {
        var from = radix == 8 ? at + 1 : at + 2;
        var value = 0L;
        for (var i = from; i < from + digits; i++)
        {
            var digit = i < text.Length && char.IsAsciiHexDigit(text[i]) ? int.Parse(text.AsSpan(i, 1), NumberStyles.HexNumber) : 99;
            if (digit >= radix) throw new CelSyntaxException(at, Math.Min(i, text.Length) - at, $"This escape needs {digits} {(radix == 8 ? "octal" : "hexadecimal")} digits.");
            value = (value * radix) + digit;
        }

        if (!content.Escape(value, isUnicode))
            throw new CelSyntaxException(at, from + digits - at, "This escape is no character that can stand in such a literal.");

        at = from + digits;
    }

    private static char? Simple(char c) => c switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' or '?' or '"' or '\'' or '`' => c,
        _ => null,
    };

    private interface ILiteralContent
    {
        void Character(int codePoint);

        bool Escape(long value, bool isUnicode);

        CelToken Token(int start, int length);
    }

    private sealed class TextContent : ILiteralContent
    {
        private readonly StringBuilder _text = new();

        public void Character(int codePoint) => _text.Append(new Rune(codePoint).ToString());

        public bool Escape(long value, bool isUnicode)
        {
            if (value > 0x10ffff || !Rune.IsValid((int)value)) return false;
            Character((int)value);
            return true;
        }

        public CelToken Token(int start, int length) => new(CelTokenKind.String, start, length, _text.ToString());
    }

    private sealed class BytesContent : ILiteralContent
    {
        private readonly List<byte> _bytes = [];

        public void Character(int codePoint)
        {
            Span<byte> utf8 = stackalloc byte[4];
            _bytes.AddRange(utf8[..new Rune(codePoint).EncodeToUtf8(utf8)]);
        }

        public bool Escape(long value, bool isUnicode)
        {
            if (isUnicode) return false;
            _bytes.Add((byte)value);
            return true;
        }

        public CelToken Token(int start, int length) => new(CelTokenKind.Bytes, start, length, "", [.. _bytes]);
    }
}
