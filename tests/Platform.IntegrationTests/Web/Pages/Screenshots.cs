using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>The pictures of README and docs, from the showcase's data. Not a test: <c>docs/screenshots.sh</c> calls it when pages have changed.</summary>
public sealed class Screenshots(Showcase full, Browser browser) : IClassFixture<Showcase>, IClassFixture<Browser>
{
    private const int Width = 1280;

    [Fact(Explicit = true)]
    public async Task Take()
    {
        var to = Path.Combine(Repository.Root, "docs", "images");
        Directory.CreateDirectory(to);
        var pages = await PagesAsync();
        foreach (var dark in new[] { false, true })
        {
            await using var window = await browser.OpenAsync(full.Address, Width, dark);
            foreach (var (name, address) in pages)
            {
                await window.Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
                await window.Page.WaitForTimeoutAsync(1200); // editors and pictures are drawn after the page has loaded
                await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(to, $"{name}{(dark ? "-dark" : "")}.png") });
            }
        }

        await using var phone = await browser.OpenAsync(full.Address, width: 360);
        foreach (var (name, address) in pages.Take(3))
        {
            await phone.Page.GotoAsync(address);
            await phone.Page.WaitForTimeoutAsync(500);
            await phone.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(to, $"{name}-phone.png") });
        }
    }

    private async Task<IReadOnlyList<(string Name, string Address)>> PagesAsync()
    {
        async Task<string> NewestAsync(string query) => (await WebHost.JsonOf(await full.Client.GetAsync($"/api/v1/runs?limit=1&{query}"), TestContext.Current.CancellationToken)).GetProperty("items")[0].GetProperty("id").GetString()!;

        return
        [
            ("overview", "/"),
            ("run", $"/runs/{await NewestAsync("workflow=release-notes&status=succeeded")}"),
            ("chat", full.Conversation),
            ("approval", $"/runs/{await NewestAsync("workflow=approved-agent&status=waiting")}"),
            ("runs", "/runs"),
            ("workflow", "/workflows/order-approval"),
            ("editor", "/workflows/order-approval/edit"),
            ("errors", "/errors"),
            ("costs", "/costs"),
            ("agents", "/agents"),
        ];
    }
}
