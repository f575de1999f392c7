using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Every waiting or queued run says why, in one sentence.</summary>
public sealed class WhyRunsWait
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("human: { title: Look at it, assign: finance, timeout: 2d }", @"^'a' waits for finance since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC until .* UTC: Look at it\.$")]
    [InlineData("wait: { for: 1h }", @"^'a' waits until \d{4}-.* UTC\.$")]
    [InlineData("wait: { event: x.y, timeout: 1h }", "^'a' waits for the event x.y since .* UTC until .* UTC\\.$")]
    [InlineData("breakpoint: before, set: { n: 1 }", "^'a' stands at a breakpoint since .* UTC\\.$")]
    [InlineData("workflow: sub", "^'a' waits for its child run [0-9a-f-]{36} of 'sub', which is waiting\\.$")]
    public async Task A_waiting_run_names_what_it_waits_for(string node, string expected)
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("platform: v1\nname: sub\nstart: w\nnodes: { w: { wait: { for: 1h } } }\n");
        await platform.SaveAsync($"platform: v1\nname: it\nstate: {{ n: {{ type: integer, default: 0 }} }}\nstart: a\nnodes: {{ a: {{ {node} }}, b: {{ set: {{ n: 2 }} }} }}\n".Replace(", b: { set: { n: 2 } }", "", StringComparison.Ordinal));
        var run = (await platform.StartRunAsync("it")).Id;

        var found = await Pausing.UntilAsync(platform, run, r => r.Status == RunStatus.Waiting && r.Why?.Contains("queued", StringComparison.Ordinal) == false && r.Why?.Contains("running", StringComparison.Ordinal) == false);
        var listed = (await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Workflow = "it" }, Token)).Items[0];

        Assert.Matches(expected, found.Why);
        Assert.Equal(found.Why, listed.Why);
    }

    [Fact]
    public async Task A_queued_run_names_whom_it_is_behind_or_when_it_starts_or_that_nobody_is_there()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(WaitShapes.Ask);
        var holder = (await platform.StartRunAsync("ask", thread: "t")).Id;
        await platform.UntilAsync<RunWaiting>(holder);
        var started = await platform.StartRunAsync("ask", thread: "t");
        var behind = started.Id;
        var later = (await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "ask", At = new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero) }, Token)).Value!.Id;
        await using var alone = await RunningPlatform.StartAsync(workers: false);
        await alone.SaveAsync(WaitShapes.Ask);
        var nobody = (await alone.StartRunAsync("ask")).Id;

        Assert.Equal($"Behind run {holder}, which is waiting: runs on the thread 't' go one after the other.", await WhyAsync(platform, behind));
        Assert.Equal(await WhyAsync(platform, behind), started.Why);
        Assert.Equal("It starts at 2099-01-02 03:04:05 UTC.", await WhyAsync(platform, later));
        Assert.Equal("No process is running that takes up runs; start one with 'platform up'.", await WhyAsync(alone, nobody));
    }

    private static async Task<string?> WhyAsync(RunningPlatform platform, RunId run) => (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!.Why;
}
