using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench.Growth;

/// <summary>One run of 10 to 100,000 steps: time and bytes of each step, which must not grow; and what its page and its parts cost.</summary>
public sealed class Steps : IBenchmark
{
    private const int Reads = 9;
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000, 100_000];

    private const string Yaml = """
        platform: v1
        name: growth
        inputs: { steps: { type: integer } }
        state: { n: { type: integer, default: 0 }, log: { type: array, merge: append, default: [] } }
        outputs: { n: "${{ state.n }}" }
        start: again
        nodes:
          again:
            set: { n: "${{ state.n + 1 }}", log: "${{ state.n % 100 == 0 ? ['a line now and then'] : [] }}" }
            next:
              - { when: "${{ state.n < inputs.steps - 1 }}", to: again }
              - { to: end }
        limits: { steps: 200000, time: 2h }
        """;

    private readonly GrowthCurve _time = new("growth.steps.time", "steps of one run", "us/step");
    private readonly GrowthCurve _bytes = new("growth.steps.bytes", "steps of one run", "bytes/step");
    private readonly GrowthCurve _reads = new("growth.steps.read.p50", "steps of one run", "ms");

    public string Name => "growth-steps";

    public int Order => 200;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"steps_{size}");
            await using var server = await ServerProcess.StartAsync(data, cancellationToken);
            using var yaml = new StringContent(Yaml, System.Text.Encoding.UTF8, "application/yaml");
            (await server.Client.PostAsync("/api/v1/workflows", yaml, cancellationToken)).EnsureSuccessStatusCode();
            await RunAsync(server.Client, 10, cancellationToken); // compiled and warm
            var before = Bytes(data);
            var clock = Stopwatch.StartNew();
            var run = await RunAsync(server.Client, size, cancellationToken);
            yield return _time.Add(size, "step", clock.Elapsed.TotalMicroseconds / size, size);
            yield return _bytes.Add(size, "step", (Bytes(data) - before) / (double)size, size);
            foreach (var (name, address) in new[]
            {
                ("page.timeline", $"/runs/{run}"), ("page.state", $"/runs/{run}?tab=state"), ("page.events", $"/runs/{run}?tab=events"),
                ("api.run", $"/api/v1/runs/{run}"), ("api.checkpoints", $"/api/v1/runs/{run}/checkpoints"), ("api.state_in_the_middle", $"/api/v1/runs/{run}/checkpoints/{size / 2}"),
            })
            {
                var (first, usual) = await ReadAsync(server.Client, address, cancellationToken);
                yield return _reads.Add(size, $"{name}.first", first);
                yield return _reads.Add(size, name, usual, Reads);
            }

            yield return _reads.Add(size, "server_megabytes", server.Megabytes);
        }

        _time.Print();
        _bytes.Print();
        _reads.Print();
    }

    private static async Task<string> RunAsync(HttpClient client, int steps, CancellationToken cancellationToken)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { inputs = new { steps } }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/workflows/growth/runs?wait=30s", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        while (true)
        {
            using var run = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            var id = run.RootElement.GetProperty("id").GetString()!;
            using var now = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/runs/{id}", cancellationToken));
            switch (now.RootElement.GetProperty("status").GetString())
            {
                case "succeeded": return id;
                case "failed": throw new InvalidOperationException(now.RootElement.GetRawText());
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task<(double First, double Usual)> ReadAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i <= Reads; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(address, cancellationToken);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return (times[0], times.Skip(1).Order().ElementAt(Reads / 2));
    }

    // The write-ahead log is no growth: it is written again from its start.
    private static long Bytes(BenchData data) => data.Database.Read(s => data.Address is null
        ? s.Number("SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())")
        : s.Number("SELECT pg_database_size(current_database())"));
}
