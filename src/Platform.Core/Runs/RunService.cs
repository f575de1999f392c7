using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Jobs;
using Platform.Core.Runs.Execution;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Workflows;

namespace Platform.Core.Runs;

/// <summary>The life of a run, for those who start, stop and ask.</summary>
public sealed class RunService
{
    private const int MostEvents = 25_000;

    private readonly IRunStore _store;
    private readonly IRunLists _lists;
    private readonly WorkflowService _workflows;
    private readonly RunStarter _starter;
    private readonly IRunDispatcher _dispatcher;
    private readonly RunningHere _here;
    private readonly RunWatch _watch;
    private readonly TimeProvider _time;

    internal RunService(
        IRunStore store, IRunLists lists, WorkflowService workflows, RunStarter starter, RunningHere here, RunWatch watch, TimeProvider time)
    {
        (_store, _lists, _workflows, _starter, _here, _watch, _time) = (store, lists, workflows, starter, here, watch, time);
        _dispatcher = starter.Dispatcher;
    }

    internal IStartGuard? Guard { get; init; } // given by who puts the parts together

    /// <summary>Stores a run and dispatches it. Findings name the input that does not fit.</summary>
    /// <exception cref="PlatformException">There is no such workflow or version.</exception>
    public async Task<Result<RunView>> StartAsync(Caller caller, StartRun start, CancellationToken cancellationToken)
    {
        var stored = await StoreAsync(caller, start, RunIds.New(_time), cancellationToken);
        if (!stored.Ok) return stored.Then<RunView>(_ => throw new InvalidOperationException("What was not stored has no view."));
        var view = stored.Value.Begins ? stored.Value.Run.ToView(true) : await ShownAsync(caller, stored.Value.Id, cancellationToken);
        return stored.Then(_ => Result<RunView>.From(view, new Findings()));
    }

    /// <summary>As <see cref="StartAsync(Caller, StartRun, CancellationToken)"/>, then the run once it ended or waits for somebody, or as it is when the time is over.</summary>
    public async Task<Result<RunView>> StartAsync(Caller caller, StartRun start, Patience patience, CancellationToken cancellationToken)
    {
        var id = RunIds.New(_time);
        using var rest = _watch.Rest(id); // before it can come to rest
        var stored = await StoreAsync(caller, start, id, cancellationToken);
        if (!stored.Ok) return stored.Then<RunView>(_ => throw new InvalidOperationException("What was not stored has no view."));
        if (stored.Value.Id == id) await rest.WaitAsync(caller.Organization, patience, cancellationToken);
        else await WaitAsync(caller, stored.Value.Id, patience, cancellationToken);
        return Result<RunView>.From(await ShownAsync(caller, stored.Value.Id, cancellationToken), new Findings());
    }

    /// <summary>Ends when the run has ended or waits for somebody, or when the time is over.</summary>
    public async Task WaitAsync(Caller caller, RunId run, Patience patience, CancellationToken cancellationToken)
    {
        using var rest = _watch.Rest(run);
        if (!await rest.IsRestingAsync(caller.Organization, cancellationToken)) await rest.WaitAsync(caller.Organization, patience, cancellationToken);
    }

    /// <summary>Whether it has ended, or waits for somebody outside: not for its own children or a timer alone.</summary>
    public async Task<bool> RestsAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        using var rest = _watch.Rest(run);
        return await rest.IsRestingAsync(caller.Organization, cancellationToken);
    }

    private async Task<Result<StoredRun>> StoreAsync(Caller caller, StartRun start, RunId id, CancellationToken cancellationToken)
    {
        RunLimits.Check(start);
        var loaded = await _workflows.LoadAsync(caller.Organization, start.Workflow, start.Version, cancellationToken);
        await _workflows.EnsureEnabledAsync(caller.Organization, loaded, start.Version, cancellationToken);
        var inputs = RunInputs.Prepare(loaded.Graph, start.Inputs);
        if (!inputs.Ok) return inputs.Then<StoredRun>(_ => throw new InvalidOperationException("Inputs with errors start nothing."));
        if (start.At is null && Guard?.Refusal(caller.Organization, loaded.Graph) is { } refusal) throw refusal;
        var now = _time.GetUtcNow();
        var from = start.At > now ? start.At.Value : now;
        var run = new NewRun
        {
            Id = id,
            Organization = caller.Organization,
            Workflow = start.Workflow,
            Version = loaded.Version.Number,
            Inputs = inputs.Value,
            Trigger = start.Trigger,
            By = caller.Name,
            At = now,
            Thread = start.Thread,
            Priority = start.Priority,
            DueAt = start.At,
            Labels = start.Labels,
            Concurrency = Concurrency.Of(loaded.Graph, inputs.Value),
            Deadline = RunDeadline.Of(from, start.Deadline, start.Within, loaded.Graph.Limits.Deadline),
            IdempotencyKey = start.IdempotencyKey,
        };
        var (stored, begins) = await _starter.StartAsync(run, loaded.Graph, cancellationToken);
        if (start.IdempotencyKey is not null) CheckSame(start, await GetAsync(caller, stored, cancellationToken));
        return inputs.Then(_ => Result<StoredRun>.From(new StoredRun(run, stored, stored == id && begins), new Findings()));
    }

    /// <param name="Id">Another's than the run's when the idempotency key was used before.</param>
    /// <param name="Begins">It goes on in this process at once.</param>
    private sealed record StoredRun(NewRun Run, RunId Id, bool Begins);

    // A key that comes back with other work is a mistake of the caller, who would take the first run's result for the second's. Only what was
    // given is compared: defaults may have changed with a newer version.
    private static void CheckSame(StartRun start, RunView run)
    {
        var isSame = start.Workflow == run.Workflow && (start.Inputs is not { ValueKind: JsonValueKind.Object } given
            || given.EnumerateObject().All(i => run.Inputs.TryGetProperty(i.Name, out var before) && JsonElement.DeepEquals(i.Value, before)));
        if (!isSame)
            throw new PlatformException(ErrorCode.Conflict, $"The idempotency key '{start.IdempotencyKey}' started run {run.Id} of '{run.Workflow}', with other inputs or of another workflow.", "Use a new key for new work, or the same workflow and inputs to get that run.");
    }

    /// <summary>Ends a run and its children; a run that has ended stays as it is.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<RunView> CancelAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        var cancelled = await _store.CancelAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) ?? throw NotFound(run);
        foreach (var running in cancelled.Running) _here.Cancel(running, caller.Name);
        foreach (var next in cancelled.ToDispatch) await _dispatcher.EnqueueAsync(next, cancellationToken);
        return await ShownAsync(caller, run, cancellationToken);
    }

    /// <summary>Goes on from the last checkpoint of a failed or cancelled run; what succeeded is kept.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: the run has not failed.</exception>
    public async Task<RunView> RetryAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        var queued = await _store.RetryAsync(caller.Organization, run, caller.Name, _time.GetUtcNow()) ?? throw NotFound(run);
        foreach (var next in queued) await _dispatcher.EnqueueAsync(next, cancellationToken);
        return await ShownAsync(caller, run, cancellationToken);
    }

    /// <summary>Stops a run after its superstep, or before its start, until it is resumed; its children too. One that is paused already stays as it is.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: it has ended.</exception>
    public async Task<RunView> PauseAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        var next = await _store.PauseAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) ?? throw NotFound(run);
        foreach (var due in next) await _dispatcher.EnqueueAsync(due, cancellationToken);
        return await ShownAsync(caller, run, cancellationToken);
    }

    /// <summary>Lets a paused run go on; with an answer, or when it is not paused, answers a breakpoint or any other single thing that it waits for.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: nothing waits, or several things do.</exception>
    public async Task<Result<RunView>> ResumeAsync(Caller caller, RunId run, ResumeRun answer, CancellationToken cancellationToken)
    {
        if ((await GetAsync(caller, run, cancellationToken)).PausedBy is not null && answer is { TaskId: null, Value: null or { ValueKind: JsonValueKind.Undefined } })
        {
            foreach (var next in await _store.UnpauseAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) ?? throw NotFound(run))
                await _dispatcher.EnqueueAsync(next, cancellationToken);
            return Result<RunView>.From(await ShownAsync(caller, run, cancellationToken), new Findings());
        }

        var wait = RunLimits.TheWait([.. (await _store.WaitsAsync(caller.Organization, run, cancellationToken)).Where(w => w.IsOpen)], answer.TaskId);
        if (wait.Interrupt.Kind == InterruptKind.Child) throw new PlatformException(ErrorCode.Conflict, "The run waits for its child.", "Answer what the child run waits for.");
        var value = answer.Value is { ValueKind: not JsonValueKind.Undefined } given ? CelValue.FromJson(given) : CelValue.Null;
        var checkedForm = AnswerForm.Check(wait.Interrupt, answer.Value);
        if (checkedForm.HasErrors) return Result<RunView>.From(null, checkedForm);
        if (await _store.AnswerAsync(caller.Organization, wait.Id, value.ToJson(), caller.Name, _time.GetUtcNow()) is not { } due) throw RunLimits.Answered(wait.Task.Node);
        await _dispatcher.EnqueueAsync(due, cancellationToken);
        return Result<RunView>.From(await ShownAsync(caller, run, cancellationToken), new Findings());
    }

    /// <summary>Wakes every run that waits for the event; when none does, keeps it for the first wait that it fits.</summary>
    /// <param name="key">Delivering again with the same key changes nothing; null for none.</param>
    public async Task<DeliveredEvent> DeliverEventAsync(Caller caller, string name, JsonElement data, string? key, CancellationToken cancellationToken)
    {
        RunLimits.CheckEvent(name, key);
        var delivered = await _store.DeliverAsync(new OutsideEvent(caller.Organization, name, CelValue.FromJson(data).ToJson(), key, _time.GetUtcNow()));
        foreach (var due in delivered.Woken) await _dispatcher.EnqueueAsync(due, cancellationToken);
        return new DeliveredEvent(delivered.Runs, delivered.Kept);
    }

    /// <summary>Null when there is no such run.</summary>
    public async Task<RunView?> FindAsync(Caller caller, RunId run, CancellationToken cancellationToken) =>
        await _store.FindAsync(caller.Organization, run, cancellationToken) is { } found ? await WithWhyAsync(caller, found, cancellationToken) : null;

    /// <summary>Newest first.</summary>
    public async Task<Page<RunView>> ListAsync(Caller caller, RunQuery query, CancellationToken cancellationToken)
    {
        var page = await _lists.RunsAsync(caller.Organization, query, cancellationToken);
        if (page.Items.All(r => r.Status.IsEnded())) return page;
        var why = await _store.WhyAsync(caller.Organization, page.Items, _time.GetUtcNow(), LeaseOwner.IsDead, cancellationToken);
        return page with { Items = [.. page.Items.Select(r => r with { Why = why.GetValueOrDefault(r.Id) })] };
    }

    /// <summary>Stored events after a sequence number, in order.</summary>
    /// <param name="limit">At most 4,000.</param>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<IReadOnlyList<LoggedEvent>> EventsAsync(Caller caller, RunId run, long after, int limit, CancellationToken cancellationToken) =>
        await _store.MarkAsync(caller.Organization, run, cancellationToken) is null
            ? throw NotFound(run)
            : await _store.EventsAsync(run, Math.Clamp(after, 0, long.MaxValue - 1), Math.Clamp(limit, 1, MostEvents), cancellationToken);

    /// <summary>History after a sequence number, then live, in order, exactly once; ends after the run's end. Pieces of answers come with sequence 0.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public IAsyncEnumerable<LoggedEvent> WatchAsync(Caller caller, RunId run, long after, CancellationToken cancellationToken) =>
        _watch.WatchAsync(caller.Organization, run, Math.Max(after, 0), cancellationToken);

    /// <summary>The same as they were read together, so that what is made of a batch can be shared by all who watch.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public IAsyncEnumerable<EventBatch> WatchBatchesAsync(Caller caller, RunId run, long after, WhenBehind behind, CancellationToken cancellationToken) =>
        _watch.BatchesAsync(caller.Organization, run, Math.Max(after, 0), behind, cancellationToken);

    /// <summary>Commits of runs by this process since its start: how fast they rise tells how busy it is.</summary>
    public long CommitsHere => _watch.CommitsHere;

    public Task<ActiveCounts> ActiveCountsAsync(Caller caller, CancellationToken cancellationToken) =>
        _lists.ActiveCountsAsync(caller.Organization, cancellationToken);

    public Task<OverviewView> OverviewAsync(Caller caller, CancellationToken cancellationToken) =>
        _lists.OverviewAsync(caller.Organization, _time.GetUtcNow(), cancellationToken);

    /// <summary>How runs did, hour by hour, oldest first; at most a week.</summary>
    public Task<List<TrendHour>> TrendAsync(Caller caller, int hours, CancellationToken cancellationToken) =>
        _lists.TrendAsync(caller.Organization, _time.GetUtcNow(), hours, cancellationToken);

    private async ValueTask<RunView> ShownAsync(Caller caller, RunId run, CancellationToken cancellationToken) =>
        await WithWhyAsync(caller, await GetAsync(caller, run, cancellationToken), cancellationToken);

    private async ValueTask<RunView> WithWhyAsync(Caller caller, RunView run, CancellationToken cancellationToken) => run.Status.IsEnded()
        ? run
        : run with { Why = (await _store.WhyAsync(caller.Organization, [run], _time.GetUtcNow(), LeaseOwner.IsDead, cancellationToken)).GetValueOrDefault(run.Id) };

    private async ValueTask<RunView> GetAsync(Caller caller, RunId run, CancellationToken cancellationToken) =>
        await _store.FindAsync(caller.Organization, run, cancellationToken) ?? throw NotFound(run);

    internal static PlatformException NotFound(RunId run) => new(ErrorCode.NotFound, $"There is no run {run}.", "List the runs to find it.");
}
