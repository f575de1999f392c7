using Platform.Core.Config;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;
using Platform.Core.State.Reducers;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Engine;

public sealed class FailuresAndWaits
{
    private static readonly RetryConfig ThreeQuickTries = new(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), []);

    [Fact]
    public async Task A_task_is_tried_again_while_its_error_may_pass()
    {
        var attempts = new List<int>();
        var graph = Given.Graph([Given.Node("flaky", Given.Does(task =>
        {
            attempts.Add(task.Attempt);
            return task.Attempt < 3 ? throw new PlatformException(ErrorCode.Unavailable, "down") : CelValue.Null;
        })) with { Retry = ThreeQuickTries }]);

        var told = await Given.Told(graph);

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal(2, told.OfType<TaskRetrying>().Count());
        Assert.IsType<RunSucceeded>(told[^1]);
    }

    [Fact]
    public async Task An_error_that_will_not_pass_is_not_tried_again()
    {
        var graph = Given.Graph([Given.Node("wrong", Given.Does(_ => throw new PlatformException(ErrorCode.Validation, "bad"))) with { Retry = ThreeQuickTries }]);

        var told = await Given.Told(graph);

        Assert.Empty(told.OfType<TaskRetrying>());
        Assert.Equal("validation", Assert.IsType<RunFailed>(told[^1]).Error.Code);
    }

    [Fact]
    public async Task A_node_that_takes_too_long_fails_with_timeout()
    {
        var graph = Given.Graph([Given.Node("slow", Given.DoesAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Finished(CelValue.Null);
        })) with { Timeout = TimeSpan.FromMilliseconds(20) }]);

        var told = await Given.Told(graph);

        Assert.Equal("timeout", Assert.IsType<RunFailed>(told[^1]).Error.Code);
    }

    [Fact]
    public async Task An_error_can_lead_to_another_node_which_can_read_it()
    {
        CelValue? seen = null;
        var graph = Given.Graph(
        [
            Given.Node("breaks", Given.Does(_ => throw new PlatformException(ErrorCode.ToolFailed, "it broke")), "never") with { OnError = OnErrorWay.GoTo, OnErrorTo = "mend" },
            Given.Node("never", null),
            Given.Node("mend", Given.Does(task => seen = Given.Expression("error.code + ': ' + error.message + ' in ' + error.node").Evaluate(task.Scope))),
        ]);

        await Given.Told(graph);

        Assert.Equal("tool_failed: it broke in breaks", seen!.ToText());
    }

    [Fact]
    public async Task A_failed_run_keeps_what_succeeded_and_a_retry_repeats_only_the_rest()
    {
        var (good, bad) = (0, 0);
        var graph = Given.Graph(
        [
            Given.Node("start", null, "good", "bad"),
            Given.Node("good", Given.Does(_ => CelValue.Of((long)good++)), "after"),
            Given.Node("bad", Given.Does(_ => bad++ == 0 ? throw new PlatformException(ErrorCode.ToolFailed, "once") : CelValue.Null)),
            Given.Node("after", null),
        ]);

        var first = await Given.Told(graph);
        var second = await Given.Told(graph, Assert.IsType<RunFailed>(first[^1]).Checkpoint);

        Assert.Equal(1, good);
        Assert.Equal(2, bad);
        Assert.IsType<RunSucceeded>(second[^1]);
    }

    [Fact]
    public async Task What_an_action_throws_unexpectedly_is_its_tasks_failure_and_shows_no_stack()
    {
        var graph = Given.Graph([Given.Node("bug", Given.Does(_ => throw new InvalidOperationException("oops")))]);

        var told = await Given.Told(graph);

        var failed = Assert.IsType<RunFailed>(told[^1]);
        Assert.Equal("internal", failed.Error.Code);
        Assert.DoesNotContain("   at ", failed.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_waits_holds_up_no_other_branch()
    {
        var ask = Given.DoesAsync((task, _) => Task.FromResult<TaskResult>(
            task.Answer is { } answer ? new Finished(answer.Value) : new Interrupted(new Interrupt { Kind = InterruptKind.Human })));
        var graph = Given.Graph(
            [Given.Node("start", null, "ask", "one"), Given.Node("ask", ask), Given.Node("one", null, "two"), Given.Node("two", Given.Writes("log", CelValue.Of("two")))],
            Given.Channel("log", new AppendReducer()));

        var told = await Given.Told(graph);

        Assert.IsType<RunWaiting>(told[^1]);
        Assert.Equal("[\"two\"]", Given.LastCheckpoint(told).Channels["log"].ToJson());
        Assert.Equal(["ask"], Given.LastCheckpoint(told).Due.Select(d => d.Node));
    }

    [Theory]
    [InlineData(BreakpointPlace.Before, 0)]
    [InlineData(BreakpointPlace.After, 1)]
    public async Task A_breakpoint_holds_its_node_until_somebody_goes_on(BreakpointPlace place, int ranAtTheStop)
    {
        var ran = 0;
        var graph = Given.Graph([Given.Node("held", Given.Does(_ => CelValue.Of((long)ran++)), "after") with { Breakpoint = place }, Given.Node("after", null)]);
        var task = new TaskId(Given.Run().Id, 1, "held");

        var stopped = await Given.Told(graph);
        var atTheStop = ran;
        var went = await Given.Told(graph, Given.LastCheckpoint(stopped), new Dictionary<TaskId, Answer> { [task] = new(AnswerKind.Answered, CelValue.Null) });

        Assert.IsType<RunWaiting>(stopped[^1]);
        Assert.Equal(ranAtTheStop, atTheStop);
        Assert.Equal(1, ran);
        Assert.IsType<RunSucceeded>(went[^1]);
        Assert.Contains(went.OfType<TaskFinished>(), t => t.Node == "after");
    }

    [Fact]
    public async Task Tasks_end_when_the_listener_stops_listening()
    {
        var stopped = new TaskCompletionSource();
        var graph = Given.Graph([Given.Node("slow", Given.DoesAsync(async (task, cancellationToken) =>
        {
            task.Tell(new LlmDelta("begun"));
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                stopped.SetResult();
            }

            return new Finished(CelValue.Null);
        }))]);
        var start = Superstep.Initial(graph, new Dictionary<string, CelValue>(StringComparer.Ordinal));

        await foreach (var told in new RunLoop(TimeProvider.System).RunAsync(graph, Given.Run(), start, new Dictionary<TaskId, Answer>(), TestContext.Current.CancellationToken))
            if (told is LlmDelta) break;

        Assert.True(stopped.Task.IsCompleted);
    }

    [Fact]
    public void A_delay_doubles_and_never_passes_its_bound_and_a_servers_wish_is_honoured()
    {
        var retry = new RetryConfig(10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), []);

        Assert.Equal(TimeSpan.FromSeconds(1), RetryDelay.After(retry, 1, ErrorCode.Timeout, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(4), RetryDelay.After(retry, 3, ErrorCode.Timeout, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), RetryDelay.After(retry, 9, ErrorCode.Timeout, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(60), RetryDelay.After(retry, 1, ErrorCode.RateLimited, TimeSpan.FromSeconds(60), 0));
        Assert.Null(RetryDelay.After(retry, 10, ErrorCode.Timeout, null, 1));
        Assert.Null(RetryDelay.After(retry, 1, ErrorCode.BudgetExceeded, null, 1));
    }
}
