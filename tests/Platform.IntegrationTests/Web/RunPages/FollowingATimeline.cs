using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web.RunPages;

/// <summary>A timeline that stays open while its run goes on.</summary>
[Collection(WebCollection.Name)]
public sealed class FollowingATimeline(WebHost web, Browser browser)
{
    private const string Steps = """
        platform: v1
        name: {0}
        limits: { steps: 50000 }
        inputs: { most: { type: integer } }
        state: { n: { type: integer, default: 0 } }
        start: ready
        nodes:
          ready: { wait: { event: {0}-go }, next: tick }
          tick: { set: { n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < inputs.most }}", to: tick }, rest] }
          rest: { wait: { event: {0}-rest }, next: end }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_end_comes_with_the_stream_and_is_asked_for_only_where_a_person_has_chosen_what_to_see()
    {
        var run = await StartAsync("follow-end", 40);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        var asked = 0;
        page.Request += (_, request) => asked += request.Headers.GetValueOrDefault("hx-target") == "tl-rows" ? 1 : 0;
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.Locator("#tl-rows")).ToContainTextAsync("ready");
        await SayAsync("follow-end-go");
        await SeesTheEndAsync(page);
        Assert.InRange(asked, 0, 1); // the axis of a run that waits is drawn anew now and then

        await page.GotoAsync($"/runs/{run}?find=rest");
        await Expect(page.Locator("#tl-count")).ToContainTextAsync("fit");
        await SayAsync("follow-end-rest");
        await Expect(page.Locator("#tl-rows")).Not.ToContainTextAsync("waiting");
        Assert.NotEqual(0, asked);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_row_that_waits_grows_while_nothing_happens()
    {
        var run = await StartAsync("follow-wait", 1);
        await using var window = await browser.OpenAsync(web.Address);
        await window.Page.GotoAsync($"/runs/{run}");
        var took = window.Page.Locator("[id='r-1.ready'] .wf-time");
        var before = await took.TextContentAsync();

        await Expect(took).Not.ToHaveTextAsync(before!, new() { Timeout = 15_000 });
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_run_that_went_too_fast_to_be_looked_at_is_whole_once_it_rests()
    {
        const int Most = 9_000;
        var run = await StartAsync("follow-fast", Most);
        await using var window = await browser.OpenAsync(web.Address);
        await window.Page.GotoAsync($"/runs/{run}");
        await SayAsync("follow-fast-go");
        await SeesTheEndAsync(window.Page);

        await Task.Delay(TimeSpan.FromSeconds(1.5), Stop); // until it is calm
        var plain = WebUtility.HtmlDecode(await web.Client.GetStringAsync($"/runs/{run}?row=0", Stop));
        Assert.DoesNotContain("The run is long", plain, StringComparison.Ordinal);
        Assert.Matches(new Regex($"×{Most:#,0}[^+0-9]"), plain); // each visit of the node is counted
        await Expect(window.Page.Locator("#tl-count")).ToHaveTextAsync(Regex.Match(plain, "data-count=\"([^\"]+)").Groups[1].Value, new() { Timeout = 30_000 });
        Assert.Empty(window.Complaints);
    }

    // The last node's row is there, and within the list's own window.
    private static Task SeesTheEndAsync(IPage page) => page.WaitForFunctionAsync(
        """
        () => {
          const row = [...document.querySelectorAll("#tl-rows .wf-link")].find(link => link.textContent === "rest")?.getBoundingClientRect();
          const view = document.getElementById("tl-view").getBoundingClientRect();
          return row && row.top >= view.top && row.bottom <= view.bottom + 1;
        }
        """,
        null,
        new() { Timeout = 60_000 });

    private async Task<string> StartAsync(string name, int most)
    {
        await web.SaveAsync(Steps.Replace("{0}", name, StringComparison.Ordinal), Stop);
        return (await web.RunAsync(name, new { most }, Stop)).GetProperty("id").GetString()!;
    }

    private async Task SayAsync(string name)
    {
        using var said = await web.Client.PostAsJsonAsync($"/api/v1/events/{name}", new { data = 1 }, Stop);
        said.EnsureSuccessStatusCode();
    }
}
