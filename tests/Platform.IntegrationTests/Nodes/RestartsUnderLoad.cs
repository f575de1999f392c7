using System.Diagnostics;
using System.Net;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>Nodes and PostgreSQL are started again while callers start runs: whatever was accepted ends as it should, once.</summary>
[Collection(NodesCollection.Name)]
public sealed class RestartsUnderLoad
{
    // The suite has ten minutes in all; two minutes of this alone are given by PLATFORM_TEST_LONG=1.
    private static readonly int PostgresRestarts = Environment.GetEnvironmentVariable("PLATFORM_TEST_LONG") == "1" ? 12 : 3;
    private static readonly TimeSpan Between = PostgresRestarts == 12 ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_rolling_restart_loses_no_run_and_fails_no_request_that_was_accepted()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3);
        await nodes[1].SaveAsync(Work(outside));
        using var load = new Load(nodes, "work", callers: 4);
        load.Start();

        for (var n = 1; n <= 3; n++)
        {
            Assert.Equal(0, await nodes[n].StopAsync());
            await nodes.StartNodeAsync($"n{n}");
        }

        await load.StopAsync();
        await AssertAllWellAsync(nodes, load, outside);
        Assert.DoesNotContain(load.Answers.Keys, status => (int)status >= 500 && status != HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task PostgreSQL_that_is_started_again_and_again_loses_no_run_and_doubles_none()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3);
        await nodes[1].SaveAsync(Work(outside));
        using var load = new Load(nodes, "work", callers: 4);
        load.Start();

        for (var i = 0; i < PostgresRestarts; i++)
        {
            await Task.Delay(Between, TestContext.Current.CancellationToken); // the load is what is waited for
            await Task.Run(() => nodes.Postgres.Down(i % 2 == 0 ? "fast" : "immediate"), TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken); // an outage that callers notice
            await Task.Run(nodes.Postgres.Up, TestContext.Current.CancellationToken);
        }

        await load.StopAsync();
        await AssertAllWellAsync(nodes, load, outside);
        Assert.Equal([], load.Answers.Keys.Where(s => s is not (HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable)));
        Assert.All(load.Refusals, said =>
        {
            Assert.StartsWith("2 ", said, StringComparison.Ordinal); // Retry-After
            Assert.Contains("\"code\":\"unavailable\"", said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        });
    }

    private static async Task AssertAllWellAsync(NodeGroup nodes, Load load, Doorman outside)
    {
        var waited = Stopwatch.StartNew();
        var ends = await load.EndsAsync(nodes[1], Patience);
        Assert.True(ends.Count > Load.Few, $"{ends.Count} runs are no load");
        Assert.All(ends, run => Assert.True(run.GetProperty("status").GetString() == "succeeded", run.GetRawText()));
        Assert.All(ends, run => Assert.Equal(5, run.GetProperty("outputs").GetProperty("log").GetArrayLength()));
        Assert.Equal(ends.Count, load.Accepted.Values.Distinct().Count());

        // Every task of every run was called at least once, under a key of its own.
        Assert.Equal(ends.Count * 5, outside.Keys.Count);
        foreach (var run in load.Accepted.Values.Take(40))
        {
            var events = await nodes[2].EventsAsync(run);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        }

        var again = outside.Keys.Values.Sum() - outside.Keys.Count;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{ends.Count} runs of 5 steps; answers {string.Join(", ", load.Answers.Select(a => $"{(int)a.Key}: {a.Value}"))}; {again} tasks were tried again; all ended {waited.Elapsed.TotalSeconds:0.0} s after the load");
    }

    private static string Work(Doorman outside) => $$$"""
        platform: v1
        name: work
        inputs: { key: { type: string } }
        state: { log: { type: array, merge: append, default: [] }, n: { type: integer, default: 0 } }
        outputs: { log: "${{ state.log }}" }
        start: call
        nodes:
          call:
            tool: http
            with: { method: POST, url: /count, body: { key: "${{ inputs.key }}" } }
            save: { log: "${{ [state.n] }}", n: "${{ state.n + 1 }}" }
            next: [{ when: "${{ state.n < 5 }}", to: call }, { to: end }]
        tools: { http: { use: http.request, base_url: "{{{outside.Address}}}" } }
        """;
}
