using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs.TimeTravel;

/// <summary>Runs done again in memory with what the world answered then.</summary>
public sealed class ReplayingARun
{
    private const string Family = """
        platform: v1
        name: family
        state: { got: { type: array, merge: append, default: [] }, when: { type: string, default: "" }, big: { type: string, default: "" } }
        outputs: { got: "${{ state.got }}", started: "${{ run.started }}", attempt: "${{ run.attempt }}" }
        start: [pause, kids]
        nodes:
          pause: { wait: { for: 20ms }, next: look }
          look: { scripted: look, save: { big: "${{ output }}" }, next: tell }
          tell: { wait: { event: go, match: "${{ event.n > 1 }}" }, save: { got: "${{ [output.n] }}" } }
          kids:
            map: { over: "${{ ['a', 'b', 'c'] }}", as: k, parallel: 2 }
            workflow: kid
            with: { k: "${{ k }}" }
            save: { got: "${{ [output.said] }}" }
        """;

    private const string Kid = """
        platform: v1
        name: kid
        inputs: { k: { type: string } }
        outputs: { said: "${{ inputs.k }}" }
        start: stop
        nodes: { stop: { breakpoint: after, next: end } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_with_tools_people_and_loops_is_deterministic_and_its_replay_does_nothing_outside()
    {
        var kind = GivenRuns.Looking();
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");
        var halfway = await platform.ReplayAsync(run.Id);
        await platform.AnswerAsync(run.Id, """{"ok": true}""");
        var ended = await platform.EndOfAsync(run.Id);

        var report = await platform.ReplayAsync(run.Id);

        Assert.True(halfway is { Deterministic: true, Complete: false, Steps: 7 }, halfway.ToString());
        Assert.True(report is { Deterministic: true, Complete: true, Steps: 8 }, report.ToString());
        Assert.Equal(3, kind.Runs("look"));
        Assert.Equal(ended.LastSequence, (await platform.Runs.FindAsync(RunningPlatform.Me, run.Id, Token))!.LastSequence);
    }

    [Fact]
    public async Task Timers_events_children_breakpoints_and_large_results_replay_too()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: new ScriptedKind((_, _, _) => ScriptedKind.Done(new string('x', 20_000))));
        await platform.SaveAsync(Kid);
        await platform.SaveAsync(Family);
        var run = await platform.StartRunAsync("family");
        await AnswerAllAsync(platform, run.Id);
        var ended = await platform.EndOfAsync(run.Id);
        Assert.True(ended.Status == RunStatus.Succeeded, $"{ended.Error}");

        var report = await platform.ReplayAsync(run.Id);

        Assert.True(report is { Deterministic: true, Complete: true }, report.ToString());
        Assert.Equal(ended.Step, report.Steps);
    }

    [Fact]
    public async Task A_changed_version_diverges_at_the_step_and_node_that_were_changed()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");
        await platform.SaveAsync(GivenRuns.Loop.Replace("[string(state.count) + output]", "[state.count > 1 ? 'two' + output : string(state.count) + output]", StringComparison.Ordinal));
        await platform.SaveAsync(GivenRuns.Loop.Replace("state.count < inputs.n", "state.count < 2", StringComparison.Ordinal));
        await platform.SaveAsync(GivenRuns.Loop.Replace("Good, ", "Fine, ", StringComparison.Ordinal));

        var saved = (await platform.ReplayAsync(run.Id, 2)).Divergence!;
        var routed = (await platform.ReplayAsync(run.Id, 3)).Divergence!;
        var asked = (await platform.ReplayAsync(run.Id, 4)).Divergence!;

        Assert.Equal(("state", 4, "look", "log", "/1", "\"2!\"", "\"two!\""), (saved.Kind, saved.Step, saved.Node, saved.Channel, saved.Path, saved.Expected, saved.Actual));
        Assert.Equal(("next", 4, "look", "tick", "ask"), (routed.Kind, routed.Step, routed.Node, routed.Expected, routed.Actual));
        Assert.Equal(("asked", 7, "ask"), (asked.Kind, asked.Step, asked.Node));
        Assert.All([saved, routed, asked], d => Assert.Contains("written differently in version", d.Why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_run_fails_again_in_the_same_place_and_a_retried_one_replays_with_its_attempts()
    {
        var broken = true;
        var kind = new ScriptedKind((name, _, _) => name == "bad" && broken ? throw new PlatformException(ErrorCode.ToolFailed, "It broke.") : ScriptedKind.Done("!"));
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("""
            platform: v1
            name: pair
            state: { log: { type: array, merge: append, default: [] } }
            outputs: { log: "${{ state.log }}" }
            start: [good, bad]
            nodes:
              good: { scripted: good, save: { log: "${{ ['good' + output] }}" } }
              bad: { scripted: bad, save: { log: "${{ ['bad' + output + string(run.attempt)] }}" }, next: last }
              last: { set: { log: "${{ ['last' + string(run.attempt)] }}" } }
            """);
        var run = await platform.StartRunAsync("pair");
        Assert.Equal(RunStatus.Failed, (await platform.EndOfAsync(run.Id)).Status);

        var failed = await platform.ReplayAsync(run.Id);
        broken = false;
        await platform.Runs.RetryAsync(RunningPlatform.Me, run.Id, Token);
        var ended = await platform.EndOfAsync(run.Id);
        var retried = await platform.ReplayAsync(run.Id);

        Assert.True(failed.Deterministic, failed.ToString());
        Assert.Equal("""["good!","bad!2","last2"]""", ended.Outputs!.Value.GetProperty("log").GetRawText());
        Assert.True(retried is { Deterministic: true, Steps: 2 }, retried.ToString());
    }

    // The children stand at their breakpoint; the event comes twice, once without a match; should the wait begin only now, it is kept.
    private static async Task AnswerAllAsync(RunningPlatform platform, RunId run)
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var child = await NextChildAsync(platform, run);
            await platform.Runs.ResumeAsync(RunningPlatform.Me, child, new ResumeRun(), Token);
            await platform.EndOfAsync(child);
        }

        await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, 0, Token))
            if (logged.Event is Core.Events.TaskInterrupted { Kind: "event" }) break;
        foreach (var n in new[] { 1, 2 })
            await platform.Runs.DeliverEventAsync(RunningPlatform.Me, "go", GivenRuns.Json($$"""{"n": {{n}}}"""), null, Token);
    }

    private static async Task<RunId> NextChildAsync(RunningPlatform platform, RunId run)
    {
        while (true)
        {
            var waiting = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Parent = run, Status = RunStatus.Waiting }, Token);
            if (waiting.Items is [var child, ..]) return child.Id;
            await Task.Yield();
        }
    }
}
