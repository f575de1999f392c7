using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Schemas.Values;

/// <summary>Translates a regular expression of ECMA-262 (with the <c>u</c> flag) to one of .NET that matches the same texts.</summary>
/// <remarks>
/// Source: ECMA-262, section 22.2. What differs: <c>\d \w \s . $</c> mean more in .NET, a character past U+FFFF is two units there, and some
/// escapes and groups exist on one side only. Left as it is: <c>\b</c>, whose idea of a word is Unicode's in .NET.
/// </remarks>
internal sealed class EcmaPattern
{
    private const string SyntaxCharacters = "^$\\.*+?()[]{}|/";

    private readonly string _pattern;
    private readonly StringBuilder _out = new();
    private int _at;
    private string? _error;
    private long _repeats = 1;

    private EcmaPattern(string pattern) => _pattern = pattern;

    /// <summary>The translation, or why there is none, and how far counted repeats could unfold.</summary>
    public static (string? Text, string Error, long Repeats) Translate(string pattern)
    {
        var translation = new EcmaPattern(pattern);
        while (translation._at < pattern.Length && translation._error is null) translation.Next();
        return translation._error is { } error ? (null, error, 0) : (translation._out.ToString(), "", translation._repeats);
    }

    private char Current => _at < _pattern.Length ? _pattern[_at] : '\0';

    private void Next()
    {
        switch (Current)
        {
            case '\\':
                _at++;
                EscapeOutside();
                break;
            case '[':
                _at++;
                Class();
                break;
            case '(':
                Group();
                break;
            case '{':
                Repeat();
                break;
            case '.':
                _at++;
                _out.Append(CodePoints.LineEnd.Written(negated: true));
                break;
            case '$':
                _at++;
                _out.Append("\\z"); // $ of .NET also matches before a last line feed
                break;
            case '}' or ']':
                _out.Append('\\').Append(_pattern[_at++]);
                break;
            case '*' or '+' or '?' or '|' or ')' or '^':
                _out.Append(_pattern[_at++]);
                break;
            default:
                Literal(TakeCodePoint());
                break;
        }
    }

    private void Group()
    {
        var rest = _pattern.AsSpan(_at);
        if (rest.StartsWith("(?"))
        {
            var third = rest.Length > 2 ? rest[2] : '\0';
            var named = third == '<' && rest.Length > 3 && (char.IsLetter(rest[3]) || rest[3] is '_' or '$');
            var looksBehind = rest.StartsWith("(?<=") || rest.StartsWith("(?<!");
            if (third is not (':' or '=' or '!') && !named && !looksBehind && !rest.StartsWith("(?i:"))
            {
                _error = $"'{rest[..Math.Min(4, rest.Length)]}' is not a group of ECMA-262; allowed are (?: (?= (?! (?<= (?<! and (?<name>";
                return;
            }

            _out.Append("(?");
            _at += 2;
            return;
        }

        _out.Append('(');
        _at++;
    }

    private void Repeat()
    {
        var end = _pattern.IndexOf('}', _at);
        var counts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        if (counts.Length is 0 or > 2 || !int.TryParse(counts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from))
        {
            _out.Append("\\{");
            _at++;
            return;
        }

        var to = from;
        if (counts.Length == 2 && counts[1].Length > 0 && !int.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out to))
        {
            _error = $"'{{{counts[0]},{counts[1]}}}' is not a repeat";
            return;
        }

        _repeats = Math.Min(_repeats * Math.Max(Math.Max(from, to), 1), int.MaxValue);
        _out.Append(_pattern, _at, end - _at + 1);
        _at = end + 1;
    }

    private void EscapeOutside()
    {
        var c = Current;
        if (c is 'b' or 'B')
        {
            _out.Append('\\').Append(c);
            _at++;
        }
        else if (c is >= '1' and <= '9')
        {
            var start = _at;
            while (char.IsAsciiDigit(Current)) _at++;
            _out.Append("(?:\\").Append(_pattern, start, _at - start).Append(')');
        }
        else if (c == 'k')
        {
            var end = _pattern.IndexOf('>', _at);
            if (end < 0 || _at + 1 >= _pattern.Length || _pattern[_at + 1] != '<') _error = "'\\k' must be followed by <name>";
            else _out.Append('\\').Append(_pattern, _at, end - _at + 1);
            _at = end + 1;
        }
        else
        {
            var set = new CodePoints();
            if (Escape(set) is { } single) Literal(single);
            else if (_error is null) _out.Append(set.Written(negated: false));
        }
    }

    private void Class()
    {
        var negated = Current == '^';
        if (negated) _at++;
        var set = new CodePoints();
        while (Current != ']' && _error is null)
        {
            if (_at >= _pattern.Length)
            {
                _error = "a [ is not closed";
                return;
            }

            if (ClassAtom(set) is not { } from) continue;
            if (Current == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
            {
                _at++;
                if (ClassAtom(set) is { } to)
                {
                    if (to < from) _error = "a range of a class is the wrong way round";
                    else set.Add(from, to);
                    continue;
                }

                set.Add('-', '-');
            }

            set.Add(from, from);
        }

        _at++;
        if (_error is null) _out.Append(set.Written(negated));
    }

    private int? ClassAtom(CodePoints set)
    {
        if (Current != '\\') return TakeCodePoint();
        _at++;
        if (Current is not ('b' or '-')) return Escape(set);
        return _pattern[_at++] == 'b' ? '\b' : '-';
    }

    // After the backslash: one code point, or null when a set was added or the escape is wrong.
    private int? Escape(CodePoints set)
    {
        if (_at >= _pattern.Length)
        {
            _error = "it ends in a backslash";
            return null;
        }

        var c = _pattern[_at++];
        switch (c)
        {
            case 'd': return Added(set, CodePoints.Digit);
            case 'D': return Added(set, CodePoints.Digit.Complement());
            case 'w': return Added(set, CodePoints.Word);
            case 'W': return Added(set, CodePoints.Word.Complement());
            case 's': return Added(set, CodePoints.Space);
            case 'S': return Added(set, CodePoints.Space.Complement());
            case 'p' or 'P': return Category(set, c);
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case '0' when !char.IsAsciiDigit(Current): return 0;
            case 'c' when char.IsAsciiLetter(Current): return _pattern[_at++] % 32;
            case 'x': return Hex(2);
            case 'u': return Unicode();
            default: break;
        }

        if (SyntaxCharacters.Contains(c, StringComparison.Ordinal) || !char.IsLetterOrDigit(c)) return Rest(c);
        _error = $"'\\{c}' is not an escape of ECMA-262";
        return null;
    }

    private static int? Added(CodePoints set, CodePoints other)
    {
        set.Add(other);
        return null;
    }

    private int Rest(char first) =>
        char.IsHighSurrogate(first) && char.IsLowSurrogate(Current) ? char.ConvertToUtf32(first, _pattern[_at++]) : first;

    private int? Category(CodePoints set, char letter)
    {
        var end = Current == '{' ? _pattern.IndexOf('}', _at) : -1;
        var written = end < 0 ? "" : _pattern[(_at + 1)..end];
        if (written is "Any" or "ASCII" && letter == 'p') set.Add(0, written == "Any" ? 0x10FFFF : 0x7F);
        else if (UnicodeCategories.TryFind(written, out var category)) set.AddCategory($"\\{letter}{{{category}}}");
        else _error = $"'\\{letter}{{{written}}}' is not known; allowed are general categories such as \\p{{L}} or \\p{{Letter}}";
        _at = end + 1;
        return null;
    }

    private int? Unicode()
    {
        if (Current == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            var written = end < 0 ? "" : _pattern[(_at + 1)..end];
            _at = end + 1;
            if (int.TryParse(written, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF) return point;
            _error = $"'\\u{{{written}}}' is not a code point";
            return null;
        }

        if (Hex(4) is not { } unit) return null;
        if (!char.IsHighSurrogate((char)unit) || !_pattern.AsSpan(_at).StartsWith("\\u")) return unit;
        var back = _at;
        _at += 2;
        if (Current != '{' && Hex(4) is { } low && char.IsLowSurrogate((char)low)) return char.ConvertToUtf32((char)unit, (char)low);
        _at = back;
        return unit;
    }

    private int? Hex(int digits)
    {
        if (_at + digits <= _pattern.Length
            && int.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            _at += digits;
            return value;
        }

        _error = $"'\\{(digits == 2 ? 'x' : 'u')}' must be followed by {digits} hexadecimal digits";
        return null;
    }

    private int TakeCodePoint() => Rest(_pattern[_at++]);

    private void Literal(int codePoint)
    {
        if (codePoint > 0xFFFF) _out.Append("(?:").Append(char.ConvertFromUtf32(codePoint)).Append(')');
        else _out.Append(Regex.Escape(((char)codePoint).ToString()));
    }
}
