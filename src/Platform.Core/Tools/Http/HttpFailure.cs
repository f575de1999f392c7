using System.Net;
using System.Net.Http.Headers;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Http;

/// <summary>What a status of 400 and above means.</summary>
internal static class HttpFailure
{
    private const int LongestQuote = 300;

    public static ErrorCode Code(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => ErrorCode.RateLimited,
        HttpStatusCode.RequestTimeout => ErrorCode.Timeout,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ErrorCode.Unavailable,
        _ => ErrorCode.ToolFailed,
    };

    /// <summary>How long the other side asks us to wait; null when it does not say.</summary>
    public static TimeSpan? Delay(HttpResponseHeaders headers, TimeProvider time)
    {
        var after = headers.RetryAfter;
        var delay = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        return delay > TimeSpan.Zero ? delay : null;
    }

    public static string Quote(string text) => text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
}
