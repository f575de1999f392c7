using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary><c>merge: "${{ old + new * 2 }}"</c>: an expression over <c>old</c> and <c>new</c>. Built by the compiler, so no <see cref="IReducer"/> of the catalog.</summary>
internal sealed class ExpressionReducer(CelExpression expression) : IReducer
{
    public string Key => expression.Text;

    public CelValue Initial => CelValue.Null;

    public CelValue Reduce(CelValue old, CelValue write)
    {
        try
        {
            return expression.Evaluate(new CelScope(new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["old"] = old, ["new"] = write }));
        }
        catch (CelException failed)
        {
            throw new ReducerException(failed.Message);
        }
    }
}
