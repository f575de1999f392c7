using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>Pausing, resuming, bounding and waking runs from outside: over HTTP and on the run's page.</summary>
[Collection(WebCollection.Name)]
public sealed class ControllingRuns(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_paused_and_resumed_over_HTTP_and_says_why_it_stands()
    {
        await web.SaveAsync(Flows.Waits("control-pause", "control.never"), Stop);
        var id = (await web.RunAsync("control-pause", new { }, Stop)).GetProperty("id").GetString();

        using var paused = await web.Client.PostAsync($"/api/v1/runs/{id}/pause", null, Stop);
        var among = await PausedAsync("control-pause");
        using var resumed = await web.Client.PostAsJsonAsync($"/api/v1/runs/{id}/resume", new { }, Stop);
        var after = await web.GetJsonAsync($"/api/v1/runs/{id}", Stop);
        using var unknown = await web.Client.PostAsync($"/api/v1/runs/{Guid.NewGuid()}/pause", null, Stop);

        Assert.StartsWith("Paused by owner since", (await WebHost.JsonOf(paused, Stop)).GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        Assert.False(after.TryGetProperty("pausedBy", out var by) && by.ValueKind == JsonValueKind.String);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal([id], among);
        Assert.Empty(await PausedAsync("control-pause"));
    }

    private async Task<List<string?>> PausedAsync(string workflow) =>
        [.. (await web.GetJsonAsync($"/api/v1/runs?status=paused&workflow={workflow}", Stop)).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString())];

    [Fact]
    public async Task A_deadline_is_a_duration_or_a_time_and_anything_else_is_refused()
    {
        await web.SaveAsync(Flows.Waits("control-deadline", "control.never"), Stop);

        using var within = await web.Client.PostAsJsonAsync("/api/v1/workflows/control-deadline/runs?wait=20s", new { deadline = "1s" }, Stop);
        using var at = await web.Client.PostAsJsonAsync("/api/v1/workflows/control-deadline/runs", new { deadline = "2099-01-02T03:04:05Z" }, Stop);
        using var wrong = await web.Client.PostAsJsonAsync("/api/v1/workflows/control-deadline/runs", new { deadline = "soon" }, Stop);
        var run = (await WebHost.JsonOf(within, Stop)).GetProperty("id").GetString();
        using var told = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{run}/events") { Headers = { Accept = { new("text/event-stream") } } };
        using var stream = await web.Client.SendAsync(told, Stop);
        await stream.Content.ReadAsStringAsync(Stop); // it ends with the run
        var ended = await web.GetJsonAsync($"/api/v1/runs/{run}", Stop);

        Assert.Equal("timeout", ended.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero), (await WebHost.JsonOf(at, Stop)).GetProperty("deadline").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("is no deadline", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_nobody_waits_for_is_kept_and_one_that_comes_again_with_its_key_counts_once()
    {
        await web.SaveAsync(Flows.Waits("control-kept", "control.kept"), Stop);

        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events/control.kept") { Content = JsonContent.Create(new { amount = 9 }) };
            request.Headers.Add("Idempotency-Key", "control-kept-1");
            using var answer = await web.Client.SendAsync(request, Stop);
            answers.Add((await WebHost.JsonOf(answer, Stop)).GetRawText());
        }

        var first = await web.RunAsync("control-kept", new { }, Stop);
        var second = await web.RunAsync("control-kept", new { }, Stop);

        Assert.All(answers, a => Assert.Equal("""{"woken":0,"kept":true}""", a));
        Assert.Equal(("succeeded", "waiting"), (first.GetProperty("status").GetString(), second.GetProperty("status").GetString()));
        Assert.Matches("waits for the event .* since", second.GetProperty("why").GetString());
        Assert.Equal(9, first.GetProperty("outputs").GetProperty("paid").GetInt32());
    }

    [Fact]
    public async Task An_event_that_a_run_waits_for_is_sent_from_its_page()
    {
        await web.SaveAsync("""
            platform: v1
            name: control-send
            inputs: { order: { type: string, default: A-1 } }
            state: { paid: { type: integer, default: 0 } }
            outputs: { paid: "${{ state.paid }}" }
            start: hold
            nodes: { hold: { wait: { event: control.send, match: "${{ event.id == inputs.order }}" }, save: { paid: "${{ output.amount }}" } } }
            """, Stop);
        var id = (await web.RunAsync("control-send", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        var data = page.GetByLabel("Data of control.send, as JSON");
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send control.send" });

        await page.GotoAsync($"/runs/{id}");
        await page.GetByText("Send control.send from here").ClickAsync();
        await Expect(data).ToHaveValueAsync("{\n  \"id\": \"A-1\"\n}");
        await data.FillAsync("amount 9");
        await send.ClickAsync();
        await Expect(page.GetByText("That is no JSON")).ToBeVisibleAsync();
        await data.FillAsync("""{ "id": "B-2", "amount": 9 }""");
        await send.ClickAsync();
        await Expect(page.GetByText("it fits no run that waits")).ToBeVisibleAsync();
        await data.FillAsync("""{ "id": "A-1", "amount": 9 }""");
        await send.ClickAsync();

        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("#outputs")).ToContainTextAsync("9");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_run_is_paused_and_resumed_on_its_page()
    {
        await web.SaveAsync(Flows.Waits("control-page", "control.never"), Stop);
        var id = (await web.RunAsync("control-page", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync($"/runs/{id}");
        await Expect(page.Locator(".note-wait")).ToContainTextAsync("'hold' waits for the event control.never since");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".note-wait")).ToContainTextAsync("Paused by owner since");
        await page.GotoAsync("/runs?workflow=control-page");
        await Expect(page.Locator(".runs")).ToContainTextAsync("Paused by owner since");
        await page.GotoAsync($"/runs/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(page.Locator(".note-wait")).ToContainTextAsync("'hold' waits for the event control.never since");
        await page.GetByText("Send control.never from here").ClickAsync();
        await page.GetByLabel("Data of control.never, as JSON").FillAsync("""{ "amount": 3 }""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send control.never" }).ClickAsync();
        await Expect(page.Locator(".flat").First).ToContainTextAsync("succeeded");
        Assert.Empty(window.Complaints);
    }
}
