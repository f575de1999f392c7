using System.Collections.Concurrent;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Runs;

/// <summary>What is done to many runs at once.</summary>
public enum BulkAction
{
    Cancel,
    Retry,
    Pause,
}

/// <param name="Done">How many it was done to.</param>
/// <param name="Refused">Those that could not be, with the reason: another did it meanwhile, most often.</param>
public sealed record BulkResult(int Done, IReadOnlyList<(RunId Run, string Why)> Refused);

/// <summary>Does the same to many runs, each in a transaction of its own: what is done stays done when one cannot be.</summary>
public sealed class RunBulk(RunService runs)
{
    /// <summary>At most so many at once; the rest is found by asking again.</summary>
    public const int Most = 1_000;

    /// <summary>So many of the runs that were retried are looked at again.</summary>
    public const int MostSeen = 100;

    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The statuses of runs that it can be done to.</summary>
    public static IReadOnlyList<RunStatus> Fits(BulkAction action) => action == BulkAction.Retry
        ? [RunStatus.Failed, RunStatus.Cancelled]
        : [RunStatus.Queued, RunStatus.Running, RunStatus.Waiting];

    /// <summary>The runs that the query finds and that it can be done to, <see cref="Most"/> at most.</summary>
    /// <returns>The runs, and whether there are more.</returns>
    public async Task<(IReadOnlyList<RunId> Runs, bool More)> FindAsync(Caller caller, RunQuery query, BulkAction action, CancellationToken cancellationToken)
    {
        var found = new List<RunId>();
        var until = DateTimeOffset.UtcNow + Patience;
        foreach (var status in Fits(action).Where(s => query.Status is null || query.Status == s))
        {
            for (var page = query with { Status = status, After = null, Limit = 200 }; ;)
            {
                var some = await runs.ListAsync(caller, page, cancellationToken);
                found.AddRange(some.Items.Where(r => action != BulkAction.Pause || r.PausedBy is null).Select(r => r.Id));
                if (found.Count > Most) return (found[..Most], true);
                if (some.Next is null) break;
                if (DateTimeOffset.UtcNow > until) return (found, true);
                page = page with { After = some.Next };
            }
        }

        return (found, false);
    }

    /// <exception cref="PlatformException">Too many at once.</exception>
    public async Task<BulkResult> DoAsync(Caller caller, IReadOnlyCollection<RunId> which, BulkAction action, CancellationToken cancellationToken)
    {
        if (which.Count > Most) throw new PlatformException(ErrorCode.LimitExceeded, $"{which.Count} runs are too many at once; {Most} is the most.", "Do it in several goes.");
        var refused = new ConcurrentBag<(RunId, string)>();
        var done = 0;
        await Parallel.ForEachAsync(which.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (run, stop) =>
        {
            try
            {
                if (await DoAsync(caller, run, action, stop)) Interlocked.Increment(ref done);
                else refused.Add((run, "It has ended already."));
            }
            catch (PlatformException why) when (why.Code is ErrorCode.Conflict or ErrorCode.NotFound)
            {
                refused.Add((run, why.Message));
            }
        });
        return new BulkResult(done, [.. refused]);
    }

    /// <summary>How runs stand once they have come to rest, or when the time is over; at most <see cref="MostSeen"/> are looked at.</summary>
    public async Task<IReadOnlyList<RunStatus>> StandAsync(Caller caller, IEnumerable<RunId> which, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(patience);
        var stand = new ConcurrentBag<RunStatus>();
        await Parallel.ForEachAsync(which.Distinct().Take(MostSeen), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (run, stop) =>
        {
            await runs.WaitAsync(caller, run, new Patience(patience, over.Token), stop);
            if (await runs.FindAsync(caller, run, stop) is { } seen) stand.Add(seen.Status);
        });
        return [.. stand.Order()];
    }

    private async Task<bool> DoAsync(Caller caller, RunId run, BulkAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case BulkAction.Cancel:
                var before = await runs.FindAsync(caller, run, cancellationToken);
                await runs.CancelAsync(caller, run, cancellationToken);
                return before?.Status.IsEnded() == false;
            case BulkAction.Retry:
                await runs.RetryAsync(caller, run, cancellationToken);
                return true;
            default:
                await runs.PauseAsync(caller, run, cancellationToken);
                return true;
        }
    }
}
