using Microsoft.Extensions.AI;
using Platform.Core.Costs.Calls;
using Platform.Core.Models;
using Platform.Core.Runs;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>What came of an attempt before it failed is paid for, and what a provider tells is believed only where it can be.</summary>
public sealed class LostAttempts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_was_cut_is_counted_by_what_came_of_it_and_marked_as_an_estimate()
    {
        var asked = 0;
        await using var server = new RudeServer((stream, _, cancellationToken) => RudeServer.SayAsync(
            stream, Interlocked.Increment(ref asked) == 1 ? RudeServer.Begin() + RudeServer.Piece(Spending.Tokens(20)) : RudeServer.Good("ok"), cancellationToken));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(HealthOfModels.Workflow("cut", server.Address, ", price: { input: 0, output: 1000 }").Replace("retries: 0", "retries: 1", StringComparison.Ordinal));

        var run = await platform.EndOfAsync((await platform.StartRunAsync("cut")).Id);
        var calls = platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery { Run = run.Id }).Items;

        Assert.True(run.Status == RunStatus.Succeeded, run.Error?.Message);
        Assert.Equal([(CallStatus.Ok, 0.001m, 1L), (CallStatus.Retried, 0.02m, 20L)], calls.Select(c => (c.Status, c.Cost!.Value, c.OutputTokens)));
        Assert.True(calls[1].Estimated);
        Assert.Equal((0.021m, true), (run.Cost, run.CostEstimated));
    }

    [Theory]
    [InlineData(10, 9, 10, 9, false)]
    [InlineData(-5, 9, 3, 9, true)]
    [InlineData(10, -1, 10, 2, true)]
    [InlineData(4_000_000_000_000, 9, 3, 9, true)]
    [InlineData(0, 0, 3, 2, true)]
    public void Counts_that_cannot_be_are_estimated(long input, long output, long expectedInput, long expectedOutput, bool estimated)
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "answered")) { Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = 1000, ReasoningTokenCount = -7 } };

        var usage = ModelUsage.Of(response, [new ChatMessage(ChatRole.User, "a question?")]);

        Assert.Equal((expectedInput, expectedOutput, estimated), (usage.Input, usage.Output, usage.Estimated));
        Assert.Equal((expectedInput, 0), (usage.Cached, usage.Reasoning)); // a part is no more than the whole, and no less than nothing
    }

    [Fact]
    public void What_is_put_into_a_cache_has_its_own_price()
    {
        var usage = new ModelUsage(Input: 2000, Output: 200, Cached: 500, Reasoning: 0, Estimated: false) { CacheWrites = 800 };

        Assert.Equal(0.0039m, usage.CostAt(new ModelPrice(1, 9.75m, 0.5m, CacheWrite: 1.25m)));
        Assert.Equal(0.0037m, usage.CostAt(new ModelPrice(1, 9.75m, 0.5m))); // as any input
    }
}
