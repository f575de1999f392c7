using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web.RunPages;

/// <summary>From a failed run to the line that is wrong, and what else a developer asks a run.</summary>
[Collection(WebCollection.Name)]
public sealed class DebuggingARun(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_error_leads_to_its_line_in_the_version_of_the_run_and_to_its_node_and_to_the_run_that_went_well()
    {
        await web.SaveAsync(Divides("debug-divide", "10 / inputs.n"), Stop);
        var good = (await web.RunAsync("debug-divide", new { n = 2 }, Stop)).GetProperty("id").GetString();
        await web.SaveAsync(Divides("debug-divide", "20 / inputs.n"), Stop);
        var bad = (await web.RunAsync("debug-divide", new { n = 0 }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync($"/runs/{bad}");
        await page.Locator(".notices").GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"\.yaml:\d+:\d+$") }).ClickAsync();
        await Expect(page.Locator(".src .is-hit code")).ToContainTextAsync("half: \"${{ 20 / inputs.n }}\"");

        await page.Locator("a[data-node=split]").ClickAsync();
        await Expect(page.Locator(".node-card .note-bad")).ToContainTextAsync("division by zero");
        await Expect(page).ToHaveURLAsync(new Regex("tab=source.*node=split"));
        await page.ReloadAsync();
        await Expect(page.Locator("a[data-node=split]")).ToHaveAttributeAsync("aria-current", "true");

        await page.GetByRole(AriaRole.Link, new() { Name = "Compare with…" }).ClickAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "the run before" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"a={good}&b={bad}"));
        await Expect(page.Locator(".cmp-at")).ToContainTextAsync("At step 2");
        await Expect(page.Locator("tr.differs", new() { HasText = "split" })).ToContainTextAsync("failed");
        await Expect(page.Locator(".cmp-changes")).ToContainTextAsync("n");
        await Expect(page.Locator(".diff .diff-add")).ToContainTextAsync("20 / inputs.n");
        Assert.Empty(window.Complaints);
    }

    [Fact, NeedsQuiet]
    public async Task What_a_person_has_chosen_and_typed_stays_while_the_run_goes_on_and_a_cancelled_node_is_shown_as_such()
    {
        await web.SaveAsync(Flows.Waits("debug-live", "debug.go"), Stop);
        var id = (await web.RunAsync("debug-live", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.AddInitScriptAsync("document.addEventListener('htmx:sseOpen', () => window.isWatching = true)");
        await page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true })");
        await page.GotoAsync($"/runs/{id}?node=hold");
        await page.WaitForFunctionAsync("() => window.isWatching");
        await Expect(page.Locator(".notices")).ToContainTextAsync("POST /api/v1/events/debug.go");
        await page.Locator("[id='l-1.hold']").ClickAsync();
        await Expect(page.Locator("#span-detail .span-head .st")).ToHaveTextAsync("waiting");
        await page.GetByPlaceholder("Find a node").FillAsync("ho");
        using var woken = await web.Client.PostAsJsonAsync("/api/v1/events/debug.go", new { amount = 3 }, Stop);

        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator(".node-card .card-head .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("[id='r-1.hold']")).ToHaveAttributeAsync("aria-selected", "true");
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.01); // of 0.1, above which people notice (web.dev/cls)
        await Expect(page.GetByPlaceholder("Find a node")).ToHaveValueAsync("ho");
        await Expect(page.GetByPlaceholder("Find a node")).ToBeFocusedAsync();

        var other = (await web.RunAsync("debug-live", new { }, Stop)).GetProperty("id").GetString();
        await page.GotoAsync($"/runs/{other}");
        await page.GetByText("Cancel…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the run" }).ClickAsync();
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("cancelled");
        await Expect(page.Locator("#node-hold")).ToHaveClassAsync(new Regex("status-cancelled"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_conversation_tells_each_thing_once_and_what_code_of_a_run_said_and_all_that_is_kept_of_it_can_be_had()
    {
        await web.SaveAsync(Speaks("debug-talk"), Stop);
        var id = (await web.RunAsync("debug-talk", new { }, Stop)).GetProperty("id").GetString();

        var talk = await web.Client.GetStringAsync($"/runs/{id}?tab=talk", Stop);
        var roles = Regex.Matches(talk, "class=\"turn turn-([a-z]+)\"").Select(m => m.Groups[1].Value);
        var events = await web.Client.GetStringAsync($"/runs/{id}?tab=events&type=tool&of=answer", Stop);
        var all = await web.GetJsonAsync($"/api/v1/runs/{id}/export", Stop);
        var run = await web.GetJsonAsync($"/api/v1/runs/{id}", Stop);

        Assert.Equal(["system", "user", "assistant", "tool", "assistant"], roles);
        Assert.Single(Regex.Matches(talk, "Be brief"));
        Assert.Contains("Nothing to see.", talk, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(events, "<details class=\"event\""));
        Assert.Equal(run.GetProperty("lastSequence").GetInt64(), all.GetProperty("events").GetArrayLength());
        Assert.Equal(run.GetProperty("step").GetInt32() + 1, all.GetProperty("states").GetArrayLength());
        Assert.Contains("name: debug-talk", all.GetProperty("version").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static string Divides(string name, string half) => $$$"""
        platform: v1
        name: {{{name}}}
        inputs: { n: { type: integer, default: 1 } }
        state:
          half: { type: integer, default: 0 }
          seen: { type: boolean, default: false }
        outputs:
          half: ${{ state.half }}
        start: begin
        nodes:
          begin: { set: { seen: true }, next: split }
          split:
            set:
              half: "${{ {{{half}}} }}"
            next: finish
          finish: { set: { seen: false } }
        """;

    private static string Speaks(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        state: { said: { type: string, default: "" } }
        models:
          m:
            use: scripted/m
            rules:
              - { on: user, reply: "Let me look.", call: { tool: look, with: { formula: "1 + 1" } } }
              - { on: tool, reply: "Nothing to see." }
        tools:
          look: { use: math.eval }
        agents:
          a: { model: m, instructions: Be brief., tools: [look] }
        start: answer
        nodes:
          answer: { agent: a, prompt: What is there?, save: { said: "${{ output }}" } }
        """;
}
