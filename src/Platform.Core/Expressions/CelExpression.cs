namespace Platform.Core.Expressions;

/// <summary>A compiled expression: immutable, made once, evaluated from many threads.</summary>
public sealed class CelExpression
{
    private CelExpression(string text) => Text = text;

    public string Text { get; }

    public CelStaticType ResultType { get; } = CelStaticType.Dyn;

    /// <summary>Every name that is taken from the scope, with the constant path behind it; names of comprehensions and binds are none.</summary>
    public IReadOnlyList<CelReference> References { get; } = [];

    /// <summary>Reads the text and, when an environment is given, checks its names and types.</summary>
    /// <param name="environment">Null: only the syntax is checked, as for an expression that stands alone.</param>
    public static CelCompilation Compile(string text, CelEnvironment? environment) =>
        new(null, [new CelProblem(0, text.Length, $"Not read yet: {new CelExpression(text).Text}", null, CelProblemKind.Syntax)]);

    /// <exception cref="CelException">What failed, and where.</exception>
    public CelValue Evaluate(ICelScope scope) => throw new CelException($"Not evaluated yet: {Text} in {scope}", References.Count);
}
