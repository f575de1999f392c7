using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web.RunPages;

/// <summary>A run of twenty thousand spans: only what is in sight is sent and drawn.</summary>
[Collection(WebCollection.Name)]
public sealed class BigTimelines(WebHost web, Browser browser)
{
    private const int Items = 20_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_thousand_spans_are_scrolled_searched_and_chosen_with_some_eighty_rows_in_the_page()
    {
        await web.SaveAsync(Flows.Maps("big-timeline"), Stop);
        var run = (await web.RunAsync("big-timeline", new { items = Enumerable.Range(0, Items) }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        var plain = await web.Client.GetStringAsync($"/runs/{run}?tab=timeline&open=1&row=9000", Stop);
        Assert.Equal(80, Regex.Count(plain, "class=\"wf-row"));
        Assert.Matches("rel=\"next\" href=\"[^\"]*row=9080", plain); // by pages without script

        await page.GotoAsync($"/runs/{run}?tab=timeline&open=1");
        await Expect(page.Locator("#tl-count")).ToHaveTextAsync("20,002 rows");
        Assert.Equal(0, await page.EvaluateAsync<double>("document.getElementById('tl-view').scrollTop")); // who opens a run that has ended sees its beginning
        await page.EvaluateAsync("document.getElementById('tl-view').scrollTop = 10002 * document.querySelector('.wf-row').offsetHeight");
        await page.Locator("[id='l-1.double.10005']").ClickAsync();
        await Expect(page.Locator("#span-detail h3")).ToHaveTextAsync("double #10005");
        await Expect(page.Locator("#span-detail")).ToContainTextAsync("it saved doubled");
        await Expect(page).ToHaveURLAsync(new Regex("span=1\\.double\\.10005"));
        await page.Locator("[id='l-1.double.10005']").PressAsync("j");
        await Expect(page.Locator("#span-detail h3")).ToHaveTextAsync("double #10006");
        await page.Locator("[id='l-1.double.10006']").PressAsync("End");
        await Expect(page.Locator($"[id='l-1.double.{Items - 1}']")).ToBeFocusedAsync();
        await Expect(page.Locator("#span-detail h3")).ToHaveTextAsync($"double #{Items - 1}");
        Assert.InRange(await page.Locator(".wf-row").CountAsync(), 1, 100);

        await page.ReloadAsync();
        await Expect(page.Locator("#span-detail h3")).ToHaveTextAsync($"double #{Items - 1}");
        await Expect(page.Locator($"[id='r-1.double.{Items - 1}']")).ToBeInViewportAsync();
        await page.GetByPlaceholder("Find a node").FillAsync("#77");
        await page.GetByPlaceholder("Find a node").PressAsync("Enter");
        await Expect(page.Locator("#tl-count")).ToHaveTextAsync("3 rows fit");
        Assert.Empty(window.Complaints);
    }
}
