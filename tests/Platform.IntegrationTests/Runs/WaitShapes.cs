using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Human tasks wherever a workflow may have them: several at once, each answered alone, in any order, and none runs a node again.</summary>
public sealed class WaitShapes
{
    internal const string Ask = """
        platform: v1
        name: ask
        inputs: { what: { type: string, default: it } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        start: before
        nodes:
          before: { set: { said: "" }, next: ask }
          ask: { human: { title: "About ${{ inputs.what }}", form: { type: object, properties: { text: { type: string } }, required: [text] } }, save: { said: "${{ output.text }}" } }
        """;

    // A map of people beside a branch with a person, a loop of people and a map of child workflows that ask a person each: all at once.
    private const string All = """
        platform: v1
        name: all
        state:
          mapped: { type: array, merge: append, default: [] }
          looped: { type: array, merge: append, default: [] }
          child: { type: array, merge: append, default: [] }
          side: { type: string, default: "" }
          worked: { type: integer, merge: add, default: 0 }
        outputs: { mapped: "${{ state.mapped }}", looped: "${{ state.looped }}", child: "${{ state.child }}", side: "${{ state.side }}", worked: "${{ state.worked }}" }
        limits: { steps: 200 }
        start: [each, loop, kids, work]
        nodes:
          work: { scripted: work, save: { worked: 1 }, next: side }
          side: { human: { title: side, form: { type: object, properties: { text: { type: string } } } }, save: { side: "${{ output.text }}" } }
          each:
            map: { over: [a, b, c, d], as: item }
            human: { title: "each ${{ item }}", form: { type: object, properties: { text: { type: string } } } }
            save: { mapped: "${{ [item + '=' + output.text] }}" }
          loop:
            human: { title: "loop ${{ string(size(state.looped)) }}", form: { type: object, properties: { text: { type: string } } } }
            save: { looped: "${{ [output.text] }}" }
            next: again
          again: { scripted: again, save: { worked: 1 }, next: [{ when: "${{ size(state.looped) < 4 }}", to: loop }, { to: end }] }
          kids:
            map: { over: [x, y, z], as: item, parallel: 3 }
            workflow: ask
            with: { what: "${{ item }}" }
            save: { child: "${{ [item + '=' + output.said] }}" }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task People_in_loops_branches_maps_and_children_answer_in_any_order_and_nothing_runs_twice(int seed)
    {
        var order = new Random(seed);
        var kind = new ScriptedKind((name, _, _) => ScriptedKind.Done(name));
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync(Ask);
        await platform.SaveAsync(All);
        var run = (await platform.StartRunAsync("all")).Id;
        var answered = 0;
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!.Status.IsEnded())
        {
            var open = (await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Limit = 200 }, Token)).Items;
            if (open.Count == 0)
            {
                await clock.WaitForNextTickAsync(Token);
                continue;
            }

            var one = open[order.Next(open.Count)];
            var text = one.Title;
            var done = await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, one.Id, JsonSerializer.SerializeToElement(new { text }), Token);
            Assert.True(done.Ok);
            answered++;
        }

        var ended = (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!;
        Assert.Null(ended.Error);
        var outputs = ended.Outputs!.Value;
        Assert.Equal(["a=each a", "b=each b", "c=each c", "d=each d"], Texts(outputs, "mapped").Order(StringComparer.Ordinal));
        Assert.Equal(["loop 0", "loop 1", "loop 2", "loop 3"], Texts(outputs, "looped"));
        Assert.Equal(["x=About x", "y=About y", "z=About z"], Texts(outputs, "child").Order(StringComparer.Ordinal));
        Assert.Equal("side", outputs.GetProperty("side").GetString());
        Assert.Equal((12, 5), (answered, outputs.GetProperty("worked").GetInt32()));
        Assert.Equal((1, 4), (kind.Runs("work"), kind.Runs("again")));
        var events = await platform.EventsAsync(run);
        Assert.Equal(9, events.Count(e => e.Event is HumanAnswered)); // the three others are the children's
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
    }

    internal static async Task AnswerAsync(RunningPlatform platform, RunId run, string text)
    {
        var task = Assert.Single((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Run = run }, Token)).Items);
        var done = await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonSerializer.SerializeToElement(new { text }), Token);
        Assert.True(done.Ok);
    }

    private static IEnumerable<string> Texts(JsonElement outputs, string name) => outputs.GetProperty(name).EnumerateArray().Select(o => o.GetString()!);
}
