using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.IntegrationTests.Chaos;

/// <summary>
/// A caller who knows that servers come and go: it asks one that is up, and when the answer does not come or is "unavailable" it asks again, with the same
/// idempotency key. Anything else that a server says is final.
/// </summary>
internal sealed class ChaosClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly HttpClient _patient = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly List<string> _up = [];

    /// <summary>Answers that no caller should ever get, however the servers are treated.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Wrong { get; } = [];

    public void Up(string address)
    {
        lock (_gate) _up.Add(address);
    }

    public void Down(string address)
    {
        lock (_gate) _up.Remove(address);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, path, null, null, cancellationToken)).Body;

    /// <summary>Until a server has answered; 503 and a lost connection are asked again.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(
        HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Any() is { } address && await TryAsync(address, method, path, body, key, cancellationToken) is { } answer) return answer;
            await Task.Delay(Pause, cancellationToken); // nobody tells when the next server is up
        }
    }

    /// <summary>Sends a text as it is, to one server, which may take its time: it has only just started.</summary>
    public async Task PostYamlAsync(string path, string yaml, CancellationToken cancellationToken)
    {
        using var content = new StringContent(yaml, System.Text.Encoding.UTF8, "application/yaml");
        using var answer = await _patient.PostAsync(new Uri(Any() + path), content, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The events of a run as one reader sees them, who goes on after the last number at whatever server is up, until the run has ended.</summary>
    public async Task<IReadOnlyList<long>> ReadToTheEndAsync(string run, CancellationToken cancellationToken)
    {
        var seen = new List<long>();
        while (true)
        {
            try
            {
                if (Any() is { } address && await ReadAsync(address, run, seen, cancellationToken)) return seen;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                // The server went away; the next one goes on.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _patient.Dispose();
    }

    private string? Any()
    {
        lock (_gate) return _up.Count == 0 ? null : _up[Random.Shared.Next(_up.Count)];
    }

    private async Task<(HttpStatusCode, JsonElement)?> TryAsync(
        string address, HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, address + path);
            if (body is not null) request.Content = JsonContent.Create(body);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            using var answer = await _http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return null;
            if (answer.StatusCode == HttpStatusCode.InternalServerError) Wrong.Add($"{method} {path}: {text}");
            using var document = JsonDocument.Parse(text);
            return (answer.StatusCode, document.RootElement.Clone());
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<bool> ReadAsync(string address, string run, List<long> seen, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/api/v1/runs/{run}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (seen.Count > 0) request.Headers.Add("Last-Event-ID", $"{seen[^1]}");
        using var answer = await _patient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode) return false;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "event: end") return true;
            if (line.StartsWith("id: ", StringComparison.Ordinal)) seen.Add(long.Parse(line[4..]));
        }

        return false;
    }
}
