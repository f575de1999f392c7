using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Advances a run from a checkpoint, superstep by superstep, and tells what happens. It has no store, no bus and no callback.</summary>
public sealed class RunLoop(TimeProvider time)
{
    public async IAsyncEnumerable<RunEvent> RunAsync(
        CompiledGraph graph, RunFrame run, Checkpoint from, IReadOnlyDictionary<TaskId, Answer> answers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.WaitAsync(TimeSpan.FromSeconds(1), time, cancellationToken);
        yield return new StepStarted([.. graph.Nodes.Select(n => $"{run.Id}{from.Step}{answers.Count}{n.Name}")]);
    }
}
