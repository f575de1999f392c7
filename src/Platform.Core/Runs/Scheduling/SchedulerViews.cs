using Platform.Core.Foundation;
using Platform.Core.Jobs;

namespace Platform.Core.Runs.Scheduling;

/// <summary>A process that advances runs.</summary>
/// <param name="Name">The machine's, or <c>Platform:Runs:Node</c>.</param>
/// <param name="Process">Its number there.</param>
/// <param name="BeatAt">When it last said that it lives; null for one that only advances what it started itself.</param>
/// <param name="Running">Runs whose lease it holds.</param>
public sealed record SchedulerNode(string Name, string Process, DateTimeOffset? BeatAt, int Running, NodeState State, bool IsThis);

public enum NodeState
{
    Alive,

    /// <summary>It has said nothing for longer than its beat.</summary>
    Silent,

    /// <summary>It is gone; others take up its runs.</summary>
    Dead,
}

/// <param name="Kind"><c>start</c>, <c>timer</c>, <c>person</c>, <c>event</c> or <c>deadline</c>: what comes at the time.</param>
/// <param name="Node">Empty when it concerns the whole run.</param>
public sealed record SchedulerTimer(RunId Run, string Workflow, string Node, string Kind, DateTimeOffset At);

/// <summary>What stands in line. Counts end at <see cref="SchedulerBook.MostCounted"/>.</summary>
/// <param name="Ready">Queued, and nothing but a free worker is wanting.</param>
/// <param name="InLine">Queued behind others of their thread or group.</param>
/// <param name="Later">Queued for a time that has not come.</param>
/// <param name="Oldest">When the oldest of those that are ready was made; null when there is none.</param>
public sealed record SchedulerQueue(int Ready, int InLine, int Later, int Running, int Waiting, int Paused, DateTimeOffset? Oldest);

/// <param name="Late">Their time has passed by more than a few seconds, and nothing happened.</param>
/// <param name="Waiting">Runs in this process's own queue.</param>
/// <param name="Busy">Workers of this process that advance a run.</param>
public sealed record SchedulerView(
    IReadOnlyList<SchedulerNode> Nodes, SchedulerQueue Queue, IReadOnlyList<SchedulerTimer> Late, IReadOnlyList<SchedulerTimer> Next, IReadOnlyList<RecurringView> Recurring,
    int Waiting, int Busy, int Places);
