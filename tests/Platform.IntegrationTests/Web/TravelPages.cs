using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>Time travel on the run page, in a real browser.</summary>
[Collection(WebCollection.Name)]
public sealed class TravelPages(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_state_is_walked_through_with_the_keyboard_and_without_a_reload()
    {
        var run = await RunAsync("pages-walk");
        await using var window = await browser.OpenAsync(web.Address, width: 360);
        var page = window.Page;

        await page.GotoAsync($"/runs/{run}?tab=state&from=1");
        await page.EvaluateAsync("window.sameDocument = true");
        await page.GetByRole(AriaRole.Link, new() { Name = "The step after" }).PressAsync("Enter");
        await Expect(page.Locator(".chg")).ToContainTextAsync("count");
        await Expect(page.Locator(".chg del")).ToHaveTextAsync("1");
        await Expect(page.Locator(".chg ins")).ToHaveTextAsync("2");
        await Expect(page.GetByLabel("Step", new() { Exact = true })).ToHaveValueAsync("2");
        await page.GetByLabel("Step", new() { Exact = true }).PressAsync("End");

        await Expect(page.Locator("#state-at")).ToContainTextAsync("ask waited: human, Ready?");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("from=4"));
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_state_of_a_run_that_goes_on_follows_it_and_a_step_that_a_person_chose_stays()
    {
        var run = await RunAsync("pages-follow");
        await using var window = await browser.OpenAsync(web.Address);
        await using var other = await browser.OpenAsync(web.Address);
        var (page, chosen) = (window.Page, other.Page);

        await page.GotoAsync($"/runs/{run}?tab=state");
        await chosen.GotoAsync($"/runs/{run}?tab=state&from=2");
        await Expect(page.GetByLabel("Step", new() { Exact = true })).ToHaveValueAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(page.Locator("#state-at")).ToHaveAttributeAsync("data-step", "5");
        await Expect(chosen.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(chosen.Locator("#state-at")).ToHaveAttributeAsync("data-step", "2");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_fork_from_a_step_opens_the_state_as_a_form_and_goes_to_the_new_run()
    {
        var run = await RunAsync("pages-fork");
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync($"/runs/{run}?tab=state&from=2");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fork from here" }).ClickAsync();
        await page.GetByLabel("count").FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fork", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'many' is not a whole number");
        await page.GetByLabel("count").FillAsync("41");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fork", Exact = true }).ClickAsync();

        await Expect(page.Locator(".facts")).ToContainTextAsync("step 2");
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("waiting");
        await page.GotoAsync(page.Url + "?tab=state");
        await Expect(page.Locator(".channel").First).ToContainTextAsync("42");
        await page.GotoAsync($"/runs/{run}");
        await page.Locator(".facts").GetByRole(AriaRole.Link, new() { Name = "1", Exact = true }).Last.ClickAsync();
        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(1);
        Assert.DoesNotContain(window.Complaints, c => !c.Contains("422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_waiting_run_is_edited_answered_and_replayed()
    {
        var run = await RunAsync("pages-edit");
        await using var window = await browser.OpenAsync(web.Address, dark: true);
        var page = window.Page;

        await page.GotoAsync($"/runs/{run}");
        await page.Locator("#act-more summary").ClickAsync();
        await page.Locator("#act-more").GetByRole(AriaRole.Link, new() { Name = "Edit the state" }).ClickAsync();
        await page.GetByLabel("count").FillAsync("70");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the state" }).ClickAsync();
        await Expect(page.Locator("#state-at")).ToContainTextAsync("edited by hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator(".results")).ToContainTextAsync("\"count\": 70");
        await page.GetByRole(AriaRole.Link, new() { Name = "Replay" }).First.ClickAsync();

        await Expect(page.Locator(".replay")).ToContainTextAsync("Deterministic: 6 steps are the same under version 1.");
        await web.SaveAsync(Flows.Counts("pages-edit").Replace("count + 1", "count + 2", StringComparison.Ordinal), Stop);
        await page.GotoAsync($"/runs/{run}?tab=replay");
        await page.GetByLabel("Replay under version").SelectOptionAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(page.Locator(".replay")).ToContainTextAsync("It goes another way at step 1, node tick, channel count.");
        Assert.Empty(window.Complaints);
    }

    private async Task<string> RunAsync(string workflow)
    {
        await web.SaveAsync(Flows.Counts(workflow), Stop);
        return (await web.RunAsync(workflow, new { }, Stop)).GetProperty("id").GetString()!;
    }
}
