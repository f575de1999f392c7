using System.Text;
using Platform.Core.Models.BadDays;
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
            if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is not "text/html")
            {
                response.Content = new WatchedContent(
                    response.Content,
                    said => said is null ? ModelErrors.Unreadable(model, "it is not the JSON that was announced") : ModelErrors.Of(200, said, null, model, provider));
                return response;
            }

            using (response)
            {
                if (response.IsSuccessStatusCode) throw ModelErrors.Unreadable(model, "it is a page of the web");
                var body = await StartOfAsync(response.Content, cancellationToken);
                var wait = RetryAfter.Of(response.Headers, time.GetUtcNow());
                throw ModelErrors.Of((int)response.StatusCode, ProviderError.Read(body) ?? ProviderError.Silent, wait, model, provider);
            }
        }

        // A body that breaks off or never ends takes nothing from what the status says.
        private static async Task<string> StartOfAsync(HttpContent content, CancellationToken cancellationToken)
        {
            var buffer = new byte[LongestBody];
            var read = 0;
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            late.CancelAfter(TimeSpan.FromSeconds(5));
            try
            {
                await using var stream = await content.ReadAsStreamAsync(late.Token);
                for (int count; read < buffer.Length && (count = await stream.ReadAsync(buffer.AsMemory(read), late.Token)) > 0;) read += count;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // What was read until then is what there is.
            }

            return Encoding.UTF8.GetString(buffer, 0, read);
        }
    }
}
