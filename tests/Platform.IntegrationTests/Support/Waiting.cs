using System.Diagnostics;
using Xunit;

namespace Platform.IntegrationTests.Support;

internal static class Waiting
{
    /// <summary>Comes back as soon as it holds; fails when it does not within two minutes: on a machine that is busy with others a command alone takes half of one to start.</summary>
    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "It did not come to that within two minutes.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
