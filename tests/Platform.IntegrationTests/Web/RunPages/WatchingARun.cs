using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Platform.Web.Pages.Runs.Spans;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web.RunPages;

/// <summary>A page that is open says what its run does, in the same numbers everywhere.</summary>
[Collection(WebCollection.Name)]
public sealed class WatchingARun(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_of_a_long_map_its_active_time_and_the_tabs_keep_up_with_its_items()
    {
        using var gate = new SemaphoreSlim(0);
        await using var provider = (await ProtocolServer.StartAsync()).By(async response =>
        {
            await gate.WaitAsync(Stop);
            response.ContentType = "text/event-stream";
            await response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"fine\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", Stop);
        });
        await web.SaveAsync(Buys("watch-map", provider.Address), Stop);
        using var started = await web.Client.PostAsJsonAsync("/api/v1/workflows/watch-map/runs", new { inputs = new { } }, Stop); // and not waited for
        var id = (await WebHost.JsonOf(started, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync($"/runs/{id}");
        await Expect(page.Locator("#now")).ToContainTextAsync("Running: each.");
        await Expect(page.Locator("#now")).ToContainTextAsync("each 0/3");

        gate.Release();
        await Expect(page.Locator("#now")).ToContainTextAsync("each 1/3");
        await Expect(page.Locator("#tab-calls")).ToHaveTextAsync("Model calls 1");
        await Expect(page.Locator(".run-facts dd[title='Waits left out']")).ToHaveAttributeAsync("data-since", new Regex("^2"));
        await Expect(page.Locator(".run-facts dd[title='Waits left out']")).Not.ToHaveTextAsync("< 1 ms");
        await Expect(page.Locator("[id='l-1.each.1']")).ToHaveTextAsync("#1 green tea");
        gate.Release(2);
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("#tab-calls")).ToHaveTextAsync("Model calls 3");
        await Expect(page.Locator("#now")).ToContainTextAsync("its 1 step in the timeline");

        // What can always be done keeps to the right edge when nothing can be paused any more.
        var (row, last) = (await page.Locator(".run-top").BoundingBoxAsync(), await page.Locator("#act-more").BoundingBoxAsync());
        Assert.Equal(row!.X + row.Width, last!.X + last.Width, 1.5);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_form_that_has_to_be_filled_in_is_open_when_its_task_comes()
    {
        await web.SaveAsync(Flows.Waits("watch-asks", "watch.go").Replace("save: { paid: \"${{ output.amount }}\" }", """
            next: ask
              ask:
                human: { title: "Why?", form: { type: object, required: [reason], properties: { reason: { type: string, minLength: 3 } } } }
            """, StringComparison.Ordinal), Stop);
        var id = (await web.RunAsync("watch-asks", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.AddInitScriptAsync("document.addEventListener('htmx:sseOpen', () => window.isWatching = true)");
        await page.GotoAsync($"/runs/{id}");
        await page.WaitForFunctionAsync("() => window.isWatching");

        using var woken = await web.Client.PostAsJsonAsync("/api/v1/events/watch.go", new { amount = 3 }, Stop);

        await Expect(page.GetByLabel("reason")).ToBeVisibleAsync();
        await page.GetByLabel("reason").FillAsync("because");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator(".wf-step .wf-detail").Nth(1)).ToHaveTextAsync("hold goes on");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Short_values_of_the_state_stand_beside_their_names()
    {
        await web.SaveAsync(Flows.Counts("watch-state"), Stop);
        var id = (await web.RunAsync("watch-state", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync($"/runs/{id}");
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("waiting");

        await page.GotoAsync($"/runs/{id}?tab=state");
        await Expect(page.Locator("#ch-count")).ToHaveTextAsync(new Regex(@"^count\s+3"));
        await Expect(page.Locator("details.channel")).ToHaveCountAsync(0);
        await page.GotoAsync($"/runs/{id}");
        await page.Locator(".ask-head").GetByRole(AriaRole.Link, new() { Name = "asked" }).ClickAsync();
        await Expect(page.Locator(".channel-line").First).ToHaveTextAsync(new Regex(@"^count\s+3$"));
    }

    [Fact]
    public async Task On_a_phone_the_tab_that_is_open_is_in_sight_and_under_no_bar()
    {
        await web.SaveAsync(Flows.Hello("watch-phone"), Stop);
        var id = (await web.RunAsync("watch-phone", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address, width: 360);
        var page = window.Page;

        foreach (var tab in new[] { "calls", "state", "replay" })
        {
            await page.GotoAsync($"/runs/{id}?tab={tab}#tabs");
            await Expect(page.Locator($"#tab-{tab}")).ToBeInViewportAsync(new() { Ratio = 0.99f });
            var (open, bar) = (await page.Locator($"#tab-{tab}").BoundingBoxAsync(), await page.Locator(".side").BoundingBoxAsync());
            Assert.True(open!.Y >= bar!.Y + bar.Height, $"{tab} at {open.Y}, the bar ends at {bar.Y + bar.Height}");
        }
    }

    [Theory]
    [InlineData("\"green   tea\"", "green tea")]
    [InlineData("17", "17")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("""{ "price": 3, "name": "milk" }""", "milk")]
    [InlineData("""{ "nested": { "a": 1 }, "row": 12 }""", "12")]
    [InlineData("""{ "nested": {} }""", null)]
    [InlineData("null", null)]
    public void An_item_of_a_map_is_known_by_its_text_or_by_what_names_it(string item, string? name)
    {
        using var json = JsonDocument.Parse(item);

        Assert.Equal(name, ItemNames.NameOf(json.RootElement));
    }

    private static string Buys(string name, string address) => $$$"""
        platform: v1
        name: {{{name}}}
        inputs: { things: { type: array, default: [milk, green tea, salt] } }
        models: { slow: { use: vllm/slow, base_url: "{{{address}}}/v1" } }
        agents: { buyer: { model: slow } }
        start: each
        nodes: { each: { map: { over: "${{ inputs.things }}", as: thing, parallel: 1 }, agent: buyer, prompt: "Buy ${{ thing }}." } }
        """;
}
