namespace Platform.Core.Expressions;

/// <summary>What operators take and give.</summary>
internal static class OperatorChecks
{
    public static CelStaticType Unary(UnaryAst ast, CelStaticType operand, ProblemList problems)
    {
        if (ast.Operator == "!")
        {
            if (!operand.IsDyn && operand.Kind != CelStaticKind.Bool) problems.Add(ast, CelProblemKind.Type, $"'!' wants a bool; this is {operand}.");
            return CelStaticType.Bool;
        }

        if (operand.Kind is CelStaticKind.Dyn or CelStaticKind.Int or CelStaticKind.Double) return operand;
        problems.Add(ast, CelProblemKind.Type, $"'-' wants an int or a double; this is {operand}.");
        return CelStaticType.Dyn;
    }

    public static CelStaticType Binary(BinaryAst ast, CelStaticType left, CelStaticType right, ProblemList problems)
    {
        switch (ast.Operator)
        {
            case "==" or "!=":
                if (!MayBeEqual(left, right)) Add(ast, $"{Article(left)} and {Article(right)} are never equal", left, right, problems);
                return CelStaticType.Bool;
            case "<" or "<=" or ">" or ">=":
                if (!AreOrdered(left, right)) Add(ast, $"'{ast.Operator}' does not order {left} and {right}", left, right, problems);
                return CelStaticType.Bool;
            case "in":
                In(ast, left, right, problems);
                return CelStaticType.Bool;
        }

        if (left.IsDyn || right.IsDyn) return Guess(ast.Operator, left, right);
        if (Arithmetic(ast.Operator, left, right) is { } result) return result;
        Add(ast, $"'{ast.Operator}' does not go between {left} and {right}", left, right, problems);
        return CelStaticType.Dyn;
    }

    /// <summary>False only where it is certain. Null may be asked of anything, for any value may be missing.</summary>
    public static bool MayBeEqual(CelStaticType left, CelStaticType right)
    {
        if (left.Kind is CelStaticKind.Dyn or CelStaticKind.Null || right.Kind is CelStaticKind.Dyn or CelStaticKind.Null) return true;
        if (left.IsNumber && right.IsNumber) return true;
        return IsMap(left) ? IsMap(right) : left.Kind == right.Kind;
    }

    private static bool IsMap(CelStaticType type) => type.Kind is CelStaticKind.Map or CelStaticKind.Object;

    private static bool AreOrdered(CelStaticType left, CelStaticType right)
    {
        if (left.IsDyn) return right.IsDyn || CanBeOrdered(right);
        if (right.IsDyn) return CanBeOrdered(left);
        return (left.IsNumber && right.IsNumber) || (left.Kind == right.Kind && CanBeOrdered(left));
    }

    private static bool CanBeOrdered(CelStaticType type) => type.IsNumber
        || type.Kind is CelStaticKind.String or CelStaticKind.Bytes or CelStaticKind.Bool or CelStaticKind.Timestamp or CelStaticKind.Duration;

    private static void In(BinaryAst ast, CelStaticType left, CelStaticType right, ProblemList problems)
    {
        var item = right.Kind switch
        {
            CelStaticKind.List => right.Item,
            CelStaticKind.Map or CelStaticKind.Object => right.Key,
            _ => CelStaticType.Dyn,
        };
        if (right.Kind == CelStaticKind.String)
            problems.Add(ast.OperatorStart, 2, CelProblemKind.Type, "'in' looks into lists and maps; a text is asked with contains().", "contains");
        else if (!right.IsDyn && right.Kind != CelStaticKind.List && !IsMap(right))
            problems.Add(ast.OperatorStart, 2, CelProblemKind.Type, $"'in' looks into lists and maps; this is {right}.");
        else if (!MayBeEqual(left, item))
            problems.Add(ast.OperatorStart, 2, CelProblemKind.Type, $"{Article(left)} is never in {Article(right)}.");
    }

    private static CelStaticType? Arithmetic(string op, CelStaticType left, CelStaticType right)
    {
        var (a, b) = (left.Kind, right.Kind);
        if (a == b && (a is CelStaticKind.Int or CelStaticKind.Uint)) return left;
        if (op == "%") return null;
        if (a is CelStaticKind.Int or CelStaticKind.Double && b is CelStaticKind.Int or CelStaticKind.Double) return CelStaticType.Double;
        return (op, a, b) switch
        {
            ("+", CelStaticKind.String, CelStaticKind.String) or ("+", CelStaticKind.Bytes, CelStaticKind.Bytes) => left,
            ("+", CelStaticKind.List, CelStaticKind.List) => CelStaticType.Join(left, right),
            ("+" or "-", CelStaticKind.Duration, CelStaticKind.Duration) => left,
            ("+" or "-", CelStaticKind.Timestamp, CelStaticKind.Duration) => left,
            ("+", CelStaticKind.Duration, CelStaticKind.Timestamp) => right,
            ("-", CelStaticKind.Timestamp, CelStaticKind.Timestamp) => CelStaticType.Duration,
            _ => null,
        };
    }

    // With one side unknown only text is certain: nothing but text goes with text.
    private static CelStaticType Guess(string op, CelStaticType left, CelStaticType right) =>
        op == "+" && (left.Kind == CelStaticKind.String || right.Kind == CelStaticKind.String) ? CelStaticType.String : CelStaticType.Dyn;

    private static void Add(BinaryAst ast, string message, CelStaticType left, CelStaticType right, ProblemList problems)
    {
        var isMixed = (left.Kind == CelStaticKind.String && right.IsNumber) || (left.IsNumber && right.Kind == CelStaticKind.String);
        var hint = isMixed ? "; string() and int() turn one into the other" : "";
        problems.Add(ast.OperatorStart, ast.Operator.Length, CelProblemKind.Type, $"{message}{hint}.", isMixed ? "string()" : null);
    }

    private static string Article(CelStaticType type)
    {
        var name = type.ToString();
        return name[0] is 'a' or 'e' or 'i' or 'o' ? $"an {name}" : $"a {name}";
    }
}
