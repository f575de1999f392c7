using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>Several runs at once, ticked in the list.</summary>
[Collection(WebCollection.Name)]
public sealed class TickedRuns(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Ticked_runs_are_cancelled_only_after_a_question(int width)
    {
        var workflow = $"ticked-{width}";
        await web.SaveAsync(Flows.Waits(workflow, "ticked.never"), Stop);
        await web.RunAsync(workflow, new { }, Stop);
        await using var window = await browser.OpenAsync(web.Address, width);
        var page = window.Page;
        var sure = page.GetByRole(AriaRole.Button, new() { Name = "Cancel the ticked runs" });

        await page.GotoAsync($"/runs?workflow={workflow}");
        await page.Locator("#rows input[name=id]").CheckAsync();
        await page.GetByText("Cancel…", new() { Exact = true }).ClickAsync();
        await Expect(sure).ToBeVisibleAsync();
        var box = await sure.BoundingBoxAsync();
        Assert.True(box is { X: >= 0, Y: >= 0 } && box.X + box.Width <= width, $"{box?.X} to {box?.X + box?.Width}");
        Assert.Equal("waiting", await StatusAsync(workflow));

        await page.Keyboard.PressAsync("Escape");
        await Expect(sure).ToBeHiddenAsync();
        await page.GetByText("Cancel…", new() { Exact = true }).ClickAsync();
        await sure.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("1 run cancelled.");
        Assert.Equal("cancelled", await StatusAsync(workflow));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Who_retries_runs_is_told_that_they_failed_again()
    {
        await web.SaveAsync("""
            platform: v1
            name: ticked-retry
            start: broken
            nodes: { broken: { tool: math.eval, with: { formula: "1 / 0" } } }
            """, Stop);
        for (var i = 0; i < 2; i++) await web.RunAsync("ticked-retry", new { }, Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync("/runs?workflow=ticked-retry");
        foreach (var tick in await page.Locator("#rows input[name=id]").AllAsync()) await tick.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry", Exact = true }).ClickAsync();

        await Expect(page.Locator(".note[role=status]")).ToContainTextAsync("2 runs retried. Now: 2 failed again.");
        await Expect(page.Locator("#rows td.clip", new() { HasText = "attempt 2" })).ToHaveCountAsync(2);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Only_what_can_be_done_is_offered_and_what_did_nothing_is_no_success()
    {
        await web.SaveAsync("""
            platform: v1
            name: ticked-done
            start: work
            nodes: { work: { tool: math.eval, with: { formula: 6 * 7 } } }
            """, Stop);
        await web.RunAsync("ticked-done", new { }, Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        var retry = page.Locator(".runs-picked [value=Retry]");

        await page.GotoAsync("/runs?workflow=ticked-done");
        await page.Locator("#rows input[name=id]").CheckAsync();
        await Expect(page.Locator("[data-picked]")).ToHaveTextAsync("1");
        await Expect(retry).ToBeHiddenAsync();
        await Expect(page.GetByText("Cancel…", new() { Exact = true })).ToBeHiddenAsync();

        await retry.EvaluateAsync("b => { b.hidden = false; b.click(); }"); // as from a page that is older than its runs
        await Expect(page.Locator(".note-wait[role=status]")).ToContainTextAsync("Nothing was retried. 1 run could not be:");
        Assert.Empty(window.Complaints);
    }

    private async Task<string?> StatusAsync(string workflow) =>
        (await web.GetJsonAsync($"/api/v1/runs?workflow={workflow}", Stop)).GetProperty("items")[0].GetProperty("status").GetString();
}
