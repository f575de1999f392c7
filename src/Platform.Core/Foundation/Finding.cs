namespace Platform.Core.Foundation;

public enum Severity
{
    Error,
    Warning,
    Note,
}

/// <summary>A code, a sentence and a place in what a person wrote.</summary>
/// <param name="Code">Stable, listed in <c>docs/findings.md</c>: <c>WF021</c>.</param>
/// <param name="Message">What was found, what is allowed, and what to do.</param>
/// <param name="At">The exact word.</param>
/// <param name="Suggestion">What probably was meant: the replacement for the word at <paramref name="At"/>; null when nothing is near.</param>
/// <param name="Path">Where in the document, as a JSON pointer: <c>/nodes/draft/agent</c>; empty when unknown.</param>
public sealed record Finding(string Code, Severity Severity, string Message, SourceSpan At, string? Suggestion = null, string Path = "")
{
    /// <summary>One line, as compilers print it: <c>file:line:column: error WF021: message</c>.</summary>
    public override string ToString()
    {
        var hint = Suggestion is null ? "" : $" Did you mean '{Suggestion}'?";
        return $"{At}: {Severity.ToString().ToLowerInvariant()} {Code}: {Message}{hint}";
    }
}

/// <summary>Collects findings so that one pass can report all of them.</summary>
public sealed class Findings
{
    private readonly List<Finding> _all = [];

    public bool HasErrors => _all.Exists(f => f.Severity == Severity.Error);

    public void Add(Finding finding) => _all.Add(finding);

    public void Add(IEnumerable<Finding> findings) => _all.AddRange(findings);

    /// <summary>All findings by place, then by code, each once.</summary>
    public IReadOnlyList<Finding> Sorted() =>
        [.. _all.Distinct()
            .OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)
            .ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal)];
}
