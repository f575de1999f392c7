using System.Diagnostics;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>The process may end at any moment; what the run has committed stays.</summary>
public sealed class StoppingARun : IDisposable
{
    // Twenty steps, each slow enough that a signal falls between two of them.
    private const string Slow = """
        platform: v1
        name: slow
        state: { n: { type: integer, default: 0 } }
        outputs: { n: "${{ state.n }}" }
        models: { slow: { use: scripted/slow, rules: [ { match: go, reply: done, delay: 150ms } ] } }
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

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupt_ends_with_130_says_how_to_go_on_and_the_run_goes_on_from_there(string signal)
    {
        _cli.Write("slow.yaml", Slow);
        using var run = _cli.Start("run", "slow.yaml");
        await UntilWorkingAsync(run);

        await SignalAsync(run, signal);
        await run.WaitForExitAsync(Stop);
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
        _cli.Write("slow.yaml", Slow);
        using var run = _cli.Start("run", "slow.yaml");
        await UntilWorkingAsync(run);

        run.Kill();
        await run.WaitForExitAsync(Stop);
        var resumed = await _cli.RunAsync(Stop, "runs", "resume", "last");

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(20, resumed.Json().GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Two_processes_share_one_database()
    {
        _cli.Write("slow.yaml", Slow);

        var both = await Task.WhenAll(
            _cli.RunAsync(Stop, "run", "slow.yaml"), _cli.RunAsync(Stop, "run", "slow.yaml"), _cli.RunAsync(Stop, "run", CliProcess.Sample("hello")));
        var list = await _cli.RunAsync(Stop, "runs", "list", "--json");

        Assert.All(both, run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Equal(3, list.Json().EnumerateArray().Count(r => r.GetProperty("status").GetString() == "succeeded"));
    }

    // The node's first line is printed when its task has started.
    private static async Task UntilWorkingAsync(Process run)
    {
        while (await run.StandardError.ReadLineAsync(Stop) is { } line)
        {
            if (line.Trim() == "work …") return;
        }

        Assert.Fail("The run ended before it worked.");
    }

    private static async Task SignalAsync(Process run, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await kill.WaitForExitAsync(Stop);
    }
}
