using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>The calls that wait at a checkpoint, by the task that makes them, with the answers that came meanwhile.</summary>
internal sealed class CallWaits
{
    private readonly Dictionary<TaskId, Dictionary<int, CallWait>> _byTask = [];

    public CallWaits(Checkpoint at, IReadOnlyDictionary<TaskId, Answer> answers)
    {
        foreach (var (id, interrupt) in at.Waiting)
        {
            if (id.Call == 0) continue;
            if (!_byTask.TryGetValue(id.Whole, out var calls)) _byTask[id.Whole] = calls = [];
            calls[id.Call] = new CallWait(interrupt, answers.GetValueOrDefault(id));
        }
    }

    public IReadOnlyDictionary<int, CallWait> Of(TaskId task) => _byTask.TryGetValue(task, out var calls) ? calls : TaskContext.NoCalls;

    public bool Any(TaskId task) => _byTask.ContainsKey(task);

    /// <summary>Its calls wait, and nobody has answered any of them.</summary>
    public bool IsStuck(TaskId task) => _byTask.TryGetValue(task, out var calls) && calls.Values.All(c => c.Answer is null);
}
