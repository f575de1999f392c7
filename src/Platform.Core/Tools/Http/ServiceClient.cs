using System.Net;
using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Http;

/// <summary>JSON questions to one service (a search, a chat, a tracker). Errors name the service and never the address, which may hold a key.</summary>
internal sealed class ServiceClient(HttpClient client, string name, Uri address, TimeProvider time)
{
    private const int LargestAnswer = 2 * 1024 * 1024;

    public string Name { get; } = name;

    /// <param name="path">Below the address: <c>repos/a/b/issues?state=all</c>. Empty for the address itself.</param>
    public Task<JsonElement> GetAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, headers, body: null, cancellationToken);

    public Task<JsonElement> PostAsync(string path, IReadOnlyDictionary<string, string> headers, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, headers, JsonSerializer.Serialize(body), cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, IReadOnlyDictionary<string, string> headers, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        request.Headers.UserAgent.ParseAdd("platform-tools");
        request.Headers.Accept.ParseAdd("application/json");
        foreach (var (key, value) in headers)
            if (value.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || !request.Headers.TryAddWithoutValidation(key, value))
                throw new PlatformException(ErrorCode.Validation, $"{Name}: the key or token cannot be sent as a header.", "Store it without line breaks.");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await HttpText.ReadAsync(response.Content, LargestAnswer, cancellationToken);
        if ((int)response.StatusCode >= 400) throw Failed(response, text);
        // Slack's webhooks answer `ok` and some services nothing.
        return HttpText.Json(text) ?? JsonSerializer.SerializeToElement(text);
    }

    private Uri Address(string path)
    {
        if (path.Length == 0) return address;
        var below = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        return new Uri(below, path);
    }

    private PlatformException Failed(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        var said = Said(HttpText.Json(text)) ?? HttpFailure.Quote(text);
        var delay = HttpFailure.Delay(response.Headers, time);
        // GitHub says "forbidden" for a limit too.
        var limited = response.StatusCode == HttpStatusCode.Forbidden && delay is not null;
        return new PlatformException(limited ? ErrorCode.RateLimited : HttpFailure.Code(response.StatusCode), $"{Name} answered {status}: {said}", response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Check the key or token of the tool and what it may do.",
            HttpStatusCode.NotFound => "Check the names in the arguments and the tool's base_url.",
            HttpStatusCode.TooManyRequests => "Wait, or ask less often.",
            _ => "Check the arguments and the tool's settings.",
        })
        { RetryAfter = delay };
    }

    private static string? Said(JsonElement? json)
    {
        if (json is not { ValueKind: JsonValueKind.Object } answer) return null;
        foreach (var key in (string[])["message", "description", "detail", "error"])
        {
            if (!answer.TryGetProperty(key, out var value)) continue;
            if (value.ValueKind == JsonValueKind.String) return HttpFailure.Quote(value.GetString()!);
            if (value.ValueKind == JsonValueKind.Object && (Said(value) is { } inner)) return inner;
        }

        return null;
    }
}
