using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Cli.Following;

internal enum NodeState
{
    Running,
    Waiting,
    Done,
    Skipped,
    Failed,
}

/// <summary>How far one node is.</summary>
internal sealed class NodeProgress(string name, DateTimeOffset since)
{
    public string Name { get; } = name;

    public NodeState State { get; set; } = NodeState.Running;

    /// <summary>Tasks that started and have not ended.</summary>
    public int Active { get; set; }

    public int Waiting { get; set; }

    public int Ended { get; set; }

    public int Failed { get; set; }

    /// <summary>How often it became due; loops count up.</summary>
    public int Visits { get; set; } = 1;

    public bool IsMap { get; set; }

    /// <summary>Items of its map in all; null before they are known, or without a map.</summary>
    public int? Items { get; set; }

    public DateTimeOffset Since { get; } = since;

    public DateTimeOffset? Until { get; set; }

    /// <summary>When its newest visit began.</summary>
    public DateTimeOffset Began { get; set; } = since;

    /// <summary>Of all visits that have ended, as they were measured where they ran.</summary>
    public double OwnMs { get; set; }

    /// <summary>It stood still for a person, a time or an event, so that its own time is not the whole of it.</summary>
    public bool Waited { get; set; }

    /// <summary>Its own time in all visits; a map's, and that of one who waited, from the first to the last.</summary>
    public TimeSpan Took(DateTimeOffset now) =>
        IsMap || Waited ? (Until ?? now) - Since : TimeSpan.FromMilliseconds(OwnMs) + (State == NodeState.Running ? now - Began : TimeSpan.Zero);

    public long Tokens { get; set; }

    public decimal Cost { get; set; }

    /// <summary>False when the price of some call is unknown.</summary>
    public bool CostKnown { get; set; } = true;

    public bool CostEstimated { get; set; }

    public int Retries { get; set; }
}

/// <summary>What a run's events say of its nodes, folded one event at a time. It draws nothing and asks nobody.</summary>
internal sealed class RunProgress
{
    private readonly Dictionary<string, NodeProgress> _byName = new(StringComparer.Ordinal);
    private readonly List<NodeProgress> _nodes = [];
    private readonly List<RunId> _children = [];
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

    // What each waiting task waits for, by node, index and the superstep in which it became due.
    private readonly Dictionary<(string Node, int Index, int Since), string> _waits = [];
    private readonly Dictionary<(string Node, int Index, int Since), bool> _ended = []; // by task, whether it failed

    /// <summary>In the order in which they were first due.</summary>
    public IReadOnlyList<NodeProgress> Nodes => _nodes;

    public int Step { get; private set; }

    public long Tokens { get; private set; }

    public decimal Cost { get; private set; }

    /// <summary>The number of the last stored event.</summary>
    public long Sequence { get; private set; }

    /// <summary>Runs that this one started.</summary>
    public IReadOnlyList<RunId> Children => _children;

    /// <summary>Kinds of what its tasks wait for: <c>human, timer, event, child, breakpoint</c>.</summary>
    public IReadOnlyCollection<string> OpenWaits => _waits.Values;

    /// <summary>What it waits for, one sentence each; empty while it does not wait.</summary>
    public IReadOnlyList<string> WaitsFor { get; private set; } = [];

    public void Take(LoggedEvent logged)
    {
        if (logged.Sequence > 0) Sequence = logged.Sequence;
        var told = logged.Event;
        if (told.Step > Step) Step = told.Step;
        switch (told)
        {
            case RunWaiting waiting: WaitsFor = waiting.For; break;
            case RunResumed or RunStarted or StepStarted: WaitsFor = []; break;
        }

        if (told is StepStarted { Items: { } items })
        {
            foreach (var (node, count) in items) _items[node] = count;
        }

        if (told.Node is not null) TakeOfNode(Node(told.Node, logged.At), told, logged.At);
        if (told is StepCommitted) Settle(logged.At);
    }

    private static bool Ends(RunEvent told) => told is TaskFinished or TaskSkipped or TaskFailed;

    private void TakeOfNode(NodeProgress node, RunEvent told, DateTimeOffset at)
    {
        node.IsMap |= told.Index is not null;
        if (node.IsMap && _items.TryGetValue(node.Name, out var items)) node.Items = items;
        var task = (node.Name, told.Index ?? -1, told.Since ?? told.Step);
        switch (told)
        {
            case TaskStarted:
                Reopen(node, task);
                if (node.Active == 0 && node.State is NodeState.Done or NodeState.Skipped) node.Visits++;
                node.Active++;
                node.State = NodeState.Running;
                (node.Until, node.Began) = (null, at);
                break;
            case TaskRetrying:
                node.Retries++;
                node.Active = Math.Max(0, node.Active - 1); // its next attempt starts once more
                break;
            case TaskInterrupted interrupted:
                if (_waits.TryAdd(task, interrupted.Kind)) node.Waiting++;
                node.Waited = true;
                node.Active = Math.Max(0, node.Active - 1);
                if (node.Active == 0) node.State = NodeState.Waiting;
                break;
            case ChildStarted started when RunId.TryParse(started.Run, out var child): _children.Add(child); break;
            case LlmFinished call: Use(node, call.InputTokens + call.OutputTokens, call.Cost, call.UsageEstimated); break;
            case LlmRetrying lost: Use(node, lost.InputTokens + lost.OutputTokens, lost.CostOfUsed, lost.UsageEstimated); break;
        }

        if (!Ends(told)) return;
        if (_waits.Remove(task)) node.Waiting--;
        _ended[task] = told is TaskFailed;
        End(node, told, at);
    }

    private void Use(NodeProgress node, long tokens, decimal? cost, bool isEstimated)
    {
        node.Tokens += tokens;
        node.Cost += cost ?? 0;
        node.CostKnown &= cost is not null;
        node.CostEstimated |= isEstimated && cost > 0;
        Tokens += tokens;
        Cost += cost ?? 0;
    }

    // After a retry, or when a task goes on after a wait, what was counted of it is taken back: it counts once.
    private void Reopen(NodeProgress node, (string Node, int Index, int Since) task)
    {
        if (!_ended.Remove(task, out var failed)) return;
        node.Ended--;
        if (failed) node.Failed--;
    }

    private static void End(NodeProgress node, RunEvent told, DateTimeOffset at)
    {
        node.Active = Math.Max(0, node.Active - 1);
        node.Ended++;
        if (told is TaskFailed) node.Failed++;
        node.Until = at;
        node.OwnMs += told switch { TaskFinished done => done.DurationMs, TaskFailed failed => failed.DurationMs, _ => 0 };
        node.State = told switch
        {
            TaskFailed { Handled: false } => NodeState.Failed,
            TaskSkipped => NodeState.Skipped,
            _ when node.Active == 0 && node.Waiting > 0 => NodeState.Waiting,
            _ when node.Active == 0 => NodeState.Done,
            _ => NodeState.Running,
        };
    }

    // Between two items of a map nothing may be active for a moment; at the barrier the node is done for sure.
    private void Settle(DateTimeOffset at)
    {
        foreach (var node in _nodes)
        {
            if (node.State != NodeState.Running || node.Active > 0) continue;
            node.State = node.Waiting > 0 ? NodeState.Waiting : NodeState.Done;
            node.Until ??= at;
        }
    }

    private NodeProgress Node(string name, DateTimeOffset at)
    {
        if (_byName.TryGetValue(name, out var node)) return node;
        node = _byName[name] = new NodeProgress(name, at);
        _nodes.Add(node);
        return node;
    }
}
