namespace Platform.Core.Foundation;

/// <summary>A place in a text that a person wrote.</summary>
/// <param name="File">The file's name as the person gave it; empty when the text came without one.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
/// <param name="EndLine">1-based line of the first character after the span.</param>
/// <param name="EndColumn">1-based column of the first character after the span.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The start of a file, for what has no place of its own.</summary>
    public static SourceSpan StartOf(string file) => new(file, 1, 1, 1, 1);

    public override string ToString() => $"{File}:{Line}:{Column}";
}
