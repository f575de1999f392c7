using System.Collections.Frozen;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Schemas;
using Platform.Core.State;

namespace Platform.IntegrationTests.Support;

/// <summary>Makes valid things, so that a test names only what it is about.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunFrame Run() => new()
    {
        Id = new RunId(new Guid("11111111-1111-7111-8111-111111111111")),
        Organization = OrganizationId.Local,
        Workflow = "given",
        Inputs = CelMap.Empty,
        Started = Noon,
    };

    /// <summary>A graph that starts at its first node.</summary>
    public static CompiledGraph Graph(IReadOnlyList<GraphNode> nodes, params StateChannel[] channels)
    {
        var ordered = nodes.Select((n, i) => n with { Order = i }).ToList();
        var byName = ordered.ToDictionary(n => n.Name, StringComparer.Ordinal);
        return new CompiledGraph
        {
            Name = "given",
            InputsSchema = JsonSerializer.SerializeToElement(new { type = "object" }),
            Inputs = JsonSchema.Compile(JsonSerializer.SerializeToElement(new { type = "object" }), new SchemaOptions()).Schema!,
            Channels = channels.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal),
            Nodes = ordered,
            ByName = byName.ToFrozenDictionary(StringComparer.Ordinal),
            Start = [ordered[0]],
            JoinsOf = ordered.SelectMany(n => n.Needs.Select(need => (need, n))).GroupBy(p => p.need, StringComparer.Ordinal)
                .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<GraphNode>)[.. g.Select(p => p.n)], StringComparer.Ordinal),
            Limits = new LimitsConfig(),
            Outputs = [],
            Config = new WorkflowConfig { File = "given.yaml", Name = "given", NameAt = At, Root = EmptyMap },
        };
    }

    public static GraphNode Node(string name, IAction? action, params string[] next) => new()
    {
        Name = name,
        Order = 0,
        Kind = "given",
        Action = action,
        Next = next.Length == 0 ? [] : [new NextWay(null, next)],
        Config = new NodeConfig { Name = name, NameAt = At, Settings = EmptyMap },
    };

    public static StateChannel Channel(string name, IReducer reducer) => new(name, reducer, reducer.Initial, KeptOnThread: false);

    /// <summary>An action in one line; it returns its output.</summary>
    public static IAction Does(Func<TaskContext, CelValue> work) =>
        new Scripted((task, _) => Task.FromResult<TaskResult>(new Finished(work(task))));

    public static IAction DoesAsync(Func<TaskContext, CancellationToken, Task<TaskResult>> work) => new Scripted(work);

    public static IAction Writes(string channel, CelValue value) =>
        new Scripted((_, _) => Task.FromResult<TaskResult>(new Finished(value) { Writes = [new ChannelWrite(channel, value)] }));

    /// <summary>All that the engine tells from a checkpoint to its last event.</summary>
    public static async Task<IReadOnlyList<RunEvent>> Told(
        CompiledGraph graph, Checkpoint? from = null, IReadOnlyDictionary<TaskId, Answer>? answers = null, RunFrame? run = null)
    {
        var told = new List<RunEvent>();
        var loop = new RunLoop(TimeProvider.System);
        var start = from ?? Superstep.Initial(graph, new Dictionary<string, CelValue>(StringComparer.Ordinal));
        await foreach (var one in loop.RunAsync(graph, run ?? Run(), start, answers ?? new Dictionary<TaskId, Answer>(), Xunit.TestContext.Current.CancellationToken))
            told.Add(one);
        return told;
    }

    public static Checkpoint LastCheckpoint(IReadOnlyList<RunEvent> told) => told.OfType<StepCommitted>().Last().Checkpoint!;

    public static CelExpression Expression(string text) =>
        CelExpression.Compile(text, null).Expression ?? throw new InvalidOperationException($"'{text}' does not compile.");

    private static SourceSpan At => SourceSpan.StartOf("given.yaml");

    private static ConfigMap EmptyMap => new([], At, "");

    private sealed class Scripted(Func<TaskContext, CancellationToken, Task<TaskResult>> work) : IAction
    {
        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken) => work(task, cancellationToken);
    }
}
