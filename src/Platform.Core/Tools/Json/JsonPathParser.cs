using System.Globalization;
using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Json;

/// <summary>Reads a JSONPath into segments.</summary>
/// <remarks>
/// Source: RFC 9535. Names, indexes, wildcards, slices, lists of them, descendants and filters with comparisons, <c>&amp;&amp; || !</c> and
/// <c>length() count()</c>; the functions over regular expressions are left out.
/// </remarks>
internal sealed class JsonPathParser
{
    private const int LongestPath = 2000;
    private const int Deepest = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonPathParser(string text) => _text = text;

    /// <exception cref="PlatformException">Validation, with the place of what was not understood.</exception>
    public static IReadOnlyList<PathSegment> Parse(string path)
    {
        var parser = new JsonPathParser(path);
        if (path.Length > LongestPath) throw parser.Wrong($"a path of at most {LongestPath} characters");
        parser.Expect('$');
        var segments = parser.Segments();
        parser.Space();
        return parser._at == path.Length ? segments : throw parser.Wrong("'.', '[' or the end");
    }

    private List<PathSegment> Segments()
    {
        var segments = new List<PathSegment>();
        while (true)
        {
            var before = _at;
            Space();
            if (Take("..")) segments.Add(new PathSegment(Peek() == '[' ? Bracket() : [Shorthand()], Deep: true));
            else if (Take(".")) segments.Add(new PathSegment([Shorthand()], Deep: false));
            else if (Peek() == '[') segments.Add(new PathSegment(Bracket(), Deep: false));
            else
            {
                _at = before;
                return segments;
            }
        }
    }

    private PathSelector Shorthand()
    {
        if (Take("*")) return new WildcardSelector();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_' || _text[_at] > 127)) _at++;
        return _at > start && !char.IsAsciiDigit(_text[start]) ? new NameSelector(_text[start.._at]) : throw Wrong("a name or '*'");
    }

    private List<PathSelector> Bracket()
    {
        Expect('[');
        var selectors = new List<PathSelector>();
        do
        {
            Space();
            selectors.Add(Selector());
            Space();
        }
        while (Take(","));
        Expect(']');
        return selectors;
    }

    private PathSelector Selector()
    {
        if (Take("*")) return new WildcardSelector();
        if (Take("?")) return new FilterSelector(Or());
        if (Peek() is '\'' or '"') return new NameSelector(Quoted());
        var first = Integer();
        Space();
        if (!Take(":")) return first is { } index ? new IndexSelector(index) : throw Wrong("a name in quotes, an index, a slice, '*' or '?'");
        Space();
        var end = Integer();
        Space();
        var step = Take(":") ? Step() : 1;
        return new SliceSelector(first, end, step);
    }

    private long Step()
    {
        Space();
        return Integer() ?? 1;
    }

    private PathCondition Or()
    {
        if (++_depth > Deepest) throw Wrong($"at most {Deepest} conditions inside each other");
        var left = And();
        while (Take("||")) left = new EitherCondition(left, And());
        _depth--;
        return left;
    }

    private PathCondition And()
    {
        var left = Single();
        while (Take("&&")) left = new BothCondition(left, Single());
        return left;
    }

    private PathCondition Single()
    {
        Space();
        if (Peek() == '!' && Next() != '=')
        {
            _at++;
            if (++_depth > Deepest) throw Wrong($"at most {Deepest} conditions inside each other");
            var inner = Single();
            _depth--;
            return new NotCondition(inner);
        }

        if (Take("("))
        {
            var inner = Or();
            Space();
            Expect(')');
            Space();
            return inner;
        }

        var left = Operand();
        Space();
        foreach (var sign in (string[])["==", "!=", "<=", ">=", "<", ">"])
        {
            if (!Take(sign)) continue;
            Space();
            var right = Operand();
            Space();
            return new CompareCondition(left, sign, right);
        }

        return left is QueryOperand query ? new ExistsCondition(query) : throw Wrong("a comparison");
    }

    private PathOperand Operand()
    {
        if (Take("@")) return new QueryOperand(Segments(), FromRoot: false);
        if (Take("$")) return new QueryOperand(Segments(), FromRoot: true);
        if (Take("length(")) return Function(PathFunction.Length);
        if (Take("count(")) return Function(PathFunction.Count);
        if (Peek() is '\'' or '"') return new TextOperand(Quoted());
        if (Take("true")) return new FlagOperand(true);
        if (Take("false")) return new FlagOperand(false);
        if (Take("null")) return new NullOperand();
        return Number();
    }

    private FunctionOperand Function(PathFunction function)
    {
        Space();
        var query = Take("@") ? new QueryOperand(Segments(), FromRoot: false) : Take("$") ? new QueryOperand(Segments(), FromRoot: true) : throw Wrong("'@' or '$'");
        Space();
        Expect(')');
        return new FunctionOperand(function, query);
    }

    private NumberOperand Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or '+' or '.' or 'e' or 'E')) _at++;
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new NumberOperand(number)
            : throw Wrong("'@', '$', a text, a number, true, false or null");
    }

    private long? Integer()
    {
        var start = _at;
        if (Peek() == '-') _at++;
        while (char.IsAsciiDigit(Peek())) _at++;
        if (_at == start) return null;
        return long.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("a whole number");
    }

    private string Quoted()
    {
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            var c = _text[_at++];
            if (c != '\\') text.Append(c);
            else text.Append(Escaped());
        }

        Expect(quote);
        return text.ToString();
    }

    private char Escaped()
    {
        if (_at >= _text.Length) throw Wrong("a sign behind the \\");
        var c = _text[_at++];
        if (c != 'u') return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c };
        if (_at + 4 > _text.Length || !ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) throw Wrong("four hexadecimal digits");
        _at += 4;
        return (char)code;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private char Next() => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private void Space()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r') _at++;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(_text, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private void Expect(char c)
    {
        if (Peek() != c) throw Wrong($"'{c}'");
        _at++;
    }

    private PlatformException Wrong(string allowed) =>
        new(ErrorCode.Validation, $"The path has at character {_at + 1} no {allowed}.", "Write a JSONPath such as $.items[0].name, or a JSON pointer such as /items/0/name.");
}
