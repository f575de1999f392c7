using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs.TimeTravel;

/// <summary>An operator changes the state of a run that stands still.</summary>
public sealed class EditingAState
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channels_are_changed_and_the_answer_given_in_one_go_and_both_are_in_the_history()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");

        var edited = await platform.Travel.EditAsync(
            RunningPlatform.Me, run.Id, GivenRuns.Json("""{"count": 70, "log": ["by hand"]}"""), new ResumeRun { Value = GivenRuns.Json("""{"ok": true}""") }, Token);
        var ended = await platform.EndOfAsync(run.Id);

        Assert.True(edited.Ok, string.Join('\n', edited.Findings));
        Assert.Equal("""{"count":70,"log":["by hand"],"note":"good"}""", ended.Outputs!.Value.GetRawText());
        var told = (await platform.EventsAsync(run.Id)).Select(e => e.Event).OfType<StateEdited>().Single();
        Assert.Equal((8, RunningPlatform.Me.Name, "count,log"), (told.Step, told.By, string.Join(',', told.Changed)));
        var steps = (await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new(), Token)).Items;
        Assert.True(steps[8] is { Edited: true, Nodes: [] });
        Assert.True((await platform.ReplayAsync(run.Id)).Deterministic);
    }

    [Fact]
    public async Task What_does_not_fit_changes_nothing_and_answers_nothing()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");

        var wrong = await EditAsync(platform, run.Id, """{"count": "many"}""", """{"ok": true}""");
        var unfit = await EditAsync(platform, run.Id, """{"count": 5}""", """{"ok": "perhaps"}""");
        var after = (await platform.Runs.FindAsync(RunningPlatform.Me, run.Id, Token))!;

        Assert.Equal("RN022", wrong.Findings.Single().Code);
        Assert.Equal("RN010", unfit.Findings.Single().Code);
        Assert.Equal((RunStatus.Waiting, 7, run.LastSequence), (after.Status, after.Step, after.LastSequence));
    }

    [Fact]
    public async Task A_run_that_has_succeeded_is_not_changed_any_more()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");
        await platform.AnswerAsync(run.Id, """{"ok": true}""");
        await platform.EndOfAsync(run.Id);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => EditAsync(platform, run.Id, """{"count": 5}""", null));

        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains("Fork it", refused.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_is_retried_with_edited_state_and_only_failed_items_of_its_map_run_again()
    {
        var limit = 0;
        var kind = new ScriptedKind((_, task, _) =>
        {
            if (task.Id.Index == 1 && Interlocked.Increment(ref limit) == 1) throw new PlatformException(ErrorCode.ToolFailed, "It broke.");
            return ScriptedKind.Done($"{task.Id.Index}");
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("""
            platform: v1
            name: three
            state: { log: { type: array, merge: append, default: [] }, mark: { type: string, default: "-" } }
            outputs: { log: "${{ state.log }}" }
            limits: { parallel: 1 }
            start: each
            nodes:
              each: { map: { over: "${{ [1, 2, 3] }}", as: i }, scripted: it, save: { log: "${{ [output + state.mark] }}" } }
            """);
        var run = await platform.StartRunAsync("three");
        Assert.Equal(RunStatus.Failed, (await platform.EndOfAsync(run.Id)).Status);

        var retried = await platform.Travel.RetryAsync(RunningPlatform.Me, run.Id, GivenRuns.Json("""{"mark": "+"}"""), platform.Runs, Token);
        var ended = await platform.EndOfAsync(run.Id);

        Assert.True(retried.Ok, string.Join('\n', retried.Findings));
        Assert.Equal("""["0-","1+","2+"]""", ended.Outputs!.Value.GetProperty("log").GetRawText());
        Assert.Equal(4, kind.Runs("it")); // the first, the broken one twice, the third
    }

    [Fact]
    public async Task A_paused_run_goes_on_with_its_new_state_also_when_its_timer_has_passed_meanwhile()
    {
        await using var platform = await RunningPlatform.StartAsync(options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        await platform.SaveAsync("""
            platform: v1
            name: short
            state: { n: { type: integer, default: 0 } }
            outputs: { n: "${{ state.n }}" }
            start: rest
            nodes:
              rest: { wait: { for: 3s }, next: add }
              add: { set: { n: "${{ state.n + 1 }}" } }
            """);
        var run = (await platform.StartRunAsync("short")).Id;
        await platform.UntilAsync<StepCommitted>(run);
        await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);
        await Task.Delay(3200, Token); // the timer fires, and the run stays where it is

        var edited = await platform.Travel.EditAsync(RunningPlatform.Me, run, GivenRuns.Json("""{"n": 40}"""), new ResumeRun(), Token);
        var ended = await platform.EndOfAsync(run);

        Assert.True(edited.Ok, string.Join('\n', edited.Findings));
        Assert.Equal(41, ended.Outputs!.Value.GetProperty("n").GetInt32());
    }

    private static Task<Result<RunView>> EditAsync(RunningPlatform platform, RunId run, string state, string? answer) => platform.Travel.EditAsync(
        RunningPlatform.Me, run, GivenRuns.Json(state), answer is null ? null : new ResumeRun { Value = JsonSerializer.Deserialize<JsonElement>(answer) }, Token);
}
