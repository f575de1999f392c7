using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>A platform whose administrator allowed a few servers, and may reach this machine over the net. One for all tests, for each names its own workflow.</summary>
public sealed class McpPlatform : IAsyncLifetime
{
    private int _named;

    internal RunningPlatform Running { get; private set; } = null!; // set before any test runs

    internal McpSessions Sessions => Running.Get<McpSessions>();

    public async ValueTask InitializeAsync()
    {
        Running = await RunningPlatform.StartAsync(change: services =>
        {
            services.AddSingleton(Options.Create(new EgressOptions { Allow = ["127.0.0.1"] }));
            services.AddSingleton(Options.Create(new McpOptions
            {
                MaxMessageBytes = 2 * 1024 * 1024,
                Commands =
                {
                    ["odd"] = new AllowedCommand { Run = ["node", McpPackages.OddServer, "{value}"], Env = { ["FIXED"] = "by the administrator" }, Accepts = ["TOKEN", "FIXED"] },
                    ["files"] = new AllowedCommand { Run = ["node", McpPackages.Package("server-filesystem/dist/index.js"), "{folder}"] },
                    ["everything"] = new AllowedCommand { Run = ["node", McpPackages.Package("server-everything/dist/index.js"), "stdio"] },
                    ["nowhere"] = new AllowedCommand { Run = ["no-such-program-here"] },
                },
            }));
        });
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();

    /// <summary>The setting <c>command</c> of the odd server.</summary>
    public static string Odd(string how) => $"[node, '{McpPackages.OddServer}', {how}]";

    /// <summary>Runs nodes that see the server as <c>it</c>; each node that is given saves what it got into a list.</summary>
    /// <param name="settings">Of the server.</param>
    /// <param name="calls">Tool and arguments: <c>who, {}</c>. They run one after the other.</param>
    internal async Task<RunView> CallAsync(string settings, params (string Tool, string With)[] calls)
    {
        await McpPackages.NeededAsync();
        var name = $"mcp-{Interlocked.Increment(ref _named)}";
        var nodes = calls.Select((c, i) => $$$"""  n{{{i}}}: { tool: "it.{{{c.Tool}}}", with: {{{c.With}}}, save: { got: ["${{ output }}"] }, next: {{{(i + 1 < calls.Length ? $"n{i + 1}" : "end")}}} }""");
        await Running.SaveAsync($$$"""
            platform: v1
            name: {{{name}}}
            tools: { it: { use: mcp, {{{settings}}} } }
            state: { got: { type: array, merge: append } }
            outputs: { got: "${{ state.got }}" }
            start: n0
            nodes:
            {{{string.Join("\n", nodes)}}}
            """);
        return await Running.EndOfAsync((await Running.StartRunAsync(name)).Id);
    }

    internal static JsonElement Got(RunView run, int at = 0)
    {
        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Error}");
        return run.Outputs!.Value.GetProperty("got")[at];
    }

    internal static void FailedWith(RunView run, ErrorCode code, params string[] words)
    {
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(code.Text(), run.Error!.Code);
        foreach (var word in words) Assert.Contains(word, $"{run.Error.Message} {run.Error.Resolution}", StringComparison.Ordinal);
    }
}

[CollectionDefinition(Name)]
public sealed class McpCollection : ICollectionFixture<McpPlatform>
{
    public const string Name = "mcp";
}
