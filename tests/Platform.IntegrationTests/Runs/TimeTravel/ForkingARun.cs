using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs.TimeTravel;

/// <summary>New runs from where another one stood.</summary>
public sealed class ForkingARun
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fork_in_mid_loop_with_edited_state_gives_what_a_fresh_run_would_give()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var origin = await platform.WaitingAsync("looper", new { n = 6 });

        var fork = await platform.ForkAsync(origin.Id, new ForkRun { Step = 4, State = GivenRuns.Json("""{"count": 4, "log": ["1!", "2!", "3!", "4!"]}""") });
        await platform.StandingAsync(fork.Id);
        await platform.AnswerAsync(fork.Id, """{"ok": true}""");
        await platform.AnswerAsync(origin.Id, """{"ok": true}""");
        var (forked, fresh) = (await platform.EndOfAsync(fork.Id), await platform.EndOfAsync(origin.Id));

        Assert.Equal(fresh.Outputs!.Value.GetRawText(), forked.Outputs!.Value.GetRawText());
        Assert.Equal(fresh.Step - 4, forked.Step);
        Assert.Equal(new ForkOrigin(origin.Id, 4), forked.ForkedFrom);
        Assert.Equal(1, fresh.Forks);
        var forks = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { ForkedFrom = origin.Id }, Token);
        Assert.Equal(fork.Id, forks.Items.Single().Id);
    }

    [Fact]
    public async Task Who_waited_is_asked_again_by_the_fork_and_the_origin_waits_on()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var origin = await platform.WaitingAsync("looper");

        var fork = await platform.ForkAsync(origin.Id, new ForkRun { Step = origin.Step, State = GivenRuns.Json("""{"count": 41}""") });
        await platform.StandingAsync(fork.Id);
        var asked = (await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Run = fork.Id }, Token)).Items.Single();
        await platform.AnswerAsync(fork.Id, """{"ok": false}""");
        var ended = await platform.EndOfAsync(fork.Id);

        Assert.Equal("Good, 41?", asked.Title);
        Assert.Equal("bad", ended.Outputs!.Value.GetProperty("note").GetString());
        Assert.Equal(RunStatus.Waiting, (await platform.Runs.FindAsync(RunningPlatform.Me, origin.Id, Token))!.Status);
    }

    [Fact]
    public async Task Items_of_a_map_that_had_been_answered_are_kept_and_only_the_others_are_asked_again()
    {
        var kind = GivenRuns.Looking();
        await using var platform = await RunningPlatform.StartAsync(kind: kind);
        await platform.SaveAsync(GivenRuns.Asking);
        var origin = await platform.WaitingAsync("asking");
        await platform.AnswerAsync(origin.Id, """{"say": "1"}""");
        var at = await StatesOfARun.UntilStepAsync(platform, origin.Id, 2);

        var fork = await platform.ForkAsync(origin.Id, new ForkRun { Step = at.Step });
        await platform.StandingAsync(fork.Id);
        await platform.AnswerAsync(fork.Id, """{"say": "2"}""");
        await platform.AnswerAsync(fork.Id, """{"say": "3"}""");
        var ended = await platform.EndOfAsync(fork.Id);

        Assert.Equal("""["a1","b2","c3"]""", ended.Outputs!.Value.GetProperty("answers").GetRawText());
        Assert.Equal(1, kind.Runs("look"));
        Assert.Equal(2, (await platform.EventsAsync(fork.Id)).Count(e => e.Event is HumanRequested));
        Assert.True((await platform.ReplayAsync(fork.Id)).Deterministic);
    }

    [Fact]
    public async Task What_does_not_fit_is_named_with_the_nearest_name_and_no_run_is_made()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var origin = await platform.WaitingAsync("looper");

        var refused = await platform.Travel.ForkAsync(
            RunningPlatform.Me, origin.Id, new ForkRun { Step = 2, State = GivenRuns.Json("""{"cuont": 1, "count": "two", "log": 3}"""), Next = ["lok"] }, Token);

        Assert.False(refused.Ok);
        Assert.Equal("count", refused.Findings.Single(f => f.Code == "RN021").Suggestion);
        Assert.Equal(["/count", "/log"], refused.Findings.Where(f => f.Code == "RN022").Select(f => f.Path).Order());
        Assert.Equal("look", refused.Findings.Single(f => f.Code == "RN024").Suggestion);
        Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery(), Token)).Items);
    }

    [Fact]
    public async Task Another_version_goes_on_from_the_step_with_its_own_nodes()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var origin = await platform.WaitingAsync("looper");
        await platform.SaveAsync(GivenRuns.Loop.Replace("count + 1", "count + 10", StringComparison.Ordinal).Replace("to: ask", "to: end", StringComparison.Ordinal).Replace("next: look", "next: look\n  unused:\n    next: ask", StringComparison.Ordinal).Replace("start: tick", "start: [tick, unused]", StringComparison.Ordinal).Replace("next: ask", "when: \"${{ false }}\"\n    next: ask", StringComparison.Ordinal));

        var fork = await platform.ForkAsync(origin.Id, new ForkRun { Step = 2, Version = 2 });
        var ended = await platform.EndOfAsync(fork.Id);

        Assert.Equal(2, ended.Version);
        Assert.Equal(11, ended.Outputs!.Value.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_version_that_lacks_a_due_node_or_a_channel_is_refused_with_a_way_out()
    {
        await using var platform = await RunningPlatform.StartAsync(kind: GivenRuns.Looking());
        await platform.SaveAsync(GivenRuns.Loop);
        var origin = await platform.WaitingAsync("looper");
        await platform.SaveAsync(GivenRuns.Loop.Replace("note", "notes", StringComparison.Ordinal).Replace("tick", "ticks", StringComparison.Ordinal));

        var refused = await platform.Travel.ForkAsync(RunningPlatform.Me, origin.Id, new ForkRun { Step = 2, Version = 2 }, Token);
        var fork = await platform.ForkAsync(origin.Id, new ForkRun { Step = 2, Version = 2, Next = ["ticks"], State = GivenRuns.Json("""{"note": null}""") });
        var standing = await platform.StandingAsync(fork.Id);

        Assert.Equal(["RN023 notes", "RN024 ticks"], refused.Findings.Select(f => $"{f.Code} {f.Suggestion}").Order());
        Assert.Equal(RunStatus.Waiting, standing.Status);
        var missing = await Assert.ThrowsAsync<PlatformException>(() => platform.Travel.ForkAsync(RunningPlatform.Me, origin.Id, new ForkRun { Step = 99 }, Token));
        Assert.Contains("steps 0 to 7", missing.Resolution, StringComparison.Ordinal);
    }
}
