using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>The official suite of the protocol, as it is, against our server and our client. What is not offered stands in <c>tests/mcp/not-offered.yaml</c>, by name and with the reason.</summary>
[Collection(WebCollection.Name)]
public sealed class Conformance(WebHost web) : IDisposable
{
    private readonly CliProcess _cli = new() { OnSqlite = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Our_server_passes_every_scenario_of_what_it_offers()
    {
        await McpPackages.NeededAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(McpPackages.Folder, "workflows"), "*.yaml")) await web.SaveAsync(await File.ReadAllTextAsync(file, Stop), Stop);

        var (code, said) = await SuiteAsync("server", "--url", $"{web.Address}/mcp", "--expected-failures", "not-offered.yaml");

        Assert.True(code == 0, said);
        foreach (var offered in new[] { "server-initialize", "ping", "tools-list", "tools-call-simple-text", "tools-call-error", "tools-call-with-progress", "server-sse-multiple-streams", "dns-rebinding-protection" })
            Assert.Matches($"✓ {offered}: [1-9]", said);
    }

    [Theory]
    [InlineData("initialize", "")]
    [InlineData("tools_call", "add_numbers, with: { a: 5, b: 3 }")]
    [InlineData("sse-retry", "test_reconnection")]
    public async Task Our_client_passes(string scenario, string call)
    {
        await McpPackages.NeededAsync();
        var client = Path.Combine(Repository.Root, "src/Platform.Cli/bin/Debug/net10.0/platform");

        var (code, said) = await SuiteAsync("client", "--command", $"node client.mjs {client} {_cli.Folder} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(call))}", "--scenario", scenario);

        Assert.True(code == 0, said);
        Assert.Contains("OVERALL: PASSED", said, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Said)> SuiteAsync(params string[] arguments) =>
        McpPackages.RunAsync("node", ["--import", "./node20.mjs", McpPackages.Package("conformance/dist/index.js"), .. arguments]);
}
