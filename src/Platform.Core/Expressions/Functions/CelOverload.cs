namespace Platform.Core.Expressions;

/// <summary>The code of a function. It is never given an error, and says one by returning a <see cref="CelError"/>.</summary>
internal delegate CelValue CelFunction(CelValue[] arguments, Evaluation run);

/// <summary>One signature of a function.</summary>
/// <param name="Name"><c>size</c>, <c>math.abs</c>.</param>
/// <param name="IsMember">Whether it is written behind its first argument: <c>text.trim()</c>.</param>
/// <param name="IsVariadic">Whether the last parameter may come more than once.</param>
internal sealed record CelOverload(string Name, bool IsMember, CelStaticType[] Parameters, CelStaticType Result, CelFunction Call, bool IsVariadic = false)
{
    // -1 where anything fits.
    private readonly int[] _kinds = [.. Parameters.Select(KindOf)];

    public static CelOverload Global(string name, CelStaticType[] parameters, CelStaticType result, CelFunction call, bool isVariadic = false) =>
        new(name, false, parameters, result, call, isVariadic);

    public static CelOverload Member(string name, CelStaticType[] parameters, CelStaticType result, CelFunction call) =>
        new(name, true, parameters, result, call);

    public bool TakesCount(int count) => count == Parameters.Length || (IsVariadic && count >= Parameters.Length);

    public CelStaticType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Length - 1)];

    public bool Accepts(CelValue[] values)
    {
        if (!TakesCount(values.Length)) return false;
        for (var i = 0; i < values.Length; i++)
        {
            var kind = _kinds[Math.Min(i, _kinds.Length - 1)];
            if (kind >= 0 && kind != (int)values[i].Kind) return false;
        }

        return true;
    }

    /// <summary>As a message shows it: <c>string.indexOf(string, int)</c>.</summary>
    public override string ToString()
    {
        var shown = Parameters.Skip(IsMember ? 1 : 0).Select(p => p.ToString());
        return $"{(IsMember ? $"{Parameters[0]}." : "")}{Name}({string.Join(", ", shown)}{(IsVariadic ? ", ..." : "")})";
    }

    private static int KindOf(CelStaticType type) => type.Kind switch
    {
        CelStaticKind.Dyn => -1,
        CelStaticKind.Null => (int)CelKind.Null,
        CelStaticKind.Bool => (int)CelKind.Bool,
        CelStaticKind.Int => (int)CelKind.Int,
        CelStaticKind.Uint => (int)CelKind.Uint,
        CelStaticKind.Double => (int)CelKind.Double,
        CelStaticKind.String => (int)CelKind.String,
        CelStaticKind.Bytes => (int)CelKind.Bytes,
        CelStaticKind.Timestamp => (int)CelKind.Timestamp,
        CelStaticKind.Duration => (int)CelKind.Duration,
        CelStaticKind.Type => (int)CelKind.Type,
        CelStaticKind.List => (int)CelKind.List,
        CelStaticKind.Map or CelStaticKind.Object => (int)CelKind.Map,
        CelStaticKind.Optional => (int)CelKind.Optional,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A kind without values."),
    };
}
