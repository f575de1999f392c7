using System.Diagnostics;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>The process may end at any moment; what the run has committed stays.</summary>
public sealed class StoppingARun : IAsyncDisposable
{
    private const string Scripted = "use: scripted/slow, rules: [ { match: go, reply: done, delay: 150ms } ]";

    private static string Twenty(string model) => $$$"""
        platform: v1
        name: slow
        state: { n: { type: integer, default: 0 } }
        outputs: { n: "${{ state.n }}" }
        models: { slow: { {{{model}}} } }
        agents: { worker: { model: slow, instructions: Work. } }
        start: work
        nodes:
          work:
            agent: worker
            prompt: go
            save: { n: "${{ state.n + 1 }}" }
            next:
              - { when: "${{ state.n < 20 }}", to: work }
              - { to: end }
        """;

    private readonly CliProcess _cli = new();
    private readonly TaskCompletionSource _stopped = new();
    private readonly RudeServer _model;

    // Two steps are done and the third is in progress until the process has ended, however long a signal takes.
    public StoppingARun() => _model = new RudeServer(async (stream, request, cancellationToken) =>
    {
        if (request > 2) await _stopped.Task.WaitAsync(cancellationToken);
        await RudeServer.SayAsync(stream, RudeServer.Good("done"), cancellationToken);
    });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _cli.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupt_ends_with_130_says_how_to_go_on_and_the_run_goes_on_from_there(string signal)
    {
        using var run = await WorkingAsync();

        await SignalAsync(run, signal);
        await run.WaitForExitAsync(Stop);
        _stopped.SetResult();
        var said = await run.StandardError.ReadToEndAsync(Stop);
        var resumed = await _cli.RunAsync(Stop, "runs", "resume", "last");

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("platform runs resume", said, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(20, resumed.Json().GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task A_killed_run_goes_on_from_its_last_commit()
    {
        using var run = await WorkingAsync();

        run.Kill();
        await run.WaitForExitAsync(Stop);
        _stopped.SetResult();
        var resumed = await _cli.RunAsync(Stop, "runs", "resume", "last");

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(20, resumed.Json().GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Two_processes_share_one_database()
    {
        _cli.Write("slow.yaml", Twenty(Scripted));

        var both = await Task.WhenAll(
            _cli.RunAsync(Stop, "run", "slow.yaml"), _cli.RunAsync(Stop, "run", "slow.yaml"), _cli.RunAsync(Stop, "run", CliProcess.Sample("hello")));
        var list = await _cli.RunAsync(Stop, "runs", "list", "--json");

        Assert.All(both, run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Equal(3, list.Json().EnumerateArray().Count(r => r.GetProperty("status").GetString() == "succeeded"));
    }

    private async Task<Process> WorkingAsync()
    {
        _cli.Write("slow.yaml", Twenty($"use: openai/m, base_url: \"{_model.Address}/v1\", api_key: k"));
        var run = _cli.Start("run", "slow.yaml");
        await Waiting.UntilAsync(() => _model.Requests > 2);
        return run;
    }

    private static async Task SignalAsync(Process run, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await kill.WaitForExitAsync(Stop);
    }
}
