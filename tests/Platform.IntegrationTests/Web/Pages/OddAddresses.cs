using System.Net;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>An address is typed by anybody: whatever stands in its query, a page answers.</summary>
[Collection(WebCollection.Name)]
public sealed class OddAddresses(WebHost web)
{
    private static readonly string[] Values = ["", "anything", "-1", "0", "99999999999999999999", "2147483647", "%00", "'%22<>", "2026-13-45", "0001-01-01", "9999-12-31", "%F0%9F%92%A9", "00000000-0000-0000-0000-000000000000"];

    // Each page with the names that it reads; {run} and {task} are put in.
    private static readonly (string Page, string Names)[] Pages =
    [
        ("/", "range"),
        ("/runs", "status workflow since trigger sort search thread label version parent forkedFrom from to roots after"),
        ("/runs/bulk", "do status from search after"),
        ("/runs/export", "format status from after"),
        ("/runs/compare", "a b"),
        ("/runs/{run}", "tab node visit page against talk line file from span"),
        ("/runs/{run}?tab=timeline", "from find kind status span open fold zoom after"),
        ("/runs/{run}?tab=events", "from before type of"),
        ("/runs/{run}?tab=state", "from"),
        ("/runs/{run}?tab=talk", "talk"),
        ("/runs/{run}?tab=calls", "page"),
        ("/runs/{run}?tab=source", "line file"),
        ("/runs/{run}?tab=replay", "against"),
        ("/runs/{run}/fork", "step version"),
        ("/runs/{run}/edit", "step"),
        ("/tasks", "done mine overdue workflow after"),
        ("/tasks/{task}", "back tab"),
        ("/workflows", "search q sort after page from status"),
        ("/workflows/new", "like url from"),
        ("/workflows/odd-flow", "version like restored"),
        ("/workflows/odd-flow/edit", "saved"),
        ("/workflows/odd-flow/versions", "from"),
        ("/workflows/odd-flow/diff", "from to view"),
        ("/workflows/odd-flow/restore", "version"),
        ("/workflows/odd-flow/download", "version"),
        ("/agents", "days text from"),
        ("/agents/odd-flow/writer", "days"),
        ("/tools", "days"),
        ("/tools/math.eval", "days"),
        ("/models", "days name"),
        ("/models/calls", "run workflow model provider node agent user status from to text after"),
        ("/memory", "space q after forgotten"),
        ("/memory/entry", "space key"),
        ("/memory/forget", "space user"),
        ("/costs", "by from to workflow model provider agent user format"),
        ("/errors", "days workflow by"),
        ("/jobs", "page"),
        ("/settings", "tab code"),
        ("/settings/values", "tab"),
        ("/chat", "q after workflow page"),
        ("/docs", "name"),
        ("/suggest/workflows", "workflow"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_in_an_address_breaks_a_page()
    {
        await web.SaveAsync(Costs.Spending.Once("odd-flow"), Stop);
        await web.SaveAsync(Asks, Stop);
        var run = (await web.RunAsync("odd-flow", new { }, Stop)).GetProperty("id").GetString();
        var asks = (await web.RunAsync("odd-asks", new { }, Stop)).GetProperty("id").GetString();
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={asks}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();
        var broken = new List<string>();

        foreach (var (page, names) in Pages)
        {
            foreach (var name in names.Split(' '))
            {
                foreach (var value in Values)
                {
                    var address = $"{page.Replace("{run}", run, StringComparison.Ordinal).Replace("{task}", task, StringComparison.Ordinal)}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}";
                    using var answer = await web.Client.GetAsync(address, Stop);
                    if ((int)answer.StatusCode >= 500) broken.Add($"{address} answers {(int)answer.StatusCode}");
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public async Task An_unknown_tab_of_the_settings_is_the_first()
    {
        using var answer = await web.Client.GetAsync("/settings?tab=anything", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This installation", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private const string Asks = """
        platform: v1
        name: odd-asks
        start: ask
        nodes:
          ask: { human: { title: Odd, form: { type: object, properties: { ok: { type: boolean } } } } }
        """;
}
