using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>What lies behind a run, step by step, and the two writes that travelling makes.</summary>
internal interface IRunHistory
{
    /// <summary>Stored checkpoints after a step, by step.</summary>
    ValueTask<List<StepRow>> StepsAsync(RunId run, int after, int take, CancellationToken cancellationToken);

    /// <summary>The state after a step, read from the last whole checkpoint before it; null when there is no such step.</summary>
    /// <param name="step">Null for the newest.</param>
    ValueTask<(Checkpoint State, DateTimeOffset At)?> StateAtAsync(RunId run, int? step, CancellationToken cancellationToken);

    /// <summary>The number of an event before the first one of a superstep, found without reading all that came before.</summary>
    ValueTask<long> BeforeAsync(RunId run, int step, CancellationToken cancellationToken);

    /// <summary>Events with their records, in order, about so many and never half a commit; empty at the end.</summary>
    ValueTask<List<LoggedEvent>> RecordedAsync(RunId run, long after, int about, CancellationToken cancellationToken);

    /// <summary>Stores a run that begins with a checkpoint. When the idempotency key was used before, nothing is written and that run is returned.</summary>
    Task<RunId> ForkAsync(NewRun run, ForkedStart start);

    /// <summary>Stores a state that somebody changed, and an answer with it, in one transaction. False when the run is no longer where it was.</summary>
    Task<bool> EditAsync(OrganizationId organization, RunId run, StateEdit edit);
}

/// <param name="State">The checkpoint's JSON, see <see cref="CheckpointJson"/>.</param>
/// <param name="SizeBytes">As stored.</param>
internal sealed record StepRow(int Step, DateTimeOffset At, bool Full, ReadOnlyMemory<byte> State, long SizeBytes);

/// <param name="Events">In order; they get the numbers after the first event.</param>
internal sealed record ForkedStart(StoredCheckpoint Checkpoint, IReadOnlyList<KeyValuePair<TaskId, TaskOutcome>> Journal, IReadOnlyList<RunEvent> Events);

/// <param name="From">The step that was read; when the run has moved on, nothing is written.</param>
/// <param name="Answer">An answer to give with it; null for none.</param>
internal sealed record StateEdit(int From, StoredCheckpoint Checkpoint, StateEdited Told, string By, DateTimeOffset At, TaskAnswer? Answer);

/// <param name="Value">JSON.</param>
internal sealed record TaskAnswer(HumanTaskId Task, string Value);
