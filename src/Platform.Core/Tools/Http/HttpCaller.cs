using System.Net;
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
    private const int LongestQuote = 300;

    public async ValueTask<JsonElement> CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await TextAsync(response.Content, cancellationToken);
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

    private static void Add(HttpRequestMessage request, string name, string value)
    {
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

    private static async Task<string> TextAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancellationToken)) > 0;)
        {
            if (whole.Length + read > LargestBody) throw new PlatformException(ErrorCode.LimitExceeded, $"The answer is larger than {LargestBody / 1024} KB.", "Ask for less, page by page.");
            whole.Write(piece, 0, read);
        }

        return Charset(content).GetString(whole.GetBuffer(), 0, (int)whole.Length);
    }

    private static Encoding Charset(HttpContent content)
    {
        try
        {
            return content.Headers.ContentType?.CharSet is { } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8; // a character set that nobody knows
        }
    }

    // Null when the answer is no JSON, whatever it says of itself; its text is there.
    private static JsonElement? Json(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PlatformException Failed(HttpRequestMessage request, HttpResponseMessage response, string text)
    {
        var code = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => ErrorCode.RateLimited,
            HttpStatusCode.RequestTimeout => ErrorCode.Timeout,
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ErrorCode.Unavailable,
            _ => ErrorCode.ToolFailed,
        };
        var after = response.Headers.RetryAfter;
        var delay = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        var quote = text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
        // Without the query, which may hold a key.
        return new PlatformException(code, $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}: {quote}", "Check the address and the arguments, or set fail: false to take the answer as a result.")
        { RetryAfter = delay > TimeSpan.Zero ? delay : null };
    }
}
