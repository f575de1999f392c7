using Platform.Core.Events;

namespace Platform.Web.Live;

/// <summary>
/// A run's events folded into what pages draw: steps, nodes, tasks, calls. Grows by <see cref="Add"/> alone, in the order of the events.
/// Not safe for several threads: <see cref="RunTraces"/> stands in front.
/// </summary>
internal sealed class RunTrace
{
    // A task keeps at most so many calls and a node so many tasks; counters go on. A loop of a million calls must not fill the memory.
    private const int MostCalls = 200;
    private const int MostTasks = 50_000;
    private const int MostSteps = 10_000;
    private const int MostLogs = 5_000;

    private readonly Dictionary<(int Step, string Node), NodeSpan> _nodes = [];
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private DateTimeOffset _endedAt;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _stands = [];

    public long Sequence { get; private set; }

    /// <summary>Steps before the first are left out.</summary>
    public bool IsPart { get; private set; }

    /// <summary>Set when events before it were never folded: what is counted over the whole run is at least so much.</summary>
    public bool BeganLate { get; private set; }

    public List<StepSpan> Steps { get; } = [];

    /// <summary>The newest span of each node.</summary>
    public Dictionary<string, NodeSpan> Latest { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each node became due.</summary>
    public Dictionary<string, int> Visits { get; } = new(StringComparer.Ordinal);

    /// <summary>How long all visits of each node took together, the newest left out.</summary>
    public Dictionary<string, TimeSpan> Before { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Of the newest event.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    public bool Ended { get; private set; }

    /// <summary>Since when the step goes on that is not committed yet; null while none does.</summary>
    public DateTimeOffset? BusySince { get; private set; }

    /// <summary>From each end of the run to its retry: nothing of it was at work then.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Stands => _stands;

    /// <summary>How much it weighs: steps, nodes, tasks and calls that are held.</summary>
    public int Spans { get; private set; }

    /// <summary>Numbers of the events that hold what code printed, the newest ones.</summary>
    public List<long> Logs { get; } = [];

    public List<ChildLink> Children { get; } = [];

    /// <summary>Folds only what comes after an event: a run of a hundred thousand steps takes long to read.</summary>
    public void BeginAfter(long sequence)
    {
        Sequence = sequence;
        IsPart = BeganLate = true;
    }

    public void Add(LoggedEvent told)
    {
        if (told.Sequence > 0)
        {
            if (told.Sequence <= Sequence) return;
            Sequence = told.Sequence;
        }

        LastAt = told.At;
        StartedAt ??= told.At;
        switch (told.Event)
        {
            case StepStarted step: Begin(step, told.At); break;
            case StepCommitted step: Commit(step, told.At); break;
            case RunRetried when Ended:
                _stands.Add((_endedAt, told.At));
                Ended = false;
                break;
            case RunRetried or RunResumed or RunRecovered: Ended = false; break;
            case RunSucceeded or RunFailed or RunCancelled: End(told.At); break;
            case HumanRequested or HumanAnswered: AddPerson(told); break;
            case ChildStarted child: Children.Add(new ChildLink(child.Run, child.Workflow, child.Node ?? "", child.Index)); break;
            case LlmFinished or LlmRetrying or ToolStarted or ToolFinished or MemoryRecalled: AddCall(told); break;
            default: AddTask(told); break;
        }
    }

    public NodeSpan? NodeAt(int step, string node) => _nodes.GetValueOrDefault((step, node));

    private void Begin(StepStarted step, DateTimeOffset at)
    {
        // A step that was cut short begins again under the same number after a crash or a retry.
        if (Steps.Count > 0 && Steps[^1].Step == step.Step) Steps[^1].EndedAt = null;
        else NewStep(step.Step, at);
        Steps[^1].Due = step.Nodes;
        BusySince = at;
        if (Steps.Count > MostSteps) DropOldest(MostSteps / 2);
        Ended = false;
        foreach (var (node, items) in step.Items ?? new Dictionary<string, int>(0)) _items[node] = items;
    }

    private void NewStep(int step, DateTimeOffset at)
    {
        Steps.Add(new StepSpan(step, at));
        Spans++;
    }

    private void DropOldest(int count)
    {
        foreach (var node in Steps.Take(count).SelectMany(s => s.Nodes).Where(n => n.Closed))
        {
            _nodes.Remove((node.Step, node.Node));
            Spans -= 1 + node.Tasks.Count + node.Tasks.Values.Sum(t => t.Calls.Count);
        }

        Spans -= count;
        Steps.RemoveRange(0, count);
        IsPart = true;
    }

    private void Commit(StepCommitted step, DateTimeOffset at)
    {
        BusySince = null;
        if (Steps.Count == 0 || Steps[^1].Step != step.Step) return;
        Steps[^1].EndedAt = at;
        foreach (var node in Steps[^1].Nodes.Where(n => n.Waiting == 0))
        {
            node.Closed = true;
            node.EndedAt ??= at;
        }
    }

    private void End(DateTimeOffset at)
    {
        Ended = true;
        _endedAt = at;
        BusySince = null;
        foreach (var step in Steps.Where(s => s.EndedAt is null)) step.EndedAt = at;
        foreach (var node in _nodes.Values.Where(n => !n.Closed))
        {
            Stop(node, at);
            node.Closed = true;
            node.EndedAt ??= at;
            node.Waiting = 0;
        }
    }

    // What was open when the run ended did not succeed: it was cut off.
    private static void Stop(NodeSpan node, DateTimeOffset at)
    {
        foreach (var task in node.Tasks.Values.Where(t => t.IsOpen))
        {
            node.Stopped = true;
            task.Status = "cancelled";
            task.EndedAt = at;
            task.Cut(at, stopped: true);
        }

        node.Stopped |= node.Ended < (node.Total ?? 0);
    }

    private void AddTask(LoggedEvent told)
    {
        if (told.Event.Node is not { } name) return;
        var node = NodeOf(told, name);
        var task = TaskOf(node, told);
        switch (told.Event)
        {
            case TaskStarted started:
                Restart(node, task, started);
                task.Cut(told.At, stopped: false);
                break;
            case TaskRetrying retrying:
                task.Status = "retrying";
                task.Fault = retrying.Error.Message;
                node.Retries++;
                break;
            case TaskInterrupted waits:
                if (task.Status != "waiting") node.Waiting++;
                task.WaitedAt = told.At;
                task.Status = "waiting";
                if (waits.Kind != "human") Keep(task, new CallSpan(CallKind.Wait, WaitName(waits), told.At, null, told.Sequence, 0, null, null, null, null));
                break;
            case TaskFinished done:
                task.OwnMs = done.DurationMs;
                BeginEarlier(node, task, told.At - TimeSpan.FromMilliseconds(done.DurationMs));
                Close(node, task, "succeeded", told);
                break;
            case TaskSkipped:
                node.Skipped = true;
                Close(node, task, "skipped", told);
                break;
            case TaskFailed failed:
                task.Fault = failed.Error.Message;
                task.OwnMs = failed.DurationMs;
                BeginEarlier(node, task, told.At - TimeSpan.FromMilliseconds(failed.DurationMs));
                Close(node, task, "failed", told, failed.Handled);
                break;
        }
    }

    private static string WaitName(TaskInterrupted waits) => waits.Kind switch
    {
        "timer" => "waits for the time",
        "event" => "waits for an event",
        "child" => "waits for a child run",
        "breakpoint" => "stands at a breakpoint",
        var other => $"waits: {other}",
    };

    private void AddPerson(LoggedEvent told)
    {
        if (told.Event.Node is not { } name) return;
        var task = TaskOf(NodeOf(told, name), told);
        if (told.Event is HumanRequested asked) Keep(task, new CallSpan(CallKind.Person, asked.Title, told.At, null, told.Sequence, 0, null, null, null, null));
        else if (told.Event is HumanAnswered answer) task.Change(
            c => c is { Kind: CallKind.Person, EndedAt: null }, c => c with { EndedAt = told.At, Sequence = told.Sequence, Note = $"by {answer.By}" });
    }

    private void Restart(NodeSpan node, TaskSpan task, TaskStarted started)
    {
        // Tried again after its run had ended: the time between is not its own.
        if (node.Closed) node.Stood += StoodSince(node.EndedAt);
        task.Stood += StoodSince(task.EndedAt);
        Reopen(node, task);
        task.Status = "running";
        task.Attempts = Math.Max(task.Attempts, started.Attempt);
        node.Closed = false;
        node.Stopped = false;
        node.EndedAt = null;
    }

    private TimeSpan StoodSince(DateTimeOffset? ended) => ended is not { } at
        ? TimeSpan.Zero
        : _stands.Where(s => s.From >= at).Aggregate(TimeSpan.Zero, (all, s) => all + (s.To - s.From));

    // What was counted of a task before is taken back, so that a retried or resumed one counts once.
    private static void Reopen(NodeSpan node, TaskSpan task)
    {
        switch (task.Status)
        {
            case "waiting": node.Waiting = Math.Max(0, node.Waiting - 1); break;
            case "failed":
                node.Failed--;
                if (task.Handled) node.Handled--;
                break;
            case "succeeded" or "skipped": node.Finished--; break;
        }

        task.EndedAt = null;
    }

    private static void Close(NodeSpan node, TaskSpan task, string status, LoggedEvent told, bool handled = false)
    {
        Reopen(node, task);
        task.Status = status;
        task.Handled = handled;
        task.EndedAt = told.At;
        task.Cut(told.At, stopped: false);
        if (status == "failed") node.Failed++;
        else node.Finished++;
        if (handled) node.Handled++;
        node.EndedAt = told.At;
        node.EndStep = told.Event.Step;
    }

    private void AddCall(LoggedEvent told)
    {
        if (told.Event.Node is not { } name) return;
        var node = NodeOf(told, name);
        var calls = TaskOf(node, told);
        switch (told.Event)
        {
            case LlmFinished llm:
                node.ModelCalls++;
                node.Use(llm.InputTokens + llm.OutputTokens, llm.Cost, llm.UsageEstimated);
                Keep(calls, new CallSpan(
                    CallKind.Model, llm.Model, StartOf(node, calls, told, llm.DurationMs), told.At, told.Sequence,
                    llm.InputTokens + llm.OutputTokens, llm.Cost, llm.FirstTokenMs, llm.Error?.Message, null)
                { Estimated = llm.UsageEstimated, OwnMs = llm.DurationMs });
                break;
            case LlmRetrying llm:
                node.Use(llm.InputTokens + llm.OutputTokens, llm.CostOfUsed, llm.UsageEstimated);
                Keep(calls, new CallSpan(
                    CallKind.Model, llm.Use ?? llm.Model, StartOf(node, calls, told, llm.DurationMs ?? 0), told.At, told.Sequence,
                    llm.InputTokens + llm.OutputTokens, llm.Cost, null, llm.Error.Message, null)
                { Estimated = llm.UsageEstimated, OwnMs = llm.DurationMs });
                break;
            case MemoryRecalled recalled:
                Keep(calls, new CallSpan(
                    CallKind.Memory, $"memory, {recalled.Found} recalled", StartOf(node, calls, told, recalled.DurationMs), told.At, told.Sequence, 0, null, null, null, null)
                { OwnMs = recalled.DurationMs });
                break;
            case ToolStarted tool:
                node.ToolCalls++;
                Keep(calls, new CallSpan(CallKind.Tool, tool.Tool, told.At, null, told.Sequence, 0, null, null, null, tool.CallId));
                break;
            case ToolFinished tool:
                var began = StartOf(node, calls, told, tool.DurationMs);
                calls.Change(
                    c => c.CallId == tool.CallId,
                    c => c with
                    {
                        StartedAt = began < c.StartedAt ? began : c.StartedAt,
                        EndedAt = told.At,
                        Sequence = told.Sequence,
                        Fault = tool.Error?.Message,
                        OwnMs = calls.WaitedAt >= c.StartedAt ? null : tool.DurationMs, // what it measured is only what came after its wait
                    });
                if (ToolLogs.Of(tool) is not null && Logs.Count < MostLogs) Logs.Add(told.Sequence);
                break;
        }
    }

    private DateTimeOffset StartOf(NodeSpan node, TaskSpan task, LoggedEvent told, double took)
    {
        var start = told.At - TimeSpan.FromMilliseconds(took);
        BeginEarlier(node, task, start);
        return start < task.StartedAt ? task.StartedAt : start;
    }

    // A beginning is stamped when it is told, and that may be late: work that keeps the processor from its first moment on is told of once it lets go. What was
    // measured counts, as far as the step before leaves room for it.
    private void BeginEarlier(NodeSpan node, TaskSpan task, DateTimeOffset start)
    {
        var at = Steps.FindLastIndex(s => s.Step == node.Step);
        if ((at > 0 ? Steps[at - 1].EndedAt : StartedAt) is { } floor && start < floor) start = floor;
        if (start >= task.StartedAt) return;
        task.StartedAt = start;
        if (start < node.StartedAt) node.StartedAt = start;
        if (at >= 0 && start < Steps[at].StartedAt) Steps[at].StartedAt = start;
    }

    private void Keep(TaskSpan task, CallSpan call)
    {
        if (task.Calls.Count >= MostCalls) return;
        task.Add(call);
        Spans++;
    }

    private NodeSpan NodeOf(LoggedEvent told, string name)
    {
        var key = (told.Event.Since ?? told.Event.Step, name);
        if (_nodes.TryGetValue(key, out var known)) return known;
        var node = _nodes[key] = new NodeSpan(key.Item1, name, told.At) { Total = _items.TryGetValue(name, out var items) ? items : null };
        Spans++;
        if (Latest.TryGetValue(name, out var before)) Before[name] = Before.GetValueOrDefault(name) + (before.Took ?? TimeSpan.Zero);
        Latest[name] = node;
        Visits[name] = Visits.GetValueOrDefault(name) + 1;
        if (Steps.Count == 0 || Steps[^1].Step < told.Event.Step) NewStep(told.Event.Step, told.At);
        Steps[^1].Nodes.Add(node);
        return node;
    }

    private TaskSpan TaskOf(NodeSpan node, LoggedEvent told)
    {
        var index = told.Event.Index ?? -1;
        if (!node.Tasks.TryGetValue(index, out var task))
        {
            task = new TaskSpan(index, told.At) { FirstSequence = told.Sequence };
            if (node.Tasks.Count < MostTasks)
            {
                node.Tasks[index] = task;
                Spans++;
            }
        }

        task.LastSequence = Math.Max(task.LastSequence, told.Sequence);
        return task;
    }
}

internal sealed record ChildLink(string Run, string Workflow, string Node, int? Index);
