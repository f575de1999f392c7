using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Whole runs of real workflows over a real database.</summary>
public sealed class LifeOfARun
{
    internal const string Hello = """
        platform: v1
        name: hello
        inputs:
          name: { type: string }
          mark: { type: string, default: "!" }
        state:
          greeting: { type: string, default: "" }
        outputs:
          greeting: ${{ state.greeting }}
        start: greet
        nodes:
          greet:
            set: { greeting: "Hello ${{ inputs.name }}${{ inputs.mark }}" }
        """;

    internal const string Approval = """
        platform: v1
        name: approval
        state:
          said: { type: string, default: "" }
        outputs:
          said: ${{ state.said }}
        start: ask
        nodes:
          ask:
            human: { title: Good enough?, form: { type: object, required: [answer], properties: { answer: { enum: [good, bad] } } } }
            save: { said: "${{ output.answer }}" }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_starts_computes_and_ends_with_its_outputs()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);

        var started = await platform.StartRunAsync("hello", new { name = "Ada" });
        var ended = await platform.EndOfAsync(started.Id);

        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal("Hello Ada!", ended.Outputs!.Value.GetProperty("greeting").GetString());
        Assert.Equal(1, ended.Step);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task The_events_of_a_run_are_numbered_from_one_without_gaps_and_in_order()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);
        var run = (await platform.StartRunAsync("hello", new { name = "Ada" })).Id;
        await platform.EndOfAsync(run);

        var events = await platform.EventsAsync(run);

        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(
            ["run.queued", "run.started", "step.started", "task.started", "task.finished", "step.committed", "run.succeeded"], events.Select(e => e.Type));
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_start_nothing_and_every_one_is_named()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);

        var refused = await platform.Runs.StartAsync(
            RunningPlatform.Me, new StartRun { Workflow = "hello", Inputs = JsonSerializer.SerializeToElement(new { nmae = "Ada", mark = 3 }) }, Token);

        Assert.False(refused.Ok);
        Assert.Contains(refused.Findings, f => f.Path == "/nmae" && f.Suggestion == "name");
        Assert.Contains(refused.Findings, f => f.Path == "/mark");
        Assert.Contains(refused.Findings, f => f is { Code: "RN003", Path: "/name", Message: "Input 'name' is missing: give name, of type string." });
        Assert.Empty((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery(), Token)).Items);
    }

    [Fact]
    public async Task Starting_twice_with_one_idempotency_key_gives_one_run()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);
        var start = new StartRun { Workflow = "hello", Inputs = JsonSerializer.SerializeToElement(new { name = "Ada" }), IdempotencyKey = "order 1" };

        var first = await platform.Runs.StartAsync(RunningPlatform.Me, start, Token);
        var second = await platform.Runs.StartAsync(RunningPlatform.Me, start, Token);

        Assert.Equal(first.Value!.Id, second.Value!.Id);
    }

    [Fact]
    public async Task An_idempotency_key_that_comes_back_with_other_inputs_is_a_conflict()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);
        var start = new StartRun { Workflow = "hello", Inputs = JsonSerializer.SerializeToElement(new { name = "Ada" }), IdempotencyKey = "order 1" };
        await platform.Runs.StartAsync(RunningPlatform.Me, start, Token);

        var refused = await Assert.ThrowsAsync<PlatformException>(
            () => platform.Runs.StartAsync(RunningPlatform.Me, start with { Inputs = JsonSerializer.SerializeToElement(new { name = "Bob" }) }, Token));

        Assert.Equal(ErrorCode.Conflict, refused.Code);
    }

    [Fact]
    public async Task A_part_of_an_id_finds_its_run()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(Hello);
        var run = await platform.StartRunAsync("hello", new { name = "Ada" });
        await platform.StartRunAsync("hello", new { name = "Bob" });

        var found = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Search = run.Id.ToString()[^12..] }, Token);

        Assert.Equal(run.Id, Assert.Single(found.Items).Id);
    }

    [Fact]
    public async Task A_workflow_that_does_not_exist_is_told_with_the_nearest_name()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Hello);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "helo" }, Token));

        Assert.Equal(ErrorCode.NotFound, refused.Code);
        Assert.Contains("hello", refused.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_waits_for_a_person_and_goes_on_with_what_was_filled_in()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Approval);
        var run = (await platform.StartRunAsync("approval")).Id;
        await platform.UntilAsync<RunWaiting>(run);
        var task = Assert.Single((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery(), Token)).Items);
        await AssertListedAsync(platform, 1, new HumanTaskQuery { Workflow = "approval" });
        await AssertListedAsync(platform, 0, new() { Workflow = "another" }, new() { For = ["owner"] }, new() { Done = true, Workflow = "approval" });
        Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Workflow = "approval", Status = RunStatus.Waiting }, Token)).Items);

        var wrong = await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonSerializer.SerializeToElement(new { answer = "so-so" }), Token);
        var right = await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonSerializer.SerializeToElement(new { answer = "good" }), Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal("/answer", Assert.Single(wrong.Findings).Path);
        Assert.Equal(HumanTaskStatus.Answered, right.Value!.Status);
        Assert.Equal("good", ended.Outputs!.Value.GetProperty("said").GetString());
        Assert.Contains(await platform.EventsAsync(run), e => e.Event is HumanAnswered { By: "owner" });
        await AssertListedAsync(platform, 1, new() { Done = true, Workflow = "approval" }, new() { Done = true, For = ["role:any", "owner"] }, new() { Done = true, For = ["owner"], Workflow = "approval", Run = run });
        await AssertListedAsync(platform, 0, new() { Workflow = "approval" }, new() { Done = true, For = ["somebody"] }, new() { Done = true, For = ["owner"], Workflow = "another" });
        await Assert.ThrowsAsync<PlatformException>(() =>
            platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonSerializer.SerializeToElement(new { answer = "bad" }), Token));
    }

    private static async Task AssertListedAsync(RunningPlatform platform, int count, params HumanTaskQuery[] queries)
    {
        foreach (var query in queries) Assert.Equal(count, (await platform.HumanTasks.ListAsync(RunningPlatform.Me, query, Token)).Items.Count);
    }

    [Fact]
    public async Task A_waiting_run_that_is_cancelled_ends_and_its_human_task_too()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Approval);
        var run = (await platform.StartRunAsync("approval")).Id;
        await platform.UntilAsync<RunWaiting>(run);

        await platform.Runs.CancelAsync(RunningPlatform.Me, run, Token);
        var ended = await platform.EndOfAsync(run);

        Assert.Equal(RunStatus.Cancelled, ended.Status);
        Assert.Empty((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery(), Token)).Items);
        Assert.Single((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Done = true }, Token)).Items);
    }

    [Fact]
    public async Task A_cancelled_run_that_is_retried_waits_for_the_same_answer_again()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Approval);
        var run = (await platform.StartRunAsync("approval")).Id;
        await platform.UntilAsync<RunWaiting>(run);
        await platform.Runs.CancelAsync(RunningPlatform.Me, run, Token);

        var retried = await platform.Runs.RetryAsync(RunningPlatform.Me, run, Token);
        await platform.UntilAsync<RunWaiting>(run, retried.LastSequence - 1);
        var resumed = await platform.Runs.ResumeAsync(
            RunningPlatform.Me, run, new ResumeRun { Value = JsonSerializer.SerializeToElement(new { answer = "good" }) }, Token);
        var ended = await platform.EndOfAsync(run);

        Assert.True(resumed.Ok);
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal(2, ended.Attempt);
    }
}
