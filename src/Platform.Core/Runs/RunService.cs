using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Runs;

/// <summary>The life of a run, for those who start, stop and ask.</summary>
public sealed class RunService
{
    /// <summary>Stores a run and dispatches it. Findings name the input that does not fit.</summary>
    /// <exception cref="PlatformException">There is no such workflow or version.</exception>
    public Task<Result<RunView>> StartAsync(Caller caller, StartRun start, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Ends a run and its children; a run that has ended stays as it is.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public Task<RunView> CancelAsync(Caller caller, RunId run, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Goes on from the last checkpoint of a failed or cancelled run; what succeeded is kept.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: the run has not failed.</exception>
    public Task<RunView> RetryAsync(Caller caller, RunId run, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Answers a breakpoint or any other single thing that the run waits for.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: nothing waits, or several things do.</exception>
    public Task<Result<RunView>> ResumeAsync(Caller caller, RunId run, ResumeRun answer, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Answers every task that waits for the event; returns how many.</summary>
    public Task<int> DeliverEventAsync(Caller caller, string name, JsonElement data, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Null when there is no such run.</summary>
    public Task<RunView?> FindAsync(Caller caller, RunId run, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Newest first.</summary>
    public Task<Page<RunView>> ListAsync(Caller caller, RunQuery query, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>By step.</summary>
    public Task<IReadOnlyList<CheckpointView>> CheckpointsAsync(Caller caller, RunId run, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>The channels as they stood after a step; null when there is no such run or step.</summary>
    /// <param name="step">Null for the newest.</param>
    public Task<StateView?> StateAsync(Caller caller, RunId run, int? step, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Stored events after a sequence number, in order.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public Task<IReadOnlyList<LoggedEvent>> EventsAsync(Caller caller, RunId run, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>History after a sequence number, then live, in order, exactly once; ends after the run's end. Pieces of answers come with sequence 0.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public IAsyncEnumerable<LoggedEvent> WatchAsync(Caller caller, RunId run, long after, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    public Task<ActiveCounts> ActiveCountsAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    public Task<OverviewView> OverviewAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");
}
