using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>Sums numbers. Whole numbers stay whole; a sum past 64 bits is an error, never a wrong number.</summary>
public sealed class AddReducer : IReducer
{
    public string Key => "add";

    public CelValue Initial => CelValue.Of(0L);

    public CelValue Reduce(CelValue old, CelValue write) => (old, write) switch
    {
        (CelNull, CelInt or CelDouble or CelUint) => write,
        (CelInt a, CelInt b) => Sum(a.Value, b.Value),
        _ when Describe.Number(old) is { } a && Describe.Number(write) is { } b => CelValue.Of(a + b),
        _ => throw new ReducerException($"add sums numbers, but got {Describe.Kind(old)} and {Describe.Kind(write)}."),
    };

    private static CelValue Sum(long a, long b)
    {
        var sum = unchecked(a + b);
        var overflowed = ((a ^ sum) & (b ^ sum)) < 0;
        return overflowed ? throw new ReducerException($"the sum of {a} and {b} does not fit into 64 bits.") : CelValue.Of(sum);
    }
}

/// <summary>Keeps the smaller number.</summary>
public sealed class MinReducer : IReducer
{
    public string Key => "min";

    public CelValue Initial => CelValue.Null;

    public CelValue Reduce(CelValue old, CelValue write) => old is CelNull ? Describe.Checked(write, Key) : Describe.Compare(write, old, Key) < 0 ? write : old;
}

/// <summary>Keeps the larger number.</summary>
public sealed class MaxReducer : IReducer
{
    public string Key => "max";

    public CelValue Initial => CelValue.Null;

    public CelValue Reduce(CelValue old, CelValue write) => old is CelNull ? Describe.Checked(write, Key) : Describe.Compare(write, old, Key) > 0 ? write : old;
}
