namespace Platform.Core.Expressions;

/// <summary>The problems found in one walk.</summary>
internal sealed class ProblemList
{
    private const int Cap = 100;

    private readonly List<CelProblem> _problems = [];

    public IReadOnlyList<CelProblem> InOrder => [.. _problems.OrderBy(p => p.Start)];

    public void Add(CelAst at, CelProblemKind kind, string message, string? suggestion = null) => Add(at.Start, at.Length, kind, message, suggestion);

    public void Add(int start, int length, CelProblemKind kind, string message, string? suggestion = null)
    {
        if (_problems.Count < Cap) _problems.Add(new CelProblem(start, length, message, suggestion, kind));
    }
}
