using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.BuiltIn.Messages;

/// <summary>Opens an issue on GitHub, or writes under one; once, however often the task runs.</summary>
/// <remarks>Source: docs.github.com/rest/issues. GitHub takes no idempotency key, so that a mark that nobody sees is left in the text and looked for before.</remarks>
public sealed partial class GitHubIssueTool(ToolClients clients, TimeProvider time) : IToolKind
{
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(2);

    public string Key => "github.issue";

    public string Description => "Opens an issue on GitHub, or writes a comment under one.";

    public string Example => "report: { tool: github, with: { title: The import fails, body: Since this morning., labels: [bug] } }";

    public string ExampleParts => """
        tools: { github: { use: github.issue, repo: acme/shop, token: "${{ secrets.GITHUB_TOKEN }}" } }
        """;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "repo": { "type": "string", "maxLength": 200, "description": "owner/name; the tool's own when left out" },
            "number": { "type": "integer", "minimum": 1, "description": "of the issue to comment on; a new one is opened when left out" },
            "title": { "type": "string", "minLength": 1, "maxLength": 256, "description": "of a new issue" },
            "body": { "type": "string", "maxLength": 60000, "description": "in Markdown" },
            "labels": { "type": "array", "items": { "type": "string" }, "maxItems": 20 },
            "assignees": { "type": "array", "items": { "type": "string" }, "maxItems": 10 }
          },
          "anyOf": [ { "required": ["title"] }, { "required": ["number", "body"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["number", "url", "created"], "properties": {
              "number": { "type": "integer", "description": "of the issue" },
              "url": { "type": "string", "description": "of the issue or the comment" },
              "created": { "type": "boolean", "description": "false when the same task had done it before" } } }
            """),
        Limits = ["A title of 256 and a body of 60,000 characters."],
        Settings = [new("token", "with the right to write issues", IsSecret: true), new("repo", "owner/name; where to, unless a call says another"), new("base_url", "of GitHub Enterprise: https://host/api/v3")],
        Notes = "A task that runs again finds what it wrote in the last two days, among the newest hundred, and writes nothing.",
    };

    public void Check(PartConfig? tool, Findings found) =>
        ToolCatalog.CheckCommon(tool, found, "token", "repo", "base_url")?.Text("token").Text("repo").Address("base_url").Required("token", tool!.NameAt);

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var token = read.Text("token") ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs a token.", "Define it: tools: { github: { use: github.issue, repo: owner/name, token: ${{ secrets.GITHUB_TOKEN }} } }.");
        var service = clients.Service(settings, "GitHub", "https://api.github.com", time);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {token}", ["X-GitHub-Api-Version"] = "2022-11-28" };
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => WriteAsync(service, headers, call, read.Text("repo"), cancellationToken));
    }

    private async ValueTask<JsonElement> WriteAsync(ServiceClient github, Dictionary<string, string> headers, ToolCall call, string? usualRepo, CancellationToken cancellationToken)
    {
        var repo = call.Text("repo") ?? usualRepo ?? throw new PlatformException(ErrorCode.Validation, "No repository is given.", "Give 'repo', or set one in the tool.");
        if (!Repository().IsMatch(repo) || repo.Split('/').Any(p => p is "." or "..")) throw new PlatformException(ErrorCode.Validation, $"'{repo}' is no repository.", "Write it as owner/name.");
        var mark = $"<!-- platform:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Context.Organization}/{call.Context.IdempotencyKey}")))[..32]} -->";
        var since = (time.GetUtcNow() - LooksBack).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var number = call.Whole("number");
        var path = number is { } n ? $"repos/{repo}/issues/{n}/comments" : $"repos/{repo}/issues";
        var newest = number is null ? $"?state=all&sort=created&direction=desc&per_page=100&since={since}" : $"?per_page=100&since={since}";
        var before = await github.GetAsync(path + newest, headers, cancellationToken);
        if (before.ValueKind == JsonValueKind.Array && before.EnumerateArray().FirstOrDefault(i => Text(i, "body")?.Contains(mark, StringComparison.Ordinal) == true) is { ValueKind: JsonValueKind.Object } known)
            return Result(known, number, created: false);
        var body = new Dictionary<string, object> { ["body"] = $"{call.Text("body")}\n\n{mark}".TrimStart() };
        if (number is null)
        {
            body["title"] = call.RequiredText("title");
            if (call.Argument("labels") is { } labels) body["labels"] = labels;
            if (call.Argument("assignees") is { } assignees) body["assignees"] = assignees;
        }

        return Result(await github.PostAsync(path, headers, body, cancellationToken), number, created: true);
    }

    private static JsonElement Result(JsonElement answer, int? number, bool created)
    {
        var at = number ?? (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("number", out var given) && given.TryGetInt32(out var made) ? made : (int?)null);
        if (at is null || Text(answer, "html_url") is not { } url) throw new PlatformException(ErrorCode.ToolFailed, "GitHub answered with something that is no issue.", "Check base_url.");
        return JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["number"] = at, ["url"] = url, ["created"] = created });
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$", RegexOptions.NonBacktracking)]
    private static partial Regex Repository();
}
