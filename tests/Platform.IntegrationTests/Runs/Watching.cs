using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>History, then live; lists; states.</summary>
public sealed class Watching
{
    private const string Many = """
        platform: v1
        name: many
        inputs: { items: { type: array } }
        state: { log: { type: array, merge: append, default: [] }, rounds: { type: integer, default: 0 } }
        outputs: { log: "${{ state.log }}" }
        start: each
        nodes:
          each:
            map: { over: "${{ inputs.items }}", as: item, parallel: 8 }
            scripted: talk
            save: { log: "${{ [output] }}" }
            next: count
          count:
            set: { rounds: "${{ state.rounds + 1 }}" }
            next: [ { when: "${{ state.rounds < 10 }}", to: count }, { to: end } ]
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_watcher_sees_every_event_once_and_in_order_wherever_it_begins()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: Talking());
        await platform.SaveAsync(Many);
        var run = (await platform.StartRunAsync("many", new { items = Enumerable.Range(0, 40) })).Id;

        var watchers = await Task.WhenAll(Enumerable.Range(0, 12).Select(after => SeenAsync(platform, run, after)));

        var all = (await platform.EventsAsync(run)).Select(e => e.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => (long)n), all);
        Assert.All(watchers.Index(), watcher => Assert.Equal(all.Skip(watcher.Index), watcher.Item.Select(e => e.Sequence)));
        Assert.IsType<RunSucceeded>(watchers[0][^1].Event);
    }

    [Fact]
    public async Task Pieces_of_an_answer_are_live_unnumbered_and_never_stored()
    {
        var go = new TaskCompletionSource();
        var kind = new ScriptedKind(async (_, task, cancelled) =>
        {
            await go.Task.WaitAsync(cancelled);
            foreach (var piece in new[] { "Hel", "lo" }) task.Tell(new LlmDelta(piece));
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("platform: v1\nname: one\nstart: it\nnodes:\n  it: { scripted: it }\n");
        var run = (await platform.StartRunAsync("one")).Id;

        var pieces = new List<LoggedEvent>();
        await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, 0, Token))
        {
            if (logged.Event is TaskStarted) go.SetResult();
            if (logged.Event is LlmDelta) pieces.Add(logged);
        }

        Assert.Equal("Hello", string.Concat(pieces.Select(p => ((LlmDelta)p.Event).Text)));
        Assert.All(pieces, p => Assert.Equal(0, p.Sequence));
        Assert.DoesNotContain(await platform.EventsAsync(run), e => e.Event is LlmDelta);
    }

    [Fact]
    public async Task The_state_can_be_seen_as_it_was_at_any_step()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: Talking());
        await platform.SaveAsync(Many);
        var run = (await platform.StartRunAsync("many", new { items = new[] { 1, 2 } })).Id;
        await platform.EndOfAsync(run);

        var steps = (await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run, new CheckpointQuery(), Token)).Items;
        var third = await platform.Travel.StateAsync(RunningPlatform.Me, run, 3, Token);

        Assert.Equal(Enumerable.Range(0, 12), steps.Select(s => s.Step));
        Assert.Equal(["log"], steps[1].Changed);
        Assert.Equal(["count"], steps[3].Next);
        Assert.Equal(2, third!.Channels.GetProperty("rounds").GetInt32());
        Assert.Null(await platform.Travel.StateAsync(RunningPlatform.Me, run, 99, Token));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page_and_filtered()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(LifeOfARun.Hello);
        var started = new List<RunView>();
        for (var i = 0; i < 7; i++)
        {
            var run = await platform.Runs.StartAsync(
                RunningPlatform.Me,
                new StartRun
                {
                    Workflow = "hello",
                    Inputs = JsonSerializer.SerializeToElement(new { name = $"N{i}" }),
                    Labels = new Dictionary<string, string> { ["team"] = i % 2 == 0 ? "red" : "blue_1" },
                },
                Token);
            started.Add(await platform.EndOfAsync(run.Value!.Id));
        }

        var first = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Limit = 4 }, Token);
        var second = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Limit = 4, After = first.Next }, Token);
        async Task<int> Count(RunQuery query) => (await platform.Runs.ListAsync(RunningPlatform.Me, query, Token)).Items.Count;

        Assert.Equal(started.Select(r => r.Id).Reverse(), first.Items.Concat(second.Items).Select(r => r.Id));
        Assert.Null(second.Next);
        Assert.Equal(7, await Count(new RunQuery { Status = RunStatus.Succeeded, Workflow = "hello" }));
        Assert.Equal(0, await Count(new RunQuery { Status = RunStatus.Failed }));
        Assert.Equal(3, await Count(new RunQuery { Label = "team=blue_1" }));
        Assert.Equal(1, await Count(new RunQuery { Search = "N3" }));
        Assert.Equal(0, await Count(new RunQuery { Search = "%" }));
        Assert.Equal(1, await Count(new RunQuery { Search = started[2].Id.ToString() }));
        var overview = await platform.Runs.OverviewAsync(RunningPlatform.Me, Token);
        Assert.Equal((7, 7, 0, 1.0), (overview.StartedToday, overview.SucceededToday, overview.FailedToday, overview.SuccessRate));
        Assert.Equal(7, Assert.Single((await platform.Workflows.ListAsync(RunningPlatform.Me, new(), Token)).Items).Runs);
    }

    private static ScriptedKind Talking() => new((_, task, _) =>
    {
        task.Tell(new ToolStarted("talk", "1", JsonSerializer.SerializeToElement(new { })));
        return ScriptedKind.Done();
    });

    private static async Task<List<LoggedEvent>> SeenAsync(RunningPlatform platform, Core.Foundation.RunId run, long after)
    {
        var seen = new List<LoggedEvent>();
        await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, after, Token)) seen.Add(logged);
        return seen;
    }
}
