using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>From the provider's wire to the page: a real browser watches a model that writes slowly.</summary>
[Collection(WebCollection.Name)]
public sealed class AnswersAsTheyAreWritten(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, NeedsQuiet]
    public async Task A_token_is_on_the_page_under_50_ms_after_the_provider_wrote_it()
    {
        var watched = new TaskCompletionSource();
        await using var provider = (await ProtocolServer.StartAsync()).By(async response =>
        {
            await watched.Task;
            for (var token = 0; token < 60; token++)
            {
                await PieceAsync(response, $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)} ");
                await Task.Delay(30, Stop);
            }

            await EndAsync(response);
        });
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.AddInitScriptAsync("document.addEventListener('htmx:sseOpen', () => window.isWatching = true)");
        await page.GotoAsync($"/runs/{await StartAsync("live-tokens", provider)}");
        await page.WaitForFunctionAsync("() => window.isWatching");
        await page.EvaluateAsync("""
            window.delays = []; window.read = 0;
            new MutationObserver(() => {
              const now = Date.now(), text = document.querySelector("#live [id$='-a']")?.textContent ?? "";
              for (const at of text.slice(window.read).split(" ")) if (at.length === 13) window.delays.push(now - Number(at));
              if (text) window.read = text.lastIndexOf(" ") + 1;
            }).observe(document.getElementById("live"), { childList: true, subtree: true, characterData: true });
            """);
        watched.SetResult();

        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");

        var delays = (await page.EvaluateAsync<double[]>("window.delays")).Order().ToList();
        TestContext.Current.SendDiagnosticMessage("token to page: {0} tokens, median {1} ms, 95th of 100 {2} ms, longest {3} ms", delays.Count, delays[delays.Count / 2], delays[delays.Count * 95 / 100], delays[^1]);
        Assert.Equal(60, delays.Count);
        Assert.True(delays[delays.Count / 2] < 50, $"median {delays[delays.Count / 2]} ms");
        await Expect(page.Locator("#live .live")).ToHaveCountAsync(0); // the whole answer is in the run's parts now
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_page_that_is_opened_in_the_middle_shows_the_answer_from_its_beginning()
    {
        var (written, seen, whole) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var provider = (await ProtocolServer.StartAsync()).By(async response =>
        {
            await PieceAsync(response, "Let me think.", "reasoning_content");
            await PieceAsync(response, "Once upon ");
            await PieceAsync(response, "a time ");
            written.SetResult();
            await seen.Task.WaitAsync(Stop);
            await PieceAsync(response, "there was a queue.");
            await whole.Task.WaitAsync(Stop); // the end takes it off the page
            await EndAsync(response);
        });
        await using var window = await browser.OpenAsync(web.Address);
        var run = await StartAsync("live-late", provider);
        await written.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        await Task.Delay(100, Stop); // what was written has come through

        await window.Page.GotoAsync($"/runs/{run}");

        await Expect(window.Page.Locator("#live pre[id$='-t']")).ToHaveTextAsync("Let me think.");
        await Expect(window.Page.Locator("#live pre[id$='-a']")).ToHaveTextAsync("Once upon a time");
        seen.SetResult();
        await Expect(window.Page.Locator("#live pre[id$='-a']")).ToHaveTextAsync("Once upon a time there was a queue.");
        whole.SetResult();
        await Expect(window.Page.Locator("#live .live")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_model_writes_is_text_and_its_thoughts_stand_apart()
    {
        var (watched, seen) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var provider = (await ProtocolServer.StartAsync()).By(async response =>
        {
            await watched.Task;
            await PieceAsync(response, "Should I?", "reasoning_content");
            await PieceAsync(response, "<script>document.title='broken'</script> & <b>bo");
            await PieceAsync(response, "ld</b>\nnext line");
            await seen.Task.WaitAsync(Stop);
            await EndAsync(response);
        });
        const string Said = "<script>document.title='broken'</script> & <b>bold</b>\nnext line";
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.AddInitScriptAsync("document.addEventListener('htmx:sseOpen', () => window.isWatching = true)");
        await page.GotoAsync($"/runs/{await StartAsync("live-text", provider)}?tab=calls");
        await page.WaitForFunctionAsync("() => window.isWatching"); // what was said before is not said again
        watched.SetResult();

        await Expect(page.Locator("#live pre[id$='-t']")).ToHaveTextAsync("Should I?");
        await Expect(page.Locator("#live pre[id$='-a']")).ToHaveTextAsync(Said);
        seen.SetResult();

        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("#live .live")).ToHaveCountAsync(0);
        await page.Locator("details.call summary").ClickAsync();
        await Expect(page.Locator("details.call")).ToContainTextAsync("Should I?");
        await Expect(page.Locator("details.call")).ToContainTextAsync(Said);
        Assert.DoesNotContain("broken", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    private async Task<string> StartAsync(string name, ProtocolServer provider)
    {
        await web.SaveAsync($$$"""
            platform: v1
            name: {{{name}}}
            models: { slow: { use: vllm/slow, base_url: "{{{provider.Address}}}/v1" } }
            agents: { writer: { model: slow } }
            outputs: { text: "${{ state.text }}" }
            state: { text: { type: string, default: "" } }
            start: write
            nodes: { write: { agent: writer, prompt: Write., save: { text: "${{ output }}" } } }
            """, Stop);
        using var started = await web.Client.PostAsJsonAsync($"/api/v1/workflows/{name}/runs", new { inputs = new { } }, Stop);
        return (await WebHost.JsonOf(started, Stop)).GetProperty("id").GetString()!;
    }

    private static async Task PieceAsync(HttpResponse response, string text, string kind = "content")
    {
        if (!response.HasStarted) response.ContentType = "text/event-stream";
        await response.WriteAsync($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"{kind}\":{JsonSerializer.Serialize(text)}}}}}]}}\n\n", Stop);
        await response.Body.FlushAsync(Stop);
    }

    private static Task EndAsync(HttpResponse response) => response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", Stop);
}
