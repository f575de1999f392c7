using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Http;

/// <summary>Makes a request of a call, and a result of the answer.</summary>
/// <param name="address">Paths are below it; null when only whole addresses are called.</param>
/// <param name="headers">The tool's own; a call cannot change them.</param>
internal sealed class HttpCaller(HttpClient client, Uri? address, IReadOnlyDictionary<string, string> headers, TimeProvider time)
{
    private const int LargestBody = 768 * 1024;

    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Proxy-Authorization", "Proxy-Connection",
    };

    public async ValueTask<JsonElement> CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await HttpText.ReadAsync(response.Content, LargestBody, cancellationToken);
        if ((int)response.StatusCode >= 400 && call.Flag("fail", usual: true)) throw Failed(request, response, text);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["status"] = (int)response.StatusCode,
            ["headers"] = response.Headers.Concat(response.Content.Headers)
                .GroupBy(h => h.Key.ToLowerInvariant(), StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => string.Join(", ", g.SelectMany(h => h.Value)), StringComparer.Ordinal),
            ["body"] = Json(response, text),
            ["text"] = text,
        });
    }

    private HttpRequestMessage Request(ToolCall call)
    {
        var method = new HttpMethod(call.Text("method") ?? "GET");
        var request = new HttpRequestMessage(method, Address(call));
        if (call.Argument("body") is { } body) request.Content = Content(body);
        foreach (var (name, value) in headers) Add(request, name, value);
        foreach (var given in call.Argument("headers")?.EnumerateObject() ?? default)
            if (!headers.Keys.Contains(given.Name, StringComparer.OrdinalIgnoreCase)) Add(request, given.Name, given.Value.GetString()!);
        if (method != HttpMethod.Get && method != HttpMethod.Head && !request.Headers.Contains("Idempotency-Key"))
            Add(request, "Idempotency-Key", call.Context.IdempotencyKey);
        return request;
    }

    private Uri Address(ToolCall call)
    {
        var url = call.RequiredText("url");
        var whole = Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? absolute : null;
        if (whole is null && address is not null && !url.Contains("://", StringComparison.Ordinal))
            Uri.TryCreate(new Uri(address.ToString().TrimEnd('/') + "/"), url.TrimStart('/'), out whole);
        if (whole is null || whole.Scheme is not ("http" or "https"))
            throw new PlatformException(ErrorCode.Validation, $"'{url}' is no address.", "Give one like https://host/path, or set base_url.");
        if (call.Argument("query") is not { } query) return whole;
        var pairs = query.EnumerateObject().Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value.ValueKind == JsonValueKind.String ? q.Value.GetString()! : q.Value.GetRawText())}");
        return new UriBuilder(whole) { Query = string.Join('&', pairs.Prepend(whole.Query.TrimStart('?')).Where(q => q.Length > 0)) }.Uri;
    }

    private static StringContent Content(JsonElement body) => body.ValueKind == JsonValueKind.String
        ? new StringContent(body.GetString()!, Encoding.UTF8, "text/plain")
        : new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");

    internal static void Add(HttpRequestMessage request, string name, string value)
    {
        // What frames the message, or names another host than the one that was checked, is ours to say.
        if (Framing.Contains(name)) throw new PlatformException(ErrorCode.Validation, $"The header '{name}' cannot be set.", "Leave it out: it follows from the address and the body.");
        var fine = value.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0;
        if (fine && request.Content is not null && request.Content.Headers.TryAddWithoutValidation(name, [])
            && name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            request.Content.Headers.Remove(name);
            fine = request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        else if (fine) fine = request.Headers.TryAddWithoutValidation(name, value);

        if (!fine) throw new PlatformException(ErrorCode.Validation, $"The header '{name}' cannot be sent.", "Use a plain name and a value on one line.");
    }

    // Null when the answer is no JSON, whatever it says of itself; its text is there.
    private static JsonElement? Json(HttpResponseMessage response, string text) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true ? HttpText.Json(text) : null;

    private PlatformException Failed(HttpRequestMessage request, HttpResponseMessage response, string text) =>
        // Without the query, which may hold a key.
        new(HttpFailure.Code(response.StatusCode), $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}: {HttpFailure.Quote(text)}",
            "Check the address and the arguments, or set fail: false to take the answer as a result.")
        { RetryAfter = HttpFailure.Delay(response.Headers, time) };
}
