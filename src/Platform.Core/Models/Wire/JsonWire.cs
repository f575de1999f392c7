using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models.Wire;

/// <summary>
/// JSON over HTTP to one provider: a question and its answer, whole or as server-sent events. What goes wrong is told in our terms, in the middle
/// of a stream too.
/// </summary>
/// <param name="http">With the headers that every call bears; its own errors are told by <see cref="ModelHttp"/>.</param>
/// <param name="model">The model's name in the file, for the sentences.</param>
/// <param name="provider">For the sentences: <c>OpenAI</c>.</param>
internal sealed class JsonWire(HttpClient http, string model, string provider) : IDisposable
{
    private const string DoneText = "[DONE]";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The server says that this was all.</summary>
    public static JsonElement Done { get; } = JsonSerializer.SerializeToElement(DoneText);

    public static bool IsDone(JsonElement told) => told.ValueKind == JsonValueKind.String && told.ValueEquals(DoneText);

    public string Model => model;

    public string Provider => provider;

    public async Task<JsonElement> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await SendAsync(request, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public async Task<JsonElement> PostAsync(Uri address, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = Question(address, body);
        using var response = await SendAsync(request, cancellationToken);
        return Checked(await ReadAsync(response, cancellationToken));
    }

    /// <summary>Each event's data, with <see cref="Done"/> for <c>[DONE]</c> as the last. A server that answers with one JSON instead of a stream is heard as one event, with a list as several.</summary>
    public async IAsyncEnumerable<JsonElement> StreamAsync(Uri address, JsonObject body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Question(address, body);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            var whole = Checked(await ReadAsync(response, cancellationToken));
            foreach (var part in whole.ValueKind == JsonValueKind.Array ? [.. whole.EnumerateArray()] : (JsonElement[])[whole]) yield return Checked(part);
            yield break;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var told in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (told.Data.Length == 0) continue;
            var isDone = told.Data == DoneText;
            yield return isDone ? Done : Checked(Parse(told.Data));
            if (isDone) yield break;
        }
    }

    /// <summary>The answer as soon as its headers are there; for bodies that are no JSON.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public PlatformException BrokeOff() => ModelErrors.BrokeOff(model);

    /// <summary>What the provider says in place of an answer: <c>{"error": {"message", "type", "code"}}</c> without its status.</summary>
    public PlatformException Error(JsonElement error)
    {
        var wrapped = new JsonObject { ["error"] = JsonNode.Parse(error.GetRawText()) };
        return ModelErrors.Of(200, ProviderError.Read(wrapped.ToJsonString()) ?? ProviderError.Silent, retryAfter: null, model, provider);
    }

    public void Dispose() => http.Dispose();

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        return document.RootElement.Clone();
    }

    private JsonElement Checked(JsonElement told) => told.At("error") is { } error ? throw Error(error) : told;

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static HttpRequestMessage Question(Uri address, JsonObject body) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString(Texts.Relaxed))) { Headers = { ContentType = Json } },
    };
}
