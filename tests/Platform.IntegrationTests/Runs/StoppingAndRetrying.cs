using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Cancelling, retrying, failing and stopping.</summary>
public sealed class StoppingAndRetrying
{
    private const string Pair = """
        platform: v1
        name: pair
        start: [good, bad]
        nodes:
          good: { scripted: good }
          bad: { scripted: bad }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelling_a_run_cancels_the_task_that_is_running()
    {
        var began = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var kind = new ScriptedKind(async (_, _, cancelled) =>
        {
            began.TrySetResult();
            cancelled.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancelled);
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync(Pair);
        var run = (await platform.StartRunAsync("pair")).Id;
        await began.Task.WaitAsync(Token);

        await platform.Runs.CancelAsync(RunningPlatform.Me, run, Token);
        var ended = await platform.EndOfAsync(run);

        await stopped.Task.WaitAsync(Token);
        Assert.Equal(RunStatus.Cancelled, ended.Status);
        Assert.IsType<RunCancelled>((await platform.EventsAsync(run))[^1].Event);
    }

    [Fact]
    public async Task A_retry_repeats_only_what_failed()
    {
        var broken = true;
        var good = new TaskCompletionSource();
        var kind = new ScriptedKind(async (name, _, cancelled) =>
        {
            if (name == "good")
            {
                good.TrySetResult();
                return await ScriptedKind.Done();
            }

            await good.Task.WaitAsync(cancelled);
            return broken ? throw new PlatformException(ErrorCode.ToolFailed, "The tool broke.", "Mend it.") : await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync(Pair);
        var run = (await platform.StartRunAsync("pair")).Id;
        var failed = await platform.EndOfAsync(run);

        broken = false;
        await platform.Runs.RetryAsync(RunningPlatform.Me, run, Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal(("tool_failed", "bad", "Mend it."), (failed.Error!.Code, failed.Error.Node!, failed.Error.Resolution));
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal(2, ended.Attempt);
        Assert.Equal(1, kind.Runs("good"));
        Assert.Equal(2, kind.Runs("bad"));
        var retriedAt = (await platform.Runs.EventsAsync(RunningPlatform.Me, run, 0, 100, Token)).Single(e => e.Event is RunRetried).At;
        Assert.Equal(retriedAt - failed.EndedAt, TimeSpan.FromMilliseconds(ended.StoodMs)); // no part of its duration
        Assert.Equal(ended.StartedAt + TimeSpan.FromMilliseconds(ended.StoodMs), ended.CountsFrom);
    }

    [Fact]
    public async Task A_run_that_succeeded_cannot_be_retried()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: new ScriptedKind((_, _, _) => ScriptedKind.Done()));
        await platform.SaveAsync(Pair);
        var run = (await platform.StartRunAsync("pair")).Id;
        await platform.EndOfAsync(run);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.Runs.RetryAsync(RunningPlatform.Me, run, Token));

        Assert.Equal(ErrorCode.Conflict, refused.Code);
    }

    [Fact]
    public async Task A_platform_that_stops_leaves_its_runs_to_the_next_one()
    {
        var began = new TaskCompletionSource();
        var slow = true;
        var kind = new ScriptedKind(async (_, _, cancelled) =>
        {
            began.TrySetResult();
            if (slow) await Task.Delay(Timeout.Infinite, cancelled);
            return await ScriptedKind.Done();
        });
        var folder = Directory.CreateTempSubdirectory("platform-").FullName;
        RunId run;
        await using (var first = await RunningPlatform.StartAsync(folder, kind, new RunOptions { Grace = TimeSpan.Zero }))
        {
            await first.SaveAsync(Pair);
            run = (await first.StartRunAsync("pair")).Id;
            await began.Task.WaitAsync(Token);
        }

        slow = false;
        await using var second = await RunningPlatform.StartAsync(folder, kind);
        var ended = await second.EndOfAsync(run);

        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Contains(await second.EventsAsync(run), e => e.Event is RunRecovered);
    }

    [Fact]
    public async Task A_fault_of_ours_ends_the_run_with_a_code_and_a_trace()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: new ScriptedKind((_, _, _) => throw new InvalidOperationException("A bug.")));
        await platform.SaveAsync(Pair);

        var ended = await platform.EndOfAsync((await platform.StartRunAsync("pair")).Id);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Equal("internal", ended.Error!.Code);
    }
}
