using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>Whether a failed call is made again, and when. Pure.</summary>
internal static class ModelRetries
{
    /// <summary>Attempts with one model before its fallback is asked.</summary>
    public const int Attempts = 3;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(20);

    /// <summary>Whoever asks us to wait longer is not waited for: the fallback, or the node's own retry, comes first.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Null when the same model is not asked again.</summary>
    /// <param name="attempt">The attempt that failed, 1-based.</param>
    /// <param name="jitter">From 0 to 1; spreads those who failed at once.</param>
    public static TimeSpan? DelayAfter(int attempt, PlatformException error, double jitter)
    {
        if (attempt >= Attempts || !ModelErrors.IsTransient(error.Code)) return null;
        var backoff = Math.Min(First.TotalSeconds * Math.Pow(2, attempt - 1), LongestBackoff.TotalSeconds);
        var delay = TimeSpan.FromSeconds(backoff * (0.5 + (jitter / 2)));
        if (error.RetryAfter is not { } asked) return delay;
        if (asked > LongestWait) return null;
        return asked > delay ? asked : delay;
    }
}
