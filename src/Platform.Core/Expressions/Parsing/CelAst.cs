namespace Platform.Core.Expressions;

/// <summary>An expression as it was read: macros are expanded, nothing is checked.</summary>
internal abstract class CelAst(int start, int end, params IEnumerable<CelAst?> children)
{
    /// <summary>How many nodes lie on the longest way down. The parser bounds it, so that every walk may recurse.</summary>
    public int Depth { get; } = 1 + children.Select(c => c?.Depth ?? 0).DefaultIfEmpty().Max();

    public int Start { get; private set; } = start;

    public int End { get; private set; } = end;

    public int Length => End - Start;

    /// <summary>Takes the brackets around the piece in, so that what is told of it stands in whole brackets.</summary>
    public void Widen(int start, int end) => (Start, End) = (start, end);
}

internal sealed class LiteralAst(int start, int end, CelValue value) : CelAst(start, end)
{
    public CelValue Value { get; } = value;
}

internal sealed class IdentAst(int start, int end, string name) : CelAst(start, end)
{
    public string Name { get; } = name;
}

/// <summary><c>operand.field</c>, <c>operand.?field</c> and, within <c>has()</c>, the question whether it is there.</summary>
internal sealed class SelectAst(int start, int end, CelAst operand, string field, int fieldStart, bool isOptional, bool isTest = false)
    : CelAst(start, end, operand)
{
    public CelAst Operand { get; } = operand;

    public string Field { get; } = field;

    public int FieldStart { get; } = fieldStart;

    public bool IsOptional { get; } = isOptional;

    public bool IsTest { get; } = isTest;
}

internal sealed class IndexAst(int end, CelAst operand, CelAst index, bool isOptional) : CelAst(operand.Start, end, operand, index)
{
    public CelAst Operand { get; } = operand;

    public CelAst Index { get; } = index;

    public bool IsOptional { get; } = isOptional;
}

internal sealed class CallAst(int start, int end, string function, int nameStart, CelAst? target, IReadOnlyList<CelAst> arguments)
    : CelAst(start, end, [target, .. arguments])
{
    public string Function { get; } = function;

    public int NameStart { get; } = nameStart;

    public CelAst? Target { get; } = target;

    public IReadOnlyList<CelAst> Arguments { get; } = arguments;

    /// <summary><c>math.abs</c> when the target is a plain path of names; null otherwise.</summary>
    public string? QualifiedName => Target is null ? null : PathOf(Target) is { } path ? $"{path}.{Function}" : null;

    public static string? PathOf(CelAst ast) => ast switch
    {
        IdentAst ident => ident.Name,
        SelectAst { IsOptional: false, IsTest: false } select => PathOf(select.Operand) is { } path ? $"{path}.{select.Field}" : null,
        _ => null,
    };
}

/// <summary><c>-a</c> and <c>!a</c>.</summary>
internal sealed class UnaryAst(int start, string op, CelAst operand) : CelAst(start, operand.End, operand)
{
    public string Operator { get; } = op;

    public CelAst Operand { get; } = operand;
}

internal sealed class BinaryAst(string op, int operatorStart, CelAst left, CelAst right) : CelAst(left.Start, right.End, left, right)
{
    public string Operator { get; } = op;

    public int OperatorStart { get; } = operatorStart;

    public CelAst Left { get; } = left;

    public CelAst Right { get; } = right;
}

/// <summary>A whole chain of <c>&amp;&amp;</c> or of <c>||</c>.</summary>
internal sealed class LogicAst(bool isAnd, IReadOnlyList<CelAst> operands) : CelAst(operands[0].Start, operands[^1].End, operands)
{
    public bool IsAnd { get; } = isAnd;

    public IReadOnlyList<CelAst> Operands { get; } = operands;
}

internal sealed class ConditionalAst(CelAst condition, CelAst then, CelAst otherwise) : CelAst(condition.Start, otherwise.End, condition, then, otherwise)
{
    public CelAst Condition { get; } = condition;

    public CelAst Then { get; } = then;

    public CelAst Otherwise { get; } = otherwise;
}

internal sealed class ListAst(int start, int end, IReadOnlyList<(CelAst Value, bool IsOptional)> items)
    : CelAst(start, end, items.Select(i => i.Value))
{
    public IReadOnlyList<(CelAst Value, bool IsOptional)> Items { get; } = items;
}

internal sealed class MapAst(int start, int end, IReadOnlyList<(CelAst Key, CelAst Value, bool IsOptional)> entries)
    : CelAst(start, end, entries.SelectMany(e => new[] { e.Key, e.Value }))
{
    public IReadOnlyList<(CelAst Key, CelAst Value, bool IsOptional)> Entries { get; } = entries;
}

internal enum ComprehensionKind
{
    All,
    Exists,
    ExistsOne,
    List,
    Map,
    MapEntry,
}

/// <summary>A macro that walks a list or map: <c>range.all(first[, second], body)</c>, <c>range.map(first[, filter], body)</c> and so on.</summary>
internal sealed class ComprehensionAst(int end, ComprehensionKind kind, CelAst range, string first, string? second, CelAst? filter, CelAst body)
    : CelAst(range.Start, end, range, filter, body)
{
    public ComprehensionKind Kind { get; } = kind;

    public CelAst Range { get; } = range;

    /// <summary>The element of a list or key of a map; with a second name the index or key.</summary>
    public string First { get; } = first;

    /// <summary>The value; null for the macros of one name.</summary>
    public string? Second { get; } = second;

    public CelAst? Filter { get; } = filter;

    public CelAst Body { get; } = body;
}

/// <summary><c>cel.bind(name, value, body)</c>.</summary>
internal sealed class BindAst(int start, int end, string name, CelAst value, CelAst body) : CelAst(start, end, value, body)
{
    public string Name { get; } = name;

    public CelAst Value { get; } = value;

    public CelAst Body { get; } = body;
}

/// <summary><c>target.optMap(name, body)</c> and <c>target.optFlatMap(name, body)</c>.</summary>
internal sealed class OptionalMapAst(int end, CelAst target, string name, CelAst body, bool isFlat) : CelAst(target.Start, end, target, body)
{
    public CelAst Target { get; } = target;

    public string Name { get; } = name;

    public CelAst Body { get; } = body;

    public bool IsFlat { get; } = isFlat;
}
