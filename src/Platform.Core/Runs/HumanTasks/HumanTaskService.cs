using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Jobs;
using Platform.Core.Security;
using Platform.Core.State;

namespace Platform.Core.Runs.HumanTasks;

/// <summary>The inbox of people.</summary>
public sealed class HumanTaskService
{
    private readonly IRunStore _store;
    private readonly IRunLists _lists;
    private readonly IRunDispatcher _dispatcher;
    private readonly TimeProvider _time;

    internal HumanTaskService(IRunStore store, IRunLists lists, IRunDispatcher dispatcher, TimeProvider time)
    {
        (_store, _lists, _dispatcher, _time) = (store, lists, dispatcher, time);
    }

    /// <summary>The names under which tasks are meant for somebody.</summary>
    public static IReadOnlyList<string> NamesOf(Caller caller) => [caller.Name, .. caller.Roles.Select(r => $"role:{r}")];

    public Task<Page<HumanTaskView>> ListAsync(Caller caller, HumanTaskQuery query, CancellationToken cancellationToken) =>
        _lists.HumanTasksAsync(caller.Organization, query, cancellationToken);

    /// <summary>Null when there is no such task.</summary>
    public Task<HumanTaskView?> FindAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) =>
        _lists.HumanTaskAsync(caller.Organization, id, cancellationToken);

    /// <exception cref="PlatformException">Not found; or a conflict: somebody else works on it, or it is done.</exception>
    public async Task<HumanTaskView> ClaimAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken)
    {
        await WaitAsync(caller, id, cancellationToken);
        if (await _store.ClaimAsync(caller.Organization, id, caller.Name)) return await GetAsync(caller, id, cancellationToken);
        var now = await GetAsync(caller, id, cancellationToken);
        throw now.Status == HumanTaskStatus.Claimed
            ? new PlatformException(ErrorCode.Conflict, $"{now.ClaimedBy} works on '{now.Title}'.", "Ask them to release it.")
            : RunLimits.Answered(now.Title);
    }

    /// <summary>Gives it back to all; a task that nobody claimed stays as it is.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<HumanTaskView> ReleaseAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken)
    {
        await WaitAsync(caller, id, cancellationToken);
        await _store.ClaimAsync(caller.Organization, id, null);
        return await GetAsync(caller, id, cancellationToken);
    }

    /// <summary>Answers it and wakes the run. Findings name the field (<see cref="Finding.Path"/>) that does not fit the form.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: it is done.</exception>
    public async Task<Result<HumanTaskView>> CompleteAsync(Caller caller, HumanTaskId id, JsonElement answer, CancellationToken cancellationToken)
    {
        var wait = await WaitAsync(caller, id, cancellationToken);
        if (!wait.IsOpen) throw RunLimits.Answered(wait.Task.Node);
        var found = AnswerForm.Check(wait.Interrupt, answer);
        if (found.HasErrors) return Result<HumanTaskView>.From(null, found);
        if (await _store.AnswerAsync(caller.Organization, id, CelValue.FromJson(answer).ToJson(), caller.Name, _time.GetUtcNow()) is not { } due) throw RunLimits.Answered(wait.Task.Node);
        await _dispatcher.EnqueueAsync(due, cancellationToken);
        return Result<HumanTaskView>.From(await GetAsync(caller, id, cancellationToken), found);
    }

    private async ValueTask<OpenInterrupt> WaitAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) =>
        await _store.FindWaitAsync(caller.Organization, id, cancellationToken) is { Interrupt.Kind: InterruptKind.Human } wait ? wait : throw NotFound(id);

    private async Task<HumanTaskView> GetAsync(Caller caller, HumanTaskId id, CancellationToken cancellationToken) =>
        await _lists.HumanTaskAsync(caller.Organization, id, cancellationToken) ?? throw NotFound(id);

    private static PlatformException NotFound(HumanTaskId id) => new(ErrorCode.NotFound, $"There is no human task {id}.", "List the human tasks to find it.");
}
