using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Graph;

/// <summary>What a node does when it is due. It knows nothing of who runs it, and may run twice: a crash can fall between its effect and its journal entry.</summary>
public interface IAction
{
    /// <summary>How far it reaches. What it gets from outside is recorded, so that the run can be replayed; what it only computes is computed again.</summary>
    ActionReach Reach => ActionReach.Outside;

    /// <summary>What it would ask of the world, found without asking: a replay compares it with what was asked then. Null when it cannot tell.</summary>
    /// <exception cref="CelException">An expression failed.</exception>
    CelValue? Asks(TaskContext task) => null;

    /// <exception cref="PlatformException">The task failed; <c>retry</c> and <c>on_error</c> look at the code.</exception>
    Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken);
}

public enum ActionReach
{
    /// <summary>A model, a tool, a file, the network: never done again by a replay.</summary>
    Outside,

    /// <summary>It may wait, and looks at nothing but its scope, the time and the answer.</summary>
    Waits,

    /// <summary>A pure function of its scope.</summary>
    Nothing,
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

    /// <summary>Told what the task asks of the world, before it asks; kept as a hash. The same as <see cref="IAction.Asks"/>.</summary>
    public Action<CelValue> Ask { get; init; } = static _ => { };

    /// <summary>
    /// Null at first. An action that returned <see cref="Interrupted"/> is run again with the answer; it then finishes, or waits on.
    /// </summary>
    public Answer? Answer { get; init; }

    /// <summary>What the calls of this task wait for or waited for, by their number; empty when it waited as a whole or not at all.</summary>
    public IReadOnlyDictionary<int, CallWait> Calls { get; init; } = NoCalls;

    /// <summary>
    /// What this task has written down of its progress with <see cref="RunEvent.TaskNote"/>, in order: before it waited, before an attempt failed, before a crash.
    /// </summary>
    public IReadOnlyList<JsonElement> Notes { get; init; } = [];

    public static readonly IReadOnlyDictionary<int, CallWait> NoCalls = new Dictionary<int, CallWait>();
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
/// <param name="Calls">
/// What each call waits for, by number; 0 is the task as a whole. The task is run again as soon as one of them is answered. What still waits from before is
/// given back as it was, <see cref="CallWait.Interrupt"/> itself, and is not asked anew.
/// </param>
public sealed record Interrupted(IReadOnlyDictionary<int, Interrupt> Calls) : TaskResult
{
    /// <summary>What the task writes down for when it is run again; null when nothing.</summary>
    public JsonElement? Note { get; init; }

    public Interrupted(Interrupt interrupt)
        : this(new Dictionary<int, Interrupt> { [0] = interrupt })
    {
    }
}
