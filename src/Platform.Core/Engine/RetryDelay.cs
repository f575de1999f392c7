using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Engine;

/// <summary>Whether and when a failed task is tried again. Pure; the jitter comes in from outside.</summary>
public static class RetryDelay
{
    /// <summary>What may pass by itself; everything else fails the same way the next time.</summary>
    private static readonly string[] Transient = [ErrorCode.Timeout.Text(), ErrorCode.RateLimited.Text(), ErrorCode.Unavailable.Text()];

    /// <param name="attempt">The attempt that failed, 1-based.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <returns>Null when it is not tried again.</returns>
    /// <remarks>Exponential backoff with full jitter in its upper half, so that many tasks do not come back at once. A server's own wish is honoured.</remarks>
    public static TimeSpan? After(RetryConfig? retry, int attempt, ErrorCode code, TimeSpan? retryAfter, double jitter)
    {
        if (retry is null || attempt >= retry.Attempts || IsFinal(code)) return null;
        var on = retry.On.Count > 0 ? retry.On : Transient;
        if (!on.Contains(code.Text(), StringComparer.Ordinal)) return null;
        var exponential = retry.BackoffFrom * Math.Pow(2, Math.Min(attempt - 1, 30));
        var bounded = exponential > retry.BackoffTo ? retry.BackoffTo : exponential;
        var delay = (bounded / 2) + (bounded / 2 * jitter);
        return retryAfter is { } asked && asked > delay ? asked : delay;
    }

    /// <summary>A hard stop of the whole run: neither retried nor handled by <c>on_error</c>.</summary>
    public static bool IsFinal(ErrorCode code) => code is ErrorCode.BudgetExceeded or ErrorCode.LimitExceeded or ErrorCode.Cancelled;
}
