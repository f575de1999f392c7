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

public sealed class Supersteps
{
    [Fact]
    public async Task A_chain_runs_its_nodes_one_superstep_after_the_other()
    {
        var graph = Given.Graph(
            [Given.Node("a", Given.Writes("log", CelValue.Of("a")), "b"), Given.Node("b", Given.Writes("log", CelValue.Of("b")))],
            Given.Channel("log", new AppendReducer()));

        var told = await Given.Told(graph);

        Assert.Equal("[\"a\",\"b\"]", Given.LastCheckpoint(told).Channels["log"].ToJson());
        Assert.Equal(2, told.OfType<StepCommitted>().Count());
        Assert.IsType<RunSucceeded>(told[^1]);
    }

    [Fact]
    public async Task No_superstep_starts_before_the_listener_asks_for_it()
    {
        var ran = 0;
        var graph = Given.Graph([Given.Node("a", Given.Does(_ => CelValue.Null), "b"), Given.Node("b", Given.Does(_ => CelValue.Of((long)ran++)))]);
        var start = Superstep.Initial(graph, new Dictionary<string, CelValue>(StringComparer.Ordinal));

        await foreach (var told in new RunLoop(TimeProvider.System).RunAsync(graph, Given.Run(), start, new Dictionary<TaskId, Answer>(), TestContext.Current.CancellationToken))
            if (told is StepCommitted) break;

        Assert.Equal(0, ran);
    }

    [Fact]
    public async Task Writes_merge_in_task_order_and_not_in_the_order_of_completion()
    {
        var gate = new TaskCompletionSource();
        var slow = Given.DoesAsync(async (_, cancellationToken) =>
        {
            await gate.Task.WaitAsync(cancellationToken);
            return new Finished(CelValue.Null) { Writes = [new ChannelWrite("log", CelValue.Of("first"))] };
        });
        var fast = Given.DoesAsync((_, _) =>
        {
            gate.SetResult();
            return Task.FromResult<TaskResult>(new Finished(CelValue.Null) { Writes = [new ChannelWrite("log", CelValue.Of("second"))] });
        });
        var graph = Given.Graph(
            [Given.Node("start", null, "slow", "fast"), Given.Node("slow", slow), Given.Node("fast", fast)],
            Given.Channel("log", new AppendReducer()));

        var told = await Given.Told(graph);

        Assert.Equal("[\"first\",\"second\"]", Given.LastCheckpoint(told).Channels["log"].ToJson());
    }

    [Fact]
    public async Task A_task_sees_the_state_as_it_stood_before_the_superstep()
    {
        var seen = new List<string>();
        IAction Look() => Given.Does(task =>
        {
            lock (seen) seen.Add(Given.Expression("state.n").Evaluate(task.Scope).ToText());
            return CelValue.Null;
        });
        var graph = Given.Graph(
            [Given.Node("start", null, "write", "look"), Given.Node("write", Given.Writes("n", CelValue.Of(7L)), "after"), Given.Node("look", Look()), Given.Node("after", Look())],
            Given.Channel("n", new ReplaceReducer()));

        await Given.Told(graph);

        Assert.Equal(["null", "7"], seen);
    }

    [Fact]
    public async Task A_join_runs_once_when_all_that_it_needs_has_finished()
    {
        var ran = 0;
        var graph = Given.Graph(
        [
            Given.Node("start", null, "short", "long"),
            Given.Node("short", Given.Does(_ => CelValue.Null)),
            Given.Node("long", Given.Does(_ => CelValue.Null), "longer"),
            Given.Node("longer", Given.Does(_ => CelValue.Null)),
            Given.Node("join", Given.Does(_ => CelValue.Of((long)ran++))) with { Needs = ["short", "longer"] },
        ]);

        var told = await Given.Told(graph);

        Assert.Equal(1, ran);
        Assert.Equal(4, told.OfType<StepCommitted>().Count());
    }

    [Fact]
    public async Task The_first_way_whose_condition_holds_is_taken_and_conditions_see_what_was_just_written()
    {
        var ways = new[] { new NextWay(Given.Expression("state.n > 10"), ["big"]), new NextWay(Given.Expression("state.n > 1"), ["middle"]), new NextWay(null, ["small"]) };
        var graph = Given.Graph(
            [Given.Node("write", Given.Writes("n", CelValue.Of(5L))) with { Next = ways }, Given.Node("big", null), Given.Node("middle", null), Given.Node("small", null)],
            Given.Channel("n", new ReplaceReducer()));

        var told = await Given.Told(graph);

        Assert.Equal(["write", "middle"], told.OfType<TaskFinished>().Select(t => t.Node));
    }

    // A task tells its end a moment before it returns; a listener that is quicker must not take it for one that is still at work.
    [Fact]
    public async Task A_task_that_has_told_its_end_is_not_stopped_with_the_supersteps_after_it()
    {
        var graph = Given.Graph([Given.Node("a", null)]);
        var run = Given.Run();
        var plan = Superstep.Plan(graph, run, Superstep.Initial(graph, new Dictionary<string, CelValue>(StringComparer.Ordinal)), new Dictionary<TaskId, Answer>());
        using var stop = new CancellationTokenSource();
        var returns = new TaskCompletionSource();
        async Task TellThenLinger(NodeTask task, Action<RunEvent> tell, CancellationToken cancellationToken)
        {
            await Task.Yield();
            tell(new TaskFinished(0, null, []) { Node = task.Node.Name });
            await returns.Task;
        }

        var execution = new StepExecution(TellThenLinger, plan, 1, stop);
        while (await execution.NextAsync() is not null) { }
        var ended = execution.DisposeAsync();
        returns.SetResult();
        await ended;

        Assert.False(stop.IsCancellationRequested);
    }

    [Fact]
    public async Task A_loop_ends_by_its_condition()
    {
        var count = Given.DoesAsync((task, _) => Task.FromResult<TaskResult>(
            new Finished(CelValue.Null) { Writes = [new ChannelWrite("n", CelValue.Of(1L))] }));
        var graph = Given.Graph(
            [Given.Node("loop", count) with { Next = [new NextWay(Given.Expression("state.n < 5"), ["loop"])] }],
            Given.Channel("n", new AddReducer()));

        var told = await Given.Told(graph);

        Assert.Equal("5", Given.LastCheckpoint(told).Channels["n"].ToText());
    }

    [Fact]
    public async Task A_run_that_passes_its_steps_ends_with_a_clear_error()
    {
        var graph = Given.Graph([Given.Node("loop", Given.Does(_ => CelValue.Null), "loop")]) with { Limits = new LimitsConfig { Steps = 3 } };

        var told = await Given.Told(graph);

        var failed = Assert.IsType<RunFailed>(told[^1]);
        Assert.Equal("limit_exceeded", failed.Error.Code);
        Assert.Contains("limits.steps", failed.Error.Resolution, StringComparison.Ordinal);
        Assert.Equal(3, told.OfType<StepCommitted>().Count());
    }

    [Fact]
    public async Task A_run_that_passes_its_time_is_stopped_in_the_middle_of_a_task()
    {
        var graph = Given.Graph([Given.Node("slow", Given.DoesAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Finished(CelValue.Null);
        }))]) with
        { Limits = new LimitsConfig { Time = TimeSpan.FromMilliseconds(30) } };

        var told = await Given.Told(graph);

        Assert.Equal("time", Assert.Single(told.OfType<BudgetExceeded>()).Limit);
        Assert.Equal("limit_exceeded", Assert.IsType<RunFailed>(told[^1]).Error.Code);
    }

    [Fact]
    public async Task A_node_whose_condition_does_not_hold_is_skipped_and_the_flow_goes_on()
    {
        var ran = 0;
        var graph = Given.Graph(
        [
            Given.Node("maybe", Given.Does(_ => CelValue.Of((long)ran++)), "after") with { When = Given.Expression("1 > 2") },
            Given.Node("after", null),
        ]);

        var told = await Given.Told(graph);

        Assert.Equal(0, ran);
        Assert.Equal("maybe", Assert.Single(told.OfType<TaskSkipped>()).Node);
        Assert.Equal("after", Assert.Single(told.OfType<TaskFinished>()).Node);
    }
}
