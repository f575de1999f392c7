using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;
using Platform.Core.Tools.Web;

namespace Platform.Core.Tools.BuiltIn.Web;

/// <summary>The readable text and the links of a page. Nothing in the page is run and nothing that it names is loaded.</summary>
public sealed class WebFetchTool(ToolClients clients, TimeProvider time) : IToolKind
{
    private const int LargestPage = 5 * 1024 * 1024;
    private const int UsualCharacters = 20_000;
    private const int MostLinks = 200;

    public string Key => "web.fetch";

    public string Description => "Fetches a page of the web and gives back its title, language, readable text (Markdown) and links.";

    public string Example => "page: { tool: web.fetch, with: { url: \"https://example.com/\", links: false } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["url"],
          "properties": {
            "url": { "type": "string", "minLength": 1, "maxLength": 8000 },
            "max_characters": { "type": "integer", "minimum": 100, "maximum": 200000, "description": "of text; 20000 when left out" },
            "whole": { "type": "boolean", "description": "true: the text of the whole page, with its menus and its footer" },
            "links": { "type": "boolean", "description": "false: without the links" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["url", "type", "title", "text", "truncated"], "properties": {
              "url": { "type": "string", "description": "where the page was in the end, after redirects" },
              "type": { "type": "string", "description": "text/html" },
              "title": { "type": ["string", "null"] },
              "language": { "type": ["string", "null"], "description": "as the page says: en" },
              "description": { "type": ["string", "null"] },
              "text": { "type": "string" },
              "truncated": { "type": "boolean", "description": "whether the text goes on" },
              "links": { "type": "array", "items": { "type": "object", "properties": { "text": { "type": "string" }, "url": { "type": "string" } } } } } }
            """),
        Limits = ["A page of at most 5 MB, 200,000 characters of text, 200 links.", "Scripts do not run: a page that builds itself in the browser gives what it holds without them.", "PDF and pictures are refused."],
        Settings = [new("allow", "hosts that may be asked: example.com, *.example.com; all public ones without it"), new("headers", "sent with each request, as User-Agent", IsSecret: true)],
    };

    public void Check(PartConfig? tool, Findings found)
    {
        ToolCatalog.CheckCommon(tool, found, "allow", "headers")?.Texts("allow").TextMap("headers");
        if (tool?.Settings["headers"] is not null && tool.Settings["allow"] is null) found.Add(ToolFindings.HeadersForAnyone(tool));
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var client = clients.For(read.Texts("allow"), ToolCatalog.TimeoutOf(settings));
        var headers = read.TextMap("headers");
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => FetchAsync(client, headers, call, cancellationToken));
    }

    private async ValueTask<JsonElement> FetchAsync(HttpClient client, IReadOnlyDictionary<string, string> headers, ToolCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(call.RequiredText("url")));
        request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml, text/*;q=0.9, application/json;q=0.8, */*;q=0.1");
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (compatible; platform-web-fetch)");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            HttpCaller.Add(request, name, value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode >= 400) throw Failed(request, response);
        var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "text/html";
        var at = request.RequestUri!; // where the last redirect led
        if (!IsText(type)) throw new PlatformException(ErrorCode.ToolFailed, $"{at.Host} answered with {type}, which is no text.", "Ask for a page; http.request takes other answers.");
        var bytes = await HttpText.BytesAsync(response.Content, LargestPage, cancellationToken);
        var page = type is "text/html" or "application/xhtml+xml"
            ? WebPage.Read(bytes, HttpText.Charset(response.Content), at, call.Flag("whole", usual: false), cancellationToken)
            : WebPage.Plain((HttpText.Charset(response.Content) ?? Encoding.UTF8).GetString(bytes));
        return Result(call, at, type, page);
    }

    private static JsonElement Result(ToolCall call, Uri at, string type, WebPage page)
    {
        var most = call.Whole("max_characters") ?? UsualCharacters;
        var cut = page.Text.Length <= most ? page.Text.Length : char.IsLowSurrogate(page.Text[most]) ? most - 1 : most;
        var result = new Dictionary<string, object?>
        {
            ["url"] = at.GetLeftPart(UriPartial.Query),
            ["type"] = type,
            ["title"] = page.Title,
            ["language"] = page.Language,
            ["description"] = page.Description,
            ["text"] = page.Text[..cut],
            ["truncated"] = cut < page.Text.Length,
        };
        if (call.Flag("links", usual: true)) result["links"] = page.Links.Take(MostLinks).Select(l => new Dictionary<string, string> { ["text"] = l.Text, ["url"] = l.Url });
        return JsonSerializer.SerializeToElement(result);
    }

    private static Uri Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new PlatformException(ErrorCode.Validation, $"'{url}' is no address of the web.", "Give one like https://host/path.");

    private static bool IsText(string type) => type.StartsWith("text/", StringComparison.Ordinal) || type is "application/xhtml+xml" or "application/json" or "application/xml" or "application/yaml"
        || type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal);

    private PlatformException Failed(HttpRequestMessage request, HttpResponseMessage response) =>
        new(HttpFailure.Code(response.StatusCode), $"{request.RequestUri!.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}.", "Check the address; some sites refuse programs.")
        { RetryAfter = HttpFailure.Delay(response.Headers, time) };
}
