using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;

namespace Platform.Core.Jobs;

/// <summary>What is done again and again: a beat, a sweep. One loop for each key, so never two at once; what takes longer than its interval skips a turn.</summary>
/// <remarks>Not Quartz's: an idle server with nothing but these need not carry a scheduler. See docs/decisions/0002-jobs.md.</remarks>
internal sealed partial class RecurringWork(TimeProvider time, ILogger logger, CancellationToken stopped)
{
    private readonly ConcurrentDictionary<string, Loop> _loops = new(StringComparer.Ordinal);

    /// <summary>What recurs here and how it went last, by key.</summary>
    public IReadOnlyList<RecurringView> All => [.. _loops.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value.Turns.View(l.Key))];

    /// <summary>First after one interval; saying it again replaces the earlier.</summary>
    public void Start(string key, TimeSpan every, Func<CancellationToken, Task> work)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var turns = new Turns(every, time.GetUtcNow());
        var loop = new Loop(cancel, RunAsync(key, turns, work, cancel.Token), turns);
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

    private async Task RunAsync(string key, Turns turns, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(turns.Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await OnceAsync(key, turns, work, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping, or replaced.
        }
    }

    private async Task OnceAsync(string key, Turns turns, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            await work(cancellationToken);
            turns.Ended(began, time.GetUtcNow() - began, null);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // The job's wall: what recurs is tried again at its next time.
            LogFailed(failed, key);
            turns.Ended(began, time.GetUtcNow() - began, failed is PlatformException known ? known.Message : "It failed unexpectedly; the log tells why.");
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "The recurring work '{Key}' failed and is tried again at its next time")]
    private partial void LogFailed(Exception exception, string key);

    private sealed record Loop(CancellationTokenSource Cancel, Task Work, Turns Turns);

    /// <summary>How the turns of one loop went. Written by the loop, read by whoever looks.</summary>
    private sealed class Turns(TimeSpan every, DateTimeOffset since)
    {
        private volatile RecurringView _last = new("", every, null, null, null, since + every);

        public TimeSpan Every { get; } = every;

        public RecurringView View(string key) => _last with { Key = key };

        public void Ended(DateTimeOffset began, TimeSpan took, string? error) => _last = new RecurringView("", Every, began, took, error, began + Every);
    }
}

/// <summary>Something that is done again and again, as people look at it.</summary>
/// <param name="Last">When its last turn began; null before the first, as the next two.</param>
/// <param name="Error">Why the last turn failed; null when it did not.</param>
/// <param name="Next">When its next turn is due.</param>
public sealed record RecurringView(string Key, TimeSpan Every, DateTimeOffset? Last, TimeSpan? Took, string? Error, DateTimeOffset Next);
