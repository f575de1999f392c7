using Platform.Core.Runs.TimeTravel;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs.TimeTravel;

/// <summary>What a run was at each step.</summary>
public sealed class StatesOfARun
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_checkpoint_tells_which_nodes_ran_and_what_they_changed()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");

        var steps = (await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new CheckpointQuery(), Token)).Items;

        Assert.Equal(["", "tick", "look", "tick", "look", "tick", "look", "ask"], steps.Select(s => string.Join(',', s.Nodes)));
        Assert.Equal(new ChannelChange("count", "1", "2"), steps[3].Changes.Single());
        Assert.Equal(new ChannelChange("log", "1 item", "+1: \"2!\""), steps[4].Changes.Single());
        Assert.Equal(["ask"], steps[7].Next);
    }

    [Fact]
    public async Task A_page_in_the_middle_of_a_long_run_is_the_same_as_the_whole_list()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper", new { n = 40 });

        var whole = (await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new CheckpointQuery { Limit = 200 }, Token)).Items;
        var middle = await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new CheckpointQuery { After = 60, Limit = 5 }, Token);
        var before = await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new CheckpointQuery { Before = 66, Limit = 5 }, Token);

        Assert.Equal([61, 62, 63, 64, 65], middle.Items.Select(s => s.Step));
        Assert.Equal(whole.Skip(61).Take(5).Select(s => string.Join(';', s.Changes)), middle.Items.Select(s => string.Join(';', s.Changes)));
        Assert.Equal(middle.Items.Select(s => s.Step), before.Items.Select(s => s.Step));
        Assert.Equal("65", middle.Next);
    }

    [Fact]
    public async Task A_state_tells_what_differs_from_any_other_step()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var run = await platform.WaitingAsync("looper");

        var state = await platform.Travel.CompareAsync(RunningPlatform.Me, run.Id, 5, 1, Token);

        Assert.Equal("""{"count":3,"log":["1!","2!"],"note":""}""", state!.Channels.GetRawText());
        Assert.Equal(
            ["count  Changed 1 3", "log /0 Added  \"1!\"", "log /1 Added  \"2!\""],
            state.Changes!.Select(c => $"{c.Channel} {c.Path} {c.Kind} {c.Before?.GetRawText()} {c.After?.GetRawText()}"));
    }

    [Fact]
    public async Task A_state_tells_what_waited_then_and_which_items_had_been_answered()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Asking);
        var run = await platform.WaitingAsync("asking");
        await platform.AnswerAsync(run.Id, """{"say": "1"}""");
        var later = await UntilStepAsync(platform, run.Id, 2);

        var first = await platform.Travel.StateAsync(RunningPlatform.Me, run.Id, 1, Token);
        var second = await platform.Travel.StateAsync(RunningPlatform.Me, run.Id, later.Step, Token);

        Assert.Equal(["And a?", "And b?", "And c?"], first!.Waiting.Select(w => w.Title));
        Assert.Empty(first.Ended);
        Assert.Equal(["And b?", "And c?"], second!.Waiting.Select(w => w.Title));
        Assert.Equal([$"{run.Id}/1/each/0"], second.Ended);
    }

    [Fact]
    public async Task Secrets_are_redacted_in_what_is_shown_and_kept_in_what_goes_on()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: new ScriptedKind((_, _, _) => ScriptedKind.Done("key hunter2hunter2")));
        await platform.SaveAsync(GivenRuns.Loop);
        platform.Get<Core.Security.Redactor>().Learn("TOKEN", "hunter2hunter2");
        var run = await platform.WaitingAsync("looper", new { n = 1 });

        var state = await platform.Travel.CompareAsync(RunningPlatform.Me, run.Id, 2, null, Token);
        var steps = (await platform.Travel.CheckpointsAsync(RunningPlatform.Me, run.Id, new CheckpointQuery(), Token)).Items;
        var fork = await platform.ForkAsync(run.Id, new ForkRun { Step = 2 });
        await platform.StandingAsync(fork.Id);
        await platform.AnswerAsync(fork.Id, """{"ok": true}""");
        var ended = await platform.EndOfAsync(fork.Id);

        Assert.Equal("""["1key [secret TOKEN]"]""", state!.Channels.GetProperty("log").GetRawText());
        Assert.DoesNotContain("hunter2", $"{string.Join(' ', state.Changes!.Select(c => c.After?.GetRawText()))}{string.Join(' ', steps.SelectMany(s => s.Changes))}", StringComparison.Ordinal);
        Assert.Equal("""["1key hunter2hunter2"]""", ended.Outputs!.Value.GetProperty("log").GetRawText());
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "~a: 1 1.0")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":3,"z":4}}""", "-a/x: 1 |~a/y: 2 3|+a/z:  4")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,3]}""", "-a/1: 2 ")]
    [InlineData("""{"a":[1,2]}""", """{"a":[0,1,2]}""", "+a/0:  0")]
    [InlineData("""{"a":{"p/q":1}}""", """{"b":null}""", "-a: {\"p/q\":1} |+b:  null")]
    public void Differences_are_told_as_deep_as_they_are(string before, string after, string expected)
    {
        var found = StateDiff.Of(GivenRuns.Json(before), GivenRuns.Json(after));

        Assert.Equal(expected, string.Join('|', found.Select(c => $"{"+~-"[(int)c.Kind]}{c.Channel}{c.Path}: {c.Before?.GetRawText()} {c.After?.GetRawText()}")));
    }

    internal static async Task<StateView> UntilStepAsync(RunningPlatform platform, Core.Foundation.RunId run, int step)
    {
        await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, 0, Token))
            if (logged.Event is Core.Events.StepCommitted && logged.Event.Step >= step) break;
        return (await platform.Travel.StateAsync(RunningPlatform.Me, run, null, Token))!;
    }
}
