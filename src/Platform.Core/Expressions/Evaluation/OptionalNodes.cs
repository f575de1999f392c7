namespace Platform.Core.Expressions;

/// <summary><c>a.or(b)</c> and <c>a.orValue(b)</c>: the second is evaluated only when the first is empty.</summary>
internal sealed class OptionalOrNode(CelAst source, CelNode target, CelNode otherwise, bool unwraps) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var value = target.Evaluate(run);
        if (value is CelError) return value;
        if (value is not CelOptional optional) return Placed(CelError.NoOverload(unwraps ? "orValue" : "or", value));
        if (optional.Value is not null) return unwraps ? optional.Value : optional;
        var other = otherwise.Evaluate(run);
        return unwraps || other is CelOptional or CelError ? other : Placed(CelError.NoOverload("or", value, other));
    }
}

/// <summary><c>optMap</c> and <c>optFlatMap</c>.</summary>
internal sealed class OptionalMapNode(CelAst source, CelNode target, int slot, CelNode body, bool isFlat) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var value = target.Evaluate(run);
        if (value is CelError) return value;
        if (value is not CelOptional optional) return Placed(CelError.NoOverload(isFlat ? "optFlatMap" : "optMap", value));
        if (optional.Value is null) return optional;
        run.Locals[slot] = optional.Value;
        var mapped = body.Evaluate(run);
        if (mapped is CelError) return mapped;
        if (!isFlat) return CelOptional.Some(mapped);
        return mapped is CelOptional ? mapped : Fail($"the body of 'optFlatMap' gives {CelTypes.NameOf(mapped)}; it must give an optional");
    }
}
