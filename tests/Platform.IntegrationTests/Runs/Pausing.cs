using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>An operator stops a run and lets it go on.</summary>
public sealed class Pausing
{
    private const string TwoSteps = """
        platform: v1
        name: two
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: first
        nodes:
          first: { scripted: first, save: { log: "${{ [output] }}" }, next: second }
          second: { scripted: second, save: { log: "${{ [output] }}" } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_run_stops_after_its_step_and_goes_on_from_there_also_after_a_restart()
    {
        var (began, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var kind = new ScriptedKind(async (name, _, cancelled) =>
        {
            began.TrySetResult();
            await go.Task.WaitAsync(cancelled);
            return await ScriptedKind.Done(name);
        });
        var folder = Directory.CreateTempSubdirectory("platform-pause-").FullName;
        RunId run;
        await using (var platform = await RunningPlatform.StartAsync(folder, kind))
        {
            await platform.SaveAsync(TwoSteps);
            run = (await platform.StartRunAsync("two")).Id;
            await began.Task.WaitAsync(Token);

            var asked = await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);
            go.SetResult();
            await platform.UntilAsync<RunPaused>(run);
            var paused = await UntilAsync(platform, run, r => r.Status == RunStatus.Waiting);

            Assert.Contains("stops after the step", asked.Why, StringComparison.Ordinal);
            Assert.StartsWith("Paused by owner since ", paused.Why, StringComparison.Ordinal);
            Assert.Equal((1, 0), (kind.Runs("first"), kind.Runs("second")));
        }

        await using var again = await RunningPlatform.StartAsync(folder, kind, new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        Assert.Equal("owner", (await again.Runs.FindAsync(RunningPlatform.Me, run, Token))!.PausedBy);
        await again.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);
        var ended = await again.EndOfAsync(run);

        Assert.Equal("""["first","second"]""", ended.Outputs!.Value.GetProperty("log").GetRawText());
        Assert.Equal((1, 1), (kind.Runs("first"), kind.Runs("second")));
        Assert.Contains(await again.EventsAsync(run), e => e.Event is RunResumed { Reason: "owner let it go on" });
    }

    [Fact]
    public async Task A_queued_run_that_is_paused_does_not_start_until_it_is_resumed()
    {
        var kind = new ScriptedKind((name, _, _) => ScriptedKind.Done(name));
        await using var platform = await RunningPlatform.StartAsync(kind: kind, options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        await platform.SaveAsync(TwoSteps);
        var started = await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "two", At = DateTimeOffset.UtcNow.AddSeconds(3) }, Token); // long enough that it is paused before
        var run = started.Value!.Id;

        var paused = await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);
        var later = (await platform.StartRunAsync("two")).Id;
        await platform.EndOfAsync(later);
        await UntilAsync(platform, run, _ => DateTimeOffset.UtcNow > paused.DueAt!.Value.AddMilliseconds(300)); // its time has come and gone
        var still = await platform.Runs.FindAsync(RunningPlatform.Me, run, Token);
        await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);

        Assert.Equal(RunStatus.Queued, still!.Status);
        Assert.Equal(RunStatus.Succeeded, (await platform.EndOfAsync(run)).Status);
    }

    [Fact]
    public async Task A_paused_run_takes_answers_and_goes_on_with_them_when_it_is_resumed()
    {
        await using var platform = await RunningPlatform.StartAsync(options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        await platform.SaveAsync(WaitShapes.Ask);
        var run = (await platform.StartRunAsync("ask")).Id;
        await platform.UntilAsync<RunWaiting>(run);
        await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);

        await WaitShapes.AnswerAsync(platform, run, "one");
        var paused = await platform.Runs.FindAsync(RunningPlatform.Me, run, Token);
        await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal((RunStatus.Waiting, "owner"), (paused!.Status, paused.PausedBy));
        Assert.Equal("one", ended.Outputs!.Value.GetProperty("said").GetString());
    }

    [Fact]
    public async Task Pausing_a_parent_pauses_its_children_and_resuming_it_lets_them_go_on()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(WaitShapes.Ask);
        await platform.SaveAsync("""
            platform: v1
            name: parent
            state: { said: { type: string, default: "" } }
            outputs: { said: "${{ state.said }}" }
            start: child
            nodes: { child: { workflow: ask, save: { said: "${{ output.said }}" } } }
            """);
        var run = (await platform.StartRunAsync("parent")).Id;
        var child = RunId.TryParse((await platform.UntilAsync<ChildStarted>(run)).Run, out var id) ? id : default;
        await platform.UntilAsync<RunWaiting>(child);

        await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);
        var paused = await platform.Runs.FindAsync(RunningPlatform.Me, child, Token);
        await WaitShapes.AnswerAsync(platform, child, "two");
        await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal("owner", paused!.PausedBy);
        Assert.Equal("two", ended.Outputs!.Value.GetProperty("said").GetString());
    }

    [Fact]
    public async Task A_run_that_has_ended_cannot_be_paused_and_a_paused_one_can_be_cancelled()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(WaitShapes.Ask);
        var run = (await platform.StartRunAsync("ask")).Id;
        await platform.UntilAsync<RunWaiting>(run);
        await platform.Runs.PauseAsync(RunningPlatform.Me, run, Token);

        var cancelled = await platform.Runs.CancelAsync(RunningPlatform.Me, run, Token);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.Runs.PauseAsync(RunningPlatform.Me, run, Token));

        Assert.Equal((RunStatus.Cancelled, null), (cancelled.Status, cancelled.PausedBy));
        Assert.Equal(ErrorCode.Conflict, refused.Code);
    }

    internal static async Task<RunView> UntilAsync(RunningPlatform platform, RunId run, Func<RunView, bool> holds)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await clock.WaitForNextTickAsync(Token))
            if (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token) is { } found && holds(found)) return found;
        throw new InvalidOperationException("The clock stopped.");
    }
}
