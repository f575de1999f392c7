using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Short ways to ask the language something.</summary>
internal static class Cel
{
    public static CelValue Run(string text, params (string Name, string Json)[] scope)
    {
        var compiled = CelExpression.Compile(text, null);
        Assert.Empty(compiled.Problems);
        return compiled.Expression!.Evaluate(Scope(scope));
    }

    public static CelException Failure(string text, params (string Name, string Json)[] scope) => Assert.Throws<CelException>(() => Run(text, scope));

    /// <summary>The problems of an expression that knows these names and types.</summary>
    public static IReadOnlyList<CelProblem> Problems(string text, params (string Name, CelStaticType Type)[] names) =>
        CelExpression.Compile(text, Environment(names)).Problems;

    public static CelProblem Problem(string text, params (string Name, CelStaticType Type)[] names) => Assert.Single(Problems(text, names));

    public static CelExpression Checked(string text, params (string Name, CelStaticType Type)[] names)
    {
        var compiled = CelExpression.Compile(text, Environment(names));
        Assert.Empty(compiled.Problems);
        return compiled.Expression!;
    }

    private static CelScope Scope((string Name, string Json)[] values) => new(values.ToDictionary(v => v.Name, v => CelValue.ParseJson(v.Json), StringComparer.Ordinal));

    private static CelEnvironment Environment((string Name, CelStaticType Type)[] names) => new(names.ToDictionary(n => n.Name, n => n.Type, StringComparer.Ordinal));
}
