using System.Collections.Concurrent;
using Platform.Core.Expressions;
using Platform.Core.Graph;

namespace Platform.IntegrationTests.Support;

/// <summary>A node kind <c>scripted: NAME</c> whose actions do what the test says.</summary>
internal sealed class ScriptedKind(Func<string, TaskContext, CancellationToken, Task<TaskResult>> run) : INodeKind
{
    private readonly ConcurrentDictionary<string, int> _runs = new(StringComparer.Ordinal);

    public string Key => "scripted";

    public string Example => "it: { scripted: it }";

    /// <summary>How often an action was run.</summary>
    public int Runs(string name) => _runs.GetValueOrDefault(name);

    public static Task<TaskResult> Done(string output = "done") => Task.FromResult<TaskResult>(new Finished(CelValue.Of(output)));

    public IAction? Build(NodeSettings settings) => settings.Name() is { } name ? new Action(this, name.Text) : null;

    private sealed class Action(ScriptedKind kind, string name) : IAction
    {
        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            kind._runs.AddOrUpdate(name, 1, (_, before) => before + 1);
            return kind.Run(name, task, cancellationToken);
        }
    }

    private Task<TaskResult> Run(string name, TaskContext task, CancellationToken cancellationToken) => run(name, task, cancellationToken);
}
