using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench.Growth;

/// <summary>Lists of runs over HTTP, as page and as JSON, with 1,000 to 1,000,000 runs stored: p50 and p95 of each question.</summary>
public sealed class Listing : IBenchmark
{
    private const int Times = 60;
    private const int WarmUp = 30; // the server compiles what is called often meanwhile
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];

    private readonly GrowthCurve _p50 = new("growth.listing.p50", "runs stored", "ms");
    private readonly GrowthCurve _p95 = new("growth.listing.p95", "runs stored", "ms");

    public string Name => "growth-listing";

    public int Order => 210;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"listing_{size}");
            var clock = Stopwatch.StartNew();
            await data.FillAsync(new Filling(size) { Newest = DateTimeOffset.UtcNow }, cancellationToken);
            if (clock.Elapsed > TimeSpan.FromSeconds(5)) Console.Error.WriteLine($"{size} runs were filled in {clock.Elapsed.TotalSeconds:0} s");
            await using var server = await ServerProcess.StartAsync(data, cancellationToken);
            foreach (var (question, query) in await QuestionsAsync(server.Client, cancellationToken))
            {
                foreach (var (door, address) in new[] { ("page", "/runs"), ("api", "/api/v1/runs") })
                {
                    foreach (var told in await MeasureAsync(server.Client, size, $"{door}.{question}", address + query, cancellationToken)) yield return told;
                }
            }

            foreach (var (name, address) in new[] { ("page.overview", "/"), ("page.workflows", "/workflows"), ("page.tasks", "/tasks"), ("api.status", "/api/v1/status") })
            {
                foreach (var told in await MeasureAsync(server.Client, size, name, address, cancellationToken)) yield return told;
            }
        }

        _p50.Print();
        _p95.Print();
    }

    private static async Task<IReadOnlyList<(string Name, string Query)>> QuestionsAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var newest = await ListAsync(client, "?limit=200", cancellationToken);
        var (some, last) = (newest.GetProperty("items").EnumerateArray().ToList(), "");
        var parent = some.Select(r => r.TryGetProperty("parent", out var p) ? p.GetString() : null).FirstOrDefault(p => p is not null);
        var deep = newest;
        for (var i = 0; i < 4 && deep.TryGetProperty("next", out var next); i++)
        {
            last = next.GetString()!;
            deep = await ListAsync(client, $"?limit=200&after={last}", cancellationToken);
        }

        // A cursor from the middle of all that is stored: half of the thirty days ago.
        var middle = Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-15));
        var id = some[^1].GetProperty("id").GetString()!;
        return
        [
            ("newest", ""), ("after_800", $"?after={last}"), ("from_the_middle", $"?after={middle}"),
            ("status_succeeded", "?status=succeeded"), ("status_failed", "?status=failed"), ("status_waiting", "?status=waiting"), ("status_queued", "?status=queued"),
            ("workflow", "?workflow=workflow-7"), ("workflow_failed", "?workflow=workflow-7&status=failed"), ("workflow_succeeded", "?workflow=workflow-7&status=succeeded"),
            ("workflow_cancelled", "?workflow=workflow-7&status=cancelled"), ("workflow_unknown", "?workflow=none"),
            ("thread", "?thread=thread-42"), ("label", "?label=customer%3Dcustomer-42"), ("label_key", "?label=team"), ("label_failed", "?label=team%3Dteam-3&status=failed"),
            ("children", $"?parent={parent ?? id}"),
            ("search_id", $"?search={id}"), ("search_id_end", $"?search={id[^8..]}"), ("search_id_beginning", $"?search={id[..13]}"),
            ("search_workflow", "?search=flow-7"), ("search_inputs", "?search=contract%20renewal"), ("search_error", "?search=was%20refused"), ("search_nothing", "?search=zebra"),
        ];
    }

    private static async Task<JsonElement> ListAsync(HttpClient client, string query, CancellationToken cancellationToken)
    {
        await using var body = await client.GetStreamAsync($"/api/v1/runs{query}", cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return document.RootElement.Clone();
    }

    private async Task<IReadOnlyList<Measurement>> MeasureAsync(HttpClient client, int size, string name, string address, CancellationToken cancellationToken)
    {
        var times = new List<double>(Times);
        for (var i = -WarmUp; i < Times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(address, cancellationToken);
            answer.EnsureSuccessStatusCode();
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return [_p50.Add(size, name, times[Times / 2], Times), _p95.Add(size, name, times[(int)Math.Ceiling(Times * 0.95) - 1], Times)];
    }
}
