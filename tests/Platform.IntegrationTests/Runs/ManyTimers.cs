using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Timers fire on time, also when the process is another one by then.</summary>
public sealed class ManyTimers
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, NeedsQuiet]
    public async Task Two_hundred_timers_fire_within_a_second_of_their_time_across_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("platform-timers-").FullName;
        var runs = new List<RunView>();
        var first = DateTimeOffset.UtcNow.AddSeconds(4);
        await using (var platform = await RunningPlatform.StartAsync(folder))
        {
            await platform.SaveAsync("""
                platform: v1
                name: sleeper
                inputs: { until: { type: string } }
                start: sleep
                nodes: { sleep: { wait: { until: "${{ inputs.until }}" } } }
                """);
            for (var i = 0; i < 200; i++) runs.Add(await platform.StartRunAsync("sleeper", new { until = first.AddMilliseconds(i * 20).ToString("O") }));
            await Pausing.UntilAsync(platform, runs[100].Id, _ => DateTimeOffset.UtcNow > first.AddSeconds(1.5)); // some have fired, most have not
        }

        await using var again = await RunningPlatform.StartAsync(folder);
        var restarted = DateTimeOffset.UtcNow;
        var late = new List<TimeSpan>();
        for (var i = 0; i < runs.Count; i++)
        {
            var ended = await again.EndOfAsync(runs[i].Id);
            Assert.Equal(RunStatus.Succeeded, ended.Status);
            var due = first.AddMilliseconds(i * 20) is var at && at > runs[i].CreatedAt ? at : runs[i].CreatedAt; // a slow machine may come to start it only after its time
            var awake = due < restarted && ended.EndedAt > restarted ? restarted : due; // nobody could fire it while nothing ran
            late.Add(ended.EndedAt!.Value - awake);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"latest {late.Max()}, median {late.Order().ElementAt(100)}");
        Assert.InRange(late.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
