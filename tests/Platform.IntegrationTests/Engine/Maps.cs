using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;
using Platform.Core.State.Reducers;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Engine;

public sealed class Maps
{
    private static readonly MapSpec OneToFive = new(ValueTemplate.Of(Given.Expression("[1, 2, 3, 4, 5]")), "n", Parallel: 2, CollectErrors: false);

    private static readonly KeyValuePair<string, ValueTemplate>[] SaveOutput = [new("log", ValueTemplate.Of(Given.Expression("[output]")))];

    [Fact]
    public async Task Results_are_saved_for_each_item_in_the_order_of_the_list()
    {
        var graph = Given.Graph(
            [Given.Node("each", Given.Does(task => Given.Expression("n * 10").Evaluate(task.Scope))) with { Map = OneToFive, Save = SaveOutput }],
            Given.Channel("log", new AppendReducer()));

        var told = await Given.Told(graph);

        Assert.Equal("[10,20,30,40,50]", Given.LastCheckpoint(told).Channels["log"].ToJson());
        Assert.Single(told.OfType<StepCommitted>());
    }

    [Fact]
    public async Task No_more_items_than_allowed_run_at_once()
    {
        var (now, most) = (0, 0);
        var action = Given.DoesAsync(async (_, cancellationToken) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            Interlocked.Decrement(ref now);
            return new Finished(CelValue.Null);
        });
        var graph = Given.Graph([Given.Node("each", action) with { Map = OneToFive }]);

        await Given.Told(graph);

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_next_condition_sees_the_list_of_results()
    {
        var graph = Given.Graph(
        [
            Given.Node("each", Given.Does(task => Given.Expression("n").Evaluate(task.Scope))) with
            {
                Map = OneToFive,
                Next = [new NextWay(Given.Expression("output.size() == 5 && output[4] == 5"), ["good"]), new NextWay(null, ["bad"])],
            },
            Given.Node("good", null),
            Given.Node("bad", null),
        ]);

        var told = await Given.Told(graph);

        Assert.Equal("good", told.OfType<TaskFinished>().Last().Node);
    }

    [Fact]
    public async Task An_empty_list_finishes_the_node_at_once()
    {
        var graph = Given.Graph(
        [
            Given.Node("each", Given.Does(_ => CelValue.Null), "after") with { Map = OneToFive with { Over = ValueTemplate.Of(Given.Expression("[]")) } },
            Given.Node("after", null),
        ]);

        var told = await Given.Told(graph);

        Assert.IsType<RunSucceeded>(told[^1]);
        Assert.Equal("after", Assert.Single(told.OfType<TaskFinished>()).Node);
    }

    [Fact]
    public async Task A_map_over_something_that_is_no_list_says_what_it_was()
    {
        var graph = Given.Graph([Given.Node("each", Given.Does(_ => CelValue.Null)) with { Map = OneToFive with { Over = ValueTemplate.Of(Given.Expression("'text'")) } }]);

        var told = await Given.Told(graph);

        Assert.Contains("string", Assert.IsType<RunFailed>(told[^1]).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collected_errors_take_the_place_of_their_results_and_save_nothing()
    {
        var action = Given.Does(task => Given.Expression("n == 3 ? [][0] : n").Evaluate(task.Scope));
        var graph = Given.Graph(
            [Given.Node("each", action) with
            {
                Map = OneToFive with { CollectErrors = true },
                Save = SaveOutput,
                Next = [new NextWay(Given.Expression("output[2].error.code == 'validation'"), ["seen"])],
            }, Given.Node("seen", null)],
            Given.Channel("log", new AppendReducer()));

        var told = await Given.Told(graph);

        Assert.Equal("[1,2,4,5]", Given.LastCheckpoint(told).Channels["log"].ToJson());
        Assert.Equal("seen", told.OfType<TaskFinished>().Last().Node);
    }

    [Fact]
    public async Task Items_that_wait_for_a_person_are_answered_alone_and_in_any_order()
    {
        var ask = Given.DoesAsync((task, _) => Task.FromResult<TaskResult>(task.Answer is { } answer
            ? new Finished(answer.Value)
            : new Interrupted(new Interrupt { Kind = InterruptKind.Human })));
        var graph = Given.Graph(
            [Given.Node("ask", ask) with { Map = OneToFive with { Over = ValueTemplate.Of(Given.Expression("['x', 'y']")) }, Save = SaveOutput }],
            Given.Channel("log", new AppendReducer()));
        var run = Given.Run();
        TaskId Item(int index) => new(run.Id, 1, "ask", index);

        var first = await Given.Told(graph);
        var second = await Given.Told(graph, Given.LastCheckpoint(first), Answers((Item(1), "B")));
        var third = await Given.Told(graph, Given.LastCheckpoint(second), Answers((Item(0), "A")));

        Assert.Equal(2, Assert.IsType<RunWaiting>(first[^1]).For.Count);
        Assert.Single(Assert.IsType<RunWaiting>(second[^1]).For);
        Assert.Equal("[\"A\",\"B\"]", Given.LastCheckpoint(third).Channels["log"].ToJson());
        Assert.IsType<RunSucceeded>(third[^1]);
    }

    [Fact]
    public async Task A_child_run_holds_its_place_until_it_ends_and_then_the_next_item_begins()
    {
        var child = Given.DoesAsync((task, _) => Task.FromResult<TaskResult>(task.Answer is { } answer
            ? new Finished(answer.Value)
            : new Interrupted(new Interrupt { Kind = InterruptKind.Child })));
        var graph = Given.Graph([Given.Node("each", child) with { Map = OneToFive, Save = SaveOutput }], Given.Channel("log", new AppendReducer()));
        var run = Given.Run();
        TaskId Item(int index) => new(run.Id, 1, "each", index);

        var first = await Given.Told(graph);
        var second = await Given.Told(graph, Given.LastCheckpoint(first), Answers((Item(1), "b")));
        var third = await Given.Told(graph, Given.LastCheckpoint(second), Answers((Item(0), "a"), (Item(2), "c")));
        var last = await Given.Told(graph, Given.LastCheckpoint(third), Answers((Item(3), "d"), (Item(4), "e")));

        Assert.Equal([0, 1], first.OfType<TaskInterrupted>().Select(t => t.Index!.Value));
        Assert.Equal([2], second.OfType<TaskInterrupted>().Select(t => t.Index!.Value));
        Assert.Equal([3, 4], third.OfType<TaskInterrupted>().Select(t => t.Index!.Value));
        Assert.Equal("[\"a\",\"b\",\"c\",\"d\",\"e\"]", Given.LastCheckpoint(last).Channels["log"].ToJson());
    }

    private static Dictionary<TaskId, Answer> Answers(params (TaskId Task, string Value)[] given) =>
        given.ToDictionary(a => a.Task, a => new Answer(AnswerKind.Answered, CelValue.Of(a.Value)));
}
