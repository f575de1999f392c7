using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>What nobody knows is said to be unknown, through a provider's real client.</summary>
public sealed class UnknownCosts(Aimock server) : IClassFixture<Aimock>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_that_nobody_knows_is_unknown_and_never_nothing()
    {
        var (run, call) = await CallAsync("openai/nobody-knows", "");

        Assert.True(call is { Cost: null, CostKnown: false, Status: CallStatus.Ok, Estimated: false }, call.ToString());
        Assert.True(run is { CostKnown: false, Cost: 0, Status: RunStatus.Succeeded }, run.ToString());
    }

    [Fact]
    public async Task What_the_provider_counted_is_priced_and_not_estimated()
    {
        var (run, call) = await CallAsync("openai/nobody-knows", ", price: { input: 1000000, output: 0 }");

        Assert.Equal((call.InputTokens, false), ((long)call.Cost!.Value, call.Estimated));
        Assert.True(run is { CostKnown: true, CostEstimated: false, Cost: > 0 }, run.ToString());
    }

    private async Task<(RunView Run, ModelCallView Call)> CallAsync(string use, string price)
    {
        server.Needed();
        await using var platform = await RunningPlatform.StartAsync(change: services =>
        {
            services.AddSingleton<ISecretStore>(new OneSecret());
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new EgressOptions { Allow = ["127.0.0.1"] }));
        });
        await platform.SaveAsync($$"""
            platform: v1
            name: far
            models: { far: { use: {{use}}, base_url: "{{server.Address}}/v1"{{price}} } }
            agents: { writer: { model: far } }
            start: write
            nodes: { write: { agent: writer, prompt: "Say hello" } }
            """);
        var run = await platform.EndOfAsync((await platform.StartRunAsync("far")).Id);
        Assert.True(run.Status == RunStatus.Succeeded, run.Error?.Message);
        return (run, platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery { Run = run.Id }).Items[0]);
    }

    private sealed class OneSecret : ISecretStore
    {
        public ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => ValueTask.FromResult<string?>("a-key-of-a-test");
    }
}
