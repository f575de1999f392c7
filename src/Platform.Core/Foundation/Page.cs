namespace Platform.Core.Foundation;

/// <summary>One page of a list.</summary>
/// <param name="Next">The cursor for what follows; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
