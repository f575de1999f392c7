using Platform.Core.Events;
using Platform.Core.Persistence;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>What is stored together, and what must be stored before what.</summary>
public sealed class Committing
{
    private const string Chain = """
        platform: v1
        name: chain
        state: { n: { type: integer, default: 0 } }
        outputs: { n: "${{ state.n }}" }
        start: a
        nodes:
          a: { set: { n: "${{ state.n + 1 }}" }, next: b }
          b: { set: { n: "${{ state.n + 1 }}" }, next: c }
          c: { set: { n: "${{ state.n + 1 }}" }, next: d }
          d: { set: { n: "${{ state.n + 1 }}" }, next: e }
          e: { set: { n: "${{ state.n + 1 }}" } }
        """;

    private const string Endless = """
        platform: v1
        name: endless
        state: { n: { type: integer, default: 0 } }
        start: again
        nodes:
          again:
            set: { n: "${{ state.n + 1 }}" }
            next: [{ when: "${{ state.n >= 0 }}", to: again }, { to: end }]
        limits: { steps: 1000000 }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_that_only_compute_need_no_commit_each_and_still_each_has_its_checkpoint_and_its_events()
    {
        await using var platform = await RunningPlatform.StartAsync(options: new RunOptions { Flush = TimeSpan.FromSeconds(10) }); // what is told is not stored meanwhile only because the machine is slow
        await platform.SaveAsync(Chain);
        var before = Commits(platform);

        var started = await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "chain" }, new Patience(TimeSpan.FromSeconds(30)), Token);
        var commits = Commits(platform) - before;

        Assert.True(started.Ok);
        Assert.Equal(RunStatus.Succeeded, started.Value.Status);
        Assert.InRange(commits, 0, 4); // the start, the end, and what the platform itself may add: it says that it lives
        var checkpoints = await platform.Get<TimeTravelService>().CheckpointsAsync(RunningPlatform.Me, started.Value.Id, new CheckpointQuery(), Token);
        Assert.Equal([0, 1, 2, 3, 4, 5], checkpoints.Items.Select(c => c.Step));
        var third = await platform.Get<TimeTravelService>().StateAsync(RunningPlatform.Me, started.Value.Id, 3, Token);
        Assert.Equal(3, third!.Channels.GetProperty("n").GetInt32());
        var events = await platform.EventsAsync(started.Value.Id);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(5, events.Count(e => e.Event is StepCommitted));
    }

    [Fact]
    public async Task Everything_before_an_effect_is_committed_when_it_begins()
    {
        RunningPlatform? platform = null;
        var seen = new List<int>();
        var kind = new ScriptedKind(async (_, task, _) =>
        {
            var stored = await platform!.Get<TimeTravelService>().CheckpointsAsync(RunningPlatform.Me, task.Id.Run, new CheckpointQuery(), Token);
            lock (seen) seen.Add(stored.Items.Count == 0 ? -1 : stored.Items[^1].Step);
            return await ScriptedKind.Done("done");
        });
        await using var running = platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("""
            platform: v1
            name: mixed
            state: { n: { type: integer, default: 0 } }
            start: a
            nodes:
              a: { set: { n: 1 }, next: b }
              b: { set: { n: 2 }, next: first }
              first: { scripted: first, next: c }
              c: { set: { n: 3 }, next: second }
              second: { scripted: second }
            """);

        var ended = await platform.EndOfAsync((await platform.StartRunAsync("mixed")).Id);

        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal([2, 4], seen);
    }

    [Fact]
    public async Task A_loop_that_only_computes_hears_that_it_is_cancelled_and_leaves_no_gap()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Endless);
        var run = (await platform.StartRunAsync("endless")).Id;
        await platform.UntilAsync<StepCommitted>(run);

        await platform.Runs.CancelAsync(RunningPlatform.Me, run, Token);
        await platform.Runs.WaitAsync(RunningPlatform.Me, run, new Patience(TimeSpan.FromSeconds(30)), Token);

        var ended = (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!;
        Assert.Equal(RunStatus.Cancelled, ended.Status);
        var checkpoints = await platform.Get<TimeTravelService>().CheckpointsAsync(RunningPlatform.Me, run, new CheckpointQuery { Limit = 200 }, Token);
        Assert.Equal(Enumerable.Range(0, checkpoints.Items.Count), checkpoints.Items.Select(c => c.Step));
        var last = await platform.Runs.EventsAsync(RunningPlatform.Me, run, ended.LastSequence - 1, 10, Token);
        Assert.IsType<RunCancelled>(Assert.Single(last).Event);
    }

    private static long Commits(RunningPlatform platform) => (platform.Get<IDatabaseWriter>() as GroupCommitWriter)?.Commits ?? 0;
}
