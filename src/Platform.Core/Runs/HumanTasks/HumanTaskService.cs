using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Runs.HumanTasks;

/// <summary>The inbox of people.</summary>
public sealed class HumanTaskService
{
    public Task<Page<HumanTaskView>> ListAsync(Caller caller, HumanTaskQuery query, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Null when there is no such task.</summary>
    public Task<HumanTaskView?> FindAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <exception cref="PlatformException">Not found; or a conflict: somebody else works on it, or it is done.</exception>
    public Task<HumanTaskView> ClaimAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    public Task<HumanTaskView> ReleaseAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Answers it and wakes the run. Findings name the field (<see cref="Finding.Path"/>) that does not fit the form.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: it is done.</exception>
    public Task<Result<HumanTaskView>> CompleteAsync(Caller caller, HumanTaskId id, JsonElement answer, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");
}
