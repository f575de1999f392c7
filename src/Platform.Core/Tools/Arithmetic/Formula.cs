using Platform.Core.Foundation;

namespace Platform.Core.Tools.Arithmetic;

/// <summary>Reads a formula and computes it on the way. Power binds tighter than a sign before it, and from the right: <c>-2^2</c> is -4, <c>2^3^2</c> is 512.</summary>
internal sealed class Formula
{
    private const int Deepest = 64;
    private const int MostTaken = 100_000;

    private static readonly Dictionary<string, double> Constants = new(StringComparer.Ordinal) { ["pi"] = Math.PI, ["e"] = Math.E, ["tau"] = Math.Tau };

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Exact>> _values;
    private readonly CancellationToken _cancellationToken;
    private int _at;
    private int _depth;
    private int _taken;

    private Formula(string text, IReadOnlyDictionary<string, IReadOnlyList<Exact>> values, CancellationToken cancellationToken) =>
        (_text, _values, _cancellationToken) = (text, values, cancellationToken);

    /// <exception cref="PlatformException">Validation: it cannot be read or has no value; says at which character.</exception>
    public static Exact Evaluate(string text, IReadOnlyDictionary<string, IReadOnlyList<Exact>> values, CancellationToken cancellationToken)
    {
        var formula = new Formula(text, values, cancellationToken);
        var result = formula.Sum();
        return formula.Peek() == '\0' ? result : throw formula.Wrong($"has '{formula.Peek()}' where an operator or the end should be");
    }

    private Exact Sum()
    {
        if (++_depth > Deepest) throw Wrong($"is more than {Deepest} brackets deep");
        var all = Product();
        while (true)
        {
            if (Take('+')) all += Product();
            else if (Take('-') || Take('−')) all -= Product();
            else break;
        }

        _depth--;
        return all;
    }

    private Exact Product()
    {
        var all = Signed();
        while (true)
        {
            if (Take('*') || Take('×') || Take('·')) all *= Signed();
            else if (Take('/') || Take('÷')) all /= Signed();
            else if (Take('%')) all %= Signed();
            else return all;
        }
    }

    private Exact Signed()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var minus = false;
        while (Peek() is '-' or '+' or '−')
        {
            if (_text[_at] != '+') minus = !minus;
            _at++;
        }

        var power = Power();
        return minus ? -power : power;
    }

    private Exact Power()
    {
        if (++_depth > Deepest) throw Wrong($"has more than {Deepest} powers in one another");
        var root = Atom();
        var result = TakePower() ? root.Power(Signed()) : root;
        _depth--;
        return result;
    }

    private bool TakePower()
    {
        if (Take('^')) return true;
        if (Peek() != '*' || _at + 1 >= _text.Length || _text[_at + 1] != '*') return false;
        _at += 2;
        return true;
    }

    private Exact Atom()
    {
        var next = Peek();
        if (char.IsAsciiDigit(next) || next == '.') return Number();
        if (char.IsLetter(next) || next == '_') return Named();
        if (!Take('(')) throw Wrong(next == '\0' ? "ends where a number should be" : $"has '{next}' where a number should be");
        var inner = Sum();
        return Take(')') ? inner : throw Wrong("lacks a ')'");
    }

    private Exact Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        // 2e3 is a number, 2e is not.
        if (_at + 1 < _text.Length && _text[_at] is 'e' or 'E' && (char.IsAsciiDigit(_text[_at + 1]) || (_text[_at + 1] is '+' or '-' && _at + 2 < _text.Length && char.IsAsciiDigit(_text[_at + 2]))))
        {
            _at += 2;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        }

        var text = _text[start.._at];
        if (text.Count(c => c == '.') > 1 || text == ".") throw Wrong($"has '{(text.Length > 40 ? text[..40] : text)}', which is no number");
        return Exact.Parse(text);
    }

    private Exact Named()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        var name = _text[start.._at];
        if (Peek() == '(' && Functions.Has(name)) return Functions.Call(name, Arguments());
        if (_values.TryGetValue(name, out var value))
            return value.Count == 1 ? value[0] : throw Wrong($"uses the list '{name}' as a number; put it into sum, avg, median, min, max or count");
        if (Constants.TryGetValue(name, out var constant)) return Exact.Near(constant);
        throw Wrong(Peek() == '(' ? $"calls '{name}', which is no function; there are {Names.Quoted(Functions.Names)}" : $"names '{name}', which has no value");
    }

    private List<Exact> Arguments()
    {
        Take('(');
        var arguments = new List<Exact>();
        if (Take(')')) return arguments;
        do
        {
            if (ListAhead() is { } list)
            {
                if ((_taken += list.Count) > MostTaken) throw new PlatformException(ErrorCode.LimitExceeded, "The formula goes through its lists too often.", "Give shorter lists, or compute in several calls.");
                arguments.AddRange(list);
            }
            else arguments.Add(Sum());
        }
        while (Take(','));
        return Take(')') ? arguments : throw Wrong("lacks a ')'");
    }

    // A name that stands alone between brackets and commas may be a list.
    private IReadOnlyList<Exact>? ListAhead()
    {
        var start = _at;
        Peek();
        var from = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        var name = _text[from.._at];
        if (name.Length > 0 && Peek() is ',' or ')' && _values.TryGetValue(name, out var list)) return list;
        _at = start;
        return null;
    }

    // The next sign that is no blank; \0 at the end.
    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private bool Take(char sign)
    {
        if (Peek() != sign || (sign == '*' && _at + 1 < _text.Length && _text[_at + 1] == '*')) return false;
        _at++;
        return true;
    }

    private PlatformException Wrong(string what) => new(ErrorCode.Validation, $"The formula {what} (character {_at + 1}).", "Mend the formula.");
}
