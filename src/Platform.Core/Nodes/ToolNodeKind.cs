using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Costs.Budgets;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>Calls one tool. The result is the tool's.</summary>
public sealed class ToolNodeKind(PartSettings parts, ToolCatalog catalog, ToolRunner runner, Redactor redactor, BudgetBook budgets, TimeProvider time) : INodeKind
{
    public string Key => "tool";

    public IReadOnlyList<string> Companions => ["with"];

    public string Example => """clock: { tool: time.now, with: { timezone: UTC } }""";

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Name() is not { } name) return null;
        if (IsUnserved(settings, name)) return new UnservedAction(name.Text);
        var one = ServerTool.Of(name.Text, settings.Workflow.Tools, catalog);
        var tool = one is null ? Template(settings, name) : PartTemplate.Of(one.Server, settings);
        if (tool is null) return null;
        var arguments = settings.Action.Node["with"] switch
        {
            null => ValueTemplate.Constant(CelMap.Empty),
            ConfigMap map => settings.Template(map),
            var other => NoMap(settings, other),
        };
        return arguments is null ? null : new ToolAction(this, tool, one?.Tool, name.Text, arguments, PersonalData.Of(settings.Workflow.Redact));
    }

    private PartTemplate? Template(NodeSettings settings, ConfigScalar name)
    {
        if (settings.Workflow.Tools.FirstOrDefault(t => t.Name == name.Text) is { } named)
        {
            if (catalog.FindServer(named.Use) is null) return PartTemplate.Of(named, settings, catalog);
            settings.Found.Add(NodeFindings.ServerOfTools(name.Text, name.At, name.Path));
            return null;
        }

        if (catalog.Find(name.Text) is not null) return PartTemplate.Bare(name.Text);

        var known = settings.Workflow.Tools.Select(t => t.Name).Concat(catalog.Kinds).ToList();
        settings.Found.Add(NodeFindings.UnknownTool(name.Text, known, name.At, name.Path));
        return null;
    }

    // `files.read_file` is a tool of the server that the file calls `files`.
    private bool IsUnserved(NodeSettings settings, ConfigScalar name)
    {
        var named = settings.Workflow.Tools.FirstOrDefault(t => t.Name == name.Text || name.Text.StartsWith(t.Name + ".", StringComparison.Ordinal));
        var use = named?.Use ?? name.Text;
        if (catalog.Find(use) is not null || catalog.FindServer(use) is not null || !UnservedKinds.IsTool(use)) return false;
        settings.Found.Add(NodeFindings.NotServedYet($"The tool kind '{use}'", name.At, name.Path));
        return true;
    }

    private static ValueTemplate? NoMap(NodeSettings settings, ConfigValue value)
    {
        settings.Found.Add(GraphFindings.NotAMap("with", value.At, value.Path));
        return null;
    }

    private sealed class ToolAction(ToolNodeKind kind, PartTemplate tool, string? ofServer, string name, ValueTemplate arguments, PersonalData? personal) : IAction
    {
        public CelValue Asks(TaskContext task) => Question(arguments.Evaluate(task.Scope));

        public async Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            var bound = await kind.Bind(tool, ofServer, task, cancellationToken);
            var with = arguments.Evaluate(task.Scope);
            task.Ask(Question(with));
            var given = Json.Of(with);
            var call = task.Id.ToString();
            var telling = kind.TellingOf(task, personal);
            telling.Tell(new ToolStarted(name, call, given));
            var started = kind.Now();
            try
            {
                var result = await kind.Call(bound, given, task, telling, cancellationToken);
                telling.Tell(new ToolFinished(name, call, result, null, kind.Since(started)));
                return new Finished(CelValue.FromJson(result));
            }
            catch (PlatformException failed)
            {
                telling.Tell(new ToolFinished(name, call, null, new EventFault(failed.Code.Text(), failed.Message, failed.Resolution), kind.Since(started)));
                throw;
            }
        }

        // The kind and the arguments: settings hold secrets, which may change while the question stays the same.
        private CelMap Question(CelValue with) => CelMap.Of([new("tool", CelValue.Of(ofServer is null ? tool.Use : $"{tool.Use}:{ofServer}")), new("with", with)]);
    }

    private sealed class UnservedAction(string tool) : IAction
    {
        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken) =>
            throw new PlatformException(ErrorCode.ToolFailed, $"The tool '{tool}' is not served by this release yet.", "Use a built-in tool, or take the node out.");
    }

    private async ValueTask<BoundTool> Bind(PartTemplate tool, string? ofServer, TaskContext task, CancellationToken cancellationToken) =>
        ofServer is null ? await parts.ToolAsync(tool, task, cancellationToken) : (await parts.ServerToolsAsync(tool, [ofServer], task, cancellationToken))[0];

    private Task<JsonElement> Call(BoundTool tool, JsonElement arguments, TaskContext task, Telling telling, CancellationToken cancellationToken) =>
        runner.CallAsync(tool, arguments, parts.CallOf(task) with { Models = new TaskModels(task, budgets, telling, agent: null) }, cancellationToken);

    private Telling TellingOf(TaskContext task, PersonalData? personal) => new(task, redactor, personal);

    private long Now() => time.GetTimestamp();

    private double Since(long started) => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
}
