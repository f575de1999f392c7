using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>With the tools that stand for resources and prompts.</summary>
    public IEnumerable<BoundTool> Everything => _tools.Values.Select(o => o.Bound);

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
                var listed = await PageAsync(client, cursor, cancellationToken);
                foreach (var tool in OfferedTool.All(listed).Take(MostTools - list._tools.Count)) list.Add(session, tool, before);
                var next = (listed?["nextCursor"] as JsonValue)?.TryGetValue<string>(out var text) == true ? text : null;
                if (string.IsNullOrEmpty(next) || next == cursor) break;
                cursor = next;
            }
        }

        list.All = [.. list._tools.Values.Select(o => o.Bound)];
        foreach (var extra in McpExtras.Of(session, client.ServerCapabilities)) list.AddExtra(extra, before);
        return list;
    }

    // As it is, for the SDK would refuse the whole list for one tool whose schema is none.
    private static async Task<JsonNode?> PageAsync(McpClient client, string? cursor, CancellationToken cancellationToken)
    {
        var asked = new JsonRpcRequest { Method = RequestMethods.ToolsList, Params = cursor is null ? [] : new JsonObject { ["cursor"] = cursor } };
        return (await client.SendRequestAsync(asked, cancellationToken)).Result;
    }

    // The first of several with one name is meant by it; one without a name that can be shown cannot be called.
    private void Add(McpSession session, OfferedTool tool, McpToolList? before)
    {
        if (tool.Name is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl) || _tools.ContainsKey(name)) return;
        var description = Said(tool);
        var schema = Usable(tool.Input);
        if (before?._tools.GetValueOrDefault(name) is { } same && same.Bound.Function.Description == description && JsonElement.DeepEquals(same.Bound.Function.JsonSchema, schema)
            && Equals(same.Output?.GetRawText(), tool.Output?.GetRawText()))
        {
            _tools[name] = same;
            return;
        }

        var output = tool.Output is { } promised ? JsonSchema.Compile(promised, new SchemaOptions()).Schema : null;
        var function = new McpFunction($"{session.Settings.Name}.{name}", description, schema, session, name, output);
        _tools[name] = new Offered(new BoundTool(function.Name, function, session.Settings.Timeout), tool.Output);
    }

    private void AddExtra(BoundTool extra, McpToolList? before)
    {
        var name = extra.Name[(extra.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!_tools.ContainsKey(name)) _tools[name] = before?._tools.GetValueOrDefault(name) is { Bound: var same } && same.Function is ToolFunction ? new Offered(same, null) : new Offered(extra, null);
    }

    private static string Said(OfferedTool tool)
    {
        var text = string.IsNullOrWhiteSpace(tool.Description) ? tool.Title ?? tool.Name ?? "" : tool.Description;
        return text.Length > LongestDescription ? $"{text[..LongestDescription]}…" : text;
    }

    // A provider refuses the whole question for one schema that is none, so such a tool takes any arguments and the server itself looks at them.
    private static JsonElement Usable(JsonElement schema)
    {
        var isObject = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object");
        return isObject && schema.GetRawText().Length <= LargestSchema && JsonSchema.Compile(schema, new SchemaOptions()).Schema is not null ? schema.Clone() : AnyArguments;
    }

    /// <summary>A tool as its server describes it; whatever is no text or no schema is left out.</summary>
    private sealed record OfferedTool(string? Name, string? Title, string? Description, JsonElement Input, JsonElement? Output)
    {
        public static IEnumerable<OfferedTool> All(JsonNode? listed) => (listed?["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(tool => new OfferedTool(
            Text(tool, "name"), Text(tool, "title"), Text(tool, "description"), JsonSerializer.SerializeToElement(tool["inputSchema"]),
            tool["outputSchema"] is JsonObject output ? JsonSerializer.SerializeToElement(output) : null));

        private static string? Text(JsonObject tool, string key) => tool[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    private sealed record Offered(BoundTool Bound, JsonElement? Output);
}
