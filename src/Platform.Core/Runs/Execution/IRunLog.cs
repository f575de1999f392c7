using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Events;
using Platform.Core.State;

namespace Platform.Core.Runs.Execution;

/// <summary>The hot path: what one execution of a run reads and writes. Each write states the epoch of its lease; a stale one writes nothing.</summary>
internal interface IRunLog
{
    /// <summary>
    /// The lease of a run that is due: queued and allowed to start, running without a live holder, or waiting with an answer. Null otherwise.
    /// A lease of the asker's own is left over from an execution that ended, for he asks only when nobody of his advances the run.
    /// </summary>
    Task<LeasedRun?> AcquireAsync(RunId run, LeaseClaim claim);

    /// <summary>Where the run stands. The checkpoint is null before the first commit.</summary>
    ValueTask<RunPosition> LoadAsync(LeasedRun run, CancellationToken cancellationToken);

    /// <summary>What was answered and not yet taken up; waits whose time is over are closed as timed out.</summary>
    Task<Answers> TakeAnswersAsync(LeasedRun run, DateTimeOffset now);

    /// <summary>All or nothing, in the order of the calls.</summary>
    Task<Committed> CommitAsync(LeasedRun run, RunCommit commit);

    /// <summary>As <see cref="CommitAsync"/>, but only takes its place in the order: <see cref="Lead"/> or <see cref="Wake"/> must follow.</summary>
    Task<Committed> Queue(LeasedRun run, RunCommit commit);

    /// <summary>Writes what is queued on this thread when nobody else writes: for who waits for it anyway.</summary>
    void Lead();

    /// <summary>Has what is queued written while the caller goes on.</summary>
    void Wake();

    /// <summary>The values that the thread's last successful run of the workflow kept.</summary>
    ValueTask<IReadOnlyDictionary<string, CelValue>> KeptAsync(OrganizationId organization, string thread, string workflow, CancellationToken cancellationToken);

    /// <summary>Runs that somebody should advance now, most urgent first; and those that the asker holds, for only he knows whether he advances them.</summary>
    ValueTask<List<DueRun>> DueAsync(LeaseClaim claim, int take, CancellationToken cancellationToken);

    /// <summary>Times to come at which waits, postponed starts and deadlines end, soonest first.</summary>
    ValueTask<List<(DueRun Due, DateTimeOffset At)>> UpcomingAsync(DateTimeOffset after, DateTimeOffset before, int take, CancellationToken cancellationToken);

    /// <summary>Ends a lease early, so that another process goes on at once.</summary>
    Task ReleaseAsync(LeasedRun run);
}

/// <param name="IsDead">Whether an owner is a process of this machine that is gone.</param>
internal sealed record LeaseClaim(string Owner, DateTimeOffset Now, TimeSpan Length, Func<string, bool> IsDead);

/// <summary>A run and the right to advance it.</summary>
/// <param name="Before">Its status before it was leased.</param>
/// <param name="TakenFrom">The owner whose lease had run out; null when nobody's had.</param>
/// <param name="Inputs">A JSON object.</param>
internal sealed record LeasedRun(
    RunId Id, OrganizationId Organization, string Workflow, int Version, RunStatus Before, string? TakenFrom, int Epoch, long LastSequence, long Signal,
    string? CancelRequested, string? Thread, byte[] Inputs, DateTimeOffset Started, int Attempt, int Depth, RunId? ParentRun, string? ParentTask)
{
    /// <summary>It was leased when it was stored: there is no checkpoint to load, and nothing can have been answered.</summary>
    public bool IsNew { get; init; }
    public int Priority { get; init; }

    /// <summary>When it fails though it may be in the middle of its work; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }
}

/// <param name="DeltaBytes">Stored since the last full checkpoint.</param>
internal sealed record RunPosition(Checkpoint? Checkpoint, long FullBytes, long DeltaBytes);

/// <param name="Signal">The run's signal when they were read: what comes later raises it.</param>
/// <param name="NextDue">When the next open wait ends by itself; null when none does.</param>
internal sealed record Answers(IReadOnlyDictionary<TaskId, Answer> Given, IReadOnlyList<AnsweredBy> By, long Signal, string? CancelRequested, DateTimeOffset? NextDue)
{
    /// <summary>Who paused the run; null when it may go on.</summary>
    public string? PausedBy { get; init; }

    public static readonly Answers None = new(new Dictionary<TaskId, Answer>(), [], 0, null, null);
}

/// <summary>Who answered what, for the run's history.</summary>
internal sealed record AnsweredBy(TaskId Task, InterruptKind Kind, Answer Answer, string? By)
{
    /// <summary>The run's history tells of it already.</summary>
    public bool IsTold { get; init; }
}

/// <summary>One transaction of one run.</summary>
internal sealed record RunCommit
{
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Numbered, without gaps after what was stored before.</summary>
    public IReadOnlyList<LoggedEvent> Events { get; init; } = [];

    /// <summary>New checkpoints by step; empty when no superstep ended.</summary>
    public IReadOnlyList<StoredCheckpoint> Checkpoints { get; init; } = [];

    public RunUsage? Usage { get; init; }

    public IReadOnlyList<KeyValuePair<TaskId, TaskOutcome>> Journaled { get; init; } = [];

    public IReadOnlyList<TaskId> Forgotten { get; init; } = [];

    public IReadOnlyList<TaskNote> Notes { get; init; } = [];

    /// <summary>Tasks that have ended and need their notes no more.</summary>
    public IReadOnlyList<TaskId> ForgottenNotes { get; init; } = [];

    /// <summary>Waits that begin.</summary>
    public IReadOnlyList<NewInterrupt> Interrupts { get; init; } = [];

    /// <summary>Waits whose answer these events tell of.</summary>
    public IReadOnlyList<TaskId> Told { get; init; } = [];

    /// <summary>Waits whose answer was taken up.</summary>
    public IReadOnlyList<TaskId> Consumed { get; init; } = [];

    /// <summary>Null when the run goes on.</summary>
    public RunRest? Rest { get; init; }
}

/// <param name="Number">From 0, in the order in which the task wrote them.</param>
internal sealed record TaskNote(TaskId Task, int Number, JsonElement Note);

internal sealed record StoredCheckpoint(int Step, bool Full, byte[] State);

/// <param name="Child">The run to start, when it is one that the task waits for.</param>
/// <param name="Answered">Set when it is answered already, such as a child that cannot start.</param>
internal sealed record NewInterrupt(WaitingTask Task, NewRun? Child, Answer? Answered);

/// <summary>The run stops here: it waits, or it has ended.</summary>
/// <param name="Signal">For a wait: when the stored signal differs, something came meanwhile and the run does not rest.</param>
internal sealed record RunRest(RunStatus Status, long Signal)
{
    public IReadOnlyList<string> WaitingFor { get; init; } = [];

    public CelValue? Outputs { get; init; }

    public RunFault? Error { get; init; }

    /// <summary>What <c>keep: thread</c> channels hold; null when the run is on no thread or did not succeed.</summary>
    public CelMap? Kept { get; init; }
}

/// <param name="Stale">Somebody else holds the run; nothing was written.</param>
/// <param name="Rests">The run waits or has ended, as was asked for.</param>
/// <param name="ToDispatch">Runs that can go on now: a parent, the next on the thread, children.</param>
/// <param name="ToCancel">Descendants that somebody advances and that must stop.</param>
internal sealed record Committed(bool Stale, bool Rests, long Signal, string? CancelRequested, IReadOnlyList<DueRun> ToDispatch, IReadOnlyList<RunId> ToCancel)
{
    public static readonly Committed Lost = new(true, false, 0, null, [], []);
}
