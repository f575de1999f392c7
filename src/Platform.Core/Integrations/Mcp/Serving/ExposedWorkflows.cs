using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Integrations.Mcp.Serving;

/// <summary>The workflows of an organisation that say <c>expose: mcp</c>, as tools.</summary>
public sealed class ExposedWorkflows(WorkflowService workflows)
{
    private const int MostTools = 1_000;
    private const int Page = 200;
    private const int MostKnown = 10_000;
    private const string OwnTypes = "#/types/";

    // A version never changes, so what it offers is worked out once.
    private readonly ConcurrentDictionary<(OrganizationId, string, int), Tool?> _known = new();

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Tool>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var tools = new List<Tool>();
        string? after = null;
        do
        {
            var page = await workflows.ListAsync(caller, new WorkflowQuery { After = after, Limit = Page }, cancellationToken);
            foreach (var workflow in page.Items)
                if (await OfAsync(caller, workflow.Name, workflow.Version, cancellationToken) is { } tool) tools.Add(tool);
            after = page.Next;
        }
        while (after is not null && tools.Count < MostTools);
        return tools;
    }

    /// <summary>Null when there is no such workflow, or it is not to be seen here.</summary>
    /// <param name="name">Clients that know only names like those of functions write <c>_</c> for <c>-</c>, which no workflow's name has.</param>
    public async Task<CompiledGraph?> FindAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        await workflows.TryLoadAsync(caller.Organization, name.Replace('_', '-'), cancellationToken) is { Graph: var graph } && IsExposed(graph) ? graph : null;

    private async ValueTask<Tool?> OfAsync(Caller caller, string name, int version, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((caller.Organization, name, version), out var known)) return known;
        if (await workflows.TryLoadAsync(caller.Organization, name, cancellationToken) is not { } loaded) return null;
        if (_known.Count > MostKnown) _known.Clear();
        return _known[(caller.Organization, name, loaded.Version.Number)] = IsExposed(loaded.Graph) ? ToolOf(loaded.Graph) : null;
    }

    private static bool IsExposed(CompiledGraph graph) => graph.Config.Expose.Contains(WorkflowConfig.ExposeMcp, StringComparer.Ordinal);

    internal static Tool ToolOf(CompiledGraph graph)
    {
        return new Tool
        {
            Name = graph.Name,
            Description = graph.Description is { Length: > 0 } said ? said : $"Runs the workflow '{graph.Name}'.",
            InputSchema = InputSchema(graph),
            OutputSchema = graph.Outputs.Count > 0 ? OutputSchema.Of(graph) : null,
        };
    }

    // The file's own types stand where every reader of schemas looks for them.
    private static JsonElement InputSchema(CompiledGraph graph)
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["type"] = "object" };
        foreach (var (key, value) in JsonNode.Parse(graph.InputsSchema.GetRawText())!.AsObject())
            if (key != "types" || value is JsonObject { Count: > 0 }) schema[key == "types" ? "$defs" : key] = Redirected(value);
        return JsonSerializer.SerializeToElement(schema);
    }

    private static JsonNode? Redirected(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => new KeyValuePair<string, JsonNode?>(
            m.Key, m.Key == "$ref" && m.Value is JsonValue text && text.TryGetValue<string>(out var target) && target.StartsWith(OwnTypes, StringComparison.Ordinal)
                ? $"#/$defs/{target[OwnTypes.Length..]}"
                : Redirected(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Redirected)]),
        _ => node?.DeepClone(),
    };
}
