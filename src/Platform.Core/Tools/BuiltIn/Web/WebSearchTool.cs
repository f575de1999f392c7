using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;
using Platform.Core.Tools.Web;

namespace Platform.Core.Tools.BuiltIn.Web;

/// <summary>Searches the web by SearXNG, Tavily or Brave, with one shape of results.</summary>
public sealed class WebSearchTool(ToolClients clients, TimeProvider time) : IToolKind
{
    private const int UsualCount = 5;

    public string Key => "web.search";

    public string Description => "Searches the web and gives back titles, addresses and snippets.";

    public string Example => "look: { tool: search, with: { query: best espresso grinders, count: 3 } }";

    public string ExampleParts => """
        tools: { search: { use: web.search, provider: tavily, key: "${{ secrets.TAVILY_API_KEY }}" } }
        """;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["query"],
          "properties": {
            "query": { "type": "string", "minLength": 1, "maxLength": 400 },
            "count": { "type": "integer", "minimum": 1, "maximum": 20, "description": "5 when left out" },
            "recent": { "enum": ["day", "week", "month", "year"], "description": "only what is not older" },
            "language": { "type": "string", "pattern": "^[a-zA-Z]{2,3}$", "maxLength": 3, "description": "as en or fr; Tavily does not know it" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["query", "provider", "results"], "properties": {
              "query": { "type": "string" },
              "provider": { "type": "string" },
              "results": { "type": "array", "items": { "type": "object", "required": ["title", "url", "snippet"], "properties": {
                "title": { "type": "string" },
                "url": { "type": "string" },
                "snippet": { "type": "string" },
                "published": { "type": ["string", "null"], "description": "as the provider writes it" } } } } } }
            """),
        Limits = ["At most 20 results of at most 2,000 characters each."],
        Settings =
        [
            new("provider", "searxng, tavily or brave"),
            new("key", "of Tavily and Brave", IsSecret: true),
            new("base_url", "where SearXNG is (it needs the format json in its settings.yml); for the others only to go through a gateway"),
        ],
    };

    public void Check(PartConfig? tool, Findings found)
    {
        var check = ToolCatalog.CheckCommon(tool, found, "provider", "key", "base_url")?.Choice("provider", SearchProviders.Names).Text("key").Address("base_url");
        if (check is null) return;
        check.Required("provider", tool!.NameAt);
        var provider = tool.Settings.Text("provider");
        if (provider == "searxng") check.Required("base_url", tool.NameAt);
        else if (provider is "tavily" or "brave") check.Required("key", tool.NameAt);
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var name = read.Text("provider")
            ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs a provider.", "Define it: tools: { search: { use: web.search, provider: tavily, key: ${{ secrets.TAVILY_API_KEY }} } }.");
        var provider = SearchProviders.Find(name) ?? throw read.Wrong("provider", $"one of {Names.Quoted(SearchProviders.Names)}");
        var key = read.Text("key");
        if (provider.NeedsKey && string.IsNullOrEmpty(key)) throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs the key of {provider.Title}.", "Set key: ${{ secrets.NAME }}.");
        if (provider.Address.Length == 0 && read.Address("base_url") is null) throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs base_url, the address of your {provider.Title}.", "Set base_url.");
        var service = clients.Service(settings, provider.Title, provider.Address, time);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, async (call, cancellationToken) =>
        {
            var query = new SearchQuery(call.RequiredText("query"), call.Whole("count") ?? UsualCount, call.Text("recent"), call.Text("language"));
            var results = await provider.SearchAsync(service, key ?? "", query, cancellationToken);
            return JsonSerializer.SerializeToElement(new Dictionary<string, object>
            {
                ["query"] = query.Text,
                ["provider"] = name,
                ["results"] = results.Take(query.Count).Select(r => new Dictionary<string, string?> { ["title"] = r.Title, ["url"] = r.Url, ["snippet"] = r.Snippet, ["published"] = r.Published }),
            });
        });
    }
}
