using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>
/// The page of a run with 20,000 spans, over HTTP from the server as its users start it: its first byte when nobody has looked at the run yet and afterwards,
/// and the windows that scrolling asks for.
/// </summary>
public sealed class RunPage : IBenchmark
{
    private const int Items = 20_000;
    private const int Scrolls = 400;
    private const int Views = 30;

    private const string Yaml = """
        platform: v1
        name: wide
        inputs: { items: { type: array, items: { type: integer } } }
        state: { doubled: { type: array, merge: append, default: [] } }
        start: double
        nodes:
          double:
            map: { over: "${{ inputs.items }}", as: item }
            set: { doubled: "${{ [item * 2] }}" }
        """;

    public string Name => "run_page";

    public int Order => 58;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-samples");
        var client = server.Client;
        await server.SaveAsync(Yaml, cancellationToken);
        var small = await RunAsync(client, 3, cancellationToken);
        var big = await RunAsync(client, Items, cancellationToken);
        await FirstByteAsync(client, small, null, cancellationToken); // the page itself is compiled; the big run was never looked at
        yield return new Measurement("run_page.first_byte.20000_spans.first_look", await FirstByteAsync(client, big, null, cancellationToken), "ms", 1);
        var views = new List<double>();
        for (var i = 0; i < Views; i++) views.Add(await FirstByteAsync(client, big, null, cancellationToken));
        yield return new Measurement("run_page.first_byte.20000_spans.p95", P95(views), "ms", views.Count);
        var rows = new List<double>();
        for (var i = 0; i < Scrolls; i++) rows.Add(await FirstByteAsync(client, big, i * (Items / Scrolls), cancellationToken));
        yield return new Measurement("run_page.scroll.20000_spans.p95", P95(rows), "ms", rows.Count);
    }

    private static double P95(List<double> took)
    {
        took.Sort();
        return took[took.Count * 95 / 100];
    }

    private static async Task<string> RunAsync(HttpClient client, int items, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/workflows/wide/runs?wait=120s", new { inputs = new { items = Enumerable.Range(0, items) } }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var run = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return run.RootElement.GetProperty("id").GetString()!;
    }

    /// <param name="row">The window that scrolling asks for; null for the whole page.</param>
    private static async Task<double> FirstByteAsync(HttpClient client, string run, int? row, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/runs/{run}?tab=timeline&open=1{(row is { } at ? $"&row={at.ToString(CultureInfo.InvariantCulture)}" : "")}");
        if (row is not null)
        {
            request.Headers.Add("HX-Request", "true");
            request.Headers.Add("HX-Target", "tl-rows");
        }

        var began = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return took;
    }
}
