namespace Platform.Core.Foundation;

/// <summary>One page of a list.</summary>
/// <param name="Next">The cursor for what follows; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>
    /// Set when the search stopped before the page was full, for it takes a bounded time: older rows were not looked at yet, and <see cref="Next"/> goes on
    /// with them. Null when all that was asked for up to <see cref="Next"/> is here.
    /// </summary>
    public Searched? Searched { get; init; }
}

/// <summary>How far a search looked.</summary>
/// <param name="Rows">Rows that were looked at for this page, newest first.</param>
/// <param name="BackTo">When the oldest of them was made.</param>
public sealed record Searched(long Rows, DateTimeOffset BackTo);
