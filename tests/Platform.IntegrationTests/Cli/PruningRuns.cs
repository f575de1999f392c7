using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary><c>platform runs prune</c>, through the built binary.</summary>
public sealed class PruningRuns
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_only_counts_and_the_real_one_deletes_what_it_counted()
    {
        using var cli = new CliProcess();
        var file = cli.Write("hello.yaml", """
            platform: v1
            name: hello
            state: { n: { type: integer, default: 0 } }
            start: a
            nodes:
              a: { set: { n: 1 } }
            """);
        for (var i = 0; i < 3; i++) Assert.Equal(0, (await cli.RunAsync(Token, "run", file)).ExitCode);

        var dry = await cli.RunAsync(Token, "runs", "prune", "--keep", "1", "--dry-run");
        var kept = await cli.RunAsync(Token, "runs", "prune", "--older-than", "30d", "--json");
        var real = await cli.RunAsync(Token, "runs", "prune", "--keep", "1", "--workflow", "hello", "--json");
        var left = await cli.RunAsync(Token, "runs", "list", "--json");

        Assert.True(dry.ExitCode == 0 && dry.Error.Contains("2 runs would go", StringComparison.Ordinal), dry.ToString());
        Assert.Equal("[]", kept.Output.Trim());
        Assert.True(real.Json()[0].GetProperty("runs").GetInt32() == 2, real.ToString());
        Assert.Equal(1, left.Json().GetArrayLength());
    }

    [Fact]
    public async Task What_goes_must_be_said_and_a_wrong_name_is_told_with_the_nearest()
    {
        using var cli = new CliProcess();
        var nothing = await cli.RunAsync(Token, "runs", "prune");
        var time = await cli.RunAsync(Token, "runs", "prune", "--older-than", "a month");
        var name = await cli.RunAsync(Token, "runs", "prune", "--keep", "1", "--workflow", "none");

        Assert.True(nothing.ExitCode == 2 && nothing.Error.Contains("--older-than 30d", StringComparison.Ordinal), nothing.ToString());
        Assert.True(time.ExitCode == 2 && time.Error.Contains("'a month' is no time", StringComparison.Ordinal), time.ToString());
        Assert.True(name.ExitCode == 1 && name.Error.Contains("'none'", StringComparison.Ordinal), name.ToString());
    }
}
