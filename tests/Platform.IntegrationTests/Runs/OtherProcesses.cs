using System.Diagnostics;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>What one process wants, and another one on the same database does.</summary>
public sealed class OtherProcesses
{
    private const string Works = "platform: v1\nname: works\nstart: work\nnodes: { work: { scripted: work } }\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, NeedsQuiet]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_another_process_advances_is_cancelled_within_a_second_also_when_its_tool_does_not_listen(bool deaf)
    {
        var began = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var kind = new ScriptedKind(async (_, _, cancelled) =>
        {
            began.TrySetResult();
            await (deaf ? release.Task : Task.Delay(Timeout.Infinite, cancelled));
            return await ScriptedKind.Done();
        });
        var folder = Directory.CreateTempSubdirectory("platform-two-").FullName;
        await using var worker = await RunningPlatform.StartAsync(folder, kind);
        await using var other = await RunningPlatform.StartAsync(folder, kind, workers: false);
        await worker.SaveAsync(Works);
        await worker.SaveAsync("platform: v1\nname: parent\nstart: child\nnodes: { child: { workflow: works } }\n");
        var run = (await worker.StartRunAsync("parent")).Id;
        await began.Task.WaitAsync(Token);
        var child = RunId.TryParse((await worker.UntilAsync<ChildStarted>(run)).Run, out var id) ? id : default;

        var asked = Stopwatch.StartNew();
        await other.Runs.CancelAsync(RunningPlatform.Me, run, Token);
        var ended = await other.EndOfAsync(child);
        var took = asked.Elapsed;
        release.TrySetResult();

        Assert.Equal(RunStatus.Cancelled, ended.Status);
        Assert.Equal(RunStatus.Cancelled, (await other.EndOfAsync(run)).Status);
        Assert.True(took < TimeSpan.FromSeconds(1), $"{took}");
    }

    [Fact]
    public async Task A_process_that_stops_gives_its_runs_back_and_says_what_it_waits_for()
    {
        var began = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        var kind = new ScriptedKind(async (name, _, cancelled) =>
        {
            if (name != "work") return await ScriptedKind.Done();
            began.Release();
            await go.Task.WaitAsync(cancelled);
            return await ScriptedKind.Done();
        });
        var folder = Directory.CreateTempSubdirectory("platform-stop-").FullName;
        var quick = new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) };
        await using var first = await RunningPlatform.StartAsync(folder, kind, quick);
        await first.SaveAsync("platform: v1\nname: works\nstart: work\nnodes: { work: { scripted: work, next: then }, then: { scripted: then } }\n");
        var run = (await first.StartRunAsync("works")).Id;
        await began.WaitAsync(Token);
        var told = new Told();

        var stopping = first.Get<Core.PlatformStart>().StopAsync(Token, told);
        await told.First.WaitAsync(Token);
        go.SetResult(); // the step in progress ends within the grace
        await stopping;
        var left = await first.Runs.FindAsync(RunningPlatform.Me, run, Token);
        await using var second = await RunningPlatform.StartAsync(folder, kind, quick);
        var ended = await second.EndOfAsync(run);

        Assert.Contains($"run {run}, 10 s left", await told.First, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Running, 1), (left!.Status, left.Step));
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal((1, 1), (kind.Runs("work"), kind.Runs("then")));
    }

    private sealed class Told : IProgress<string>
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => _first.Task;

        // What a stop does is said before it; what it waits for names the time that is left.
        public void Report(string value)
        {
            if (value.EndsWith(" s left", StringComparison.Ordinal)) _first.TrySetResult(value);
        }
    }
}
