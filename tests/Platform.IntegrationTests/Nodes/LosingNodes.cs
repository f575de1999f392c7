using System.Diagnostics;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>Three servers on one PostgreSQL: work spreads, and what one of them held goes on without it.</summary>
[Collection(NodesCollection.Name)]
public sealed class LosingNodes
{
    // As the issue has it: from the death of a node to its runs going on elsewhere.
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60); // only against waiting for ever

    [Fact]
    public async Task Runs_that_one_node_has_no_room_for_are_taken_by_the_others()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3, ("PLATFORM__Runs__Parallel", "4"));
        await nodes[1].SaveAsync(Held(outside));

        var runs = new List<string>();
        for (var i = 0; i < 12; i++) runs.Add(await nodes[1].StartRunAsync("held", new { }));

        // All twelve wait at once, though no node advances more than four.
        var calls = new List<HeldCall>();
        for (var i = 0; i < 12; i++) calls.Add(await outside.NextAsync(Soon));
        var holders = new List<string>();
        foreach (var run in runs) holders.Add((await nodes.HolderAsync(run)).Name);
        foreach (var call in calls) call.Answer();
        foreach (var run in runs) Assert.Equal("succeeded", (await nodes[2].EndOfAsync(run, Soon)).GetProperty("status").GetString());
        Assert.Equal(["n1", "n2", "n3"], holders.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact, NeedsQuiet]
    public async Task A_killed_nodes_runs_go_on_elsewhere_within_fifteen_seconds()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3);
        await nodes[1].SaveAsync(Held(outside));
        var run = await nodes[1].StartRunAsync("held", new { });
        var first = await outside.NextAsync(Soon);
        var holder = await nodes.HolderAsync(run);

        await holder.KillAsync();
        var killed = Stopwatch.StartNew();
        var second = await outside.NextAsync(Takeover);
        var took = killed.Elapsed;
        second.Answer();

        var survivor = nodes.All.First(n => n != holder);
        var ended = await survivor.EndOfAsync(run, Soon);
        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        Assert.Equal(first.Key, second.Key); // so that the outside can tell that it is the same
        Assert.True(took < Takeover, $"{took}");
        await AssertGaplessAsync(survivor, run);
        TestContext.Current.TestOutputHelper?.WriteLine($"taken over after {took.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task A_frozen_node_that_wakes_up_is_fenced_and_writes_nothing()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(3);
        await nodes[1].SaveAsync(Held(outside));
        var run = await nodes[1].StartRunAsync("held", new { });
        var first = await outside.NextAsync(Soon);
        var holder = await nodes.HolderAsync(run);

        holder.Freeze();
        var second = await outside.NextAsync(Soon);
        second.Answer();
        var other = nodes.All.First(n => n != holder);
        await other.EndOfAsync(run, Soon);
        var before = await other.EventsAsync(run);
        first.Answer();
        holder.Thaw();
        var next = await holder.StartRunAsync("held", new { }); // it serves again, and has had time for what it was at
        (await outside.NextAsync(Soon)).Answer();
        await holder.EndOfAsync(next, Soon);

        Assert.Equal(before, await other.EventsAsync(run));
        await AssertGaplessAsync(other, run);
        Assert.Equal(1, before.Count(e => e.Type == "run.succeeded"));
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_runs_to_the_others_at_once()
    {
        await using var outside = await Doorman.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(2, ("PLATFORM__Runs__Grace", "00:00:00.5"), ("PLATFORM__Runs__Lease", "00:10:00"));
        await nodes[1].SaveAsync(Held(outside));
        var run = await nodes[1].StartRunAsync("held", new { });
        await outside.NextAsync(Soon);
        var holder = await nodes.HolderAsync(run);

        var stopped = holder.StopAsync();
        (await outside.NextAsync(Soon)).Answer(); // without waiting for its lease

        Assert.Equal(0, await stopped);
        Assert.Equal("succeeded", (await nodes.All.First(n => n != holder).EndOfAsync(run, Soon)).GetProperty("status").GetString());
    }

    [Fact, NeedsQuiet]
    public async Task An_answer_given_on_one_node_wakes_a_run_that_was_started_on_another()
    {
        await using var nodes = await NodeGroup.StartAsync(2);
        await nodes[1].SaveAsync("""
            platform: v1
            name: asks
            start: ask
            nodes:
              ask: { wait: { event: go } }
            """);
        var run = await nodes[1].StartRunAsync("asks", new { });
        await UntilAsync(nodes[2], run, "waiting");

        var asked = Stopwatch.StartNew();
        using var told = await nodes[2].Client.PostAsync("/api/v1/events/go", new StringContent("{}", null, "application/json"), TestContext.Current.CancellationToken);

        Assert.True(told.IsSuccessStatusCode);
        Assert.Equal("succeeded", (await nodes[1].EndOfAsync(run, Soon)).GetProperty("status").GetString());
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(5), $"{asked.Elapsed}");
    }

    private static string Held(Doorman outside) => $$$"""
        platform: v1
        name: held
        start: ask
        nodes:
          ask: { tool: http, with: { method: POST, url: /hold, body: {} }, timeout: 60s, next: after }
          after: { tool: http, with: { method: POST, url: /count, body: {} } }
        tools: { http: { use: http.request, base_url: "{{{outside.Address}}}", timeout: 60s } }
        """;

    private static async Task UntilAsync(Node node, string run, string status)
    {
        var clock = Stopwatch.StartNew();
        while ((await node.RunAsync(run)).GetProperty("status").GetString() != status)
        {
            Assert.True(clock.Elapsed < Soon, status);
            await Task.Delay(50, TestContext.Current.CancellationToken); // it is advanced by another process
        }
    }

    private static async Task AssertGaplessAsync(Node node, string run)
    {
        var events = await node.EventsAsync(run);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
    }
}

/// <summary>Servers, leases and clocks: one after another, for each starts three servers and mostly waits.</summary>
[CollectionDefinition(Name)]
public sealed class NodesCollection
{
    public const string Name = "nodes";
}
