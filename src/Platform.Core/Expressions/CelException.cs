namespace Platform.Core.Expressions;

/// <summary>An expression could not be evaluated, or a value could not be made. The message is for the person who wrote the expression.</summary>
/// <param name="start">Offset in the expression's text; -1 when the failure has no place in a text.</param>
public sealed class CelException(string message, int start = -1) : Exception(message)
{
    public int Start { get; } = start;
}
