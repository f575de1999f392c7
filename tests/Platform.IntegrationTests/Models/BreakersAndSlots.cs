using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>Who fails again and again is left alone, and nobody is asked more at once than they take.</summary>
public sealed class BreakersAndSlots
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_fails_often_is_not_asked_until_one_call_has_tried_it()
    {
        var well = false;
        await using var server = new RudeServer((stream, _, cancellationToken) => RudeServer.SayAsync(
            stream, Volatile.Read(ref well) ? RudeServer.Good("Well again.") : RudeServer.Whole(500, "application/json", "{}"), cancellationToken));
        var clock = new ShiftedClock();
        var router = GivenModels.Router(traffic: new ModelTrafficOptions { BreakerFailures = 3, BreakerOpen = TimeSpan.FromHours(1) }, time: clock);
        var call = GivenModels.Call("hello", Model(server));

        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(call, Cancelled));
        var open = await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(call, Cancelled));
        clock.Offset += TimeSpan.FromHours(1.1);
        await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(call, Cancelled)); // the one call that tries
        var again = await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(call, Cancelled));
        Volatile.Write(ref well, true);
        clock.Offset += TimeSpan.FromHours(2.1); // twice as long
        var reply = await router.CallAsync(call, Cancelled);

        Assert.Equal(5, server.Requests);
        Assert.Contains("is not asked for", open.Message, StringComparison.Ordinal);
        Assert.Contains("is not asked for", again.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorCode.Unavailable, "server"), (open.Code, open.Kind));
        Assert.Equal("Well again.", reply.Response.Text);
    }

    [Fact]
    public async Task An_open_breaker_fails_over_at_once_and_says_so()
    {
        await using var server = new RudeServer(RudeServer.Whole(500, "application/json", "{}"));
        var router = GivenModels.Router(traffic: new ModelTrafficOptions { BreakerFailures = 1 });
        var spare = GivenModels.Settings("""{"use":"scripted/spare","default":"Here."}""", "spare");
        var call = GivenModels.Call("hello", Model(server, "\"fallback\": \"spare\", \"retries\": 0"), spare);
        await router.CallAsync(call, Cancelled);
        var heard = new Heard();

        var reply = await router.CallAsync(call with { Listener = heard }, Cancelled);

        Assert.Equal(("Here.", 1), (reply.Response.Text, server.Requests));
        Assert.Contains("left alone", Assert.Single(heard.Retries).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_and_another_model_are_not_stopped()
    {
        await using var server = new RudeServer(RudeServer.Whole(500, "application/json", "{}"));
        var router = GivenModels.Router(traffic: new ModelTrafficOptions { BreakerFailures = 1 });
        var mine = Model(server, "\"retries\": 0");
        await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(GivenModels.Call("hello", mine), Cancelled));

        var others = mine with { Organization = new OrganizationId(Guid.NewGuid()) };
        await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(GivenModels.Call("hello", others), Cancelled));
        await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(GivenModels.Call("hello", mine with { Use = "openai/other" }), Cancelled));

        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_call_that_is_wrong_in_itself_opens_nothing()
    {
        await using var server = new RudeServer(RudeServer.Whole(400, "application/json", """{"error":{"message":"no such parameter"}}"""));
        var router = GivenModels.Router(traffic: new ModelTrafficOptions { BreakerFailures = 1 });

        for (var i = 0; i < 4; i++) await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(GivenModels.Call("hello", Model(server)), Cancelled));

        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task No_more_calls_go_out_at_once_than_the_model_takes()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var full = new TaskCompletionSource();
        await using var server = new RudeServer(async (stream, _, cancellationToken) =>
        {
            lock (gate) most = Math.Max(most, ++now);
            if (most == 2) full.TrySetResult();
            await full.Task.WaitAsync(cancellationToken); // both places are used, or nothing goes on
            await Task.Delay(40, cancellationToken);
            lock (gate) now--;
            await RudeServer.SayAsync(stream, RudeServer.Good("Yes."), cancellationToken);
        });
        var router = GivenModels.Router();
        var call = GivenModels.Call("hello", Model(server, "\"parallel\": 2"));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => router.CallAsync(call, Cancelled)));

        Assert.Equal((10, 2), (server.Requests, most));
    }

    [Fact]
    public async Task Those_who_wait_are_counted_and_can_be_cancelled()
    {
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RudeServer(async (stream, _, cancellationToken) =>
        {
            await busy.Task.WaitAsync(cancellationToken);
            await RudeServer.SayAsync(stream, RudeServer.Good("Yes."), cancellationToken);
        });
        var router = GivenModels.Router(traffic: new ModelTrafficOptions
        {
            MostWaiting = 1,
            Parallel = new Dictionary<string, int> { ["openai"] = 1 },
        });
        var call = GivenModels.Call("hello", Model(server));
        using var impatient = new CancellationTokenSource();

        var first = router.CallAsync(call, Cancelled);
        var second = router.CallAsync(call, impatient.Token);
        var third = await Assert.ThrowsAsync<PlatformException>(() => router.CallAsync(call, Cancelled));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        busy.SetResult();
        await first;

        Assert.Equal((ErrorCode.RateLimited, 1), (third.Code, server.Requests));
    }

    private static ModelSettings Model(RudeServer server, string more = "\"retries\": 0") =>
        GivenModels.Settings($$"""{"use":"openai/m","base_url":"{{server.Address}}/v1","api_key":"k",{{more}}}""");
}
