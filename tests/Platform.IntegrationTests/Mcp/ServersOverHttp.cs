using Platform.Core.Foundation;
using Platform.IntegrationTests.Agents;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>Servers at an address, reached through the guard of the net.</summary>
[Collection(McpCollection.Name)]
public sealed class ServersOverHttp(McpPlatform mcp) : IAsyncLifetime
{
    private OddHttpServer _server = null!; // set before the test runs

    public async ValueTask InitializeAsync() => _server = await OddHttpServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Each_run_has_a_session_of_its_own_with_the_headers_of_its_workflow()
    {
        string Settings(string token) => $"url: \"{_server.Address}/plain\", headers: {{ Authorization: \"Bearer {token}\" }}";

        var one = await mcp.CallAsync(Settings("one"), ("say", "{}"), ("say", "{}"));
        var two = await mcp.CallAsync(Settings("two"), ("say", "{}"));

        Assert.Equal(["said in s1", "said in s1", "said in s2"], new[] { McpPlatform.Got(one), McpPlatform.Got(one, 1), McpPlatform.Got(two) }.Select(g => g.GetString()));
        Assert.All(_server.Requests, r => Assert.True(r.Authorization == (r.Session is "s1" || r.Session.Length == 0 && r.Authorization.EndsWith("one", StringComparison.Ordinal) ? "Bearer one" : "Bearer two"), $"{r}"));
        Assert.Equal(2, _server.Requests.Count(r => r.Asked == "plain initialize"));
    }

    [Fact]
    public async Task A_session_that_the_server_has_forgotten_is_begun_anew()
    {
        var run = await mcp.CallAsync($"url: \"{_server.Address}/forgets\"", ("say", "{}"));

        Assert.Equal("said in s2", McpPlatform.Got(run).GetString());
    }

    [Fact]
    public async Task A_server_is_told_that_nobody_waits_any_more()
    {
        var run = await mcp.CallAsync($"url: \"{_server.Address}/hangs\", timeout: 300ms", ("say", "{}"));

        McpPlatform.FailedWith(run, ErrorCode.Timeout, "0.3 s");
        await Waiting.UntilAsync(() => _server.Requests.Any(r => r.Asked == "hangs notifications/cancelled")); // told over the net
    }

    [Fact]
    public async Task A_redirect_within_the_host_is_followed()
    {
        var run = await mcp.CallAsync($"url: \"{_server.Address}/moved\"", ("say", "{}"));

        Assert.StartsWith("said in", McpPlatform.Got(run).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("locked", ErrorCode.Forbidden, "Authorization")]
    [InlineData("private", ErrorCode.Forbidden, "169.254.169.254")]
    [InlineData("elsewhere", ErrorCode.Forbidden, "localhost")]
    [InlineData("page", ErrorCode.ToolFailed, "MCP")]
    [InlineData("huge", ErrorCode.LimitExceeded, "larger than 2097152 bytes")]
    [InlineData("cut", ErrorCode.Unavailable, "'it'")]
    public async Task What_goes_wrong_is_one_sentence_and_a_code(string how, ErrorCode code, string words)
    {
        var run = await mcp.CallAsync($"url: \"{_server.Address}/{how}\", timeout: 60s, start_timeout: 60s", ("say", "{}"));

        McpPlatform.FailedWith(run, code, words);
        Assert.DoesNotContain(_server.Requests, r => r.Asked.StartsWith("plain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://10.0.0.1/mcp")]
    [InlineData("http://[::1]:9/mcp")]
    [InlineData("http://2130706434/mcp")]
    [InlineData("http://169.254.169.254/mcp")]
    public async Task An_address_that_the_guard_refuses_is_not_reached(string url)
    {
        var run = await mcp.CallAsync($"url: \"{url}\"", ("say", "{}"));

        McpPlatform.FailedWith(run, ErrorCode.Forbidden, "'it'");
    }

    [Fact]
    public async Task A_person_is_asked_before_a_tool_of_a_server_is_called()
    {
        await McpPackages.NeededAsync();
        var server = $"use: mcp, url: \"{_server.Address}/plain\"";
        await mcp.Running.SaveAsync($$$"""
            platform: v1
            name: mcp-leave
            models:
              main:
                use: scripted/caller
                rules: [ { on: user, call: [ { tool: free_say, with: {} } ] }, { on: tool, reply: done } ]
            tools:
              strict: { {{{server}}}, approve: always }
              free: { {{{server}}} }
            agents: { caller: { model: main, tools: [free], approve: { free.say: always } } }
            state: { got: {}, said: {} }
            outputs: { got: "${{ state.got }}", said: "${{ state.said }}" }
            start: [node, agent]
            nodes:
              node: { tool: strict.say, with: {}, save: { got: "${{ output }}" } }
              agent: { agent: caller, prompt: Say it., save: { said: "${{ output }}" } }
            """);
        var run = (await mcp.Running.StartRunAsync("mcp-leave")).Id;

        var open = await mcp.Running.OpenAsync(run, 2);
        Assert.DoesNotContain(_server.Requests, r => r.Asked == "plain tools/call");
        foreach (var task in open) await mcp.Running.AnswerAsync(task, """{"decision":"approve"}""");
        var outputs = (await mcp.Running.EndOfAsync(run)).Outputs!.Value;

        Assert.StartsWith("said in s", outputs.GetProperty("got").GetString(), StringComparison.Ordinal);
        Assert.Equal("done", outputs.GetProperty("said").GetString());
        Assert.Equal(2, _server.Requests.Count(r => r.Asked == "plain tools/call"));
    }
}
