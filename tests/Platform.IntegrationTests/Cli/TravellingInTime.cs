using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>Looking back, forking, editing and replaying on the command line.</summary>
public sealed class TravellingInTime : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_run_is_looked_at_step_by_step_forked_edited_and_replayed()
    {
        _cli.Write("counts.yaml", Web.Flows.Counts("counts"));
        var run = (await _cli.RunAsync(Stop, "run", "counts.yaml", "--json")).Json().GetProperty("id").GetString()!;

        var steps = await _cli.RunAsync(Stop, "runs", "checkpoints", run);
        var state = await _cli.RunAsync(Stop, "runs", "state", run, "--step", "2", "--diff");
        var fork = await _cli.RunAsync(Stop, "runs", "fork", run, "--step", "2", "--set", "count=9", "--json");
        var resumed = await _cli.RunAsync(Stop, "runs", "resume", run, "--set", "count=50", "--answer", """{"ok": true}""", "--json");
        var replay = await _cli.RunAsync(Stop, "runs", "replay", run, "--json");

        Assert.Contains("count: 1 → 2", steps.Output, StringComparison.Ordinal);
        Assert.Contains("~ count: 1 → 2", state.Error, StringComparison.Ordinal);
        Assert.Equal(2, state.Json().GetProperty("count").GetInt32());
        Assert.Equal((3, 2), (fork.ExitCode, fork.Json().GetProperty("forkedFrom").GetProperty("step").GetInt32()));
        Assert.Equal(50, resumed.Json().GetProperty("outputs").GetProperty("count").GetInt32());
        Assert.Equal((0, true), (replay.ExitCode, replay.Json().GetProperty("deterministic").GetBoolean()));
    }

    [Fact]
    public async Task A_replay_that_goes_another_way_ends_with_1_and_says_where()
    {
        _cli.Write("counts.yaml", Web.Flows.Counts("counts"));
        var run = (await _cli.RunAsync(Stop, "run", "counts.yaml", "--json")).Json().GetProperty("id").GetString()!;
        _cli.Write("counts.yaml", Web.Flows.Counts("counts").Replace("count < 3", "count < 2", StringComparison.Ordinal));
        await _cli.RunAsync(Stop, "run", "counts.yaml");

        var replay = await _cli.RunAsync(Stop, "runs", "replay", run, "--version", "2");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("diverges: step 2, node 'tick'", replay.Output, StringComparison.Ordinal);
        Assert.Contains("Node 'tick' is written differently in version 2", replay.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_a_channel_is_told_with_the_nearest_name()
    {
        _cli.Write("counts.yaml", Web.Flows.Counts("counts"));
        await _cli.RunAsync(Stop, "run", "counts.yaml");

        var fork = await _cli.RunAsync(Stop, "runs", "fork", "last", "--step", "2", "--set", "cuont=9", "--set", "note=3");

        Assert.Equal(1, fork.ExitCode);
        Assert.Contains("Did you mean 'count'?", fork.Error, StringComparison.Ordinal);
        Assert.Contains("'note' must be a string", fork.Error, StringComparison.Ordinal);
    }
}
