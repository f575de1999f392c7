using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Nodes.Calls;
using Platform.Core.Security;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>The settings of a model or tool with their expressions compiled; evaluated anew for each task, for secrets may change while a run waits.</summary>
public sealed class PartTemplate
{
    private readonly ValueTemplate _settings;
    private readonly IReadOnlyList<string> _secrets;

    private PartTemplate(string name, string use, ValueTemplate settings)
    {
        (Name, Use, _settings) = (name, use, settings);
        _secrets = [.. settings.References.Where(r => r.Path is ["secrets", _, ..]).Select(r => r.Path[1]).Distinct(StringComparer.Ordinal)];
    }

    public string Name { get; }

    public string Use { get; }

    /// <summary>The model that the tool's setting <c>model</c> names; null when it uses none.</summary>
    public PartTemplate? Model { get; private init; }

    /// <summary>Null for models.</summary>
    public PolicyTemplate? Policy { get; private init; }

    /// <summary>Of a server of tools: policies of single ones, by their names there.</summary>
    private IReadOnlyDictionary<string, PolicyTemplate> Each { get; init; } = new Dictionary<string, PolicyTemplate>();

    /// <summary>The one tool of a server that is meant; null for all of them, and for what is no server.</summary>
    public string? OfServer { get; private init; }

    /// <summary>As nodes and events call it: <c>files.read_file</c> for a tool of a server.</summary>
    public string CalledName => OfServer is { } one ? $"{Name}.{one}" : Name;

    /// <summary>Its kind, for the question that a replay compares.</summary>
    public string CalledUse => OfServer is { } one ? $"{Use}:{one}" : Use;

    public PolicyTemplate? PolicyOf(string called) =>
        called.StartsWith($"{Name}.", StringComparison.Ordinal) && Each.GetValueOrDefault(called[(Name.Length + 1)..]) is { } own ? own : Policy;

    public PartTemplate With(IReadOnlyDictionary<string, PolicyTemplate> each) => new(Name, Use, _settings) { Model = Model, Policy = Policy, OfServer = OfServer, Each = each };

    public PartTemplate One(string ofServer) => new(Name, Use, _settings) { Model = Model, Policy = Policy, OfServer = ofServer, Each = Each };

    /// <summary>Findings in the settings' expressions go to the node's; the same finding from several nodes is told once.</summary>
    public static PartTemplate Of(PartConfig part, NodeSettings node) =>
        new(part.Name, part.Use, node.Template(part.Settings, NameScope.Secrets));

    /// <summary>A tool with the model that it uses and with its policy.</summary>
    /// <param name="tool">Null for a kind that is used by its own name, without settings.</param>
    /// <param name="ofAgent">What the agent that may call it says of it; null when nothing.</param>
    public static PartTemplate Tool(PartConfig? tool, string name, ConfigValue? ofAgent, NodeSettings node, ToolCatalog kinds)
    {
        var policy = PolicyTemplate.Of(tool, ofAgent, node);
        if (tool is null) return new PartTemplate(name, name, ValueTemplate.Constant(CelMap.Empty)) { Policy = policy };
        var model = kinds.Find(tool.Use)?.ModelOf is null ? null : node.Workflow.Models.FirstOrDefault(m => m.Name == tool.Settings.Text("model"));
        return new PartTemplate(tool.Name, tool.Use, node.Template(tool.Settings.Without(PolicySettings.Approve), NameScope.Secrets)) { Model = model is null ? null : Of(model, node), Policy = policy };
    }

    /// <summary>An agent's <c>memory</c> for a kind that reads it: a name alone or a list of them is its <c>namespace</c>.</summary>
    /// <param name="approve">What the agent says of the tool; null when nothing.</param>
    public static PartTemplate OfMemory(string use, ConfigValue memory, NodeSettings node, ConfigValue? approve = null)
    {
        var map = memory as ConfigMap ?? new ConfigMap([new ConfigEntry("namespace", memory.At, memory)], memory.At, memory.Path);
        var model = node.Workflow.Models.FirstOrDefault(m => m.Name == map.Text("model"));
        return new PartTemplate(use, use, node.Template(map)) { Model = model is null ? null : Of(model, node), Policy = PolicyTemplate.Of(null, approve, node) };
    }

    /// <exception cref="PlatformException">Validation: a secret is not set.</exception>
    public async ValueTask<JsonElement> EvaluateAsync(TaskContext task, ISecretStore secrets, CancellationToken cancellationToken)
    {
        var scope = task.Scope;
        if (_secrets.Count > 0)
        {
            var values = new List<KeyValuePair<string, CelValue>>(_secrets.Count);
            foreach (var name in _secrets)
            {
                var value = await secrets.FindAsync(task.Organization, name, cancellationToken)
                    ?? throw new PlatformException(ErrorCode.Validation, $"'{Name}' needs the secret '{name}', which is not set.", $"Set the environment variable PLATFORM_SECRET_{name.ToUpperInvariant()} and start again.");
                values.Add(new(name, CelValue.Of(value)));
            }

            scope = new CelScope(new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["secrets"] = CelMap.Of(values) }, scope);
        }

        return Json.Of(_settings.Evaluate(scope));
    }
}

/// <summary>What nodes need to turn part settings into live models and tools.</summary>
public sealed class PartSettings(ISecretStore secrets, WorkFolders folders, ToolCatalog tools, WorkflowSignatures? workflows = null)
{
    public WorkFolder Files(TaskContext task) => folders.Of(task.Organization, task.Workflow);

    public async ValueTask<ModelSettings> ModelAsync(PartTemplate model, TaskContext task, CancellationToken cancellationToken) =>
        new(model.Name, model.Use, await model.EvaluateAsync(task, secrets, cancellationToken), task.Organization, Files(task));

    /// <summary>A tool with its policy; of a server of tools, the one that is named.</summary>
    public async ValueTask<BoundTool> ToolAsync(PartTemplate tool, TaskContext task, CancellationToken cancellationToken)
    {
        if (tool.OfServer is { } one) return (await ServerToolsAsync(tool, [one], task, cancellationToken))[0];
        var bound = tools.Bind(await SettingsAsync(tool, task, cancellationToken));
        return tool.Policy is { } policy ? bound.With(policy.For(task)) : bound;
    }

    /// <summary>Tools of a server, as they are now.</summary>
    /// <param name="only">Names without the server's; null for all.</param>
    public async ValueTask<IReadOnlyList<BoundTool>> ServerToolsAsync(PartTemplate server, IReadOnlyCollection<string>? only, TaskContext task, CancellationToken cancellationToken)
    {
        var kind = tools.FindServer(server.Use) ?? throw new InvalidOperationException($"'{server.Use}' is no server of tools.");
        var found = await kind.ToolsAsync(await SettingsAsync(server, task, cancellationToken), only, cancellationToken);
        return [.. found.Select(tool => server.PolicyOf(tool.Name) is { } policy ? tool.With(policy.For(task)) : tool)];
    }

    private async ValueTask<ToolSettings> SettingsAsync(PartTemplate tool, TaskContext task, CancellationToken cancellationToken)
    {
        var settings = await tool.EvaluateAsync(task, secrets, cancellationToken);
        return new ToolSettings(tool.Name, tool.Use, settings, task.Organization, Files(task))
        {
            Run = task.Id.Run,
            Model = tool.Model is { } model ? await ModelAsync(model, task, cancellationToken) : null,
            Workflow = tools.Find(tool.Use) is { IsWorkflow: true } ? await SignatureAsync(settings, task, cancellationToken) : null,
        };
    }

    public ValueTask<JsonElement> EvaluateAsync(PartTemplate part, TaskContext task, CancellationToken cancellationToken) => part.EvaluateAsync(task, secrets, cancellationToken);

    public ToolCallContext CallOf(TaskContext task) => new(task.Organization, Files(task), task.Id.ToString()) { Workflow = task.Workflow };

    private async ValueTask<WorkflowSignature?> SignatureAsync(JsonElement settings, TaskContext task, CancellationToken cancellationToken) =>
        workflows is not null && new SettingsReader(settings, "The tool").Text("workflow") is { } name ? await workflows.FindAsync(task.Organization, name, cancellationToken) : null;
}

/// <summary>Between the values of expressions and the JSON that models and tools speak.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static JsonElement Of(CelValue value)
    {
        using var document = JsonDocument.Parse(value.ToJson(), Deep);
        return document.RootElement.Clone();
    }
}
