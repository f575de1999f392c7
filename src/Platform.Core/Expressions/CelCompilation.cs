namespace Platform.Core.Expressions;

public enum CelProblemKind
{
    Syntax,
    UnknownName,
    UnknownField,
    Type,
}

/// <param name="Start">Offset in the expression's text, in UTF-16 units; so is <paramref name="Length"/>.</param>
/// <param name="Suggestion">What was probably meant; null when nothing known is near.</param>
public sealed record CelProblem(int Start, int Length, string Message, string? Suggestion, CelProblemKind Kind);

/// <summary>A name that the expression takes from its scope, with the constant fields that follow: <c>state.verdicts.size()</c> gives <c>["state", "verdicts"]</c>.</summary>
public sealed record CelReference(IReadOnlyList<string> Path, int Start, int Length);

/// <param name="Expression">Null when there are problems.</param>
/// <param name="Problems">In the order in which they stand in the text.</param>
public sealed record CelCompilation(CelExpression? Expression, IReadOnlyList<CelProblem> Problems);

/// <summary>The names in scope and what is known of their types, for the checker.</summary>
public sealed class CelEnvironment(IReadOnlyDictionary<string, CelStaticType> variables)
{
    public IReadOnlyDictionary<string, CelStaticType> Variables { get; } = variables;
}
