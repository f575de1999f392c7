using Platform.Core.Foundation;
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
        var run = await mcp.CallAsync($"url: \"{_server.Address}/{how}\", timeout: 10s, start_timeout: 10s", ("say", "{}"));

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
}
