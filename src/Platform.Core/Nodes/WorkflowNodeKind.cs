using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.Nodes.Calls;
using Platform.Core.State;

namespace Platform.Core.Nodes;

/// <summary>Runs another workflow as a child, a run of its own. The result is the child's outputs.</summary>
public sealed class WorkflowNodeKind : INodeKind
{
    public string Key => "workflow";

    public IReadOnlyList<string> Companions => ["with"];

    public string Description => "Runs another workflow as a child and waits for it; the result is its outputs.";

    public string Example => """ask: { workflow: research, with: { question: "${{ inputs.question }}" } }""";

    public string ExampleParts => "inputs: { question: { type: string } }";

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Name() is not { } name) return null;
        var inputs = settings.Action.Node["with"] switch
        {
            null => ValueTemplate.Constant(CelMap.Empty),
            ConfigMap map => settings.Template(map),
            var other => Wrong(settings, other),
        };
        return new ChildAction(name.Text, inputs);
    }

    private static ValueTemplate Wrong(NodeSettings settings, ConfigValue value)
    {
        settings.Found.Add(GraphFindings.NotAMap("with", value.At, value.Path));
        return ValueTemplate.Constant(CelMap.Empty);
    }

    private sealed class ChildAction(string workflow, ValueTemplate inputs) : IAction
    {
        public ActionReach Reach => ActionReach.Waits;

        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken) => Task.FromResult(task.Answer switch
        {
            null => new Interrupted(new Interrupt
            {
                Kind = InterruptKind.Child,
                Data = CelMap.Of([new("workflow", CelValue.Of(workflow)), new("inputs", inputs.Evaluate(task.Scope))]),
            }),
            { Kind: AnswerKind.Failed, Value: CelMap fault } => throw ChildFault.Of(workflow, fault),
            var answer => (TaskResult)new Finished(answer.Value),
        });
    }
}
