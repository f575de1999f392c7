using System.Globalization;
using System.Text.Json;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Jobs;
using Platform.Core.Runs.Execution;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Looks back into a run, starts new runs from where it stood, changes its state while it stands still, and does it again to compare.</summary>
public sealed class TimeTravelService
{
    private readonly RunStates _states;
    private readonly IRunStore _store;
    private readonly IRunHistory _history;
    private readonly WorkflowService _workflows;
    private readonly IRunDispatcher _dispatcher;
    private readonly RunLoop _loop;
    private readonly TimeProvider _time;

    internal TimeTravelService(
        RunStates states, IRunStore store, IRunHistory history, WorkflowService workflows, IRunDispatcher dispatcher, RunLoop loop, TimeProvider time)
    {
        (_states, _store, _history, _workflows, _dispatcher, _loop, _time) = (states, store, history, workflows, dispatcher, loop, time);
    }

    /// <summary>By step, with what each changed. The cursor is a step.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<Page<CheckpointView>> CheckpointsAsync(Caller caller, RunId run, CheckpointQuery query, CancellationToken cancellationToken)
    {
        await GetAsync(caller, run, cancellationToken);
        return await _states.CheckpointsAsync(run, query, cancellationToken);
    }

    /// <summary>The state after a step; null when there is no such run or step.</summary>
    /// <param name="step">Null for the newest.</param>
    public async Task<StateView?> StateAsync(Caller caller, RunId run, int? step, CancellationToken cancellationToken) =>
        await _store.FindAsync(caller.Organization, run, cancellationToken) is null ? null : await _states.StateAsync(run, step, _ => null, cancellationToken);

    /// <summary>The state after a step, and what differs from another one.</summary>
    /// <param name="other">Null for the step before.</param>
    public async Task<StateView?> CompareAsync(Caller caller, RunId run, int? step, int? other, CancellationToken cancellationToken) =>
        await _store.FindAsync(caller.Organization, run, cancellationToken) is null
            ? null
            : await _states.StateAsync(run, step, at => other ?? (at > 0 ? at - 1 : null), cancellationToken);

    /// <summary>Two runs beside each other, also of two workflows: the first step where they part, and what differs in inputs and outputs.</summary>
    /// <exception cref="PlatformException">One of them is not found.</exception>
    public async Task<RunComparison> CompareRunsAsync(Caller caller, RunId a, RunId b, CancellationToken cancellationToken)
    {
        var (left, right) = (await GetAsync(caller, a, cancellationToken), await GetAsync(caller, b, cancellationToken));
        var outputs = left.Outputs is { ValueKind: JsonValueKind.Object } one && right.Outputs is { ValueKind: JsonValueKind.Object } other ? StateDiff.Of(one, other) : [];
        return new RunComparison(left, right, StateDiff.Of(left.Inputs, right.Inputs), outputs, await new RunCompare(_history, _states).FirstAsync(left, right, cancellationToken));
    }

    /// <summary>
    /// Starts a new run that begins where another one stood. Tasks that waited there are asked again, children are started again; what had ended is kept.
    /// Findings name the channel, node or input that does not fit.
    /// </summary>
    /// <exception cref="PlatformException">There is no such run, step or version.</exception>
    public async Task<Result<RunView>> ForkAsync(Caller caller, RunId run, ForkRun fork, CancellationToken cancellationToken)
    {
        var origin = await GetAsync(caller, run, cancellationToken);
        RunLimits.Check(new StartRun { Workflow = origin.Workflow, Labels = fork.Labels, IdempotencyKey = fork.IdempotencyKey });
        if ((await _history.StateAtAsync(run, fork.Step, cancellationToken))?.State is not { } at) throw await NoStepAsync(run, fork.Step, cancellationToken);
        var loaded = await _workflows.LoadAsync(caller.Organization, origin.Workflow, fork.Version ?? origin.Version, cancellationToken);
        var version = loaded.Version.Number;
        var stand = await StandAsync(caller, origin, at, fork.Next is null, cancellationToken);
        if (version != origin.Version) stand = stand with { Journal = stand.Journal.RemoveRange(await RewrittenAsync(caller, origin, loaded, stand.Journal.Keys, cancellationToken)) };
        var inputs = RunInputs.Prepare(loaded.Graph, fork.Inputs ?? origin.Inputs);
        var start = ForkRules.Start(stand, loaded.Graph, fork, version, version == origin.Version);
        if (!inputs.Ok || !start.Ok)
        {
            var found = new Findings();
            found.Add(inputs.Findings);
            found.Add(start.Findings);
            return Result<RunView>.From(null, found);
        }

        var id = await StoreAsync(caller, origin, fork, (version, inputs.Value), start.Value, cancellationToken);
        var forked = await GetAsync(caller, id, cancellationToken);
        if (fork.IdempotencyKey is { } key && (forked.ForkedFrom != new ForkOrigin(run, fork.Step) || forked.Version != version)) throw EditRules.UsedKey(key, forked);
        await _dispatcher.EnqueueAsync(new DueRun(id, forked.Priority), cancellationToken);
        return Result<RunView>.From(forked, new Findings());
    }

    /// <summary>Changes channels of a run that waits, is paused or has failed, and with it answers a task of it. Findings name what does not fit.</summary>
    /// <param name="answer">Null changes the state alone. One that answers nothing lets a paused run go on, as <see cref="RunService.ResumeAsync"/> does.</param>
    /// <exception cref="PlatformException">Not found; or a conflict: the run is at work or has succeeded, or nothing waits for the answer.</exception>
    public async Task<Result<RunView>> EditAsync(Caller caller, RunId run, JsonElement state, ResumeRun? answer, CancellationToken cancellationToken)
    {
        var found = new Findings();
        var view = await GetAsync(caller, run, cancellationToken);
        if (!EditRules.MayEdit(view.Status)) throw EditRules.Busy(view);
        if ((await _history.StateAtAsync(run, null, cancellationToken))?.State is not { } at) throw await NoStepAsync(run, 0, cancellationToken);
        var graph = (await _workflows.LoadAsync(caller.Organization, view.Workflow, view.Version, cancellationToken)).Graph;
        var values = StateFit.Read(graph, state, [], found);
        if (values.Count == 0 && !found.HasErrors) found.Add(EditRules.Nothing());
        var unpauses = view.PausedBy is not null && answer is { TaskId: null, Value: null or { ValueKind: JsonValueKind.Undefined } };
        var given = answer is null || unpauses ? null : EditRules.Answer([.. (await _store.WaitsAsync(caller.Organization, run, cancellationToken)).Where(w => w.IsOpen)], answer, found);
        if (found.HasErrors) return Result<RunView>.From(null, found);

        var after = at with { Step = at.Step + 1, Channels = at.Channels.SetItems(values) };
        var names = values.Keys.Order(StringComparer.Ordinal).ToList();
        var shown = CelValue.FromJson(_states.Shown(CelMap.Of(names.Select(n => KeyValuePair.Create(n, values[n])))));
        var edited = new StateEdited(caller.Name, names, shown) { Step = after.Step };
        if (PersonalData.Of(graph.Config.Redact) is { } personal) edited = (StateEdited)PersonalEvents.Shown(edited, personal);
        var edit = new StateEdit(
            at.Step, new StoredCheckpoint(after.Step, Full: false, CheckpointJson.WriteEdit(after, values)), edited, caller.Name, _time.GetUtcNow(), given);
        if (!await _history.EditAsync(caller.Organization, run, edit)) throw EditRules.Moved(await GetAsync(caller, run, cancellationToken));
        if (given is not null) await _dispatcher.EnqueueAsync(new DueRun(run, view.Priority), cancellationToken);
        var due = unpauses ? await _store.UnpauseAsync(caller.Organization, run, caller.Name, _time.GetUtcNow(), LeaseOwner.IsDead) : null;
        foreach (var next in due ?? []) await _dispatcher.EnqueueAsync(next, cancellationToken);
        return Result<RunView>.From(await GetAsync(caller, run, cancellationToken), found);
    }

    /// <summary>Retries a failed or cancelled run, after changing channels of it. Findings name what does not fit.</summary>
    /// <param name="state">Null leaves the state as it is.</param>
    /// <exception cref="PlatformException">Not found; or a conflict: the run has not failed.</exception>
    public async Task<Result<RunView>> RetryAsync(Caller caller, RunId run, JsonElement? state, RunService runs, CancellationToken cancellationToken)
    {
        if (state is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } values)
        {
            var view = await GetAsync(caller, run, cancellationToken);
            if (view.Status is not (RunStatus.Failed or RunStatus.Cancelled)) throw EditRules.NotFailed(view);
            var edited = await EditAsync(caller, run, values, answer: null, cancellationToken);
            if (!edited.Ok) return edited;
        }

        return Result<RunView>.From(await runs.RetryAsync(caller, run, cancellationToken), new Findings());
    }

    /// <summary>Does a run again in memory with what the world answered then, and says whether it goes the same way. Nothing outside is touched and nothing is written.</summary>
    /// <param name="version">Null for the run's own.</param>
    /// <exception cref="PlatformException">There is no such run or version.</exception>
    public async Task<ReplayReport> ReplayAsync(Caller caller, RunId run, int? version, CancellationToken cancellationToken)
    {
        var view = await GetAsync(caller, run, cancellationToken);
        var loaded = await _workflows.LoadAsync(caller.Organization, view.Workflow, version ?? view.Version, cancellationToken);
        var origin = loaded.Version.Number == view.Version ? loaded : await OwnAsync(caller, view, cancellationToken);
        return await new Replay(new ReplayedRun(view, caller.Organization, loaded.Graph, loaded.Version.Number, origin?.Graph), _history, _loop).RunAsync(cancellationToken);
    }

    // The stored checkpoint tells what is due; which tasks of it had ended is found by doing again the steps since nothing waited.
    private async Task<Checkpoint> StandAsync(Caller caller, RunView origin, Checkpoint at, bool keepsDue, CancellationToken cancellationToken)
    {
        var quiet = at;
        while (quiet.Due.Where(d => d.Since <= quiet.Step).Select(d => d.Since).DefaultIfEmpty(0).Min() is > 0 and var since)
        {
            if ((await _history.StateAtAsync(origin.Id, since - 1, cancellationToken))?.State is not { } earlier) break;
            quiet = earlier;
        }

        if (!keepsDue || quiet.Step == at.Step || (await OwnAsync(caller, origin, cancellationToken))?.Graph is not { } graph) return at;
        var replay = new Replay(new ReplayedRun(origin, caller.Organization, graph, origin.Version, graph), _history, _loop);
        var stand = await replay.StandAsync(quiet, at.Step, cancellationToken);
        return stand is null ? at : at with { Journal = stand.Journal };
    }

    // What another version writes differently is done again under it.
    private async ValueTask<List<TaskId>> RewrittenAsync(Caller caller, RunView origin, LoadedWorkflow loaded, IEnumerable<TaskId> tasks, CancellationToken cancellationToken)
    {
        var compare = new ReplayCompare(loaded.Graph, (await OwnAsync(caller, origin, cancellationToken))?.Graph, loaded.Version.Number, origin.Version);
        return tasks.Where(t => !compare.IsSameNode(t.Node)).ToList();
    }

    private async Task<RunId> StoreAsync(Caller caller, RunView origin, ForkRun fork, (int Version, string Inputs) by, Checkpoint start, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var run = new NewRun
        {
            Id = new RunId(OrderedGuid.New(now)),
            Organization = caller.Organization,
            Workflow = origin.Workflow,
            Version = by.Version,
            Inputs = by.Inputs,
            Trigger = fork.Trigger,
            By = caller.Name,
            At = now,
            Labels = fork.Labels,
            IdempotencyKey = fork.IdempotencyKey,
            ForkedFrom = new ForkOrigin(origin.Id, fork.Step),
        };
        var edited = fork.State is { ValueKind: JsonValueKind.Object } state ? state.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal).ToList() : [];
        var ends = (await StepWaits.EndsAsync(_history, origin.Id, [.. start.Journal.Keys], fork.Step, cancellationToken))
            .Select(e => e with { Since = e.Since ?? e.Step, Step = fork.Step + 1 });
        return await _history.ForkAsync(run, new ForkedStart(
            new StoredCheckpoint(fork.Step, Full: true, CheckpointJson.WriteFull(start, edited)),
            [.. start.Journal.Select(j => KeyValuePair.Create(j.Key with { Run = run.Id }, j.Value))],
            [new RunForked(origin.Id.ToString(), edited, caller.Name) { Step = fork.Step }, .. ends]));
    }

    private async ValueTask<LoadedWorkflow?> OwnAsync(Caller caller, RunView run, CancellationToken cancellationToken)
    {
        try
        {
            return await _workflows.LoadAsync(caller.Organization, run.Workflow, run.Version, cancellationToken);
        }
        catch (PlatformException)
        {
            return null; // it no longer compiles under this release: then less can be said, and nothing else is lost
        }
    }

    private async ValueTask<RunView> GetAsync(Caller caller, RunId run, CancellationToken cancellationToken) =>
        await _store.FindAsync(caller.Organization, run, cancellationToken) ?? throw RunService.NotFound(run);

    private async ValueTask<PlatformException> NoStepAsync(RunId run, int step, CancellationToken cancellationToken)
    {
        var first = await _history.StepsAsync(run, -1, 1, cancellationToken) is [var row, ..] ? row.Step : (int?)null;
        var last = (await _history.StateAtAsync(run, null, cancellationToken))?.State.Step;
        return new PlatformException(
            ErrorCode.NotFound, string.Create(CultureInfo.InvariantCulture, $"The run {run} has no step {step}."),
            first is null ? "It has not begun yet." : string.Create(CultureInfo.InvariantCulture, $"It has the steps {first} to {last}."));
    }
}
