using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Platform.Web.Pages.Chat;
using Platform.Web.Start;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>A conversation's page whose stream broke, slept or began again: each turn stands there once, and none is missing.</summary>
[Collection(WebCollection.Name)]
public sealed class ChatThatWasAway(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_begins_again_adds_no_turn_twice_and_loses_none()
    {
        var said = new List<string> { "Fetch https://a.example and save it to a.md. Call it away-0." };
        var talk = await BeginAsync(web.Client, said[0]);
        await using var window = await browser.OpenAsync(web.Address);
        var (page, second) = (window.Page, await window.TabAsync());
        await page.GotoAsync($"/chat/{talk}");
        await second.GotoAsync($"/chat/{talk}");
        await MoreAsync();
        await ShowsAllAsync();

        // The net comes back, as the browser tells it; then it really was gone; then the tab was frozen, as one that nobody sees. Twice, for the second finds what the first left.
        for (var time = 0; time < 2; time++)
        {
            await BeginsAgainAsync(() => page.EvaluateAsync("dispatchEvent(new Event('online'))"));
            await MoreAsync();
            await ShowsAllAsync();

            await page.Context.SetOfflineAsync(true);
            await MoreAsync();
            await BeginsAgainAsync(() => page.Context.SetOfflineAsync(false));
            await ShowsAllAsync();

            await page.EvaluateAsync("document.dispatchEvent(new Event('freeze'))");
            await MoreAsync();
            await BeginsAgainAsync(() => page.EvaluateAsync("document.dispatchEvent(new Event('resume'))"));
            await MoreAsync();
            await ShowsAllAsync();
        }

        // An answer that changes is still seen, in its own place.
        await page.Locator(".turn").Last.GetByRole(AriaRole.Button, new() { Name = "Regenerate" }).ClickAsync();
        await Expect(page.Locator(".branches")).ToContainTextAsync("2/2");
        await ShowsAllAsync();

        async Task MoreAsync()
        {
            said.Add($"Call it away-{said.Count}");
            await SayAsync(web.Client, talk, said[^1]);
        }

        async Task ShowsAllAsync()
        {
            foreach (var tab in new[] { page, second }) await Expect(tab.Locator(".turn .bubble")).ToHaveTextAsync(said);
        }

        async Task BeginsAgainAsync(Func<Task> how) => await page.RunAndWaitForRequestAsync(how, request => request.Url.Contains($"/chat/{talk}/stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_server_restarts_a_message_is_kept_and_the_page_says_when_it_can_be_sent()
    {
        var folder = Directory.CreateTempSubdirectory("platform-away-");
        string[] data = ["--data", folder.FullName, "--no-samples", .. TestDatabase.Flags(folder.FullName)];
        var server = WebServer.Build(["--port", "0", .. data]);
        await server.StartAsync(new StartProgress(TextWriter.Null), Stop);
        var address = server.Address;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        string[] said = ["Fetch https://a.example and save it to a.md. Call it restart-0.", "Call it restart-1", "Call it restart-2"];
        var talk = await BeginAsync(client, said[0]);
        await using var window = await browser.OpenAsync(address);
        var page = window.Page;
        await page.GotoAsync($"/chat/{talk}");
        await SayAsync(client, talk, said[1]);
        await Expect(page.Locator(".turn .bubble")).ToHaveTextAsync(said[..2]);

        await server.DisposeAsync();
        await page.GetByLabel("Your message").FillAsync(said[2]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#say-wrong")).ToContainTextAsync("cannot be reached");
        server = WebServer.Build(["--port", new Uri(address).Port.ToString(CultureInfo.InvariantCulture), .. data]);
        await server.StartAsync(new StartProgress(TextWriter.Null), Stop);
        try
        {
            await Expect(page.Locator("#say-wrong")).ToContainTextAsync("can be sent now");
            await Expect(page.GetByLabel("Your message")).ToHaveValueAsync(said[2]);
            await page.GetByLabel("Your message").PressAsync("Enter");
            await Expect(page.Locator(".turn .bubble")).ToHaveTextAsync(said);
            await Expect(page.Locator("#say-wrong")).ToBeEmptyAsync();
        }
        finally
        {
            await server.DisposeAsync();
            TestDatabase.Drop(folder.FullName);
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_long_message_the_beginning_is_seen_and_the_rest_on_demand(bool script)
    {
        var lines = Enumerable.Range(1, 200).Select(i => $"Remark {i} of many.").ToList();
        var talk = await BeginAsync(web.Client, string.Join('\n', lines));
        await using var window = await browser.OpenAsync(web.Address, script: script);
        var page = window.Page;

        await page.GotoAsync($"/chat/{talk}");
        var bubble = page.Locator(".bubble");
        await Expect(bubble.GetByText("Remark 20 of many.")).ToBeVisibleAsync();
        await Expect(bubble.GetByText("Remark 150 of many.")).ToBeHiddenAsync();
        await bubble.GetByText("Show all").ClickAsync();
        await Expect(bubble.GetByText("Remark 150 of many.")).ToBeVisibleAsync();
        await bubble.GetByText("Show less").ClickAsync();
        await Expect(bubble.GetByText("Remark 150 of many.")).ToBeHiddenAsync();
    }

    [Fact]
    public void Folding_loses_nothing_of_a_text_and_cuts_no_letter()
    {
        string[] texts = ["", "short", string.Concat(Enumerable.Repeat("line\n", 22)), string.Concat(Enumerable.Repeat("line\n", 60)), new string('x', 9_000), string.Concat(Enumerable.Repeat("a few words ", 900)), "x" + string.Concat(Enumerable.Repeat("😀", 4_000))];

        foreach (var text in texts)
        {
            var (shown, folded) = ChatLook.Fold(text);
            Assert.True(shown.Length <= 2_500);
            Assert.Contains(text, new[] { shown + folded, $"{shown}\n{folded}" });
            Assert.False(shown.Length > 0 && char.IsHighSurrogate(shown[^1]));
        }

        Assert.Equal("", ChatLook.Fold(texts[2]).Folded); // two lines more are shown at once
        Assert.Equal(20, ChatLook.Fold(texts[3]).Shown.Split('\n').Length);
    }

    private static async Task<string> BeginAsync(HttpClient client, string text)
    {
        using var begun = await client.PostAsJsonAsync("/api/v1/conversations", new { model = "builtin" }, Stop);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("conversation").GetProperty("id").GetString()!;
        await SayAsync(client, id, text);
        return id;
    }

    private static async Task SayAsync(HttpClient client, string talk, string text)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/conversations/{talk}/messages?wait=2m", new { text }, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
