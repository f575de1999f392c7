using System.Text;

namespace Platform.Core.Expressions;

/// <summary>A compiled expression: immutable, made once, evaluated from many threads.</summary>
public sealed class CelExpression
{
    private readonly CelNode _root;
    private readonly int _locals;
    private readonly int _cost;

    private CelExpression(string text, CelNode root, NodeBuilder builder, CelStaticType type, IReadOnlyList<CelReference> references)
    {
        (Text, ResultType, References) = (text, type, references);
        (_root, _locals, _cost) = (root, builder.Locals, builder.Made);
    }

    public string Text { get; }

    /// <summary>What is known of the result before it is there.</summary>
    public CelStaticType ResultType { get; }

    /// <summary>Every name that is taken from the scope, with the constant path behind it; names of comprehensions and binds are none.</summary>
    public IReadOnlyList<CelReference> References { get; }

    /// <summary>Reads the text and, when an environment is given, checks its names and types.</summary>
    /// <param name="environment">Null: only the syntax is checked, as for an expression that stands alone.</param>
    public static CelCompilation Compile(string text, CelEnvironment? environment)
    {
        CelAst ast;
        try
        {
            ast = CelParser.Parse(text);
        }
        catch (CelSyntaxException e)
        {
            return new CelCompilation(null, [e.Problem]);
        }

        var checker = new CelChecker(environment);
        var type = checker.Check(ast);
        if (checker.Problems.Count > 0) return new CelCompilation(null, checker.Problems);
        var builder = new NodeBuilder();
        var root = builder.Build(ast);
        return new CelCompilation(new CelExpression(text, root, builder, type, checker.References), []);
    }

    /// <exception cref="CelException">What failed, and where.</exception>
    public CelValue Evaluate(ICelScope scope)
    {
        var run = new Evaluation(scope, _locals);
        run.Spend(_cost);
        var value = _root.Evaluate(run);
        return value is CelError error ? throw Failure(error) : value;
    }

    private CelException Failure(CelError error)
    {
        if (error.Start < 0) return new CelException(error.Message);
        var (line, column) = Place(error.Start);
        var place = line == 1 ? $"column {column}" : $"line {line}, column {column}";
        return new CelException($"{error.Message} in `{Excerpt(error)}` ({place})", error.Start);
    }

    private string Excerpt(CelError error)
    {
        const int Longest = 60;
        var piece = new StringBuilder();
        foreach (var c in Text.AsSpan(error.Start, error.Length))
        {
            if (piece.Length == Longest) return piece.Append("...").ToString();
            piece.Append(char.IsControl(c) ? ' ' : c);
        }

        return piece.ToString();
    }

    private (int Line, int Column) Place(int start)
    {
        var before = Text.AsSpan(0, start);
        return (before.Count('\n') + 1, start - before.LastIndexOf('\n'));
    }
}
