using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.State;

namespace Platform.Core.Runs;

/// <summary>What those who start, stop and answer ask of the store. Each write is one transaction.</summary>
internal interface IRunStore
{
    /// <summary>Stores a run with its first event. When the idempotency key was used before, nothing is written and that run is returned.</summary>
    /// <param name="claim">Leases the new run at once; null when it is to be queued.</param>
    Task<Created> CreateAsync(NewRun run, LeaseClaim? claim);

    /// <summary>Null when there is no such run.</summary>
    ValueTask<RunView?> FindAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken);

    /// <summary>Ends a run that nobody advances; asks whoever advances it to stop. Descendants too. Null when there is no such run.</summary>
    Task<Cancelled?> CancelAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead);

    /// <summary>Stops a run after its superstep, or before its start; its unfinished descendants too. Null when there is no such run.</summary>
    /// <returns>Runs that can go on in its place.</returns>
    /// <exception cref="PlatformException">Conflict: the run has ended.</exception>
    Task<IReadOnlyList<DueRun>?> PauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead);

    /// <summary>Lets a paused run and its paused descendants go on. Null when there is no such run.</summary>
    /// <returns>Runs that can go on now.</returns>
    Task<IReadOnlyList<DueRun>?> UnpauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead);

    /// <summary>Why runs wait or are queued, each in one sentence; those that do neither are missing.</summary>
    ValueTask<IReadOnlyDictionary<RunId, string>> WhyAsync(
        OrganizationId organization, IReadOnlyList<RunView> runs, DateTimeOffset now, Func<string, bool> isDead, CancellationToken cancellationToken);

    /// <summary>Queues a failed or cancelled run again, children that it waits for first. Null when there is no such run.</summary>
    /// <exception cref="PlatformException">Conflict: the run has not failed.</exception>
    Task<IReadOnlyList<DueRun>?> RetryAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now);

    /// <summary>What a run waits for, answered or not, as long as the run has not taken it up.</summary>
    ValueTask<List<OpenInterrupt>> WaitsAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken);

    ValueTask<OpenInterrupt?> FindWaitAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken);

    /// <summary>The run that can go on; null when it was answered already, timed out or cancelled.</summary>
    Task<DueRun?> AnswerAsync(OrganizationId organization, HumanTaskId id, string answer, string by, DateTimeOffset now);

    /// <summary>
    /// Answers every wait that the event fits; when there is none, keeps it for the first that begins later. One transaction, or several when many wait; its
    /// key is stored with the last of them, so that a delivery that was cut off goes on when it is sent again.
    /// </summary>
    Task<Delivered> DeliverAsync(OutsideEvent told);

    /// <summary>False when it is done or somebody else works on it.</summary>
    /// <param name="by">Null gives it back.</param>
    Task<bool> ClaimAsync(OrganizationId organization, HumanTaskId id, string? by);

    /// <summary>By sequence.</summary>
    ValueTask<List<LoggedEvent>> EventsAsync(RunId run, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The number of the newest event and the status; null when there is no such run.</summary>
    ValueTask<(long LastSequence, RunStatus Status)?> MarkAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken);
}

/// <summary>Lists and counts, newest first unless said otherwise.</summary>
internal interface IRunLists
{
    Task<Page<RunView>> RunsAsync(OrganizationId organization, RunQuery query, CancellationToken cancellationToken);

    Task<Page<HumanTaskView>> HumanTasksAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken);

    Task<HumanTaskView?> HumanTaskAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken);

    Task<ActiveCounts> ActiveCountsAsync(OrganizationId organization, CancellationToken cancellationToken);

    Task<OverviewView> OverviewAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Oldest hour first.</summary>
    Task<List<TrendHour>> TrendAsync(OrganizationId organization, DateTimeOffset now, int hours, CancellationToken cancellationToken);
}

/// <param name="Leased">Null when it is queued, or was stored before.</param>
internal sealed record Created(RunId Id, LeasedRun? Leased);

/// <summary>A run to be stored.</summary>
internal sealed record NewRun
{
    public required RunId Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string Workflow { get; init; }

    public required int Version { get; init; }

    public required string Inputs { get; init; }

    public required string Trigger { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Thread { get; init; }

    public int Priority { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? IdempotencyKey { get; init; }

    public RunId? ParentRun { get; init; }

    /// <summary>The task of the parent that waits for it.</summary>
    public TaskId? ParentTask { get; init; }

    public int Depth { get; init; }

    /// <summary>Null when it begins by itself.</summary>
    public ForkOrigin? ForkedFrom { get; init; }

    /// <summary>The line in which it stands, and how many of it go on at once; null when nothing bounds it.</summary>
    public (string Group, int Limit)? Concurrency { get; init; }

    /// <summary>When it fails, and how long that is from its start; null for never.</summary>
    public (DateTimeOffset At, TimeSpan Allowed)? Deadline { get; init; }

    /// <summary>The run as it was stored.</summary>
    /// <param name="begins">It was leased with it.</param>
    public RunView ToView(bool begins)
    {
        using var inputs = JsonDocument.Parse(Inputs, new JsonDocumentOptions { MaxDepth = 512 });
        return new RunView
        {
            Id = Id,
            Workflow = Workflow,
            Version = Version,
            Thread = Thread,
            Status = begins ? RunStatus.Running : RunStatus.Queued,
            Inputs = inputs.RootElement.Clone(),
            Step = 0,
            Usage = new RunUsageView(0, 0, 0, 0, 0, 0),
            Labels = Labels,
            Trigger = Trigger,
            Priority = Priority,
            DueAt = DueAt,
            Deadline = Deadline?.At,
            Attempt = 1,
            CreatedAt = At,
            StartedAt = begins ? At : null,
            Parent = ParentRun,
            LastSequence = 1,
        };
    }
}

/// <summary>Ids of new runs: they sort by the time of their start.</summary>
internal static class RunIds
{
    public static RunId New(TimeProvider time) => new(OrderedGuid.New(time.GetUtcNow()));
}

/// <summary>Something that happened outside, for runs that wait for it.</summary>
/// <param name="Data">JSON.</param>
/// <param name="Key">Delivering again with the same key changes nothing and gives the answer of the first time; null for none.</param>
internal sealed record OutsideEvent(OrganizationId Organization, string Name, string Data, string? Key, DateTimeOffset At);

/// <param name="Woken">The runs that can go on.</param>
/// <param name="Runs">How many runs it woke, now or when it was delivered first.</param>
/// <param name="Kept">Nobody waited for it: the first wait that it fits takes it.</param>
internal sealed record Delivered(IReadOnlyList<DueRun> Woken, int Runs, bool Kept);

/// <param name="Ended">Whether any run ended at once; the others were asked to stop.</param>
/// <param name="Running">Runs that somebody advances: they must be told.</param>
/// <param name="ToDispatch">Runs that can go on now.</param>
internal sealed record Cancelled(IReadOnlyList<RunId> Ended, IReadOnlyList<RunId> Running, IReadOnlyList<DueRun> ToDispatch);

/// <param name="Status">As stored: <c>open, claimed, answered, timed_out, cancelled</c>.</param>
internal sealed record OpenInterrupt(HumanTaskId Id, RunId Run, TaskId Task, Interrupt Interrupt, string Status, string? ClaimedBy)
{
    public bool IsOpen => Status is "open" or "claimed";
}
