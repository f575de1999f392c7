using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Events match when they are delivered, count once, and may come before the wait.</summary>
public sealed class KeptEvents
{
    private const string Order = """
        platform: v1
        name: order
        inputs: { id: { type: integer } }
        state: { wanted: { type: integer, default: 0 }, amount: { type: integer, default: 0 } }
        outputs: { amount: "${{ state.amount }}" }
        start: note
        nodes:
          note: { set: { wanted: "${{ inputs.id }}" }, next: paid }
          paid: { wait: { event: order.paid, match: "${{ event.id == state.wanted }}" }, save: { amount: "${{ output.amount }}" } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_wakes_the_run_that_it_fits_and_no_other()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Order);
        var one = (await platform.StartRunAsync("order", new { id = 1 })).Id;
        var two = (await platform.StartRunAsync("order", new { id = 2 })).Id;
        await platform.UntilAsync<RunWaiting>(one);
        await platform.UntilAsync<RunWaiting>(two);

        var woken = await DeliverAsync(platform, new { id = 2, amount = 20 });
        await platform.EndOfAsync(two);
        var other = await platform.Runs.FindAsync(RunningPlatform.Me, one, Token);

        Assert.Equal(new DeliveredEvent(1, Kept: false), woken);
        Assert.Equal(RunStatus.Waiting, other!.Status);
        Assert.Contains("where event.id == state.wanted since", other.Why, StringComparison.Ordinal);
        Assert.Single(await platform.EventsAsync(one), e => e.Event is RunWaiting); // it was not even looked at
    }

    [Fact]
    public async Task An_event_that_comes_first_is_kept_for_the_first_wait_that_it_fits_and_taken_once_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("platform-kept-").FullName;
        await using (var platform = await RunningPlatform.StartAsync(folder))
        {
            await platform.SaveAsync(Order);
            Assert.Equal(new DeliveredEvent(0, Kept: true), await DeliverAsync(platform, new { id = 7, amount = 70 }));
            Assert.Equal(new DeliveredEvent(0, Kept: true), await DeliverAsync(platform, new { id = 7, amount = 71 }));
            Assert.Equal(new DeliveredEvent(0, Kept: true), await DeliverAsync(platform, "no object at all"));
        }

        await using var again = await RunningPlatform.StartAsync(folder);
        var amounts = new List<int>();
        for (var i = 0; i < 2; i++)
        {
            var run = (await again.StartRunAsync("order", new { id = 7 })).Id;
            amounts.Add((await again.EndOfAsync(run)).Outputs!.Value.GetProperty("amount").GetInt32());
        }

        var third = (await again.StartRunAsync("order", new { id = 7 })).Id;
        await again.UntilAsync<RunWaiting>(third);

        Assert.Equal([70, 71], amounts);
        Assert.Equal(RunStatus.Waiting, (await again.Runs.FindAsync(RunningPlatform.Me, third, Token))!.Status);
    }

    [Fact]
    public async Task A_delivery_that_comes_again_with_its_key_changes_nothing_and_is_answered_as_at_first()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Order);
        var one = (await platform.StartRunAsync("order", new { id = 1 })).Id;
        await platform.UntilAsync<RunWaiting>(one);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DeliverAsync(platform, new { id = 1, amount = 5 }, "delivery-1")));
        await platform.EndOfAsync(one);
        var next = (await platform.StartRunAsync("order", new { id = 1 })).Id;
        await platform.UntilAsync<RunWaiting>(next);

        Assert.All(answers, a => Assert.Equal(new DeliveredEvent(1, Kept: false), a));
        Assert.Equal(new DeliveredEvent(1, Kept: false), await DeliverAsync(platform, new { id = 1, amount = 5 }, "delivery-1"));
        Assert.Equal(RunStatus.Waiting, (await platform.Runs.FindAsync(RunningPlatform.Me, next, Token))!.Status);
    }

    [Fact]
    public async Task Kept_events_are_bounded_and_forgotten_when_their_time_is_over()
    {
        var options = new RunOptions { MostKeptEvents = 3, KeepEvents = TimeSpan.FromHours(2), Sweep = TimeSpan.FromMilliseconds(100) };
        var clock = new ShiftedClock();
        await using var platform = await RunningPlatform.StartAsync(options: options, change: services => services.AddSingleton<TimeProvider>(clock));
        await platform.SaveAsync(Order);
        for (var i = 0; i < 5; i++) await DeliverAsync(platform, new { id = 1, amount = i });

        var first = (await platform.StartRunAsync("order", new { id = 1 })).Id;
        Assert.Equal(2, (await platform.EndOfAsync(first)).Outputs!.Value.GetProperty("amount").GetInt32()); // 0 and 1 gave way
        clock.Offset = TimeSpan.FromHours(3);
        var late = (await platform.StartRunAsync("order", new { id = 1 })).Id;
        await platform.UntilAsync<RunWaiting>(late);

        Assert.Equal(RunStatus.Waiting, (await platform.Runs.FindAsync(RunningPlatform.Me, late, Token))!.Status);
    }

    [Fact]
    public async Task Events_and_waits_that_race_meet_exactly_once()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Order);

        var runs = new List<RunId>();
        var told = new List<Task<DeliveredEvent>>();
        for (var i = 1; i <= 100; i++)
        {
            var id = i;
            told.Add(Task.Run(() => DeliverAsync(platform, new { id, amount = id * 10 })));
            runs.Add((await platform.StartRunAsync("order", new { id })).Id);
        }

        await Task.WhenAll(told);
        for (var i = 0; i < runs.Count; i++) Assert.Equal((i + 1) * 10, (await platform.EndOfAsync(runs[i])).Outputs!.Value.GetProperty("amount").GetInt32());
    }

    [Fact]
    public async Task An_event_for_which_more_runs_wait_than_one_transaction_answers_wakes_each_of_them_once()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("""
            platform: v1
            name: twice
            start: first
            nodes:
              first: { wait: { event: order.paid }, next: second }
              second: { wait: { event: order.paid } }
            """);
        var runs = new List<RunId>();
        for (var i = 0; i < 1_100; i++) runs.Add((await platform.StartRunAsync("twice")).Id);
        foreach (var run in runs) await platform.UntilAsync<RunWaiting>(run);

        var told = await DeliverAsync(platform, new { });

        Assert.Equal(new DeliveredEvent(runs.Count, Kept: false), told);
        foreach (var run in runs) await platform.UntilAsync<RunWaiting>(run, after: (await platform.EventsAsync(run)).First(e => e.Event is RunWaiting).Sequence);
        Assert.Equal(new DeliveredEvent(runs.Count, Kept: false), await DeliverAsync(platform, new { }));
        foreach (var run in runs) Assert.Equal(RunStatus.Succeeded, (await platform.EndOfAsync(run)).Status);
    }

    private static Task<DeliveredEvent> DeliverAsync(RunningPlatform platform, object data, string? key = null) =>
        platform.Runs.DeliverEventAsync(RunningPlatform.Me, "order.paid", JsonSerializer.SerializeToElement(data), key, Token);
}
