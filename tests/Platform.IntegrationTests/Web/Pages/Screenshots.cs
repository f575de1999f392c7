using System.Net.Http.Json;
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

        var chat = await TalkAsync();
        return
        [
            ("overview", "/"),
            ("run", $"/runs/{await NewestAsync("workflow=release-notes&status=succeeded")}"),
            ("chat", chat),
            ("approval", $"/runs/{await NewestAsync("workflow=approved-agent&status=waiting")}"),
            ("runs", "/runs"),
            ("workflow", "/workflows/order-approval"),
            ("editor", "/workflows/order-approval/edit"),
            ("errors", "/errors"),
            ("costs", "/costs"),
            ("agents", "/agents"),
        ];
    }

    // A conversation of two turns with the built-in composer.
    private async Task<string> TalkAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        using var begun = await full.Client.PostAsJsonAsync("/api/v1/conversations", new { }, stop);
        var id = (await WebHost.JsonOf(begun, stop)).GetProperty("id").GetString();
        foreach (var text in (string[])["I get support emails. Sort them into refund, bug or other. Refunds over $100 need a manager's ok. Everything else gets a polite reply.", "Retry the reply 3 times."])
        {
            using var said = await full.Client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages?wait=30s", new { text }, stop);
            Assert.True(said.IsSuccessStatusCode, await said.Content.ReadAsStringAsync(stop));
        }

        return $"/chat/{id}";
    }
}
