using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>Tools, models and allowed programs, at the terminal and before there is any workflow.</summary>
public sealed class LookingAtTheParts : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_tool_is_found_read_about_and_tried()
    {
        var list = await _cli.RunAsync(Stop, "tools", "list", "--json");
        var shown = await _cli.RunAsync(Stop, "tools", "show", "hash");
        var tried = await _cli.RunAsync(Stop, "tools", "try", "hash", "--with", "text=hello");
        var odd = await _cli.RunAsync(Stop, "tools", "try", "hasch", "--with", "text=hello");
        var wrong = await _cli.RunAsync(Stop, "tools", "try", "hash", "--with", "txt=hello");

        Assert.Contains(list.Json().EnumerateArray(), t => t.GetProperty("name").GetString() == "hash");
        Assert.Contains("sha256", shown.Output, StringComparison.Ordinal);
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", tried.Json().GetProperty("hash").GetString());
        Assert.True(odd.ExitCode == 1, odd.ToString());
        Assert.Contains("Did you mean 'hash'?", odd.Error, StringComparison.Ordinal);
        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Assert.Contains("Did you mean 'text'?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Which_models_can_be_used_is_said_in_two_lines()
    {
        foreach (var key in new[] { "OPENAI_API_KEY", "ANTHROPIC_API_KEY" }) _cli.Variables[key] = "";
        var models = await _cli.RunAsync(Stop, "models", "list");

        Assert.True(models.ExitCode == 0, models.ToString());
        Assert.Contains("Models that can be used: ", models.Error, StringComparison.Ordinal);
        Assert.Contains("openai (OPENAI_API_KEY)", models.Error, StringComparison.Ordinal);
        Assert.Contains("No workflow uses a model yet.", models.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_allowed_listed_and_denied_again()
    {
        var allowed = await _cli.RunAsync(Stop, "mcp", "allow", "clock", "--", "node", "clock.js");
        var list = await _cli.RunAsync(Stop, "mcp", "list", "--json");
        var denied = await _cli.RunAsync(Stop, "mcp", "deny", "clock");
        var twice = await _cli.RunAsync(Stop, "mcp", "deny", "clock");

        Assert.True(allowed.ExitCode == 0, allowed.ToString());
        Assert.Equal(["node", "clock.js"], list.Json()[0].GetProperty("run").EnumerateArray().Select(w => w.GetString()));
        Assert.True(denied.ExitCode == 0, denied.ToString());
        Assert.True(twice.ExitCode == 1, twice.ToString());
        Usage.AssertTwoLines(twice);
    }
}
