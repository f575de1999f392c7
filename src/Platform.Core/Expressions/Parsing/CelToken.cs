namespace Platform.Core.Expressions;

internal enum CelTokenKind
{
    End,
    Identifier,
    QuotedIdentifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Symbol,
}

/// <param name="Text">An identifier's name, a symbol, a number's digits or a string's content.</param>
/// <param name="Bytes">Only of bytes literals.</param>
internal readonly record struct CelToken(CelTokenKind Kind, int Start, int Length, string Text, byte[]? Bytes = null)
{
    public int End => Start + Length;

    public bool Is(string symbol) => Kind == CelTokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    /// <summary>As a message names it: <c>'+'</c>, <c>the end</c>.</summary>
    public string Told => Kind switch
    {
        CelTokenKind.End => "the end",
        CelTokenKind.String => "a string",
        CelTokenKind.Bytes => "bytes",
        _ => $"'{Text}'",
    };
}

/// <summary>Ends the reading of an expression; never leaves <see cref="CelExpression.Compile"/>.</summary>
internal sealed class CelSyntaxException(int start, int length, string message, string? suggestion = null) : Exception(message)
{
    public CelProblem Problem { get; } = new(start, length, message, suggestion, CelProblemKind.Syntax);
}
