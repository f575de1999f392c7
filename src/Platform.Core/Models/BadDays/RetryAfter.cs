using System.Globalization;
using System.Net.Http.Headers;

namespace Platform.Core.Models.BadDays;

/// <summary>How long a provider asks us to wait.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// <c>retry-after-ms: 1500</c>, or <c>Retry-After: 2</c> (seconds, also with a fraction) or a date (RFC 9110, section 10.2.3). Null when neither is there or can be read.
    /// </summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "retry-after-ms", 0.001) ?? Number(headers, "Retry-After", 1) ?? Bounded(headers.RetryAfter?.Date - now);

    private static TimeSpan? Number(HttpResponseHeaders headers, string name, double factor) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Bounded(TimeSpan.FromSeconds(Math.Min(number * factor, Longest.TotalSeconds)))
            : null;

    // A date that is past says: now.
    private static TimeSpan? Bounded(TimeSpan? wait) => wait switch
    {
        null => null,
        { } some when some < TimeSpan.Zero => TimeSpan.Zero,
        { } some => some > Longest ? Longest : some,
    };
}
