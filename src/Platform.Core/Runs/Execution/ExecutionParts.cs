using Platform.Core.Engine;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Jobs;

namespace Platform.Core.Runs.Execution;

/// <summary>What every execution of this process shares.</summary>
internal sealed record ExecutionParts(
    IRunLog Log, RunningHere Here, Heartbeat Heart, ChildRuns Children, IRunDispatcher Dispatcher, IRunControl Control, TimeProvider Time, IEnumerable<IRunGuest> Guests)
{
    /// <summary>Asked when a run begins that nobody asked when it was started: a child, a run that waited for its time or its turn. Null lets all begin.</summary>
    public IStartGuard? Guard { get; init; }

    /// <summary>Told of what was left by others and is taken up here.</summary>
    public RecoveryLog Recovered { get; init; } = new();

    public static RunFrame Frame(LeasedRun run, CompiledGraph graph) => new()
    {
        Id = run.Id,
        Organization = run.Organization,
        Workflow = run.Workflow,
        Thread = run.Thread,
        Inputs = CelValue.ParseJson(run.Inputs) as CelMap ?? CelMap.Empty,
        Started = run.Started,
        Attempt = run.Attempt,
        Env = CelMap.Of(graph.Env.Select(name => new KeyValuePair<string, CelValue>(
            name, Environment.GetEnvironmentVariable(name) is { } value ? CelValue.Of(value) : CelValue.Null))),
    };

    /// <summary>The run is advanced here no more: what others hold open for it is closed.</summary>
    public void SayLeft(RunId run)
    {
        foreach (var guest in Guests) guest.Leave(run);
    }

    /// <summary>After a commit: whoever can go on now is told, whoever must stop is stopped.</summary>
    public async Task DispatchAsync(Committed committed)
    {
        foreach (var due in committed.ToDispatch) await Dispatcher.EnqueueAsync(due, CancellationToken.None); // it is committed; who comes next must hear of it
        foreach (var run in committed.ToCancel) Here.Cancel(run, "its parent");
    }
}
