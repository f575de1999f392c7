using System.Net.Http.Json;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>What opens stays within the screen, and rows keep their shape.</summary>
[Collection(WebCollection.Name)]
public sealed class OnTheScreen(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(360)]
    [InlineData(600)]
    [InlineData(1440)]
    public async Task A_menu_opens_within_the_page(int width)
    {
        await web.SaveAsync(Flows.Hello("screen-menus").Replace("Says hello.", string.Concat(Enumerable.Repeat("A long description. ", 30)), StringComparison.Ordinal), Stop);
        var run = (await web.RunAsync("screen-menus", new { who = "Ada" }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address, width);
        var page = window.Page;
        using var begun = await web.Client.PostAsJsonAsync("/api/v1/conversations", new { model = "builtin" }, Stop);
        var talk = (await begun.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("conversation").GetProperty("id").GetString();
        using var said = await web.Client.PostAsJsonAsync($"/api/v1/conversations/{talk}/messages?wait=2m", new { text = "Ask a person, then finish" }, Stop);
        said.EnsureSuccessStatusCode();
        var wrong = new List<string>();

        foreach (var address in new[] { $"/runs/{run}", "/runs", "/workflows/screen-menus", "/workflows/new", $"/chat/{talk}" })
        {
            await page.GotoAsync(address);
            var menu = page.Locator("main details:is(.pop, .runs-more, .menu)").First;
            await menu.Locator("> summary").ClickAsync();
            var box = await menu.Locator("> div").BoundingBoxAsync();
            var least = await page.Locator("main").EvaluateAsync<double>("m => m.getBoundingClientRect().left");
            if (box is null || box.X < least || box.X + box.Width > width) wrong.Add($"{address}: from {box?.X} to {box?.X + box?.Width}, the page begins at {least}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Filters_are_about_as_wide_as_each_other()
    {
        await web.SaveAsync(Flows.Hello("screen-filters"), Stop);
        await web.SaveAsync(Flows.Hello("screen-filters").Replace("Hello ", "Hi ", StringComparison.Ordinal), Stop);
        await using var window = await browser.OpenAsync(web.Address, 1440);
        var page = window.Page;

        foreach (var address in new[] { "/costs", "/errors", "/workflows/screen-filters/diff" })
        {
            await page.GotoAsync(address);
            var first = await page.Locator(".filters select").First.BoundingBoxAsync();
            Assert.True(first!.Width < 240, $"{address}: {first.Width}");
        }
    }

    [Fact]
    public async Task A_duration_stays_on_one_line_on_a_phone()
    {
        await web.SaveAsync(Flows.Hello("screen-durations-of-a-longer-name"), Stop);
        await web.RunAsync("screen-durations-of-a-longer-name", new { who = "Ada" }, Stop);
        await using var window = await browser.OpenAsync(web.Address, 360);

        await window.Page.GotoAsync("/runs?workflow=screen-durations-of-a-longer-name");
        var took = window.Page.Locator("tbody td.num:visible");

        await Expect(took).ToHaveCSSAsync("white-space", "nowrap");
    }
}
