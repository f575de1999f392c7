using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>What a person sees and does, in a real browser.</summary>
[Collection(WebCollection.Name)]
public sealed class InTheBrowser(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_started_from_the_form_is_seen_to_finish_without_a_reload()
    {
        await web.SaveAsync(Flows.Waits("browser-live", "browser.go"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync("/workflows/browser-live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("waiting");
        await page.EvaluateAsync("window.sameDocument = true");
        using var woken = await web.Client.PostAsync("/api/v1/events/browser.go", new StringContent("""{"amount": 7}""", System.Text.Encoding.UTF8, "application/json"), Stop);

        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator(".results")).ToContainTextAsync("\"paid\": 7");
        await Expect(page.Locator("#node-hold")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("status-succeeded"));
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        await Expect(page.Locator("#favicon")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(@"succeeded\.svg$"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Input_that_does_not_fit_is_said_at_its_field_and_what_was_typed_is_kept()
    {
        await web.SaveAsync(Flows.Hello("browser-unfit"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync("/workflows/browser-unfit");
        await page.GetByLabel("who").FillAsync("Ada");
        await page.GetByLabel("times").FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'many' is not a whole number");
        await Expect(page.GetByLabel("times")).ToHaveValueAsync("many");
        await Expect(page.GetByLabel("who")).ToHaveValueAsync("Ada");
    }

    [Fact]
    public async Task A_run_is_started_and_read_without_script()
    {
        await web.SaveAsync(Flows.Hello("browser-plain"), Stop);
        await using var window = await browser.OpenAsync(web.Address, script: false);
        var page = window.Page;

        await page.GotoAsync("/workflows/browser-plain");
        await page.GetByLabel("who").FillAsync("<b>Ada</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/runs/"));
        await Expect(page.Locator(".results")).ToContainTextAsync("<b>Ada</b>");
    }

    [Fact]
    public async Task On_a_phone_a_run_of_a_workflow_with_a_long_name_shows_its_status_and_duration()
    {
        const string Name = "browser-a-name-that-is-longer-than-a-phone-is-wide";
        await web.SaveAsync(Flows.Hello(Name), Stop);
        await web.RunAsync(Name, new { who = "Ada" }, Stop);
        await using var window = await browser.OpenAsync(web.Address, width: 360);

        await window.Page.GotoAsync($"/runs?workflow={Name}");
        var row = window.Page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("succeeded");
        foreach (var cell in new[] { row.Locator(".st"), row.Locator("td.num:visible") })
        {
            await Expect(cell).ToHaveCountAsync(1);
            var box = await cell.BoundingBoxAsync();
            Assert.True(box is { X: >= 0 } && box.X + box.Width <= 360, $"{await cell.InnerTextAsync()} ends at {box?.X + box?.Width}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_answers_a_task_with_and_without_script(bool script)
    {
        var name = script ? "browser-ask" : "browser-ask-plain";
        await web.SaveAsync(Flows.Asks(name), Stop);
        var run = await web.RunAsync(name, new { }, Stop);
        await using var window = await browser.OpenAsync(web.Address, script: script);
        var page = window.Page;

        await page.GotoAsync("/tasks");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).GetByRole(AriaRole.Link, new() { Name = "May it go out?" }).ClickAsync();
        await page.GetByLabel("note").FillAsync("no");
        await page.GetByLabel("note").PressAsync("Enter"); // makes a line, and decides nothing
        await Expect(page.GetByLabel("note")).ToHaveValueAsync("no\n");
        await page.GetByLabel("note").FillAsync("no");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await page.GetByLabel("note").FillAsync("go ahead");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.Locator(".ask-done")).ToContainTextAsync("go ahead");

        await page.GotoAsync($"/runs/{run.GetProperty("id").GetString()}?tab=state");
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_in_the_house_style()
    {
        await using var window = await browser.OpenAsync(web.Address);

        var answer = await window.Page.GotoAsync("/no/such/page");

        Assert.Equal(404, answer!.Status);
        await Expect(window.Page.Locator("h1")).ToHaveTextAsync("There is nothing here");
        await Expect(window.Page.Locator("nav[aria-label=Main]")).ToContainTextAsync("Workflows");
        await Expect(window.Page.Locator("main")).ToContainTextAsync("Trace id");
    }

    [Fact]
    public async Task The_theme_that_a_person_chose_stays()
    {
        await using var window = await browser.OpenAsync(web.Address);

        await window.Page.GotoAsync("/runs");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Use the dark theme" }).ClickAsync();
        await window.Page.GotoAsync("/workflows");

        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Use the light theme" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_filter_of_the_runs_is_in_the_address()
    {
        await web.SaveAsync(Flows.Hello("browser-filter"), Stop);
        await web.RunAsync("browser-filter", new { who = "Ada" }, Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync("/runs");
        var choice = page.GetByLabel("Workflow"); // a list to choose from, or with very many of them a field that suggests
        if (await choice.EvaluateAsync<string>("e => e.tagName") == "SELECT") await choice.SelectOptionAsync("browser-filter");
        else
        {
            await choice.FillAsync("browser-filter");
            await choice.PressAsync("Enter");
        }

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("workflow=browser-filter"));
        await Expect(page.Locator("#rows tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }
}
