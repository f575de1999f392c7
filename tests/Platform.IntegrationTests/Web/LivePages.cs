using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Platform.Web.Start;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>Pages that are open show what happens, by themselves.</summary>
[Collection(WebCollection.Name)]
public sealed class LivePages(WebHost web, Browser browser, ITestOutputHelper output)
{
    private const int Runs = 12;
    private const double Generous = 1500; // ms; on a machine that does something else besides. What was measured is in the output

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, NeedsQuiet]
    [InlineData("/runs?workflow=live-list")]
    [InlineData("/")]
    public async Task A_run_is_seen_at_once_where_runs_are_listed(string address)
    {
        await web.SaveAsync(Flows.Asks("live-list"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync(address);
        await page.EvaluateAsync("""
            () => {
              window.seen = {};
              const look = () => { for (const a of document.querySelectorAll("main a[href^='/runs/']")) window.seen[a.getAttribute("href").slice(6)] ??= Date.now(); };
              look();
              new MutationObserver(look).observe(document.querySelector("main"), { childList: true, subtree: true, attributes: true });
            }
            """);
        var took = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var run = await web.RunAsync("live-list", new { }, Stop);
            var id = run.GetProperty("id").GetString();
            await page.WaitForFunctionAsync("id => window.seen[id]", id);
            took.Add(await page.EvaluateAsync<double>("id => window.seen[id]", id) - run.GetProperty("createdAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
        }

        took.Sort();
        output.WriteLine($"{address}: p50 {took[Runs / 2]} ms, p95 {took[^1]} ms");
        Assert.True(took[Runs / 2] < Generous, $"It took {took[Runs / 2]} ms.");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_list_that_is_in_use_does_not_move_under_the_hand()
    {
        await web.SaveAsync(Flows.Asks("live-hand"), Stop);
        var first = (await web.RunAsync("live-hand", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/runs?workflow=live-hand");
        await page.Locator($"#t-{first}").CheckAsync();

        var second = (await web.RunAsync("live-hand", new { }, Stop)).GetProperty("id").GetString();
        await Expect(page.Locator("[data-live-new]")).ToHaveTextAsync("1 new run");
        await Expect(page.Locator($"#r-{second}")).ToHaveCountAsync(0);
        using (await web.Client.PostAsync($"/api/v1/runs/{first}/cancel", null, Stop)) await Expect(page.Locator($"#r-{first}")).ToContainTextAsync("cancelled");
        await Expect(page.Locator($"#t-{first}")).ToBeCheckedAsync();
        await Expect(page.Locator(".runs-picked")).ToContainTextAsync("1 ticked");

        await page.Locator("[data-live-new]").ClickAsync();
        await Expect(page.Locator("#rows tbody tr").First).ToHaveAttributeAsync("id", $"r-{second}");
        await Expect(page.Locator($"#t-{first}")).ToBeCheckedAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_another_process_stores_is_seen_too()
    {
        await web.SaveAsync(Flows.Asks("live-other"), Stop);
        var run = (await web.RunAsync("live-other", new { }, Stop)).GetProperty("id").GetString();
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();
        await using var other = await RunningPlatform.StartAsync(web.Folder, workers: false);
        await using var window = await browser.OpenAsync(web.Address);
        await window.Page.GotoAsync("/tasks?workflow=live-other");
        await Expect(window.Page.Locator($"#task-{task}")).ToContainTextAsync("open");

        Assert.True(Platform.Core.Runs.HumanTasks.HumanTaskId.TryParse(task, out var id));
        await other.HumanTasks.ClaimAsync(RunningPlatform.Me, id, Stop);

        await Expect(window.Page.Locator($"#task-{task}")).ToContainTextAsync("claimed");
    }

    [Fact]
    public async Task Pages_left_open_are_right_again_after_a_restart_and_after_the_net_was_gone()
    {
        var folder = Directory.CreateTempSubdirectory("platform-live-");
        string[] data = ["--data", folder.FullName, "--no-samples", .. TestDatabase.Flags(folder.FullName)];
        var server = WebServer.Build(["--port", "0", .. data]);
        await server.StartAsync(new StartProgress(TextWriter.Null), Stop);
        var address = server.Address;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using (await client.PostAsync("/api/v1/workflows", new StringContent(Flows.Asks("live-restart"), System.Text.Encoding.UTF8, "application/yaml"), Stop)) { }
        var run = await StartAsync(client);
        await using var window = await browser.OpenAsync(address);
        var list = window.Page;
        await list.GotoAsync("/runs");
        var one = await window.TabAsync();
        await one.GotoAsync($"/runs/{run}");
        await Expect(list.Locator($"#r-{run}")).ToContainTextAsync("waiting");

        // A third page sleeps meanwhile: the tab is frozen, as browsers do with tabs that nobody looks at.
        var frozen = await window.TabAsync();
        await frozen.GotoAsync("/tasks");
        var life = await frozen.Context.NewCDPSessionAsync(frozen);
        await life.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
        await server.DisposeAsync();
        await Expect(list.Locator("#live-state")).ToHaveTextAsync("Reconnecting…");
        await list.GetByRole(AriaRole.Link, new() { Name = "Workflows" }).First.ClickAsync();
        await Expect(list.Locator("#live-state")).ToContainTextAsync("This page stays until it can");
        server = WebServer.Build(["--port", new Uri(address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. data]);
        await server.StartAsync(new StartProgress(TextWriter.Null), Stop);
        try
        {
            var later = await StartAsync(client);
            await Expect(list.Locator($"#r-{later}")).ToContainTextAsync("waiting");
            await Expect(list.Locator("#live-state")).ToBeHiddenAsync();
            await life.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" });
            await Expect(frozen.Locator($"#rows a[href='/runs/{later}']")).ToBeVisibleAsync();
            using (await client.PostAsync($"/api/v1/runs/{run}/cancel", null, Stop)) await Expect(one.Locator(".run-title .st")).ToHaveTextAsync("cancelled");

            await list.Context.SetOfflineAsync(true);
            var last = await StartAsync(client);
            await list.Context.SetOfflineAsync(false);
            await Expect(list.Locator($"#r-{last}")).ToContainTextAsync("waiting");

            // What was searched for meanwhile is asked for again, so that the list is what its box says.
            await list.Context.SetOfflineAsync(true);
            await list.Locator("#filters [type=search]").FillAsync("nothing-like-it");
            await Expect(list.Locator("#live-state")).ToContainTextAsync("then does what you asked for");
            await list.Context.SetOfflineAsync(false);
            await Expect(list.Locator("#rows")).ToContainTextAsync("No run matches");
            await Expect(list).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=nothing-like-it"));
        }
        finally
        {
            await server.DisposeAsync();
            TestDatabase.Drop(folder.FullName);
            folder.Delete(recursive: true);
        }

        static async Task<string> StartAsync(HttpClient client)
        {
            using var started = await client.PostAsJsonAsync("/api/v1/workflows/live-restart/runs?wait=10s", new { }, Stop);
            return (await started.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
        }
    }

    [Fact]
    public async Task Ten_open_pages_block_neither_each_other_nor_an_eleventh()
    {
        await web.SaveAsync(Flows.Asks("live-tabs"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var tabs = new List<IPage> { window.Page };
        while (tabs.Count < 10) tabs.Add(await window.TabAsync());
        await Task.WhenAll(tabs.Select(t => t.GotoAsync("/runs?workflow=live-tabs")));

        var run = (await web.RunAsync("live-tabs", new { }, Stop)).GetProperty("id").GetString();
        foreach (var tab in tabs) await Expect(tab.Locator($"#r-{run}")).ToContainTextAsync("waiting");
        var more = await window.TabAsync();
        await more.GotoAsync("/costs");
        await Expect(more.Locator("h1")).ToHaveTextAsync("Costs");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Two_who_answer_the_same_task_are_told_who_was_first()
    {
        await web.SaveAsync(Flows.Asks("live-two"), Stop);
        var run = (await web.RunAsync("live-two", new { }, Stop)).GetProperty("id").GetString();
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var (first, second) = (window.Page, await window.TabAsync());
        await first.GotoAsync($"/tasks/{task}");
        await second.GotoAsync($"/tasks/{task}");
        await second.GetByLabel("note").FillAsync("a long thought");

        await first.GetByLabel("note").FillAsync("go ahead");
        await first.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(first.Locator(".task-state")).ToContainTextAsync("answered");
        await Expect(second.Locator(".task-late")).ToBeVisibleAsync();
        await Expect(second.GetByLabel("note")).ToHaveValueAsync("a long thought");
        await second.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(second.Locator(".note-bad")).ToContainTextAsync("Your answer was not taken: owner answered");
        await Expect(second.Locator(".note-bad pre")).ToContainTextAsync("a long thought");
        await Expect(second.Locator(".ask-done")).ToContainTextAsync("go ahead");
    }

    [Fact]
    public async Task The_page_of_an_answered_task_shows_how_its_run_goes_on()
    {
        await web.SaveAsync("""
            platform: v1
            name: live-answered
            start: ask
            nodes:
              ask: { human: { title: "Go on?", form: { type: object, properties: { ok: { type: boolean } } } }, next: hold }
              hold: { wait: { event: live.answered } }
            """, Stop);
        var run = (await web.RunAsync("live-answered", new { }, Stop)).GetProperty("id").GetString();
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync($"/tasks/{task}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ClickAsync();
        await Expect(page.Locator(".task-state")).ToContainTextAsync("answered");
        var status = page.Locator("dt:text-is(\"Run's status\") + dd .st");
        await Expect(status).ToHaveTextAsync("waiting");
        await page.EvaluateAsync("window.sameDocument = true");

        using (await web.Client.PostAsync("/api/v1/events/live.answered", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Stop)) await Expect(status).ToHaveTextAsync("succeeded");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Many_runs_are_cancelled_by_ticks_or_by_their_filter()
    {
        await web.SaveAsync(Flows.Asks("live-bulk"), Stop);
        var ids = new List<string>();
        for (var i = 0; i < 4; i++) ids.Add((await web.RunAsync("live-bulk", new { }, Stop)).GetProperty("id").GetString()!);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/runs?workflow=live-bulk&since=24h");

        await page.Locator($"#t-{ids[0]}").CheckAsync();
        await page.Locator($"#t-{ids[2]}").CheckAsync();
        await page.Locator(".runs-picked summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the ticked runs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("2 runs cancelled.");
        await Expect(page.Locator($"#r-{ids[0]}")).ToContainTextAsync("cancelled");
        await Expect(page.Locator($"#r-{ids[1]}")).ToContainTextAsync("waiting");

        await page.Locator(".runs-more summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel all that match…" }).ClickAsync();
        await Expect(page.Locator("main h2")).ToHaveTextAsync("Cancel 2 runs?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel 2 runs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("2 runs cancelled.");
        Assert.EndsWith("/runs?workflow=live-bulk&since=24h", page.Url, StringComparison.Ordinal);

        var table = (await web.Client.GetStringAsync("/runs/export?workflow=live-bulk&status=cancelled", Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["id", .. ids.AsEnumerable().Reverse()], table.Select(l => l.Split(',')[0]));
        Assert.Empty((await web.GetJsonAsync("/runs/export?format=json&workflow=live-bulk&status=running", Stop)).EnumerateArray());
        Assert.Equal(ids, (await web.GetJsonAsync("/api/v1/runs?workflow=live-bulk&sort=oldest&trigger=api&version=1", Stop)).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
        Assert.Empty((await web.GetJsonAsync("/api/v1/runs?workflow=live-bulk&trigger=cli", Stop)).GetProperty("items").EnumerateArray());
        Assert.Empty((await web.GetJsonAsync($"/api/v1/runs?workflow=live-bulk&to={DateTime.UtcNow.AddHours(-1):O}", Stop)).GetProperty("items").EnumerateArray());
    }
}
