using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>One execution of one node, or of one item of its map, in one superstep.</summary>
/// <param name="Item">The map's element; null without a map.</param>
/// <param name="Answer">What ended the wait of this task; null when it did not wait.</param>
public sealed record NodeTask(TaskId Id, GraphNode Node, DueNode Due, CelValue? Item, Answer? Answer)
{
    /// <summary>What its calls wait for or waited for, by number.</summary>
    public IReadOnlyDictionary<int, CallWait> Calls { get; init; } = TaskContext.NoCalls;

    /// <summary>What it has written down of its progress.</summary>
    public IReadOnlyList<JsonElement> Notes { get; init; } = [];
}

/// <summary>A node of the frontier with what is to be done for it.</summary>
/// <param name="Count">How many tasks the node has in all, ended and waiting ones too; 1 without a map.</param>
/// <param name="Tasks">Those to be run now, in item order.</param>
/// <param name="Ended">Set when the node is over before any task of it ran: skipped by <c>when</c>, or its map's list could not be made.</param>
/// <param name="Breaks">A breakpoint that holds the node from now on.</param>
/// <param name="Waits">There is nothing to do for it before somebody or something answers.</param>
public sealed record PlannedNode(
    GraphNode Node, DueNode Due, int Count, IReadOnlyList<NodeTask> Tasks, TaskOutcome? Ended = null, WaitingTask? Breaks = null, bool Waits = false)
{
    public static PlannedNode Stuck(GraphNode node, DueNode due, int count) => new(node, due, count, [], Waits: true);

    public TaskId IdOf(RunId run, int item) => new(run, Due.Since, Node.Name, Node.Map is null ? -1 : item);
}

/// <summary>All that one superstep will do, in the order in which its writes will be merged.</summary>
public sealed record StepPlan(IReadOnlyList<PlannedNode> Nodes)
{
    public int TaskCount { get; } = Nodes.Sum(n => n.Tasks.Count);

    /// <summary>How many items each map has; null when there is none.</summary>
    public IReadOnlyDictionary<string, int>? Items()
    {
        Dictionary<string, int>? items = null;
        foreach (var planned in Nodes)
            if (planned.Node.Map is not null && planned is { Waits: false, Ended: null, Breaks: null }) (items ??= new(StringComparer.Ordinal))[planned.Node.Name] = planned.Count;
        return items;
    }

    /// <summary>Every due node waits for somebody or something.</summary>
    public bool OnlyWaits { get; } = Nodes.All(n => n.Waits);
}
