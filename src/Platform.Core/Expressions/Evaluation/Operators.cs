namespace Platform.Core.Expressions;

/// <summary>The operators as pure functions of values.</summary>
/// <remarks>
/// Our one extension of the specification: <c>+ - * /</c> between an int and a double give a double. All else is CEL's: int and uint do
/// not mix, and an int that overflows is an error.
/// </remarks>
internal static class Operators
{
    public static BinaryOperation? Binary(string op) => op switch
    {
        "+" => Add,
        "-" => Subtract,
        "*" => Multiply,
        "/" => Divide,
        "%" => Modulo,
        "==" => AreEqual,
        "!=" => AreDifferent,
        "<" => static (l, r, run) => Ordered(l, r, run) is { } c ? CelValue.Of(c < 0) : Unordered("<", l, r),
        "<=" => static (l, r, run) => Ordered(l, r, run) is { } c ? CelValue.Of(c <= 0) : Unordered("<=", l, r),
        ">" => static (l, r, run) => Ordered(l, r, run) is { } c ? CelValue.Of(c > 0) : Unordered(">", l, r),
        ">=" => static (l, r, run) => Ordered(l, r, run) is { } c ? CelValue.Of(c >= 0) : Unordered(">=", l, r),
        "in" => In,
        _ => null,
    };

    public static CelValue Negate(CelValue value) => value switch
    {
        CelInt { Value: long.MinValue } => new CelError("int overflow"),
        CelInt i => CelValue.Of(-i.Value),
        CelDouble d => CelValue.Of(-d.Value),
        _ => CelError.NoOverload("'-'", value),
    };

    public static CelValue Not(CelValue value) => value is CelBool b ? CelValue.Of(!b.Value) : CelError.NoOverload("'!'", value);

    private static CelValue Add(CelValue left, CelValue right, Evaluation run)
    {
        switch (left, right)
        {
            case (CelInt a, CelInt b):
                var sum = unchecked(a.Value + b.Value);
                return ((a.Value ^ sum) & (b.Value ^ sum)) < 0 ? Overflow("int") : CelValue.Of(sum);
            case (CelString a, CelString b):
                run.Produce(a.Value.Length + (long)b.Value.Length);
                return CelValue.Of(a.Value + b.Value);
            case (CelList a, CelList b):
                run.Produce(b);
                if (!a.IsAppendable) run.Produce(4L * a.Count);
                return a.AddRange(b);
            case (CelUint a, CelUint b):
                return a.Value > ulong.MaxValue - b.Value ? Overflow("uint") : CelValue.Of(a.Value + b.Value);
            case (CelBytes a, CelBytes b):
                run.Produce(a.Value.Length + (long)b.Value.Length);
                return new CelBytes((byte[])[.. a.Value.Span, .. b.Value.Span]);
            default:
                return TryDoubles(left, right, out var x, out var y) ? CelValue.Of(x + y) : TimeMath.Add(left, right) ?? CelError.NoOverload("'+'", left, right);
        }
    }

    private static CelValue Subtract(CelValue left, CelValue right, Evaluation run)
    {
        switch (left, right)
        {
            case (CelInt a, CelInt b):
                var difference = unchecked(a.Value - b.Value);
                return ((a.Value ^ b.Value) & (a.Value ^ difference)) < 0 ? Overflow("int") : CelValue.Of(difference);
            case (CelUint a, CelUint b):
                return a.Value < b.Value ? Overflow("uint") : CelValue.Of(a.Value - b.Value);
            default:
                return TryDoubles(left, right, out var x, out var y) ? CelValue.Of(x - y) : TimeMath.Subtract(left, right) ?? CelError.NoOverload("'-'", left, right);
        }
    }

    private static CelValue Multiply(CelValue left, CelValue right, Evaluation run)
    {
        switch (left, right)
        {
            case (CelInt a, CelInt b):
                var high = Math.BigMul(a.Value, b.Value, out var low);
                return high == low >> 63 ? CelValue.Of(low) : Overflow("int");
            case (CelUint a, CelUint b):
                return Math.BigMul(a.Value, b.Value, out var product) == 0 ? CelValue.Of(product) : Overflow("uint");
            default:
                return TryDoubles(left, right, out var x, out var y) ? CelValue.Of(x * y) : CelError.NoOverload("'*'", left, right);
        }
    }

    private static CelValue Divide(CelValue left, CelValue right, Evaluation run) => (left, right) switch
    {
        (CelInt, CelInt { Value: 0 }) or (CelUint, CelUint { Value: 0 }) => new CelError("division by zero"),
        (CelInt { Value: long.MinValue }, CelInt { Value: -1 }) => Overflow("int"),
        (CelInt a, CelInt b) => CelValue.Of(a.Value / b.Value),
        (CelUint a, CelUint b) => CelValue.Of(a.Value / b.Value),
        _ => TryDoubles(left, right, out var x, out var y) ? CelValue.Of(x / y) : CelError.NoOverload("'/'", left, right),
    };

    private static CelValue Modulo(CelValue left, CelValue right, Evaluation run) => (left, right) switch
    {
        (CelInt, CelInt { Value: 0 }) or (CelUint, CelUint { Value: 0 }) => new CelError("modulus by zero"),
        (CelInt { Value: long.MinValue }, CelInt { Value: -1 }) => Overflow("int"),
        (CelInt a, CelInt b) => CelValue.Of(a.Value % b.Value),
        (CelUint a, CelUint b) => CelValue.Of(a.Value % b.Value),
        _ => CelError.NoOverload("'%'", left, right),
    };

    private static CelValue AreEqual(CelValue left, CelValue right, Evaluation run)
    {
        run.SpendOnComparison(left, right);
        return CelValue.Of(left.Equals(right));
    }

    private static CelValue AreDifferent(CelValue left, CelValue right, Evaluation run)
    {
        run.SpendOnComparison(left, right);
        return CelValue.Of(!left.Equals(right));
    }

    // False of NaN, which is why NaN is answered where the order is unknown.
    private static int? Ordered(CelValue left, CelValue right, Evaluation run)
    {
        if (left is CelInt a && right is CelInt b) return a.Value.CompareTo(b.Value);
        run.SpendOnComparison(left, right);
        return Ordered(left, right);
    }

    private static int? Ordered(CelValue left, CelValue right) => (left, right) switch
    {
        (CelString a, CelString b) => CodePoints.Compare(a.Value, b.Value),
        (CelBool a, CelBool b) => a.Value.CompareTo(b.Value),
        (CelBytes a, CelBytes b) => a.Value.Span.SequenceCompareTo(b.Value.Span),
        (CelTimestamp a, CelTimestamp b) => a.CompareTo(b),
        (CelDuration a, CelDuration b) => a.Nanoseconds.CompareTo(b.Nanoseconds),
        _ => CelNumbers.Compare(left, right),
    };

    private static CelValue Unordered(string op, CelValue left, CelValue right) =>
        CelNumbers.IsNumber(left) && CelNumbers.IsNumber(right) ? CelValue.False : CelError.NoOverload($"'{op}'", left, right);

    private static CelValue In(CelValue needle, CelValue hay, Evaluation run)
    {
        switch (hay)
        {
            case CelMap map:
                return CelValue.Of(map.ContainsKey(needle));
            case CelList list:
                var product = needle.Weight > 1000 ? list.Weight : Math.Min(list.Weight, list.Count * needle.Weight);
                run.Spend((product / 4) + 1);
                for (var i = 0; i < list.Count; i++)
                    if (needle.Equals(list[i])) return CelValue.True;

                return CelValue.False;
            default:
                return CelError.NoOverload("'in'", needle, hay);
        }
    }

    private static bool TryDoubles(CelValue left, CelValue right, out double x, out double y)
    {
        x = y = 0;
        if (left is CelUint || right is CelUint || (left is not CelDouble && right is not CelDouble)) return false;
        return CelNumbers.TryDouble(left, out x) && CelNumbers.TryDouble(right, out y);
    }

    private static CelError Overflow(string type) => new($"{type} overflow");
}
