using System.Text.Json;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>A person looks at what an agent wants to do, in a browser.</summary>
[Collection(WebCollection.Name)]
public sealed class ApprovingCalls(WebHost web, Browser browser)
{
    private const string Flow = """
        platform: v1
        name: approving-calls
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        models: { main: { use: scripted/m, rules: [ { on: user, call: { tool: store, with: { path: a.txt, content: "900 dollars" } } }, { on: tool, match: "forbidden", reply: "Not then." }, { on: tool, reply: "Done." } ] } }
        tools: { store: { use: file.write, approve: "${{ arguments.content.contains('dollars') }}" } }
        agents: { clerk: { model: main, tools: [store] } }
        start: work
        nodes: { work: { agent: clerk, prompt: Go, save: { said: "${{ output }}" } } }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_arguments_are_edited_on_the_runs_page_and_refused_in_the_inbox()
    {
        await web.SaveAsync(Flow, Stop);
        var id = (await web.RunAsync("approving-calls", new { }, Stop)).GetProperty("id").GetString();
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync($"/runs/{id}");
        await Expect(page.Locator(".ask")).ToContainTextAsync("A person decides because this holds: arguments.content.contains('dollars').");
        var content = page.Locator("[name='in.arguments.content']");
        await Expect(content).ToHaveValueAsync("900 dollars");
        await content.FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.Locator(".is-invalid")).ToHaveCountAsync(1);
        await content.FillAsync("90 dollars");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.Locator("body")).ToContainTextAsync("Done.");
        await page.GotoAsync($"/runs/{id}?tab=events");
        await Expect(page.Locator("body")).ToContainTextAsync("store, allowed by owner with other arguments");

        var second = (await web.RunAsync("approving-calls", new { }, Stop)).GetProperty("id").GetString();
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={second}", Stop)).GetProperty("items")[0];
        Assert.Equal("clerk", task.GetProperty("approval").GetProperty("agent").GetString());
        await page.GotoAsync($"/tasks/{task.GetProperty("id").GetString()}");
        await page.GetByLabel("reason").FillAsync("Too much");
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("answered");

        JsonElement ended;
        do ended = await web.GetJsonAsync($"/api/v1/runs/{second}", Stop);
        while (ended.GetProperty("status").GetString() is "running" or "waiting" or "queued");
        Assert.Equal("Not then.", ended.GetProperty("outputs").GetProperty("said").GetString());
        // The browser notes that the form that did not fit was answered with an error.
        Assert.All(window.Complaints, c => Assert.Contains("/tasks/", c, StringComparison.Ordinal));
    }
}
