using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Tools;

namespace Platform.Core.Integrations.Mcp;

/// <summary>What a server offers, made fit for use. What a server says of itself is data of a stranger: names, sizes and schemas are taken with care.</summary>
internal sealed class McpToolList
{
    public const int MostTools = 5_000;

    private const int MostPages = 200;
    private const int LongestName = 200;
    private const int LongestDescription = 8_000;
    private const int LargestSchema = 128 * 1024;

    private static readonly JsonElement AnyArguments = JsonDocument.Parse("""{"type":"object"}""").RootElement.Clone();

    private readonly Dictionary<string, Offered> _tools = new(StringComparer.Ordinal);

    public IReadOnlyList<BoundTool> All { get; private set; } = [];

    public IReadOnlyCollection<string> Names => _tools.Keys;

    public BoundTool? Find(string name) => _tools.GetValueOrDefault(name)?.Bound;

    /// <param name="before">The list that was known: tools that are the same keep their objects.</param>
    public static async Task<McpToolList> ReadAsync(McpSession session, McpClient client, McpToolList? before, CancellationToken cancellationToken)
    {
        var list = new McpToolList();
        if (client.ServerCapabilities.Tools is not null)
        {
            string? cursor = null;
            for (var page = 0; page < MostPages && list._tools.Count < MostTools; page++)
            {
                var listed = await client.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, cancellationToken);
                foreach (var tool in listed.Tools.Take(MostTools - list._tools.Count)) list.Add(session, tool, before);
                if (string.IsNullOrEmpty(listed.NextCursor) || listed.NextCursor == cursor) break;
                cursor = listed.NextCursor;
            }
        }

        list.All = [.. list._tools.Values.Select(o => o.Bound)];
        foreach (var extra in McpExtras.Of(session, client.ServerCapabilities)) list.AddExtra(extra, before);
        return list;
    }

    // The first of several with one name is meant by it; one without a name that can be shown cannot be called.
    private void Add(McpSession session, Tool tool, McpToolList? before)
    {
        if (tool.Name is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl) || _tools.ContainsKey(name)) return;
        var description = Said(tool);
        var schema = Usable(tool.InputSchema);
        if (before?._tools.GetValueOrDefault(name) is { } same && same.Bound.Function.Description == description && JsonElement.DeepEquals(same.Bound.Function.JsonSchema, schema)
            && Equals(same.Output?.GetRawText(), tool.OutputSchema?.GetRawText()))
        {
            _tools[name] = same;
            return;
        }

        var output = tool.OutputSchema is { } promised ? JsonSchema.Compile(promised, new SchemaOptions()).Schema : null;
        var function = new McpFunction($"{session.Settings.Name}.{name}", description, schema, session, name, output);
        _tools[name] = new Offered(new BoundTool(function.Name, function, session.Settings.Timeout), tool.OutputSchema);
    }

    private void AddExtra(BoundTool extra, McpToolList? before)
    {
        var name = extra.Name[(extra.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!_tools.ContainsKey(name)) _tools[name] = before?._tools.GetValueOrDefault(name) is { Bound: var same } && same.Function is ToolFunction ? new Offered(same, null) : new Offered(extra, null);
    }

    private static string Said(Tool tool)
    {
        var text = string.IsNullOrWhiteSpace(tool.Description) ? tool.Title ?? tool.Name : tool.Description;
        return text.Length > LongestDescription ? $"{text[..LongestDescription]}…" : text;
    }

    // A provider refuses the whole question for one schema that is none, so such a tool takes any arguments and the server itself looks at them.
    private static JsonElement Usable(JsonElement schema)
    {
        var isObject = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object");
        return isObject && schema.GetRawText().Length <= LargestSchema && JsonSchema.Compile(schema, new SchemaOptions()).Schema is not null ? schema.Clone() : AnyArguments;
    }

    private sealed record Offered(BoundTool Bound, JsonElement? Output);
}
