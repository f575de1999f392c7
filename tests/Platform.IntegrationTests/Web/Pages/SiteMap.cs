using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>What a visitor finds who follows the links: each page, and each link that leads nowhere.</summary>
/// <param name="Pages">One address for each kind of page: what differs by an id alone is one kind.</param>
internal sealed record SiteMap(IReadOnlyList<string> Pages, int Followed, IReadOnlyList<string> Broken)
{
    private const int OfAKind = 2; // addresses that differ by ids alone; further ones would be the same page again

    /// <summary>From the overview on, by every link of every page.</summary>
    public static async Task<SiteMap> DrawAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var (kinds, broken, pages) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var open = new Queue<(string Address, string From)>([("/", "the address bar")]);
        var seen = new HashSet<string>(["/"], StringComparer.Ordinal);
        var followed = 0;
        while (open.TryDequeue(out var next))
        {
            followed++;
            using var answer = await client.GetAsync(next.Address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)answer.StatusCode >= 400) broken.Add($"{next.From} links to {next.Address}, which answers {(int)answer.StatusCode}");
            if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } to) Enqueue(to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString, next.Address);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            pages.TryAdd(KindOf(next.Address.Split('?')[0]), next.Address);
            var html = await answer.Content.ReadAsStringAsync(cancellationToken);
            Assert.DoesNotContain("   at Platform.", html, StringComparison.Ordinal);
            foreach (var link in Links(html, next.Address)) Enqueue(link, next.Address);
        }

        return new SiteMap([.. pages.Values.Order(StringComparer.Ordinal)], followed, broken);

        void Enqueue(string link, string from)
        {
            var address = WebUtility.HtmlDecode(link).Split('#')[0];
            if (address.Length == 0 || !address.StartsWith('/') || !seen.Add(address)) return;
            var kind = KindOf(address);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            if (kinds[kind] <= OfAKind) open.Enqueue((address, from));
        }
    }

    private static IEnumerable<string> Links(string html, string page) =>
        Regex.Matches(html, @"\b(?:href|src)=""([^""]*)""").Select(m => m.Groups[1].Value)
            .Where(l => !l.StartsWith("data:", StringComparison.Ordinal) && !l.StartsWith("http", StringComparison.Ordinal) && !l.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(l => l.StartsWith('?') ? page.Split('?')[0] + l : l);

    // `/runs/{id}?tab=events&from=`: names of things and values of filters are taken out, what a page is about stays.
    private static string KindOf(string address)
    {
        var (path, query) = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (address[..at], address[(at + 1)..]) : (address, "");
        var parts = path.Split('/').Select((p, i) => i >= 2 && Regex.IsMatch(p, @"\d|\.|-|%") || i == 2 && path.Contains("/workflows/", StringComparison.Ordinal) ? "{}" : p);
        var keys = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.StartsWith("tab=", StringComparison.Ordinal) ? p : p.Split('=')[0]).Order(StringComparer.Ordinal);
        return $"{string.Join('/', parts)}?{string.Join('&', keys)}";
    }
}
