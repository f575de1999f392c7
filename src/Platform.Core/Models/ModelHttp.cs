using Platform.Core.Security;

namespace Platform.Core.Models;

/// <summary>The way out to a provider: through the guard of the net, with its errors told in our terms before any SDK sees them.</summary>
public sealed class ModelHttp(EgressGuard guard, TimeProvider time)
{
    /// <param name="provider">For the sentences: <c>OpenAI</c>.</param>
    /// <param name="address">Where the model is; the client reaches nothing else.</param>
    internal HttpClient Client(ModelSettings settings, string provider, Uri address)
    {
        var errors = new ErrorHandler(settings.Name, provider, time) { InnerHandler = guard.CreateHandler(EgressRules.ForModels(address)) };
        return new HttpClient(errors) { Timeout = Timeout.InfiniteTimeSpan }; // the router bounds each attempt
    }

    private sealed class ErrorHandler(string model, string provider, TimeProvider time) : DelegatingHandler
    {
        private const int LongestBody = 64 * 1024;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                var body = await StartOfAsync(response.Content, cancellationToken);
                throw ModelErrors.Of(response.StatusCode, body, response.Headers.RetryAfter, time.GetUtcNow(), model, provider);
            }
        }

        private static async Task<string> StartOfAsync(HttpContent content, CancellationToken cancellationToken)
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[LongestBody];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
        }
    }
}
