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
    private const int MostTasks = 20_000;
    private const int MostSteps = 10_000;

    private readonly Dictionary<(int Step, string Node), NodeSpan> _nodes = [];
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

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

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Of the newest event.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    public bool Ended { get; private set; }

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
            case RunRetried or RunResumed or RunRecovered: Ended = false; break;
            case RunSucceeded or RunFailed or RunCancelled: End(told.At); break;
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
        else Steps.Add(new StepSpan(step.Step, at));
        if (Steps.Count > MostSteps) DropOldest(MostSteps / 2);
        Ended = false;
        foreach (var (node, items) in step.Items ?? new Dictionary<string, int>(0)) _items[node] = items;
    }

    private void DropOldest(int count)
    {
        foreach (var node in Steps.Take(count).SelectMany(s => s.Nodes).Where(n => n.Closed)) _nodes.Remove((node.Step, node.Node));
        Steps.RemoveRange(0, count);
        IsPart = true;
    }

    private void Commit(StepCommitted step, DateTimeOffset at)
    {
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
        foreach (var step in Steps.Where(s => s.EndedAt is null)) step.EndedAt = at;
        foreach (var node in _nodes.Values.Where(n => !n.Closed))
        {
            node.Closed = true;
            node.EndedAt ??= at;
            node.Waiting = 0;
        }
    }

    private void AddTask(LoggedEvent told)
    {
        if (told.Event.Node is not { } name) return;
        var node = NodeOf(told, name);
        var task = TaskOf(node, told);
        switch (told.Event)
        {
            case TaskStarted started: Restart(node, task, started); break;
            case TaskRetrying retrying:
                task.Status = "retrying";
                task.Fault = retrying.Error.Message;
                node.Retries++;
                break;
            case TaskInterrupted when task.Status != "waiting":
                task.Status = "waiting";
                node.Waiting++;
                break;
            case TaskFinished: Close(node, task, "succeeded", told.At); break;
            case TaskSkipped:
                node.Skipped = true;
                Close(node, task, "skipped", told.At);
                break;
            case TaskFailed failed:
                task.Fault = failed.Error.Message;
                Close(node, task, "failed", told.At);
                break;
        }
    }

    private static void Restart(NodeSpan node, TaskSpan task, TaskStarted started)
    {
        Reopen(node, task);
        task.Status = "running";
        task.Attempts = Math.Max(task.Attempts, started.Attempt);
        node.Closed = false;
        node.EndedAt = null;
    }

    // What was counted of a task before is taken back, so that a retried or resumed one counts once.
    private static void Reopen(NodeSpan node, TaskSpan task)
    {
        switch (task.Status)
        {
            case "waiting": node.Waiting = Math.Max(0, node.Waiting - 1); break;
            case "failed": node.Failed--; break;
            case "succeeded" or "skipped": node.Finished--; break;
        }

        task.EndedAt = null;
    }

    private static void Close(NodeSpan node, TaskSpan task, string status, DateTimeOffset at)
    {
        Reopen(node, task);
        task.Status = status;
        task.EndedAt = at;
        if (status == "failed") node.Failed++;
        else node.Finished++;
        node.EndedAt = at;
    }

    private void AddCall(LoggedEvent told)
    {
        if (told.Event.Node is not { } name) return;
        var node = NodeOf(told, name);
        var calls = TaskOf(node, told).Calls;
        switch (told.Event)
        {
            case LlmFinished llm:
                node.ModelCalls++;
                node.Use(llm.InputTokens + llm.OutputTokens, llm.Cost, llm.UsageEstimated);
                Keep(calls, new CallSpan(
                    CallKind.Model, llm.Model, told.At - TimeSpan.FromMilliseconds(llm.DurationMs), told.At, told.Sequence,
                    llm.InputTokens + llm.OutputTokens, llm.Cost, llm.FirstTokenMs, llm.Error?.Message, null)
                { Estimated = llm.UsageEstimated });
                break;
            case LlmRetrying llm:
                node.Use(llm.InputTokens + llm.OutputTokens, llm.CostOfUsed, llm.UsageEstimated);
                Keep(calls, new CallSpan(
                    CallKind.Model, llm.Use ?? llm.Model, told.At - TimeSpan.FromMilliseconds(llm.DurationMs ?? 0), told.At, told.Sequence,
                    llm.InputTokens + llm.OutputTokens, llm.Cost, null, llm.Error.Message, null)
                { Estimated = llm.UsageEstimated });
                break;
            case MemoryRecalled recalled:
                Keep(calls, new CallSpan(
                    CallKind.Memory, $"memory, {recalled.Found} recalled", told.At - TimeSpan.FromMilliseconds(recalled.DurationMs), told.At, told.Sequence, 0, null, null, null, null));
                break;
            case ToolStarted tool:
                node.ToolCalls++;
                Keep(calls, new CallSpan(CallKind.Tool, tool.Tool, told.At, null, told.Sequence, 0, null, null, null, tool.CallId));
                break;
            case ToolFinished tool:
                var at = calls.FindLastIndex(c => c.CallId == tool.CallId);
                if (at >= 0) calls[at] = calls[at] with { EndedAt = told.At, Sequence = told.Sequence, Fault = tool.Error?.Message };
                break;
        }
    }

    private static void Keep(List<CallSpan> calls, CallSpan call)
    {
        if (calls.Count < MostCalls) calls.Add(call);
    }

    private NodeSpan NodeOf(LoggedEvent told, string name)
    {
        var key = (told.Event.Since ?? told.Event.Step, name);
        if (_nodes.TryGetValue(key, out var known)) return known;
        var node = _nodes[key] = new NodeSpan(key.Item1, name, told.At) { Total = _items.TryGetValue(name, out var items) ? items : null };
        Latest[name] = node;
        Visits[name] = Visits.GetValueOrDefault(name) + 1;
        if (Steps.Count == 0 || Steps[^1].Step < told.Event.Step) Steps.Add(new StepSpan(told.Event.Step, told.At));
        Steps[^1].Nodes.Add(node);
        return node;
    }

    private static TaskSpan TaskOf(NodeSpan node, LoggedEvent told)
    {
        var index = told.Event.Index ?? -1;
        if (node.Tasks.TryGetValue(index, out var known)) return known;
        var task = new TaskSpan(index, told.At);
        if (node.Tasks.Count < MostTasks) node.Tasks[index] = task;
        return task;
    }
}

internal sealed record ChildLink(string Run, string Workflow, string Node, int? Index);
