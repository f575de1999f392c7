using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Costs;

/// <summary>The organisation's budgets, set on their page in a browser.</summary>
[Collection(WebCollection.Name)]
public sealed class SettingBudgets(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-5", "A budget is from $0")]
    [InlineData("abc", "'abc' is no amount of dollars")]
    [InlineData("5,50", "'5,50' is no amount of dollars")]
    public async Task What_is_no_amount_is_said_and_what_was_typed_is_kept(string typed, string said)
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await SetAsync(page, typed, "1000");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        await Expect(page.GetByLabel("A day")).ToHaveValueAsync(typed);
        await Expect(page.GetByLabel("A month")).ToHaveValueAsync("1000");
        Assert.DoesNotContain((await web.GetJsonAsync("/api/v1/budgets", Stop)).GetProperty("items").EnumerateArray(), b => !b.TryGetProperty("workflow", out _));
    }

    [Fact]
    public async Task Amounts_that_are_typed_are_set_and_emptied_ones_are_taken_away()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        var rows = page.Locator("#budgets tbody tr").Filter(new() { HasText = "Organisation" });

        await SetAsync(page, "$999.50", "20000");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(page.GetByLabel("A day")).ToHaveValueAsync("999.5");
        await SetAsync(page, "", "");

        await Expect(rows).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    private static async Task SetAsync(IPage page, string day, string month)
    {
        await page.GotoAsync("/costs");
        await page.GetByLabel("A day").FillAsync(day);
        await page.GetByLabel("A month").FillAsync(month);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the organisation's budgets" }).ClickAsync();
    }
}
