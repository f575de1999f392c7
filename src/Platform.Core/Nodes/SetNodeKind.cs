using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Nodes;

/// <summary>Computes and writes channels, nothing else.</summary>
public sealed class SetNodeKind : INodeKind
{
    public string Key => "set";

    public string Description => "Computes values and writes them to channels, nothing else.";

    public string Example => """count: { set: { total: "${{ state.total + 1 }}" } }""";

    public string ExampleParts => "state: { total: { type: integer, default: 0 } }";

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Map() is not { } map) return null;
        var known = settings.Workflow.State.Select(c => c.Name).ToList();
        foreach (var entry in map.Entries)
            if (!known.Contains(entry.Key, StringComparer.Ordinal)) settings.Found.Add(GraphFindings.UnknownChannel(entry.Key, known, entry.KeyAt, entry.Value.Path));
        var values = map.Entries.Select(e => new KeyValuePair<string, ValueTemplate>(e.Key, settings.Template(e.Value))).ToList();
        return new SetAction(values);
    }

    private sealed class SetAction(IReadOnlyList<KeyValuePair<string, ValueTemplate>> values) : IAction
    {
        public ActionReach Reach => ActionReach.Nothing;

        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            var writes = new List<ChannelWrite>(values.Count);
            foreach (var (channel, value) in values) writes.Add(new ChannelWrite(channel, value.Evaluate(task.Scope)));
            return Task.FromResult<TaskResult>(new Finished(CelValue.Null) { Writes = writes });
        }
    }
}
