using System.Globalization;

namespace Platform.Core.Expressions;

/// <summary>Tokens to a tree by recursive descent. Source: cel-spec, "Syntax".</summary>
/// <remarks>Two bounds keep every later walk off the end of the stack: how deep brackets nest and how deep the tree grows.</remarks>
internal sealed class CelParser
{
    public const int MaxLength = 64 * 1024;
    private const int MaxNesting = 100;
    private const int MaxTreeDepth = 400;

    private static readonly string[] Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    private static readonly string[] Keywords = ["in", "true", "false", "null"];

    private readonly List<CelToken> _tokens;
    private int _at;
    private int _nesting;

    private CelParser(string text) => _tokens = CelLexer.Read(text);

    /// <exception cref="CelSyntaxException">The text is no expression.</exception>
    public static CelAst Parse(string text)
    {
        if (text.Length > MaxLength) throw new CelSyntaxException(0, text.Length, $"An expression has at most {MaxLength} characters; this one has {text.Length}.");
        var parser = new CelParser(text);
        var ast = parser.Expression();
        if (parser.Here.Kind != CelTokenKind.End) throw parser.Expected("an operator or the end");
        return ast;
    }

    private CelToken Here => _tokens[_at];

    private CelAst Expression()
    {
        if (++_nesting > MaxNesting) throw TooDeep();
        var condition = Logic(isAnd: false);
        if (Here.Is("?"))
        {
            _at++;
            var then = Logic(isAnd: false);
            Take(":");
            condition = new ConditionalAst(condition, then, Expression());
        }

        _nesting--;
        return condition;
    }

    private CelAst Logic(bool isAnd)
    {
        var symbol = isAnd ? "&&" : "||";
        var first = isAnd ? Binary(0) : Logic(isAnd: true);
        if (!Here.Is(symbol)) return first;
        var operands = new List<CelAst> { first };
        while (Here.Is(symbol))
        {
            _at++;
            operands.Add(isAnd ? Binary(0) : Logic(isAnd: true));
        }

        return new LogicAst(isAnd, operands);
    }

    // Precedence climbing over relations, sums and products, all left-associative.
    private CelAst Binary(int level)
    {
        var left = Unary();
        while (LevelOf(Here) is { } found && found >= level)
        {
            if (left.Depth > MaxTreeDepth) throw TooDeep();
            var token = Here;
            _at++;
            left = new BinaryAst(token.Text, token.Start, left, Binary(found + 1));
        }

        return left;
    }

    private static int? LevelOf(CelToken token) => token switch
    {
        { Kind: CelTokenKind.Identifier, Text: "in" } => 0,
        { Kind: not CelTokenKind.Symbol } => null,
        { Text: "==" or "!=" or "<" or "<=" or ">" or ">=" } => 0,
        { Text: "+" or "-" } => 1,
        { Text: "*" or "/" or "%" } => 2,
        _ => null,
    };

    private CelAst Unary()
    {
        var first = _at;
        while (Here.Is("-") || Here.Is("!")) _at++;
        var operators = _at - first;

        // The minus before a number is part of it, or -9223372036854775808 could not be written.
        var isNegative = operators > 0 && _tokens[_at - 1].Is("-") && (Here.Kind is CelTokenKind.Int or CelTokenKind.Double);
        var operand = Member(isNegative);
        for (var i = first + operators - (isNegative ? 2 : 1); i >= first; i--)
        {
            if (operand.Depth > MaxTreeDepth) throw TooDeep();
            operand = new UnaryAst(_tokens[i].Start, _tokens[i].Text, operand);
        }

        return operand;
    }

    private CelAst Member(bool isNegative)
    {
        var operand = Primary(isNegative);
        while (true)
        {
            if (operand.Depth > MaxTreeDepth) throw TooDeep();
            if (Here.Is(".")) operand = Dot(operand);
            else if (Here.Is("[")) operand = Index(operand);
            else return operand;
        }
    }

    private CelAst Dot(CelAst operand)
    {
        _at++;
        var isOptional = TakeIf("?");
        var name = Here;
        if (name.Kind is not (CelTokenKind.Identifier or CelTokenKind.QuotedIdentifier)) throw Expected("a field's name");
        if (name.Kind == CelTokenKind.Identifier && Keywords.Contains(name.Text))
            throw new CelSyntaxException(name.Start, name.Length, $"'{name.Text}' is a word of the language; write ['{name.Text}'].", $"['{name.Text}']");

        _at++;
        if (isOptional || name.Kind == CelTokenKind.QuotedIdentifier || !Here.Is("(")) return new SelectAst(operand.Start, name.End, operand, name.Text, name.Start, isOptional);
        return Call(operand.Start, name.Text, name.Start, operand);
    }

    private IndexAst Index(CelAst operand)
    {
        _at++;
        var isOptional = TakeIf("?");
        var index = Expression();
        return new IndexAst(Take("]").End, operand, index, isOptional);
    }

    private CelAst Call(int start, string function, int nameStart, CelAst? target)
    {
        Take("(");
        var arguments = new List<CelAst>();
        if (!Here.Is(")"))
        {
            do arguments.Add(Expression());
            while (TakeIf(","));
        }

        var call = new CallAst(start, Take(")").End, function, nameStart, target, arguments);
        return CelMacros.Expand(call) ?? call;
    }

    private CelAst Primary(bool isNegative)
    {
        var token = Here;
        switch (token.Kind)
        {
            case CelTokenKind.Int or CelTokenKind.Uint or CelTokenKind.Double:
                _at++;
                return Number(token, isNegative);
            case CelTokenKind.String:
                _at++;
                return new LiteralAst(token.Start, token.End, CelValue.Of(token.Text));
            case CelTokenKind.Bytes:
                _at++;
                return new LiteralAst(token.Start, token.End, new CelBytes(token.Bytes));
            case CelTokenKind.Identifier:
                return Identifier(token, "");
            case CelTokenKind.Symbol when token.Text == ".":
                _at++;
                return Here.Kind == CelTokenKind.Identifier ? Identifier(Here, ".") : throw Expected("a name");
            case CelTokenKind.Symbol when token.Text == "(":
                return Parenthesis();
            case CelTokenKind.Symbol when token.Text == "[":
                return List();
            case CelTokenKind.Symbol when token.Text == "{":
                return Map();
            default:
                throw Expected("a value");
        }
    }

    private CelAst Identifier(CelToken token, string prefix)
    {
        _at++;
        CelValue? keyword = token.Text switch { "true" => CelValue.True, "false" => CelValue.False, "null" => CelValue.Null, _ => null };
        if (keyword is not null && prefix.Length == 0) return new LiteralAst(token.Start, token.End, keyword);
        if (keyword is not null || token.Text == "in" || Reserved.Contains(token.Text))
            throw new CelSyntaxException(token.Start, token.Length, $"'{token.Text}' is a reserved word and cannot be a name.");

        var start = token.Start - prefix.Length;
        return Here.Is("(") ? Call(start, token.Text, token.Start, null) : new IdentAst(start, token.End, prefix + token.Text);
    }

    private static LiteralAst Number(CelToken token, bool isNegative)
    {
        var start = isNegative ? token.Start - 1 : token.Start;
        var isHex = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (token.Kind == CelTokenKind.Double)
        {
            var number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return new LiteralAst(start, token.End, CelValue.Of(isNegative ? -number : number));
        }

        var digits = isHex ? token.Text.AsSpan(2) : token.Text;
        var read = ulong.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        if (read && token.Kind == CelTokenKind.Uint) return new LiteralAst(start, token.End, CelValue.Of(value));
        if (read && isNegative && value <= 1UL << 63) return new LiteralAst(start, token.End, CelValue.Of(unchecked(-(long)value)));
        if (read && !isNegative && value <= long.MaxValue) return new LiteralAst(start, token.End, CelValue.Of((long)value));
        throw new CelSyntaxException(token.Start, token.Length, $"This number is too big for {(token.Kind == CelTokenKind.Uint ? "a uint" : "an int")} of 64 bits.");
    }

    private CelAst Parenthesis()
    {
        var start = Here.Start;
        _at++;
        var inner = Expression();
        var end = Take(")").End;
        if (inner is UnaryAst or BinaryAst or LogicAst or ConditionalAst) inner.Widen(start, end);
        return inner;
    }

    private ListAst List()
    {
        var start = Here.Start;
        _at++;
        var items = new List<(CelAst, bool)>();
        while (!Here.Is("]"))
        {
            var isOptional = TakeIf("?");
            items.Add((Expression(), isOptional));
            if (!TakeIf(",")) break;
        }

        return new ListAst(start, Take("]", "',' or ']'").End, items);
    }

    private MapAst Map()
    {
        var start = Here.Start;
        _at++;
        var entries = new List<(CelAst, CelAst, bool)>();
        while (!Here.Is("}"))
        {
            var isOptional = TakeIf("?");
            var key = Expression();
            Take(":");
            entries.Add((key, Expression(), isOptional));
            if (!TakeIf(",")) break;
        }

        return new MapAst(start, Take("}", "',' or '}'").End, entries);
    }

    private bool TakeIf(string symbol)
    {
        if (!Here.Is(symbol)) return false;
        _at++;
        return true;
    }

    private CelToken Take(string symbol, string? expected = null)
    {
        var token = Here;
        if (!token.Is(symbol)) throw Expected(expected ?? $"'{symbol}'");
        _at++;
        return token;
    }

    private CelSyntaxException Expected(string what) => new(Here.Start, Here.Length, $"Expected {what}, found {Here.Told}.");

    private CelSyntaxException TooDeep() => new(Here.Start, Here.Length, "The expression nests too deep.");
}
