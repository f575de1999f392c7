using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>What a run waits for besides people: children, times, events; and runs that follow each other on a thread.</summary>
public sealed class ChildrenTimersThreads
{
    private const string Parent = """
        platform: v1
        name: parent
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        start: ask
        nodes:
          ask:
            workflow: hello
            with: { name: Bob }
            save: { said: "${{ output.greeting }}" }
        """;

    private const string Counter = """
        platform: v1
        name: counter
        state: { count: { type: integer, default: 0, keep: thread } }
        outputs: { count: "${{ state.count }}" }
        start: [add]
        nodes:
          add: { set: { count: "${{ state.count + 1 }}" } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_runs_on_its_own_and_its_outputs_answer_the_parent()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(LifeOfARun.Hello);
        await platform.SaveAsync(Parent);

        var parent = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);

        var child = Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Parent = parent.Id }, Token)).Items);
        Assert.Equal("Hello Bob!", parent.Outputs!.Value.GetProperty("said").GetString());
        Assert.Equal(1, parent.Children);
        Assert.Equal((RunStatus.Succeeded, "run"), (child.Status, child.Trigger));
    }

    [Fact]
    public async Task A_child_that_does_not_exist_fails_the_parent_with_what_is_missing()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Parent);

        var parent = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);

        Assert.Equal(RunStatus.Failed, parent.Status);
        Assert.Contains("hello", parent.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_its_child()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(LifeOfARun.Approval);
        await platform.SaveAsync(Parent.Replace("workflow: hello", "workflow: approval", StringComparison.Ordinal)
            .Replace("with: { name: Bob }", "", StringComparison.Ordinal).Replace("output.greeting", "output.said", StringComparison.Ordinal));
        var parent = (await platform.StartRunAsync("parent")).Id;
        var started = await platform.UntilAsync<ChildStarted>(parent);
        var child = new Core.Foundation.RunId(Guid.Parse(started.Run));
        await platform.UntilAsync<RunWaiting>(child);

        await platform.Runs.CancelAsync(RunningPlatform.Me, parent, Token);

        Assert.Equal(RunStatus.Cancelled, (await platform.EndOfAsync(child)).Status);
        Assert.Equal(RunStatus.Cancelled, (await platform.EndOfAsync(parent)).Status);
    }

    [Fact]
    public async Task Retrying_a_parent_retries_the_child_that_failed()
    {
        var broken = true;
        var kind = new ScriptedKind((_, _, _) => broken ? throw new Core.Foundation.PlatformException(Core.Foundation.ErrorCode.ToolFailed, "Broken.") : ScriptedKind.Done());
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("platform: v1\nname: hello\ninputs: { name: { type: string } }\noutputs: { greeting: mended }\nstart: it\nnodes:\n  it: { scripted: it }\n");
        await platform.SaveAsync(Parent);
        var parent = (await platform.StartRunAsync("parent")).Id;
        var failed = await platform.EndOfAsync(parent);

        broken = false;
        await platform.Runs.RetryAsync(RunningPlatform.Me, parent, Token);
        var ended = await platform.EndOfAsync(parent);

        Assert.Equal(RunStatus.Failed, failed.Status);
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal("mended", ended.Outputs!.Value.GetProperty("said").GetString());
        Assert.Equal(2, Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Parent = parent }, Token)).Items).Attempt);
    }

    [Fact]
    public async Task A_breakpoint_stops_before_and_after_a_node_until_somebody_lets_it_go_on()
    {
        var kind = new ScriptedKind((_, _, _) => ScriptedKind.Done());
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("""
            platform: v1
            name: stops
            start: first
            nodes:
              first: { scripted: first, breakpoint: before, next: second }
              second: { scripted: second, breakpoint: after }
            """);
        var run = (await platform.StartRunAsync("stops")).Id;

        await platform.UntilAsync<RunWaiting>(run);
        var before = kind.Runs("first");
        var resumed = await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);
        await platform.UntilAsync<RunWaiting>(run, resumed.Value!.LastSequence);
        await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun(), Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal(0, before);
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal(1, kind.Runs("second"));
    }

    [Fact]
    public async Task A_run_wakes_by_itself_when_its_time_has_come()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("""
            platform: v1
            name: nap
            start: sleep
            nodes:
              sleep: { wait: { for: 200ms } }
            """);

        var ended = await platform.EndOfAsync((await platform.StartRunAsync("nap")).Id);

        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.InRange((ended.EndedAt!.Value - ended.StartedAt!.Value).TotalMilliseconds, 190, 60_000);
    }

    [Fact]
    public async Task An_event_wakes_every_run_that_waits_for_it()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("""
            platform: v1
            name: paid
            state: { amount: { type: integer, default: 0 } }
            outputs: { amount: "${{ state.amount }}" }
            start: wait
            nodes:
              wait: { wait: { event: order.paid }, save: { amount: "${{ output.amount }}" } }
            """);
        var first = (await platform.StartRunAsync("paid")).Id;
        var second = (await platform.StartRunAsync("paid")).Id;
        await platform.UntilAsync<RunWaiting>(first);
        await platform.UntilAsync<RunWaiting>(second);

        var woken = await platform.Runs.DeliverEventAsync(RunningPlatform.Me, "order.paid", JsonSerializer.SerializeToElement(new { amount = 7 }), null, Token);

        Assert.Equal(new DeliveredEvent(2, Kept: false), woken);
        Assert.Equal(7, (await platform.EndOfAsync(first)).Outputs!.Value.GetProperty("amount").GetInt32());
        Assert.Equal(7, (await platform.EndOfAsync(second)).Outputs!.Value.GetProperty("amount").GetInt32());
    }

    [Fact]
    public async Task Runs_on_a_thread_follow_each_other_and_carry_over_what_is_kept()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Counter);

        var runs = new List<RunView>();
        for (var i = 0; i < 5; i++) runs.Add(await platform.StartRunAsync("counter", thread: "t"));
        var ended = new List<RunView>();
        foreach (var run in runs) ended.Add(await platform.EndOfAsync(run.Id));

        Assert.Equal([1, 2, 3, 4, 5], ended.Select(r => r.Outputs!.Value.GetProperty("count").GetInt32()).Order());
        var byStart = ended.OrderBy(r => r.Outputs!.Value.GetProperty("count").GetInt32()).ToList();
        Assert.All(byStart.Zip(byStart.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt));
    }

    [Fact]
    public async Task A_run_asked_for_later_starts_at_its_time()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Counter);
        var at = DateTimeOffset.UtcNow.AddMilliseconds(300);

        var started = await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "counter", At = at }, Token);
        var ended = await platform.EndOfAsync(started.Value!.Id);

        Assert.True(ended.StartedAt >= at.AddMilliseconds(-1), $"{ended.StartedAt:O} {at:O}");
    }

    [Fact]
    public async Task An_answer_that_comes_while_another_branch_works_is_taken_up_when_its_step_ends()
    {
        var release = new TaskCompletionSource();
        var kind = new ScriptedKind(async (_, _, cancelled) =>
        {
            await release.Task.WaitAsync(cancelled);
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync("""
            platform: v1
            name: two
            start: [ask, first]
            nodes:
              ask: { human: { title: Go on? } }
              first: { set: { x: 1 }, next: work }
              work: { scripted: work }
            state: { x: { type: integer, default: 0 } }
            """);
        var run = (await platform.StartRunAsync("two")).Id;
        await platform.UntilAsync<HumanRequested>(run);

        var resumed = await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun { Value = JsonSerializer.SerializeToElement(new { }) }, Token);
        release.SetResult();
        var ended = await platform.EndOfAsync(run);

        Assert.True(resumed.Ok, string.Join('\n', resumed.Findings));
        Assert.Equal(RunStatus.Succeeded, ended.Status);
    }
}
