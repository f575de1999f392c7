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
    private const int MostEvents = 1_000;

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

    /// <summary>Stores a run and dispatches it. Findings name the input that does not fit.</summary>
    /// <exception cref="PlatformException">There is no such workflow or version.</exception>
    public Task<Result<RunView>> StartAsync(Caller caller, StartRun start, CancellationToken cancellationToken) =>
        StartAsync(caller, start, RunIds.New(_time), cancellationToken);

    /// <summary>As <see cref="StartAsync(Caller, StartRun, CancellationToken)"/>, then the run once it ended or waits for somebody, or as it is when the time is over.</summary>
    public async Task<Result<RunView>> StartAsync(Caller caller, StartRun start, Patience patience, CancellationToken cancellationToken)
    {
        var id = RunIds.New(_time);
        using var rest = _watch.Rest(id); // before it can come to rest
        var started = await StartAsync(caller, start, id, cancellationToken);
        if (!started.Ok) return started;
        if (started.Value.Id == id) await rest.WaitAsync(caller.Organization, patience, cancellationToken);
        else await WaitAsync(caller, started.Value.Id, patience, cancellationToken);
        return Result<RunView>.From(WithWhy(caller, Get(caller, started.Value.Id)), new Findings());
    }

    /// <summary>Ends when the run has ended or waits for somebody, or when the time is over.</summary>
    public async Task WaitAsync(Caller caller, RunId run, Patience patience, CancellationToken cancellationToken)
    {
        using var rest = _watch.Rest(run);
        if (!rest.IsResting(caller.Organization)) await rest.WaitAsync(caller.Organization, patience, cancellationToken);
    }

    /// <summary>Whether it has ended, or waits for somebody outside: not for its own children or a timer alone.</summary>
    public bool Rests(Caller caller, RunId run)
    {
        using var rest = _watch.Rest(run);
        return rest.IsResting(caller.Organization);
    }

    private async Task<Result<RunView>> StartAsync(Caller caller, StartRun start, RunId id, CancellationToken cancellationToken)
    {
        RunLimits.Check(start);
        var loaded = _workflows.Load(caller.Organization, start.Workflow, start.Version);
        var inputs = RunInputs.Prepare(loaded.Graph, start.Inputs);
        if (!inputs.Ok) return inputs.Then<RunView>(_ => throw new InvalidOperationException("Inputs with errors start nothing."));
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
        if (start.IdempotencyKey is not null) CheckSame(start, Get(caller, stored));
        return inputs.Then(_ => Result<RunView>.From(stored == id && begins ? run.ToView(begins) : WithWhy(caller, Get(caller, stored)), new Findings()));
    }

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
        return WithWhy(caller, Get(caller, run));
    }

    /// <summary>Goes on from the last checkpoint of a failed or cancelled run; what succeeded is kept.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: the run has not failed.</exception>
    public async Task<RunView> RetryAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        var queued = await _store.RetryAsync(caller.Organization, run, caller.Name, _time.GetUtcNow()) ?? throw NotFound(run);
        foreach (var next in queued) await _dispatcher.EnqueueAsync(next, cancellationToken);
        return WithWhy(caller, Get(caller, run));
    }

    /// <summary>Stops a run after its superstep, or before its start, until it is resumed; its children too. One that is paused already stays as it is.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: it has ended.</exception>
    public async Task<RunView> PauseAsync(Caller caller, RunId run, CancellationToken cancellationToken)
    {
        var next = await _store.PauseAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) ?? throw NotFound(run);
        foreach (var due in next) await _dispatcher.EnqueueAsync(due, cancellationToken);
        return WithWhy(caller, Get(caller, run));
    }

    /// <summary>Lets a paused run go on; with an answer, or when it is not paused, answers a breakpoint or any other single thing that it waits for.</summary>
    /// <exception cref="PlatformException">Not found; or a conflict: nothing waits, or several things do.</exception>
    public async Task<Result<RunView>> ResumeAsync(Caller caller, RunId run, ResumeRun answer, CancellationToken cancellationToken)
    {
        if (Get(caller, run).PausedBy is not null && answer is { TaskId: null, Value: null or { ValueKind: JsonValueKind.Undefined } })
        {
            foreach (var next in await _store.UnpauseAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) ?? throw NotFound(run))
                await _dispatcher.EnqueueAsync(next, cancellationToken);
            return Result<RunView>.From(WithWhy(caller, Get(caller, run)), new Findings());
        }

        var wait = RunLimits.TheWait([.. _store.Waits(caller.Organization, run).Where(w => w.IsOpen)], answer.TaskId);
        if (wait.Interrupt.Kind == InterruptKind.Child) throw new PlatformException(ErrorCode.Conflict, "The run waits for its child.", "Answer what the child run waits for.");
        var value = answer.Value is { ValueKind: not JsonValueKind.Undefined } given ? CelValue.FromJson(given) : CelValue.Null;
        var checkedForm = AnswerForm.Check(wait.Interrupt, answer.Value);
        if (checkedForm.HasErrors) return Result<RunView>.From(null, checkedForm);
        if (await _store.AnswerAsync(caller.Organization, wait.Id, value.ToJson(), caller.Name, _time.GetUtcNow()) is not { } due) throw RunLimits.Answered(wait.Task.Node);
        await _dispatcher.EnqueueAsync(due, cancellationToken);
        return Result<RunView>.From(WithWhy(caller, Get(caller, run)), new Findings());
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
    public Task<RunView?> FindAsync(Caller caller, RunId run, CancellationToken cancellationToken) => Task.FromResult(_store.Find(caller.Organization, run) is { } found ? WithWhy(caller, found) : null);

    /// <summary>Newest first.</summary>
    public async Task<Page<RunView>> ListAsync(Caller caller, RunQuery query, CancellationToken cancellationToken)
    {
        var page = await _lists.RunsAsync(caller.Organization, query, cancellationToken);
        if (page.Items.All(r => r.Status.IsEnded())) return page;
        var why = _store.Why(caller.Organization, page.Items, _time.GetUtcNow(), LeaseOwner.IsDead);
        return page with { Items = [.. page.Items.Select(r => r with { Why = why.GetValueOrDefault(r.Id) })] };
    }

    /// <summary>Stored events after a sequence number, in order.</summary>
    /// <param name="limit">At most 1,000.</param>
    /// <exception cref="PlatformException">Not found.</exception>
    public Task<IReadOnlyList<LoggedEvent>> EventsAsync(Caller caller, RunId run, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(_store.Mark(caller.Organization, run) is null
            ? throw NotFound(run)
            : _store.Events(run, Math.Clamp(after, 0, long.MaxValue - 1), Math.Clamp(limit, 1, MostEvents)));

    /// <summary>History after a sequence number, then live, in order, exactly once; ends after the run's end. Pieces of answers come with sequence 0.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public IAsyncEnumerable<LoggedEvent> WatchAsync(Caller caller, RunId run, long after, CancellationToken cancellationToken) =>
        _store.Mark(caller.Organization, run) is null ? throw NotFound(run) : _watch.WatchAsync(caller.Organization, run, Math.Max(after, 0), cancellationToken);

    public Task<ActiveCounts> ActiveCountsAsync(Caller caller, CancellationToken cancellationToken) =>
        _lists.ActiveCountsAsync(caller.Organization, cancellationToken);

    public Task<OverviewView> OverviewAsync(Caller caller, CancellationToken cancellationToken) =>
        _lists.OverviewAsync(caller.Organization, _time.GetUtcNow(), cancellationToken);

    private RunView WithWhy(Caller caller, RunView run) => run.Status.IsEnded()
        ? run
        : run with { Why = _store.Why(caller.Organization, [run], _time.GetUtcNow(), LeaseOwner.IsDead).GetValueOrDefault(run.Id) };

    private RunView Get(Caller caller, RunId run) => _store.Find(caller.Organization, run) ?? throw NotFound(run);

    private static PlatformException NotFound(RunId run) => new(ErrorCode.NotFound, $"There is no run {run}.", "List the runs to find it.");
}
