using System.Text.Json;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.Execution;

/// <summary>How an execution ended.</summary>
internal enum ExecutionEnd
{
    /// <summary>The run waits or has ended.</summary>
    Rests,

    /// <summary>The process stops; the run goes on elsewhere or later.</summary>
    Left,
}

/// <summary>One execution of a run under one lease: listens to the engine and commits what it tells before it asks on.</summary>
internal sealed class RunExecution(LeasedRun run, CompiledGraph graph, RunLoop loop, ExecutionParts parts, RunJournal journal, RunStop stop)
{
    private readonly HashSet<TaskId> _journaled = [];
    private readonly HashSet<TaskId> _waiting = [];
    private readonly Dictionary<TaskId, int> _noted = []; // how many notes each task has
    private readonly HashSet<TaskId> _told = [];
    private Checkpoint _at = null!; // set first of all by RunAsync
    private CheckpointPace _pace = null!; // set with it
    private bool _manyTasks;
    private bool _hadEffects;
    private bool _paused;
    private PlatformException? _refusal; // why the run cannot come to anything; known when it begins

    /// <summary>When the run must be looked at again though nobody answers; null for never.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    public async Task<ExecutionEnd> RunAsync(CancellationToken cancellationToken)
    {
        var frame = ExecutionParts.Frame(run, graph);
        await BeginAsync(frame);
        if (_refusal is { } refusal)
        {
            await FailAsync(new RunFailed(new EventFault(refusal.Code.Text(), refusal.Message, refusal.Resolution)));
            return ExecutionEnd.Rests;
        }

        for (var first = true; ; first = false)
        {
            var answers = first && run.IsNew ? Answers.None : await parts.Log.TakeAnswersAsync(run, parts.Time.GetUtcNow());
            if ((answers.CancelRequested ?? stop.CancelledBy) is { } by)
            {
                stop.Cancel(by);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (answers.PausedBy is { } pausedBy)
            {
                if (await RestPausedAsync(pausedBy, answers)) return ExecutionEnd.Rests;
                continue;
            }

            TellAnswers(answers);
            NextDue = answers.NextDue;
            var end = await ListenAsync(frame, answers, cancellationToken);
            if (end is { } ended) return ended;
        }
    }

    // Only told here: it is stored with the first commit.
    private async Task BeginAsync(RunFrame frame)
    {
        var position = run.IsNew ? new RunPosition(null, 0, 0) : await parts.Log.LoadAsync(run, CancellationToken.None); // also when it is to stop: what it tells then follows what is stored
        _pace = new CheckpointPace(position.FullBytes, position.DeltaBytes);
        if (position.Checkpoint is { } known)
        {
            _at = known;
            _journaled.UnionWith(known.Journal.Keys);
            _waiting.UnionWith(known.Waiting.Keys);
            foreach (var (task, notes) in known.Notes) _noted[task] = notes.Count;
        }
        else
        {
            _at = Superstep.Initial(graph, run.Thread is null ? new Dictionary<string, CelValue>(StringComparer.Ordinal) : await parts.Log.KeptAsync(run.Organization, run.Thread, run.Workflow, CancellationToken.None));
            journal.Add(b =>
            {
                b.Add(new RunStarted(frame.Inputs));
                b.Add(_pace.First(_at), _at.Usage);
            });
            if (!run.IsNew) _refusal = parts.Guard?.Refusal(run.Organization, graph); // else it was asked a moment ago
        }

        if (run.TakenFrom is not { } owner) return;
        journal.Tell(new RunRecovered(run.Epoch, owner));
        // A map is in progress until it is done as a whole, however many of its items are stored, and an agent, however many of its calls.
        parts.Recovered.Took(run, _at.Due.Count(d => !_waiting.Any(w => w.Node == d.Node && w.Index < 0) && !_journaled.Any(j => j.Node == d.Node && j is { Index: < 0, Call: 0 })), parts.Time.GetUtcNow());
    }

    /// <summary>False when something came meanwhile: an answer, or the leave to go on.</summary>
    private async Task<bool> RestPausedAsync(string by, Answers answers)
    {
        if (!_paused) journal.Tell(new RunPaused(by) { Step = _at.Step });
        _paused = true;
        return (await CommitAsync(new RunRest(RunStatus.Waiting, answers.Signal) { WaitingFor = [$"paused by {by}"] })).Rests;
    }

    private void TellAnswers(Answers answers)
    {
        if (_paused) journal.Tell(new RunResumed("it was let go on before it had stopped") { Step = _at.Step });
        _paused = false;
        var fresh = answers.By.Where(a => _told.Add(a.Task) && !a.IsTold).ToList();
        if (fresh.Count == 0) return;
        journal.Add(b =>
        {
            foreach (var answer in fresh.Where(a => a is { Kind: InterruptKind.Human, Answer.Kind: AnswerKind.Answered }))
                b.Add(AboutTask(new HumanAnswered(answer.By ?? "", answer.Answer.Value), answer.Task));
            b.Add(new RunResumed(string.Join("; ", fresh.Select(AnswerText.Of))) { Step = _at.Step });
            foreach (var answer in fresh) b.Tell(answer.Task); // in the same commit, so that a crash does not tell it again
        });
    }

    /// <summary>Null when the loop must be started again, with newer answers.</summary>
    private async Task<ExecutionEnd?> ListenAsync(RunFrame frame, Answers answers, CancellationToken cancellationToken)
    {
        await foreach (var told in loop.RunAsync(graph, frame, _at, answers.Given, cancellationToken))
        {
            switch (told)
            {
                case LlmDelta:
                    journal.TellLive(told, parts.Time.GetUtcNow());
                    break;
                case StepStarted started:
                    _manyTasks = started.Nodes.Count > 1 || graph.ByName[started.Nodes[0]].Map is not null;
                    _hadEffects = started.Nodes.Any(n => !graph.ByName[n].IsPure);
                    journal.Tell(told);
                    break;
                case StepCommitted { Checkpoint: { } checkpoint } step:
                    stop.Tasks = 0;
                    if (await CommitStepAsync(step, checkpoint, answers)) return parts.Here.Stopping ? await LeaveAsync() : null;
                    break;
                case RunWaiting waiting:
                    journal.Tell(told);
                    return (await CommitAsync(new RunRest(RunStatus.Waiting, answers.Signal) { WaitingFor = waiting.For })).Rests ? ExecutionEnd.Rests : null;
                case RunSucceeded succeeded:
                    journal.Tell(told);
                    await CommitAsync(new RunRest(RunStatus.Succeeded, 0) { Outputs = succeeded.Outputs, Kept = Kept() });
                    return ExecutionEnd.Rests;
                case RunFailed failed:
                    await FailAsync(failed);
                    return ExecutionEnd.Rests;
                default:
                    await HearAsync(told);
                    break;
            }
        }

        throw new InvalidOperationException($"The engine stopped without an end in run {run.Id}.");
    }

    private async ValueTask HearAsync(RunEvent told)
    {
        var outcome = told switch
        {
            TaskFinished finished => finished.Outcome,
            TaskSkipped skipped => skipped.Outcome,
            TaskFailed failed => failed.Outcome,
            _ => null,
        };
        var used = (told as TaskFinished)?.Used ?? (told as TaskFailed)?.Used;
        if (told is TaskStarted { Attempt: 1 }) stop.Tasks++;
        else if (outcome is not null || told is TaskInterrupted) stop.Tasks--;
        if (outcome is null)
        {
            if (told.TaskNote is { } note) await NoteAsync(told, note);
            else journal.Tell(told);
            return;
        }

        // Nothing is journaled where the step's own commit follows at once, or where doing it again is nothing.
        if (!_manyTasks || !_hadEffects)
        {
            journal.Add(b => b.AddWithStep(told));
            return;
        }

        // From here on a crash does not repeat this task, though others of its superstep still run.
        journal.Add(b =>
        {
            if (b.TaskOf(b.Add(told)) is not { } task) return;
            b.Journal(task, outcome);
            if (used is not null) b.Use(used with { Active = _at.Usage.Active });
            _journaled.Add(task);
        });
        await journal.PostAsync();
    }

    // Stored at once: from then on a crash repeats nothing of what the note tells.
    private async ValueTask NoteAsync(RunEvent told, JsonElement note)
    {
        journal.Add(b =>
        {
            if (b.TaskOf(b.Add(told)) is not { } task) return;
            var number = _noted.GetValueOrDefault(task);
            b.Note(new TaskNote(task, number, note));
            _noted[task] = number + 1;
        });
        await journal.PostAsync();
    }

    /// <summary>True when the loop must not go on as it is: something was answered, a wait is over, or the process stops.</summary>
    private async Task<bool> CommitStepAsync(StepCommitted step, Checkpoint checkpoint, Answers answers)
    {
        var begun = new List<NewInterrupt>(step.Interrupted.Count);
        foreach (var wait in step.Interrupted)
            begun.Add(wait.Interrupt.Kind == InterruptKind.Child ? await parts.Children.PrepareAsync(run, wait, CancellationToken.None) : new NewInterrupt(wait, null, null));
        journal.Add(b =>
        {
            foreach (var wait in begun)
            {
                b.Wait(wait);
                if (Told(wait) is { } about) b.Add(about);
            }

            b.Add(step);
            b.Add(_pace.Next(checkpoint, step.Delta), checkpoint.Usage);
            foreach (var task in _waiting.Where(t => !checkpoint.Waiting.ContainsKey(t) || begun.Exists(w => w.Task.Task == t)).ToList()) b.Consume(task);
            UpdateJournal(b, checkpoint);
        });
        _waiting.Clear();
        _waiting.UnionWith(checkpoint.Waiting.Keys);
        foreach (var wait in begun) _told.Remove(wait.Task.Task);
        foreach (var due in begun.Where(w => w.Task.Interrupt.DueAt is not null).Select(w => w.Task.Interrupt.DueAt!.Value))
            NextDue = NextDue is { } before && before < due ? before : due;

        _at = checkpoint;
        if (begun.Count == 0 && MayGoOn(checkpoint, answers))
        {
            // What had an effect is stored at once; what was only computed may as well be computed again.
            if (_hadEffects || journal.IsLong) await journal.PostAsync();
            return false;
        }

        var committed = await CommitAsync(null);
        return MustLookUp(committed, answers) || begun.Exists(w => w.Answered is not null || answers.Given.ContainsKey(w.Task.Task));
    }

    /// <summary>
    /// Whether what comes next may begin before this step is committed: the end, which is committed with it, or nodes that only compute. Nobody sees what they
    /// came to before it is committed, and a crash only computes it again. See docs/decisions/0006-commits.md.
    /// </summary>
    private bool MayGoOn(Checkpoint checkpoint, Answers answers) =>
        (journal.Newest is not { } newest || !MustLookUp(newest, answers)) && !parts.Here.Stopping
        && checkpoint.Due.All(d => graph.ByName[d.Node].IsPure);

    /// <summary>Something was answered, a wait is over, or the run is to stop.</summary>
    private bool MustLookUp(Committed committed, Answers answers) =>
        committed.Signal != answers.Signal || committed.CancelRequested is not null || parts.Here.Stopping || NextDue <= parts.Time.GetUtcNow();

    private void UpdateJournal(CommitBatch batch, Checkpoint checkpoint)
    {
        foreach (var task in _journaled.Where(t => !checkpoint.Journal.ContainsKey(t)).ToList())
        {
            batch.Forget(task);
            _journaled.Remove(task);
        }

        foreach (var (task, outcome) in checkpoint.Journal)
            if (_journaled.Add(task)) batch.Journal(task, outcome);
        foreach (var task in _noted.Keys.Where(t => !checkpoint.Notes.ContainsKey(t)).ToList())
        {
            batch.ForgetNotes(task);
            _noted.Remove(task);
        }
    }

    private async Task FailAsync(RunFailed failed)
    {
        journal.Add(b =>
        {
            b.Add(failed);
            if (failed.Checkpoint is not { } kept) return;
            b.Use(kept.Usage);
            foreach (var (task, outcome) in kept.Journal)
                if (_journaled.Add(task)) b.Journal(task, outcome);
        });
        var error = new RunFault(failed.Error.Code, failed.Error.Message, failed.Node, failed.Step, failed.Error.Resolution);
        await CommitAsync(new RunRest(RunStatus.Failed, 0) { Error = error });
    }

    private async Task<ExecutionEnd> LeaveAsync()
    {
        await parts.Log.ReleaseAsync(run);
        return ExecutionEnd.Left;
    }

    private async Task<Committed> CommitAsync(RunRest? rest)
    {
        var committed = await journal.CommitAsync(rest);
        await parts.DispatchAsync(committed);
        return committed;
    }

    private CelMap? Kept() => run.Thread is null
        ? null
        : CelMap.Of(graph.Channels.Values.Where(c => c.KeptOnThread).OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => new KeyValuePair<string, CelValue>(c.Name, _at.Channels[c.Name])));

    private RunEvent? Told(NewInterrupt wait)
    {
        var asked = wait.Task.Interrupt;
        string? Text(string key) => asked.Data.TryGet(key, out var value) && value is CelString text ? text.Value : null;
        return asked.Kind switch
        {
            InterruptKind.Human => AboutTask(new HumanRequested(Text("title") ?? wait.Task.Task.Node, Text("assign"), asked.DueAt), wait.Task.Task),
            InterruptKind.Child when wait.Child is { } child => AboutTask(new ChildStarted(child.Id.ToString(), child.Workflow), wait.Task.Task),
            _ => null,
        };
    }

    private RunEvent AboutTask(RunEvent told, TaskId task) =>
        told with { Step = _at.Step + 1, Node = task.Node, Index = task.Index < 0 ? null : task.Index, Since = task.Step == _at.Step + 1 ? null : task.Step };
}
