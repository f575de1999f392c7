using System.Net;
using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Checks each request and each redirect, and bounds the time and the size of the answer.</summary>
internal sealed class EgressHandler(HttpMessageHandler inner, EgressAddresses addresses, EgressOptions options, EgressRules rules) : DelegatingHandler(inner)
{
    // What another host may be told; whatever else the tool sends may be a key, under whatever name.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Accept-Language", "Accept-Encoding", "User-Agent", "Range", "If-Modified-Since" };

    private readonly TimeSpan _timeout = rules.Timeout ?? options.Timeout;
    private readonly long _maxBytes = rules.MaxResponseBytes ?? options.MaxResponseBytes;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Lives as long as the answer is read: the content that it is given to disposes it.
        var deadline = new CancellationTokenSource(_timeout);
        HttpResponseMessage? response = null;
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            response = await FollowAsync(request, both.Token);
            if (response.Content.Headers.ContentLength > _maxBytes) throw LimitedStream.TooLarge(_maxBytes);
            response.Content = await LimitedContent.OfAsync(response.Content, _maxBytes, deadline, _timeout, both.Token);
            return response;
        }
        catch (Exception failed) // wall: what was begun is given back before anything else is told
        {
            response?.Dispose();
            var timedOut = deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
            deadline.Dispose();
            if (failed is HttpRequestException { InnerException: PlatformException refused }) throw refused;
            if (timedOut && failed is OperationCanceledException) throw LimitedStream.TookTooLong(_timeout, failed);
            if (failed is HttpRequestException broken && request.RequestUri is { } at) throw HostUnreachable.Of(at, broken);
            throw;
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var hops = 0; ; hops++)
        {
            var at = request.RequestUri ?? throw EgressAddresses.Refused("The request has no address.", "Give it one.");
            addresses.CheckUri(at);
            var response = await base.SendAsync(request, cancellationToken);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location) return response;
            var (status, next) = (response.StatusCode, location.IsAbsoluteUri ? location : new Uri(at, location));
            response.Dispose();
            if (hops >= options.MaxRedirects)
            {
                throw new PlatformException(ErrorCode.LimitExceeded, $"'{at.Host}' redirected more than {options.MaxRedirects} times.", "Ask for the final address.");
            }

            Redirect(request, at, next, status);
        }
    }

    private static void Redirect(HttpRequestMessage request, Uri from, Uri to, HttpStatusCode status)
    {
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps)
        {
            throw EgressAddresses.Refused($"'{from.Host}' redirected from https to '{to.Scheme}'.", "Ask for the final address yourself, if that is meant.");
        }

        if (!string.Equals(from.Authority, to.Authority, StringComparison.OrdinalIgnoreCase))
        {
            foreach (var header in request.Headers.Select(h => h.Key).Where(h => !Harmless.Contains(h)).ToList()) request.Headers.Remove(header);
        }

        // Source: RFC 9110, section 15.4: 303 asks for another method, 301 and 302 have always done so for POST; 307 and 308 repeat the request.
        var becomesGet = status == HttpStatusCode.SeeOther ? request.Method != HttpMethod.Head
            : status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found && request.Method == HttpMethod.Post;
        if (becomesGet)
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
        }

        request.RequestUri = to;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;
}
