using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.State;

namespace Platform.Core.Runs.Execution;

/// <summary>What one execution has told and not yet committed. Numbers the events; only the holder of the lease does.</summary>
/// <param name="personal">Left out of the history; null when nothing is.</param>
internal sealed class CommitBatch(RunId run, long lastSequence, TimeProvider time, PersonalData? personal = null)
{
    // Handed over with the commit and made anew when something is added.
    private List<LoggedEvent>? _events;
    private List<StoredCheckpoint>? _checkpoints;
    private List<KeyValuePair<TaskId, TaskOutcome>>? _journaled;
    private List<TaskId>? _forgotten;
    private List<TaskNote>? _notes;
    private List<TaskId>? _unnoted;
    private List<NewInterrupt>? _interrupts;
    private List<TaskId>? _consumed;
    private List<TaskId>? _told;
    private RunUsage? _usage;

    // Events from here on go with their step's checkpoint: that a task has finished must not be stored without what keeps a crash from repeating it.
    private int? _heldFrom;

    /// <summary>The number of the last event, committed or not.</summary>
    public long LastSequence { get; private set; } = lastSequence;

    /// <summary>There is nothing to store now.</summary>
    public bool IsEmpty => (_heldFrom ?? EventCount) == 0 && _checkpoints is null && _journaled is null;

    public int EventCount => _events?.Count ?? 0;

    public LoggedEvent Add(RunEvent told)
    {
        var logged = new LoggedEvent(++LastSequence, time.GetUtcNow(), personal is null ? told : PersonalEvents.Shown(told, personal));
        (_events ??= []).Add(logged);
        return logged;
    }

    /// <summary>The end of a task that is not in the journal: stored with the step's checkpoint, and all that is told until then too.</summary>
    public void AddWithStep(RunEvent told)
    {
        _heldFrom ??= EventCount;
        Add(told);
    }

    public void Add(StoredCheckpoint checkpoint, RunUsage usage)
    {
        _heldFrom = null;
        (_checkpoints ??= []).Add(checkpoint);
        _usage = usage;
    }

    public void Use(RunUsage usage) => _usage = usage;

    public void Journal(TaskId task, TaskOutcome outcome) => (_journaled ??= []).Add(KeyValuePair.Create(task, outcome));

    public void Forget(TaskId task) => (_forgotten ??= []).Add(task);

    public void Note(TaskNote note) => (_notes ??= []).Add(note);

    public void ForgetNotes(TaskId task) => (_unnoted ??= []).Add(task);

    public void Wait(NewInterrupt interrupt) => (_interrupts ??= []).Add(interrupt);

    public void Tell(TaskId answered) => (_told ??= []).Add(answered);

    public void Consume(TaskId task) => (_consumed ??= []).Add(task);

    public TaskId? TaskOf(LoggedEvent logged) => logged.TaskOf(run);

    /// <summary>As one commit all that may be stored now; the batch is then empty but for what goes with the step in progress.</summary>
    public RunCommit Take(TimeSpan lease, RunRest? rest)
    {
        var now = time.GetUtcNow();
        var held = rest is null ? Held() : null;
        var commit = new RunCommit
        {
            At = now,
            LeaseUntil = now + lease,
            Events = _events ?? [],
            Checkpoints = _checkpoints ?? [],
            Usage = _usage,
            Journaled = _journaled ?? [],
            Forgotten = _forgotten ?? [],
            Notes = _notes ?? [],
            ForgottenNotes = _unnoted ?? [],
            Interrupts = _interrupts ?? [],
            Consumed = _consumed ?? [],
            Told = _told ?? [],
            Rest = rest is null || personal is null ? rest : PersonalEvents.Shown(rest, personal),
        };
        (_events, _checkpoints, _journaled, _forgotten, _interrupts, _consumed, _told, _usage) = (held, null, null, null, null, null, null, null);
        (_notes, _unnoted) = (null, null);
        _heldFrom = held is null ? null : 0;
        return commit;
    }

    private List<LoggedEvent>? Held()
    {
        if (_heldFrom is not { } from || _events is null) return null;
        var held = _events[from..];
        _events.RemoveRange(from, held.Count);
        return held;
    }
}
