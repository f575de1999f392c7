using Xunit;

namespace Platform.IntegrationTests.Cli;

public sealed class Usage : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await _cli.RunAsync(TestContext.Current.CancellationToken, "--help");

        Assert.Equal(0, help.ExitCode);
        foreach (var command in new[] { "up", "new", "templates", "validate", "run", "runs", "tasks", "graph", "schema", "expr", "doctor", "db" })
            Assert.Contains($"\n  {command} ", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("run")]
    [InlineData("runs")]
    [InlineData("run", "x.yaml", "--no-such-option")]
    [InlineData("runs", "list", "--limit", "many")]
    [InlineData("runs", "list", "--limit", "0")]
    [InlineData("runs", "list", "--status", "sleeping")]
    [InlineData("runs", "show", "zz")]
    [InlineData("tasks", "show", "zz")]
    [InlineData("validate")]
    public async Task Wrong_usage_ends_with_2_and_two_lines_that_say_what_and_what_to_do(params string[] arguments)
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, arguments);

        Assert.True(wrong.ExitCode == 2, wrong.ToString());
        AssertTwoLines(wrong);
        Assert.Equal("", wrong.Output);
    }

    [Theory]
    [InlineData("error: There is no command 'platform rnus'. Did you mean 'runs'?", "rnus")]
    [InlineData("error: There is no command 'platform runs lst'. Did you mean 'list'?", "runs", "lst")]
    [InlineData("error: Cannot parse argument 'foo' for option '--by': it takes one of agent, day, model, node, provider, run, user, workflow.", "costs", "--by", "foo")]
    [InlineData("error: Cannot parse argument 'many' for option '--limit': it takes a whole number.", "runs", "list", "--limit", "many")]
    public async Task Wrong_words_are_told_with_the_right_ones(string says, params string[] arguments)
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, arguments);

        Assert.Equal(says, wrong.Error.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public async Task Json_prints_an_error_as_an_object()
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "runs", "show", "last", "--json");

        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal("not_found", wrong.Json().GetProperty("error").GetProperty("code").GetString());
        Assert.NotEmpty(wrong.Json().GetProperty("error").GetProperty("resolution").GetString()!);
    }

    [Fact]
    public async Task Nothing_but_the_result_is_coloured_when_nobody_looks()
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "missing.yaml");

        Assert.DoesNotContain('\u001b', wrong.Error);
        Assert.DoesNotContain('\u001b', wrong.Output);
    }

    [Theory]
    [InlineData("1 + 2", "3")]
    [InlineData("${{ 'a' + 'b' }}", "\"ab\"")]
    [InlineData("[1, 2.5, {'k': true}]", "[1,2.5,{\"k\":true}]")]
    public async Task An_expression_is_evaluated_by_itself(string expression, string expected)
    {
        var result = await _cli.RunAsync(TestContext.Current.CancellationToken, "expr", expression);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(expected, result.Json().GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expression_takes_its_names_from_bind_and_points_at_what_is_wrong()
    {
        var right = await _cli.RunAsync(TestContext.Current.CancellationToken, "expr", "state.n * 2", "--bind", """{"state": {"n": 21}}""");
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "expr", "1 + ", "--bind", "{}");

        Assert.Equal("42", right.Output.Trim());
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("^", wrong.Error, StringComparison.Ordinal);
    }

    internal static void AssertTwoLines(CliResult wrong)
    {
        var lines = wrong.Error.Trim().Split('\n');
        Assert.True(lines.Length >= 2, wrong.ToString());
        Assert.StartsWith("error: ", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("fix: ", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal); // no stack trace
        Assert.DoesNotContain("inside Platform", wrong.Error, StringComparison.Ordinal); // the wall's last resort is no explanation
    }
}
