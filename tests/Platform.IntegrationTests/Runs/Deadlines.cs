using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>A run fails in time, whatever it does or waits for.</summary>
public sealed class Deadlines
{
    private static readonly RunOptions Quick = new() { Parallel = 4 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, NeedsQuiet]
    public async Task A_run_that_works_waits_or_is_queued_fails_within_a_second_of_its_deadline_and_takes_its_child_along()
    {
        var kind = new ScriptedKind(async (_, _, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind, options: Quick);
        await platform.SaveAsync(WaitShapes.Ask);
        await platform.SaveAsync("platform: v1\nname: works\nstart: work\nnodes: { work: { scripted: work } }\n");
        await platform.SaveAsync("platform: v1\nname: parent\nlimits: { deadline: 2s }\nstart: child\nnodes: { child: { workflow: ask } }\n");
        var works = await StartAsync(platform, "works", null);
        var waits = await StartAsync(platform, "ask", null);
        await platform.UntilAsync<RunWaiting>(waits);
        await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "ask", Thread = "t" }, Token);
        var queued = await StartAsync(platform, "ask", "t");
        var parent = (await platform.StartRunAsync("parent")).Id;
        var child = RunId.TryParse((await platform.UntilAsync<ChildStarted>(parent)).Run, out var id) ? id : default;

        foreach (var run in (RunId[])[works, waits, queued, parent])
        {
            var ended = await platform.EndOfAsync(run);
            Assert.Equal((RunStatus.Failed, "timeout"), (ended.Status, ended.Error!.Code));
            Assert.InRange(ended.EndedAt!.Value - ended.Deadline!.Value, TimeSpan.FromMilliseconds(-5), TimeSpan.FromSeconds(1));
        }

        Assert.Equal(RunStatus.Cancelled, (await platform.EndOfAsync(child)).Status);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_nothing_runs_is_kept_after_the_restart_and_a_retry_gets_as_much_time_again()
    {
        var folder = Directory.CreateTempSubdirectory("platform-deadline-").FullName;
        var (given, clock) = (TimeSpan.FromMinutes(10), new ShiftedClock());
        RunId run;
        await using (var platform = await RunningPlatform.StartAsync(folder))
        {
            await platform.SaveAsync(WaitShapes.Ask);
            run = await StartAsync(platform, "ask", null, given);
            await platform.UntilAsync<RunWaiting>(run);
        }

        clock.Offset = given * 2; // more than a slow machine could take to answer in time
        await using var again = await RunningPlatform.StartAsync(folder, change: services => services.AddSingleton<TimeProvider>(clock));
        var ended = await again.EndOfAsync(run);
        var retried = await again.Runs.RetryAsync(RunningPlatform.Me, run, Token);

        Assert.Equal("timeout", ended.Error!.Code);
        Assert.InRange(retried.Deadline!.Value - clock.GetUtcNow(), given / 2, given);
        await WaitShapesAnswerAsync(again, run);
        Assert.Equal(RunStatus.Succeeded, (await again.EndOfAsync(run)).Status);
    }

    [Fact]
    public async Task A_deadline_before_the_start_is_refused()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(WaitShapes.Ask);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.Runs.StartAsync(
            RunningPlatform.Me, new StartRun { Workflow = "ask", Deadline = DateTimeOffset.UtcNow.AddMinutes(-1) }, Token));

        Assert.Equal(ErrorCode.Validation, refused.Code);
    }

    private static async Task WaitShapesAnswerAsync(RunningPlatform platform, RunId run)
    {
        await Pausing.UntilAsync(platform, run, r => r.Status == RunStatus.Waiting);
        await WaitShapes.AnswerAsync(platform, run, "in time");
    }

    private static async Task<RunId> StartAsync(RunningPlatform platform, string workflow, string? thread, TimeSpan? within = null) =>
        (await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = workflow, Thread = thread, Within = within ?? TimeSpan.FromSeconds(2) }, Token)).Value!.Id;
}
