using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Platform.IntegrationTests.Chaos;

/// <summary>A run that was asked for.</summary>
/// <param name="Label">Given by the caller; the <c>id</c> among its inputs.</param>
internal sealed record ChaosRun(ChaosShape Shape, string Label, string? Thread)
{
    /// <summary>The run's own id, once a server has confirmed it.</summary>
    public string Id { get; set; } = "";

    /// <summary>What one reader of its events saw; null when nobody read along.</summary>
    public Task<IReadOnlyList<long>>? Seen { get; set; }
}

/// <summary>Those who start runs, answer what they ask, send events, cancel, retry and read along, whatever happens to the servers.</summary>
internal sealed class ChaosPeople(ChaosClient client, Random random, CancellationToken cancellationToken)
{
    private const int RunsOnAThread = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentQueue<ChaosRun> _runs = new();
    private readonly ConcurrentBag<Task> _starting = [];
    private int _asked;

    public IReadOnlyCollection<ChaosRun> Runs => _runs;

    /// <summary>Human tasks answered, events sent, runs cancelled or retried: what servers confirmed.</summary>
    public int Confirmed { get; private set; }

    /// <summary>Asks for one more run of each shape; they are confirmed as soon as a server can.</summary>
    public void StartOfEach()
    {
        foreach (var shape in ChaosShapes.Started) Start(shape);
    }

    public void StartAny() => Start(ChaosShapes.Started[random.Next(ChaosShapes.Started.Count)]);

    /// <summary>Ends when every start was confirmed.</summary>
    public Task AllStartedAsync() => Task.WhenAll(_starting);

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task ActAsync(CancellationToken untilCancelled)
    {
        try
        {
            while (true)
            {
                await AnswerAsync(untilCancelled);
                await SendEventsAsync(untilCancelled);
                await CancelAsync(untilCancelled);
                await RetryAsync(untilCancelled);
                await Task.Delay(Pause, untilCancelled); // people look now and then
            }
        }
        catch (OperationCanceledException) when (untilCancelled.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    private void Start(ChaosShape shape)
    {
        var number = ++_asked;
        var thread = shape.OnThread ? $"thread-{_runs.Count(r => r.Thread is not null) / RunsOnAThread}" : null;
        var run = new ChaosRun(shape, $"{shape.Name}-{number}", thread);
        _runs.Enqueue(run);
        // The stream of a run ends when it has failed, so nobody reads along where one is retried.
        _starting.Add(StartAsync(run, readAlong: number % 3 == 0 && shape != ChaosShapes.Retried));
    }

    private async Task StartAsync(ChaosRun run, bool readAlong)
    {
        var (status, body) = await client.AskAsync(
            HttpMethod.Post, $"/api/v1/workflows/{run.Shape.Name}/runs", new { inputs = new { id = run.Label }, thread = run.Thread }, run.Label, cancellationToken);
        if (status != HttpStatusCode.Created) throw new InvalidOperationException($"{run.Label} was not started: {status} {body}");
        run.Id = body.GetProperty("id").GetString()!;
        if (readAlong) run.Seen = client.ReadToTheEndAsync(run.Id, cancellationToken);
    }

    // In random order, and not all at once.
    private async Task AnswerAsync(CancellationToken stop)
    {
        var open = (await ItemsAsync("/api/v1/human-tasks?limit=200", stop)).Where(t => t.GetProperty("title").GetString() != "never").ToArray();
        random.Shuffle(open);
        foreach (var task in open.Take(1 + random.Next(8)))
        {
            var answer = new { answer = new { value = $"{task.GetProperty("title").GetString()}!" } };
            var (status, body) = await client.AskAsync(HttpMethod.Post, $"/api/v1/human-tasks/{task.GetProperty("id").GetString()}/complete", answer, null, stop);
            if (status == HttpStatusCode.OK) Confirmed++;
            else if (status != HttpStatusCode.Conflict) throw new InvalidOperationException($"An answer was refused: {status} {body}"); // a conflict: it was stored, and the first answer to us was lost
        }
    }

    private async Task SendEventsAsync(CancellationToken stop)
    {
        var waiting = await ItemsAsync($"/api/v1/runs?limit=200&status=waiting&workflow={ChaosShapes.Events.Name}", stop);
        if (waiting.Count == 0) return;
        await client.AskAsync(HttpMethod.Post, "/api/v1/events/chaos.any", new { n = 1 }, null, stop);
        foreach (var run in waiting.Take(3))
            await client.AskAsync(HttpMethod.Post, "/api/v1/events/chaos.mine", new { n = 2, id = run.GetProperty("inputs").GetProperty("id").GetString() }, null, stop);
        Confirmed++;
    }

    // Not at once: its child must be given a moment to start.
    private async Task CancelAsync(CancellationToken stop)
    {
        foreach (var status in new[] { "waiting", "running" })
        {
            foreach (var run in await ItemsAsync($"/api/v1/runs?limit=200&status={status}&workflow={ChaosShapes.Stopped.Name}", stop))
            {
                if (random.Next(6) > 0) continue;
                await client.AskAsync(HttpMethod.Post, $"/api/v1/runs/{run.GetProperty("id").GetString()}/cancel", null, null, stop);
                Confirmed++;
            }
        }
    }

    private async Task RetryAsync(CancellationToken stop)
    {
        foreach (var run in await ItemsAsync($"/api/v1/runs?limit=200&status=failed&workflow={ChaosShapes.Retried.Name}", stop))
        {
            await client.AskAsync(HttpMethod.Post, $"/api/v1/runs/{run.GetProperty("id").GetString()}/retry", null, null, stop);
            Confirmed++;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path, CancellationToken stop) =>
        [.. (await client.GetAsync(path, stop)).GetProperty("items").EnumerateArray()];
}
