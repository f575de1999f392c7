using Platform.Core.Foundation;

namespace Platform.Core.Jobs;

/// <summary>The seam where a job engine plugs in. A job says "advance run R" and nothing more; the runs table is the truth.</summary>
public interface IRunDispatcher
{
    /// <summary>As soon as a worker is free, the most urgent first, within a priority the oldest. Saying it twice does no harm.</summary>
    ValueTask EnqueueAsync(DueRun due, CancellationToken cancellationToken);

    /// <summary>A free worker of this process for work that the caller has in hand; null when all are busy or others wait for one.</summary>
    WorkerPlace? TryReserve();

    /// <summary>Not before a time; a wait that ends, a run that was asked for later.</summary>
    ValueTask EnqueueAtAsync(DueRun due, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The same for what every node finds by itself: others are not told.</summary>
    ValueTask EnqueueHereAtAsync(DueRun due, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Again and again, never two at once.</summary>
    /// <param name="key">One schedule per key; saying it again replaces it.</param>
    ValueTask RecurAsync(string key, TimeSpan every, Func<CancellationToken, Task> work, CancellationToken cancellationToken);
}

/// <summary>Whoever knows what a run is. Called by the dispatcher's workers.</summary>
public interface IRunAdvancer
{
    Task AdvanceAsync(RunId run, CancellationToken cancellationToken);
}
