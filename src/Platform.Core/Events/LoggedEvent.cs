using Platform.Core.Foundation;

namespace Platform.Core.Events;

/// <summary>An event with its place in its run's history.</summary>
/// <param name="Sequence">1-based and without gaps within a run; the id under which a reader resumes. 0 for what is live only.</param>
public sealed record LoggedEvent(long Sequence, DateTimeOffset At, RunEvent Event)
{
    public string Type => EventJson.TypeOf(Event);

    /// <summary>The task's stable id; null when the event concerns no task.</summary>
    public TaskId? TaskOf(RunId run) =>
        Event.Node is null ? null : new TaskId(run, Event.Since ?? Event.Step, Event.Node, Event.Index ?? -1);
}
