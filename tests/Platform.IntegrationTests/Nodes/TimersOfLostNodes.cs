using System.Diagnostics;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>A run that sleeps wakes up on time though the node that it was started on is gone by then: on another node, once.</summary>
[Collection(NodesCollection.Name)]
public sealed class TimersOfLostNodes
{
    private const int Runs = 6;
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(12); // longer than what only the memory of one node knows, and than a busy machine takes to start all of them
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    // A node that dies while it holds a timer is missed after its check-ins: every five seconds, and ten of patience. The sweep comes far later.
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(60);

    [Fact, NeedsQuiet]
    public async Task Sleeping_runs_of_a_killed_node_wake_up_on_time_elsewhere()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(2);
        await nodes[1].SaveAsync(Sleeper(outside));
        var runs = await SleepersAsync(nodes[1]);

        await nodes[1].KillAsync();

        await AssertAwokenOnceAsync(nodes[2], runs, outside, TimeSpan.FromSeconds(5)); // a sweep, and the first run of a fresh process on a busy machine
    }

    [Fact]
    public async Task Timers_of_a_killed_and_of_a_frozen_node_are_fired_by_the_third_from_the_store_that_they_share()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3, ("PLATFORM__Runs__Sweep", "00:10:00")); // the sweep helps nobody here
        await nodes[1].SaveAsync(Sleeper(outside));
        await nodes[3].EndOfAsync(await nodes[3].StartRunAsync("sleeper", new { }), Soon); // a node hears of the others' timers from its own first one on
        outside.Keys.Clear();
        var runs = (await Task.WhenAll(SleepersAsync(nodes[1]), SleepersAsync(nodes[2]))).SelectMany(r => r).ToList();
        while (await nodes.SharedTimersAsync() < runs.Count) await Task.Delay(50, TestContext.Current.CancellationToken); // they are set after the runs rest

        await nodes[1].KillAsync();
        nodes[2].Freeze();
        await AssertAwokenOnceAsync(nodes[3], runs, outside, Takeover);
        nodes[2].Thaw();
        var before = await EventsAsync(nodes[3], runs);
        await nodes[2].EndOfAsync(await nodes[2].StartRunAsync("sleeper", new { }), Soon); // it serves again, and has had time for what it was at

        Assert.Equal(before, await EventsAsync(nodes[3], runs));
        Assert.All(outside.Keys.Values, times => Assert.Equal(1, times));
    }

    private static async Task<IReadOnlyList<string>> SleepersAsync(Node node)
    {
        var runs = new List<string>();
        for (var i = 0; i < Runs; i++) runs.Add(await node.StartRunAsync("sleeper", new { }));
        var clock = Stopwatch.StartNew();
        foreach (var run in runs)
        {
            while ((await node.RunAsync(run)).GetProperty("status").GetString() != "waiting")
            {
                Assert.True(clock.Elapsed < Sleep, node.Said);
                await Task.Delay(20, TestContext.Current.CancellationToken); // it is advanced by another process
            }
        }

        return runs;
    }

    private static async Task AssertAwokenOnceAsync(Node node, IReadOnlyList<string> runs, Doorman outside, TimeSpan longest)
    {
        var late = new List<TimeSpan>();
        foreach (var run in runs)
        {
            var ended = await node.EndOfAsync(run, Sleep + Soon);
            Assert.Equal("succeeded", ended.GetProperty("status").GetString());
            var events = await node.EventsAsync(run);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
            Assert.Single(events, e => e.Type == "run.resumed");
            late.Add(Time(ended, "endedAt") - Time(ended, "createdAt") - Sleep);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"late by {string.Join(", ", late.Select(l => $"{l.TotalSeconds:0.00}"))} s");
        Assert.All(late, l => Assert.InRange(l, TimeSpan.Zero, longest));
        Assert.Equal(runs.Count, outside.Keys.Count);
        Assert.All(outside.Keys.Values, times => Assert.Equal(1, times));
    }

    private static async Task<IReadOnlyList<(long, string)>> EventsAsync(Node node, IReadOnlyList<string> runs)
    {
        var events = new List<(long, string)>();
        foreach (var run in runs) events.AddRange(await node.EventsAsync(run));
        return events;
    }

    private static DateTimeOffset Time(JsonElement run, string name) => run.GetProperty(name).GetDateTimeOffset();

    private static string Sleeper(Doorman outside) => $$$"""
        platform: v1
        name: sleeper
        start: sleep
        nodes:
          sleep: { wait: { for: {{{Sleep.TotalSeconds}}}s }, next: [{ to: call }] }
          call: { tool: http, with: { method: POST, url: /count }, next: [{ to: end }] }
        tools: { http: { use: http.request, base_url: "{{{outside.Address}}}" } }
        """;
}
