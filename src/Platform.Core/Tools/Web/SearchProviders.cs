using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.Web;

/// <param name="Recent"><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>; null for any time.</param>
/// <param name="Language">Two or three letters; null for any.</param>
internal sealed record SearchQuery(string Text, int Count, string? Recent, string? Language);

internal sealed record SearchResult(string Title, string Url, string Snippet, string? Published);

/// <param name="Title">As people call it.</param>
/// <param name="Address">Where it usually is; empty for one that everybody runs himself.</param>
internal sealed record SearchProvider(string Name, string Title, string Address, bool NeedsKey, Func<ServiceClient, string, SearchQuery, CancellationToken, Task<IReadOnlyList<SearchResult>>> SearchAsync);

/// <summary>How each search is asked and what its answers mean.</summary>
/// <remarks>Sources: docs.searxng.org/dev/search_api.html, docs.tavily.com (POST /search), api-dashboard.search.brave.com (web search).</remarks>
internal static partial class SearchProviders
{
    private const int LongestSnippet = 2000;

    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);

    private static readonly SearchProvider[] All =
    [
        new("searxng", "SearXNG", "", NeedsKey: false, async (service, _, query, cancellationToken) =>
        {
            var path = $"search?q={Uri.EscapeDataString(query.Text)}&format=json{Part("time_range", query.Recent)}{Part("language", query.Language)}";
            return Results(service, await service.GetAsync(path, None, cancellationToken), "results", "content", "publishedDate");
        }),
        new("tavily", "Tavily", "https://api.tavily.com", NeedsKey: true, async (service, key, query, cancellationToken) =>
        {
            var body = new Dictionary<string, object> { ["query"] = query.Text, ["max_results"] = query.Count };
            if (query.Recent is { } recent) body["time_range"] = recent;
            return Results(service, await service.PostAsync("search", new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {key}" }, body, cancellationToken), "results", "content", "published_date");
        }),
        new("brave", "Brave Search", "https://api.search.brave.com/res/v1", NeedsKey: true, async (service, key, query, cancellationToken) =>
        {
            var fresh = query.Recent is { } recent ? $"p{recent[0]}" : null;
            var path = $"web/search?q={Uri.EscapeDataString(query.Text)}&count={query.Count.ToString(CultureInfo.InvariantCulture)}{Part("freshness", fresh)}{Part("search_lang", query.Language)}";
            var answer = await service.GetAsync(path, new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Subscription-Token"] = key }, cancellationToken);
            // Nothing found is an answer without `web`.
            if (answer.ValueKind == JsonValueKind.Object && !answer.TryGetProperty("web", out _) && answer.TryGetProperty("query", out _)) return [];
            return Results(service, answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("web", out var web) ? web : answer, "results", "description", "page_age");
        }),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(p => p.Name)];

    public static SearchProvider? Find(string name) => Array.Find(All, p => p.Name == name);

    private static List<SearchResult> Results(ServiceClient service, JsonElement answer, string list, string snippet, string published)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(list, out var results) || results.ValueKind != JsonValueKind.Array)
            throw new PlatformException(ErrorCode.ToolFailed, $"{service.Name} answered with something that is no list of results.", "Check base_url; SearXNG needs 'json' among the formats of its settings.yml.");
        return [.. results.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)
            .Select(r => new SearchResult(Clean(Text(r, "title")), Text(r, "url"), Clean(Text(r, snippet)), Text(r, published) is { Length: > 0 } date ? date : null))
            .Where(r => Uri.TryCreate(r.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")];
    }

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // Brave marks the words that were found with <strong>.
    private static string Clean(string text)
    {
        var plain = WebUtility.HtmlDecode(Tag().Replace(text, "")).Trim();
        return plain.Length <= LongestSnippet ? plain : $"{plain[..LongestSnippet]}…";
    }

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    [GeneratedRegex("</?[a-zA-Z][^<>]{0,100}>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
