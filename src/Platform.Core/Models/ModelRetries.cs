using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models;

/// <summary>What follows a failed attempt.</summary>
/// <param name="Delay">Null when the same model is not asked again.</param>
/// <param name="Because">Why it is not: <c>it failed 3 times</c>; empty when it is.</param>
internal readonly record struct RetryDecision(TimeSpan? Delay, string Because);

/// <summary>Whether a failed call is made again, and when. Pure.</summary>
internal static class ModelRetries
{
    /// <summary>Attempts after the first with one model, before its fallback is asked.</summary>
    public const int Usual = 2;

    public const int Most = 10;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(20);

    /// <summary>Whoever asks us to wait longer is not waited for: the fallback, or the node's own retry, comes first.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <param name="attempt">The attempt that failed, 1-based.</param>
    /// <param name="retries">Attempts that may follow the first.</param>
    /// <param name="jitter">From 0 to 1; spreads those who failed at once.</param>
    public static RetryDecision After(int attempt, int retries, PlatformException error, double jitter)
    {
        if (!ModelErrors.IsTransient(error.Code)) return new RetryDecision(null, "trying again would bring the same");
        if (attempt > retries) return new RetryDecision(null, attempt == 1 ? "it failed" : $"it failed {attempt} times");
        var backoff = Math.Min(First.TotalSeconds * Math.Pow(2, attempt - 1), LongestBackoff.TotalSeconds);
        var delay = TimeSpan.FromSeconds(backoff * (0.5 + (jitter / 2)));
        if (error.RetryAfter is not { } asked) return new RetryDecision(delay, "");
        if (asked > LongestWait) return new RetryDecision(null, $"it asks to wait {asked.TotalSeconds:0} s");
        return new RetryDecision(asked > delay ? asked + (delay * 0.1) : delay, ""); // all who were told the same time do not come back at once
    }

    /// <summary>Why another model is asked, for the event.</summary>
    public static string Why(string use, string fallback, PlatformException error, string because) =>
        $"{use}: {ModelErrorKinds.Of(error).Replace('_', ' ')}, {because}; so '{fallback}' is asked";
}
