using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>
/// Callers that start runs on whichever node is there, one after the other, and try again with the same idempotency key until one is accepted, as a program
/// behind a proxy does.
/// </summary>
internal sealed class Load(NodeGroup nodes, string workflow, int callers) : IDisposable
{
    /// <summary>So many runs are no load.</summary>
    public const int Few = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly ConcurrentBag<string> _refusals = [];
    private readonly ConcurrentDictionary<string, string> _accepted = new(StringComparer.Ordinal);
    private Task _calling = Task.CompletedTask;

    /// <summary>Runs that were accepted, by their idempotency key.</summary>
    public IReadOnlyDictionary<string, string> Accepted => _accepted;

    public IReadOnlyDictionary<HttpStatusCode, int> Answers => _answers;

    /// <summary>What was said with a 503.</summary>
    public IEnumerable<string> Refusals => _refusals;

    public void Start() => _calling = Task.WhenAll(Enumerable.Range(0, callers).Select(CallAsync));

    /// <summary>Ends when there was a load, however slow the machine, and every caller has had its last answer.</summary>
    public async Task StopAsync()
    {
        await Waiting.UntilAsync(() => _calling.IsCompleted || _accepted.Count > Few);
        await _enough.CancelAsync();
        await _calling;
    }

    public void Dispose() => _enough.Dispose();

    /// <summary>Every accepted run, once it has ended.</summary>
    public async Task<IReadOnlyList<JsonElement>> EndsAsync(Node node, TimeSpan longest)
    {
        var ends = new List<JsonElement>();
        foreach (var run in _accepted.Values) ends.Add(await node.EndOfAsync(run, longest));
        return ends;
    }

    private async Task CallAsync(int caller)
    {
        for (var i = 0; !_enough.IsCancellationRequested; i++)
        {
            var key = $"{caller}-{i}";
            for (var attempt = caller + i; !_accepted.ContainsKey(key); attempt++) await TryAsync(key, nodes.All[attempt % nodes.All.Count]);
        }
    }

    private async Task TryAsync(string key, Node node)
    {
        try
        {
            // A connection of its own, so that one which the server is about to close is not used.
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/workflows/{workflow}/runs") { Content = JsonContent.Create(new { inputs = new { key } }) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.ConnectionClose = true;
            using var answer = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            _answers.AddOrUpdate(answer.StatusCode, 1, (_, n) => n + 1);
            if (answer.IsSuccessStatusCode)
            {
                using var run = JsonDocument.Parse(text);
                _accepted[key] = run.RootElement.GetProperty("id").GetString()!;
                return;
            }

            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) _refusals.Add($"{answer.Headers.RetryAfter} {text}");
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} {text}\n{node.SaidOf(text)}");
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or ObjectDisposedException or TaskCanceledException { InnerException: not TimeoutException })
        {
            // The node is away: whatever became of the request, it was not answered, and the same key asks again.
        }

        await Task.Delay(Pause, TestContext.Current.CancellationToken);
    }
}
