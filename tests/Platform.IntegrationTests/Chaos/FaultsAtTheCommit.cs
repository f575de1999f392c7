using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>
/// Each kind of write fails before it is done, fails after it was done, hangs. Whatever it is, every run ends as if nothing had happened, and long before a
/// lease that nobody renews would be over.
/// </summary>
public sealed class FaultsAtTheCommit
{
    // Longer than any test may take: who is helped by the end of a lease is found out.
    private static readonly RunOptions Options = new() { Lease = TimeSpan.FromMinutes(10), Sweep = TimeSpan.FromMilliseconds(200), Parallel = 128 };
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.HangAfter)]
    public async Task Whichever_write_goes_wrong_twice_it_changes_nothing_about_the_run(Fault fault) =>
        await Task.WhenAll(Enum.GetValues<WriteOf>().Select(write => GoesWrongAsync(fault, write)));

    [Fact]
    public async Task Every_twentieth_write_goes_wrong_and_every_run_ends_right()
    {
        var faults = new CommitFaults { HangFor = TimeSpan.FromMilliseconds(900) };
        var work = new EveryKindOfWork();
        await using var platform = await RunningPlatform.StartAsync(kind: work.Kind, options: Options, change: faults.Register);
        await work.SaveAsync(platform);
        var random = new Random(20);
        faults.Choose = (_, _) =>
        {
            lock (random) return random.Next(20) == 0 ? (Fault)random.Next(Enum.GetValues<Fault>().Length) : null;
        };

        var runs = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => work.RunAsync(platform, $"run{i}"))).WaitAsync(Longest, Token);

        Assert.True(faults.Made > 50, $"only {faults.Made} writes went wrong");
        foreach (var run in runs) await work.CheckAsync(platform, run);
    }

    private static async Task GoesWrongAsync(Fault fault, WriteOf write)
    {
        var faults = new CommitFaults();
        var work = new EveryKindOfWork();
        // The heartbeat is the one thing that needs a short lease to be heard at all.
        var options = write == WriteOf.Heartbeat ? new RunOptions { Lease = TimeSpan.FromSeconds(1), Sweep = Options.Sweep } : Options;
        await using var platform = await RunningPlatform.StartAsync(kind: work.Kind, options: options, change: faults.Register);
        await work.SaveAsync(platform);
        var left = 2;
        faults.Choose = (kind, _) => kind == write && Interlocked.Decrement(ref left) >= 0 ? fault : null;

        try
        {
            var run = await work.RunAsync(platform, "only").WaitAsync(Longest, Token);
            for (var more = 1; faults.Made == 0 && more < 5; more++) run = await work.RunAsync(platform, $"more{more}").WaitAsync(Longest, Token); // on a busy machine a step may commit before its journal is due
            Assert.True(faults.Made >= 1, $"nothing was written for {write}");
            await work.CheckAsync(platform, run);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{write} went wrong ({fault}): {failed.Message}", failed);
        }
    }
}
