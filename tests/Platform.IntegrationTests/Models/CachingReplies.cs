using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models.Recordings;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>Equal requests are answered from the database when the model is told to keep its answers.</summary>
public sealed class CachingReplies
{
    private static readonly CacheBounds Wide = new(100, 1_000_000);

    [Fact]
    public async Task A_second_run_is_answered_from_the_cache_which_is_shown_and_costs_nothing()
    {
        await using var server = new RudeServer(RudeServer.Good("Kept."));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(HealthOfModels.Workflow("kept", server.Address, ", cache: true, price: { input: 1000, output: 1000 }"));

        var first = await platform.EndOfAsync((await platform.StartRunAsync("kept")).Id);
        var second = await platform.EndOfAsync((await platform.StartRunAsync("kept")).Id);

        Assert.Equal((RunStatus.Succeeded, RunStatus.Succeeded, 1), (first.Status, second.Status, server.Requests));
        Assert.Equal(first.Outputs.ToString(), second.Outputs.ToString());
        Assert.True(first.Cost > 0);
        Assert.Equal(0, second.Cost);
        var told = (await platform.Runs.EventsAsync(RunningPlatform.Me, second.Id, 0, 100, RunningPlatform.Token)).Select(e => e.Event).OfType<LlmFinished>().Single();
        Assert.Equal(("cache", 0L, 0m, "Kept."), (told.Source, told.InputTokens, told.Cost, told.Reply));
        Assert.Equal((1, 1), (platform.Get<IReplyCache>().View(OrganizationId.Local).Entries, platform.Get<IReplyCache>().View(OrganizationId.Local).Hits));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(", cache: false", 2)]
    [InlineData(", cache: 1ms", 2)]
    [InlineData(", cache: 1h", 1)]
    public async Task Only_what_was_asked_for_is_kept_and_as_long(string setting, int requests)
    {
        await using var server = new RudeServer(RudeServer.Good("Kept."));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(HealthOfModels.Workflow("kept", server.Address, setting));

        await platform.EndOfAsync((await platform.StartRunAsync("kept")).Id);
        await Task.Delay(10, RunningPlatform.Token);
        await platform.EndOfAsync((await platform.StartRunAsync("kept")).Id);

        Assert.Equal(requests, server.Requests);
    }

    [Fact]
    public async Task Errors_and_answers_that_were_cut_short_are_not_kept()
    {
        await using var server = new RudeServer((stream, request, cancellationToken) => RudeServer.SayAsync(
            stream,
            request switch
            {
                1 => RudeServer.Whole(400, "application/json", """{"error":{"message":"no"}}"""),
                2 => RudeServer.Begin() + RudeServer.Piece("Cut sho", "\"length\"") + "data: [DONE]\n\n",
                _ => RudeServer.Good("Whole."),
            },
            cancellationToken));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(HealthOfModels.Workflow("kept", server.Address, ", cache: true"));
        var said = new List<string>();

        for (var i = 0; i < 4; i++) said.Add($"{(await platform.EndOfAsync((await platform.StartRunAsync("kept")).Id)).Outputs}");

        Assert.Equal(3, server.Requests);
        Assert.Contains("Cut sho", said[1], StringComparison.Ordinal);
        Assert.Contains("Whole.", said[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_organisation_has_its_own_and_the_oldest_make_room()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var cache = platform.Get<IReplyCache>();
        var (mine, other, now) = (OrganizationId.Local, new OrganizationId(Guid.NewGuid()), DateTimeOffset.UtcNow);
        for (var i = 0; i < 12; i++) await cache.StoreAsync(mine, new CachedReply($"h{i:00}", "{}", now.AddHours(1)), Wide with { Entries = 10 }, now.AddSeconds(i));
        await cache.StoreAsync(mine, new CachedReply("large", new string('x', 500), now.AddHours(1)), Wide with { Bytes = 505 }, now.AddSeconds(20));

        Assert.Null(await cache.FindAsync(mine, "h00", now));
        Assert.Null(await cache.FindAsync(other, "large", now));
        Assert.NotNull(await cache.FindAsync(mine, "large", now));
        Assert.Null(await cache.FindAsync(mine, "large", now.AddHours(2)));
        Assert.True(cache.View(mine).Bytes <= 505, $"{cache.View(mine)}");
    }
}
