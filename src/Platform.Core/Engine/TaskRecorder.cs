using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Gathers what a replay will have to be told of one task.</summary>
internal sealed class TaskRecorder(NodeTask task, ActionReach reach)
{
    private string? _asked;
    private DateTimeOffset _now;
    private Finished? _result;

    /// <summary>Null for a task that can be computed again.</summary>
    public static TaskRecorder? Of(NodeTask task) =>
        task.Node.Action is { Reach: not ActionReach.Nothing and var reach } ? new TaskRecorder(task, reach) : null;

    /// <summary>Only the last attempt counts.</summary>
    public void Begin(DateTimeOffset now) => (_now, _asked, _result) = (now, null, null);

    public void Ask(CelValue asked) => _asked = TaskRecord.HashOf(asked);

    public void Finish(Finished result) => _result = result;

    /// <param name="waits">What it began to wait for; null when it ended.</param>
    public TaskRecord Record(Interrupted? waits) => waits is null ? Record() : reach == ActionReach.Waits
        ? Record() with { Asked = TaskRecord.HashOf(waits.Calls[0].Data) }
        : Record() with { Waits = [.. waits.Calls.Select(c => (c.Key, c.Value.Kind))] };

    private TaskRecord Record() => reach == ActionReach.Waits
        ? new TaskRecord { Now = _now, Answer = task.Answer }
        : new TaskRecord
        {
            Asked = _asked,
            Output = _result?.Output,
            GoTo = _result?.GoTo,
            SavesNothing = _result?.SavesNothing ?? false,
            Writes = _result?.Writes ?? [],
            Answer = task.Answer,
            Answered = [.. task.Calls.Where(c => c.Value.Answer is not null).Select(c => c.Key)],
        };
}
