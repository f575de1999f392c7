namespace Platform.Core.Expressions;

/// <summary>A piece of a compiled expression. Failures come back as <see cref="CelError"/> with the place of the piece that failed.</summary>
internal abstract class CelNode(CelAst source)
{
    public int Start { get; } = source.Start;

    public int Length { get; } = source.Length;

    public abstract CelValue Evaluate(Evaluation run);

    protected CelError Fail(string message) => new(message, Start, Length);

    /// <summary>Gives an error that has no place yet the place of this node.</summary>
    protected CelValue Placed(CelValue value) => value is CelError { Start: < 0 } error ? Fail(error.Message) : value;
}

internal sealed class ConstantNode(CelAst source, CelValue value) : CelNode(source)
{
    public CelValue Value { get; } = value;

    public override CelValue Evaluate(Evaluation run) => Value;
}

internal sealed class LocalNode(CelAst source, int slot) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run) => run.Locals[slot];
}

/// <summary>A name from the scope; where the scope has none, a type's name stands for the type.</summary>
internal sealed class NameNode(CelAst source, string name) : CelNode(source)
{
    private readonly CelType? _type = CelTypes.Find(name);

    public override CelValue Evaluate(Evaluation run) =>
        run.Scope.TryGet(name, out var value) ? value : (CelValue?)_type ?? Fail($"no such name: '{name}'");
}

internal sealed class UnaryNode(CelAst source, Func<CelValue, CelValue> operation, CelNode operand) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var value = operand.Evaluate(run);
        return value is CelError ? value : Placed(operation(value));
    }
}

internal delegate CelValue BinaryOperation(CelValue left, CelValue right, Evaluation run);

internal sealed class BinaryNode(CelAst source, BinaryOperation operation, CelNode left, CelNode right) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var first = left.Evaluate(run);
        if (first is CelError) return first;
        var second = right.Evaluate(run);
        return second is CelError ? second : Placed(operation(first, second, run));
    }
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>: the value that decides wins over any error, on whichever side it stands.</summary>
internal sealed class LogicNode(CelAst source, bool isAnd, CelNode[] operands) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        CelValue? failed = null;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(run);
            if (value is CelBool b)
            {
                if (b.Value != isAnd) return b;
            }
            else
            {
                failed ??= value is CelError ? value : Fail($"no such overload: '{(isAnd ? "&&" : "||")}' of {CelTypes.NameOf(value)}; it wants bools");
            }
        }

        return failed ?? CelValue.Of(isAnd);
    }
}

internal sealed class ConditionalNode(CelAst source, CelNode condition, CelNode then, CelNode otherwise) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run) => condition.Evaluate(run) switch
    {
        CelBool b => (b.Value ? then : otherwise).Evaluate(run),
        CelError error => error,
        var other => Fail($"no such overload: the condition of '?:' is {CelTypes.NameOf(other)}; it must be a bool"),
    };
}

internal sealed class CallNode(CelAst source, string name, CelOverload[] overloads, CelNode[] arguments) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = arguments[i].Evaluate(run);
            if (value is CelError) return value;
            run.SpendOnArgument(value);
            values[i] = value;
        }

        foreach (var overload in overloads)
            if (overload.Accepts(values)) return Placed(overload.Call(values, run));

        return Placed(CelError.NoOverload(name, values));
    }
}

/// <summary>A call of something that is no function: fails when it is reached, as CEL wants of unchecked expressions.</summary>
internal sealed class UnknownCallNode(CelAst source, string name) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run) => Fail($"no such function: '{name}'");
}
