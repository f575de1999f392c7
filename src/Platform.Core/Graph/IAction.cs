using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Graph;

/// <summary>What a node does when it is due. It knows nothing of who runs it, and may run twice: a crash can fall between its effect and its journal entry.</summary>
public interface IAction
{
    /// <summary>
    /// False when it only computes from what the task may see, so that nobody outside can tell whether it ran once or twice. Then the run need not wait for
    /// its last commit before it is run, and its result is stored with what follows.
    /// </summary>
    bool HasEffects => true;

    /// <exception cref="PlatformException">The task failed; <c>retry</c> and <c>on_error</c> look at the code.</exception>
    Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken);
}

/// <summary>What one task may see and tell.</summary>
public sealed record TaskContext
{
    /// <summary>Stable over crashes and retries: the <c>Idempotency-Key</c> of what the task does outside.</summary>
    public required TaskId Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string Workflow { get; init; }

    /// <summary>1-based.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary><c>inputs</c>, <c>state</c>, <c>run</c>, <c>env</c>, the map's variable, and <c>error</c> when an error led here; channels as they stood before the superstep.</summary>
    public required ICelScope Scope { get; init; }

    /// <summary>Tokens and money of the run; asked before and told after each model call.</summary>
    public required RunMeter Meter { get; init; }

    /// <summary>Adds an event to the run's history; step, node and index are filled in by the engine.</summary>
    public required Action<RunEvent> Tell { get; init; }

    /// <summary>
    /// Null at first. An action that returned <see cref="Interrupted"/> is run again with the answer; it then finishes, or waits on.
    /// </summary>
    public Answer? Answer { get; init; }
}

/// <summary>How a task ends, when it does not fail.</summary>
public abstract record TaskResult;

/// <param name="Output">The action's result: <c>output</c> in <c>save</c> and <c>next</c>.</param>
/// <param name="GoTo">A target that overrides the node's <c>next</c>; null otherwise.</param>
public sealed record Finished(CelValue Output, string? GoTo = null) : TaskResult
{
    /// <summary>Writes of the action itself, before those of <c>save</c>.</summary>
    public IReadOnlyList<ChannelWrite> Writes { get; init; } = [];

    /// <summary>There is no result to save: nobody answered in time, and the run goes on elsewhere.</summary>
    public bool SavesNothing { get; init; }
}

/// <summary>The task needs a person, a time, an event or another run. Whoever runs the engine sees to it.</summary>
public sealed record Interrupted(Interrupt Interrupt) : TaskResult;
