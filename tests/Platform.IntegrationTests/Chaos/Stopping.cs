using Platform.Core;
using Platform.Core.Foundation;
using Platform.Core.Jobs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

public sealed class Stopping
{
    [Fact]
    public async Task A_timer_that_a_run_asks_for_while_the_platform_stops_is_no_fault_of_the_run()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var dispatcher = platform.Get<IRunDispatcher>();

        await platform.Get<PlatformStart>().StopAsync(CancellationToken.None);
        await dispatcher.EnqueueAtAsync(new DueRun(RunId.New(), 0), DateTimeOffset.UtcNow.AddSeconds(5), CancellationToken.None);

        Assert.Empty(await platform.Runs.ListAsync(RunningPlatform.Me, new Core.Runs.RunQuery(), RunningPlatform.Token) is { } page ? page.Items : []);
    }
}
