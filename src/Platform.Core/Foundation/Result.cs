using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Foundation;

/// <summary>A value, or the findings that say why there is none. A value may come with warnings.</summary>
public sealed class Result<T>
    where T : class
{
    private Result(T? value, IReadOnlyList<Finding> findings)
    {
        Value = value;
        Findings = findings;
    }

    /// <summary>Null when there are errors.</summary>
    public T? Value { get; }

    public IReadOnlyList<Finding> Findings { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Value is not null;

    /// <summary>The value when no finding is an error, else none.</summary>
    public static Result<T> From(T? value, Findings findings) =>
        new(findings.HasErrors ? null : value, findings.Sorted());

    public static Result<T> Failed(params Finding[] findings) => new(null, findings);

    /// <summary>The next step on the value; errors pass through untouched and warnings add up.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next)
        where TNext : class
    {
        if (!Ok) return new Result<TNext>(null, Findings);
        var result = next(Value);
        var all = new Findings();
        all.Add(Findings);
        all.Add(result.Findings);
        return Result<TNext>.From(result.Value, all);
    }
}
