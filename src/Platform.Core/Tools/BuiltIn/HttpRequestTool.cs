using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Calls an address of the net, through the guard that decides what may be reached.</summary>
public sealed class HttpRequestTool(ToolClients clients, TimeProvider time) : IToolKind
{
    public string Key => "http.request";

    public string Description => "Sends an HTTP request and gives back status, headers and body; JSON is read as JSON.";

    public string Example => "fetch: { tool: http.request, with: { url: \"https://example.com/items\", query: { page: 1 } } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["url"],
          "properties": {
            "method": { "enum": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"], "description": "GET when left out" },
            "url": { "type": "string", "minLength": 1, "maxLength": 8000, "description": "an address, or a path below the tool's base_url" },
            "headers": { "type": "object", "additionalProperties": { "type": "string" } },
            "query": { "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } },
            "body": { "description": "sent as JSON, or as it is when it is a text" },
            "fail": { "type": "boolean", "description": "false: a status of 400 and above is a result and no error" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            {
              "type": "object",
              "required": ["status", "headers", "body", "text"],
              "properties": {
                "status": { "type": "integer" },
                "headers": { "type": "object", "additionalProperties": { "type": "string" }, "description": "names in lower case" },
                "body": { "description": "the answer as a value when it is JSON, else null" },
                "text": { "type": "string", "description": "the answer as it came" }
              }
            }
            """),
        Limits = ["An answer of at most 768 KB.", "At most 5 redirects; one to another host loses all headers of the tool.", "The task's id goes out as Idempotency-Key with whatever changes something."],
        Settings =
        [
            new("allow", "hosts that may be asked: crm.example.com, *.example.com, localhost:1234; all public ones without it"),
            new("headers", "sent with each request; a call cannot change them", IsSecret: true),
            new("base_url", "calls give a path below it, and no other host is reached"),
        ],
    };

    public void Check(PartConfig? tool, Findings found)
    {
        ToolCatalog.CheckCommon(tool, found, "allow", "headers", "base_url")?.Texts("allow").TextMap("headers").Address("base_url");
        if (tool?.Settings["headers"] is not null && tool.Settings["allow"] is null && tool.Settings["base_url"] is null) found.Add(ToolFindings.HeadersForAnyone(tool));
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var address = read.Address("base_url");
        var allow = read.Texts("allow");
        // Whoever names a base address means it: without further hosts nothing else is reached.
        if (address is not null) allow = [.. allow, $"{address.Host}:{address.Port}"];
        var caller = new HttpCaller(clients.For(allow, ToolCatalog.TimeoutOf(settings)), address, read.TextMap("headers"), time);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, caller.CallAsync);
    }
}
