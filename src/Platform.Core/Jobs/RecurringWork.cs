using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platform.Core.Jobs;

/// <summary>What is done again and again: a beat, a sweep. One loop for each key, so never two at once; what takes longer than its interval skips a turn.</summary>
/// <remarks>Not Quartz's: an idle server with nothing but these need not carry a scheduler. See docs/decisions/0002-jobs.md.</remarks>
internal sealed partial class RecurringWork(TimeProvider time, ILogger logger, CancellationToken stopped)
{
    private readonly ConcurrentDictionary<string, Loop> _loops = new(StringComparer.Ordinal);

    /// <summary>First after one interval; saying it again replaces the earlier.</summary>
    public void Start(string key, TimeSpan every, Func<CancellationToken, Task> work)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var loop = new Loop(cancel, RunAsync(key, every, work, cancel.Token));
        _loops.AddOrUpdate(key, loop, (_, earlier) =>
        {
            earlier.Cancel.Cancel();
            return loop;
        });
    }

    /// <summary>Ends when what is in progress has ended; the token given at first tells it to.</summary>
    public async Task EndAsync()
    {
        foreach (var loop in _loops.Values)
        {
            await loop.Work;
            loop.Cancel.Dispose();
        }
    }

    private async Task RunAsync(string key, TimeSpan every, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await OnceAsync(key, work, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping, or replaced.
        }
    }

    private async Task OnceAsync(string key, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // The job's wall: what recurs is tried again at its next time.
            LogFailed(failed, key);
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "The recurring work '{Key}' failed and is tried again at its next time")]
    private partial void LogFailed(Exception exception, string key);

    private sealed record Loop(CancellationTokenSource Cancel, Task Work);
}
