using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Platform.Core.Tools;
using Platform.Core.Tools.BuiltIn;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// A server's resources and prompts as tools of their own, for nodes and for agents that name them: <c>list_resources</c>, <c>read_resource</c>,
/// <c>list_prompts</c>, <c>get_prompt</c>. A tool of the server that bears such a name goes before.
/// </summary>
internal static class McpExtras
{
    private const int MostListed = 1_000;
    private const int MostPages = 50;

    private static readonly JsonElement Nothing = ToolSchema.Of("""{ "type": "object", "properties": {}, "additionalProperties": false }""");
    private static readonly JsonElement Uri = ToolSchema.Of("""{ "type": "object", "required": ["uri"], "properties": { "uri": { "type": "string", "minLength": 1, "maxLength": 8000, "description": "as the list of resources names it" } }, "additionalProperties": false }""");
    private static readonly JsonElement Prompt = ToolSchema.Of("""{ "type": "object", "required": ["name"], "properties": { "name": { "type": "string", "minLength": 1 }, "arguments": { "type": "object", "additionalProperties": { "type": "string" } } }, "additionalProperties": false }""");

    public static IEnumerable<BoundTool> Of(McpSession session, ServerCapabilities capabilities)
    {
        var name = session.Settings.Name;
        if (capabilities.Resources is not null)
        {
            yield return Tool(session, "list_resources", $"Lists what the server '{name}' lets be read: documents, records, files.", Nothing, (_, stop) => ListResourcesAsync(session, stop));
            yield return Tool(session, "read_resource", $"Reads one resource of the server '{name}'.", Uri, (call, stop) => ReadResourceAsync(session, call, stop));
        }

        if (capabilities.Prompts is null) yield break;
        yield return Tool(session, "list_prompts", $"Lists the prompts that the server '{name}' has ready.", Nothing, (_, stop) => ListPromptsAsync(session, stop));
        yield return Tool(session, "get_prompt", $"Gets a prompt of the server '{name}', filled in.", Prompt, (call, stop) => GetPromptAsync(session, call, stop));
    }

    private static BoundTool Tool(McpSession session, string name, string description, JsonElement schema, Func<ToolCall, CancellationToken, ValueTask<JsonElement>> call)
    {
        var full = $"{session.Settings.Name}.{name}";
        return new BoundTool(full, new ToolFunction(full, description, schema, call), session.Settings.Timeout);
    }

    private static async ValueTask<JsonElement> ListResourcesAsync(McpSession session, CancellationToken cancellationToken)
    {
        var resources = new JsonArray();
        string? cursor = null;
        for (var page = 0; page < MostPages && resources.Count < MostListed; page++)
        {
            var at = cursor;
            var listed = await session.CallAsync(async c => await c.ListResourcesAsync(new ListResourcesRequestParams { Cursor = at }, cancellationToken), cancellationToken);
            foreach (var one in listed.Resources.Take(MostListed - resources.Count))
                resources.Add(Plain(("uri", one.Uri), ("name", one.Name), ("description", one.Description), ("type", one.MimeType)));
            if (string.IsNullOrEmpty(cursor = listed.NextCursor) || cursor == at) break;
        }

        var templates = await session.CallAsync(async c => await c.ListResourceTemplatesAsync(new ListResourceTemplatesRequestParams(), cancellationToken), cancellationToken);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["resources"] = resources,
            ["templates"] = new JsonArray([.. templates.ResourceTemplates.Take(MostListed).Select(t => Plain(("uri", t.UriTemplate), ("name", t.Name), ("description", t.Description), ("type", t.MimeType)))]),
        });
    }

    // One text is that text; anything else is told by its parts.
    private static async ValueTask<JsonElement> ReadResourceAsync(McpSession session, ToolCall call, CancellationToken cancellationToken)
    {
        var read = await session.CallAsync(async c => await c.ReadResourceAsync(new ReadResourceRequestParams { Uri = call.RequiredText("uri") }, cancellationToken), cancellationToken);
        if (read.Contents is [TextResourceContents single]) return JsonSerializer.SerializeToElement(single.Text);
        var (texts, files) = (new List<string>(), new JsonArray());
        foreach (var part in read.Contents)
        {
            if (part is TextResourceContents text) texts.Add(text.Text);
            else if (part is BlobResourceContents blob) files.Add(await McpResults.SaveAsync(blob.DecodedData, blob.MimeType, session.Settings.Name, call.Context.Files, cancellationToken));
        }

        return JsonSerializer.SerializeToElement(new JsonObject { ["text"] = string.Join("\n", texts), ["files"] = files });
    }

    private static async ValueTask<JsonElement> ListPromptsAsync(McpSession session, CancellationToken cancellationToken)
    {
        var listed = await session.CallAsync(async c => await c.ListPromptsAsync(new ListPromptsRequestParams(), cancellationToken), cancellationToken);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["prompts"] = new JsonArray([.. listed.Prompts.Take(MostListed).Select(p =>
            {
                var prompt = Plain(("name", p.Name), ("description", p.Description));
                prompt["arguments"] = new JsonArray([.. (p.Arguments ?? []).Select(a => { var argument = Plain(("name", a.Name), ("description", a.Description)); argument["required"] = a.Required == true; return argument; })]);
                return prompt;
            })]),
        });
    }

    /// <summary>Its <c>messages</c> are what the <c>prompt</c> of an agent takes.</summary>
    private static async ValueTask<JsonElement> GetPromptAsync(McpSession session, ToolCall call, CancellationToken cancellationToken)
    {
        var asked = new GetPromptRequestParams
        {
            Name = call.RequiredText("name"),
            Arguments = call.Argument("arguments")?.EnumerateObject().ToDictionary(a => a.Name, a => a.Value.Clone(), StringComparer.Ordinal),
        };
        var got = await session.CallAsync(async c => await c.GetPromptAsync(asked, cancellationToken), cancellationToken);
        var messages = new JsonArray();
        foreach (var message in got.Messages)
        {
            var content = McpResults.TextOf(message.Content)
                ?? (await McpResults.FileAsync(message.Content, session.Settings.Name, call.Context.Files, cancellationToken) is { } file ? $"[file {file["path"]}]" : "");
            messages.Add(new JsonObject { ["role"] = message.Role == Role.Assistant ? "assistant" : "user", ["content"] = content });
        }

        return JsonSerializer.SerializeToElement(new JsonObject { ["description"] = got.Description, ["messages"] = messages });
    }

    private static JsonObject Plain(params (string Key, string? Value)[] fields)
    {
        var plain = new JsonObject();
        foreach (var (key, value) in fields)
            if (value is not null) plain[key] = value;
        return plain;
    }
}
