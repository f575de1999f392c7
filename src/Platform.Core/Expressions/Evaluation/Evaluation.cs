namespace Platform.Core.Expressions;

/// <summary>One evaluation: its scope, its local values and what it may still spend.</summary>
/// <remarks>
/// Two purses make every evaluation end: steps (nodes visited) and size (characters and items produced). An empty purse throws, so that
/// no <c>||</c> can swallow it; every other failure is a <see cref="CelError"/> that travels as a value.
/// </remarks>
internal sealed class Evaluation(ICelScope scope, int locals)
{
    public const long MaxSteps = 5_000_000;
    public const long MaxSize = 32_000_000;

    private long _steps = MaxSteps;
    private long _size = MaxSize;

    public ICelScope Scope { get; } = scope;

    public bool HasQualifiedNames { get; } = scope is CelScope { HasQualifiedNames: true };

    /// <summary>Names bound by comprehensions and binds, by slot.</summary>
    public CelValue[] Locals { get; } = locals == 0 ? [] : new CelValue[locals];

    public void Spend(long steps)
    {
        _steps -= steps;
        if (steps < 0 || _steps < 0) throw new CelException($"The expression takes more than {MaxSteps:N0} steps; move part of the work into a node of its own.");
    }

    public void Produce(long size)
    {
        _size -= size;
        if (size < 0 || _size < 0) throw new CelException($"The expression produces more than {MaxSize:N0} characters and items.");
    }

    /// <summary>A list pays for what it holds and for its places, of which each takes as much room as four characters.</summary>
    public void Produce(CelList list) => Produce(list.Weight + (4L * list.Count));

    public CelValue Text(string text)
    {
        Produce(text.Length);
        return CelValue.Of(text);
    }

    /// <summary>Comparing two values walks at most the lighter one; four characters count as one step.</summary>
    public void SpendOnComparison(CelValue left, CelValue right) => Spend(Math.Min(left.Weight, right.Weight) / 4);

    /// <summary>What a function does with a long argument takes about as long as the argument.</summary>
    public void SpendOnArgument(CelValue value)
    {
        if (value is CelString { Value.Length: > 64 } s) Spend(s.Value.Length / 32);
        else if (value is CelList or CelBytes or CelOptional) Spend(value.Weight / 4);
    }

    /// <summary>A search compares the part at each place where its first and last characters stand: with a long part that adds up.</summary>
    public void SpendOnSearch(string text, string part)
    {
        Spend(text.Length / 16);
        if (part.Length > 1000 && text.Length > part.Length) Spend((text.Length - part.Length) * (long)part.Length / 1024);
    }
}

/// <summary>A failure on its way up. <c>&amp;&amp;</c>, <c>||</c>, <c>all</c> and <c>exists</c> may drop it; nobody outside the evaluator sees it.</summary>
internal sealed class CelError(string message, int start = -1, int length = 0) : CelValue
{
    public string Message { get; } = message;

    public int Start { get; } = start;

    public int Length { get; } = length;

    // No kind that anybody asks for: a function is never called with an error.
    public override CelKind Kind => (CelKind)(-1);

    public override string ToText() => Message;

    public override bool Equals(CelValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 4;

    public static CelError NoOverload(string function, params ReadOnlySpan<CelValue> arguments)
    {
        var types = new List<string>(arguments.Length);
        foreach (var argument in arguments) types.Add(CelTypes.NameOf(argument));
        return new CelError($"no such overload: {function}({string.Join(", ", types)})");
    }
}
