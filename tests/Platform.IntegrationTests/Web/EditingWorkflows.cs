using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>The editor and the pages of a workflow, in a browser and without script.</summary>
[Collection(WebCollection.Name)]
public sealed class EditingWorkflows(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Flow(string name, string text = "one") => $$$"""
        platform: v1
        name: {{{name}}}
        inputs: { who: { type: string, default: world } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        start: first
        nodes:
          first:
            set: { said: "{{{text}}} ${{ inputs.who }}" }
            next: [second, third]
          third: { description: A junction. }
          second:
            set: { said: "${{ state.said }}!" }

        """;

    [Fact]
    public async Task A_text_is_completed_explained_checked_and_saved_and_nobody_is_overwritten()
    {
        await web.SaveAsync(Flow("editor-journey"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/workflows/editor-journey/edit");
        var code = page.Locator(".cm-content");
        await page.Locator("body[data-checked]").WaitForAsync();

        // A mistake: the finding stands in the list and at its line, and the picture stays.
        await code.ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("    nxt: third");
        var finding = page.Locator("#editor-findings .finding-error").First;
        await finding.WaitForAsync();
        Assert.Contains("'nxt'", await finding.InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("14:5", await finding.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator(".cm-lint-marker-error").First.WaitForAsync();
        await Assertions.Expect(page.Locator("#editor-picture")).ToHaveClassAsync(new Regex("stale"));
        await Assertions.Expect(page.Locator("#editor-picture svg")).ToBeVisibleAsync();

        // Mended by what is offered: the name of a node.
        for (var i = 0; i < "nxt: third".Length; i++) await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.InsertTextAsync("next: ");
        await page.Keyboard.TypeAsync("thi");
        var offered = page.Locator(".cm-tooltip-autocomplete li[aria-selected=true]");
        await Assertions.Expect(offered).ToContainTextAsync("third");
        await page.WaitForTimeoutAsync(100); // a list that has just opened takes no answer yet, lest it be taken by mistake
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.InsertTextAsync("\n");
        await Assertions.Expect(page.Locator("#editor-findings .finding-error")).ToHaveCountAsync(0);
        await page.Locator("#editor-picture:not(.stale)").WaitForAsync();

        // A word is explained.
        await page.Locator(".cm-line", new PageLocatorOptions { HasText = "next: third" }).Last.HoverAsync(new LocatorHoverOptions { Position = new Position { X = 95, Y = 8 } });
        await Assertions.Expect(page.Locator(".cm-about").First).ToContainTextAsync("junction");

        // Somebody else saves first: mine is not saved over it, and theirs is shown.
        await web.SaveAsync(Flow("editor-journey", "two"), Stop);
        await Assertions.Expect(page.Locator("#editor-notice")).ToContainTextAsync("Version 2 was saved by");
        await code.ClickAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.Locator("#editor-notice .note-bad")).ToContainTextAsync("somebody else saved");
        await Assertions.Expect(page.Locator("#editor-changes .diff-add").First).ToBeVisibleAsync();
        Assert.Contains("two ${{", await page.Locator("#editor-changes").InnerTextAsync(), StringComparison.Ordinal);

        // Without the server the text stays, and a reload brings it back.
        await page.Context.SetOfflineAsync(true);
        await code.ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("# offline\n");
        await Assertions.Expect(page.Locator("#editor-why")).ToContainTextAsync("cannot be reached");
        await page.Context.SetOfflineAsync(false);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#editor-notice")).ToContainTextAsync("brought back");
        await Assertions.Expect(code).ToContainTextAsync("# offline");

        await page.Locator("#editor-changes [data-current]").WaitForAsync();
        await page.GetByText("Save", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await page.GetByText("Save mine as the next version").ClickAsync();
        await Assertions.Expect(page.Locator("#editor-notice .note-good")).ToContainTextAsync("Saved as version 3");
        var saved = await web.Client.GetStringAsync("/workflows/editor-journey/download", Stop);
        Assert.Contains("    next: third\n", saved, StringComparison.Ordinal);
        Assert.EndsWith("# offline\n", saved, StringComparison.Ordinal);
        Assert.DoesNotContain(window.Complaints, c => !c.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_validates_saves_or_loses_the_server_is_told_so_and_told_when_it_is_over()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var (page, notice) = (window.Page, window.Page.Locator("#editor-notice"));
        var code = page.Locator(".cm-content");
        await page.GotoAsync("/workflows/new");
        await page.Locator("body[data-checked]").WaitForAsync();
        await WriteAsync(Flow("editor-told"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Validate" }).ClickAsync();
        await Assertions.Expect(notice.GetByRole(AriaRole.Status)).ToHaveTextAsync("The text is valid: 3 nodes, 1 input, 1 channel, 1 output.");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/workflows/editor-told/edit"));
        await Assertions.Expect(notice).ToContainTextAsync("Saved as version 1.");
        await Assertions.Expect(notice.GetByText("Run it")).ToHaveAttributeAsync("href", "/workflows/editor-told#start");

        await WriteAsync(Flow("editor-told").Replace("third]", "thrd]", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Validate" }).ClickAsync();
        await Assertions.Expect(notice.GetByRole(AriaRole.Alert)).ToContainTextAsync("The text is not valid: 1 error. Line 10");
        await WriteAsync(Flow("editor-told", "two"));
        await Assertions.Expect(notice.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(notice.Locator(".note-bad")).ToContainTextAsync("Not saved: the server cannot be reached");
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(notice.Locator(".note-bad")).ToHaveCountAsync(0);
        await Assertions.Expect(notice).ToContainTextAsync("can be reached again");
        await notice.GetByText("Save it now").ClickAsync();
        await Assertions.Expect(notice.Locator(".note-good")).ToContainTextAsync("Saved as version 2.");

        async Task WriteAsync(string text)
        {
            await code.ClickAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.InsertTextAsync(text);
        }
    }

    [Fact]
    public async Task Without_script_a_text_is_checked_and_saved_with_a_form()
    {
        await web.SaveAsync(Flow("editor-plain"), Stop);
        await using var window = await browser.OpenAsync(web.Address, width: 360, script: false);
        var page = window.Page;
        await page.GotoAsync("/workflows/editor-plain/edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Validate" }).ClickAsync();
        await Assertions.Expect(page.Locator("#editor-notice [role=status]")).ToContainTextAsync("The text is valid: 3 nodes, 1 input, 1 channel, 1 output.");

        await page.Locator("textarea[name=text]").FillAsync(Flow("editor-plain").Replace("[second, third]", "[secnd, third]", StringComparison.Ordinal));
        await page.GetByText("Save", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#editor-findings")).ToContainTextAsync("secnd");
        await Assertions.Expect(page.Locator("#editor-notice")).ToContainTextAsync("Not saved");

        await web.SaveAsync(Flow("editor-plain", "theirs"), Stop);
        await page.Locator("textarea[name=text]").FillAsync(Flow("editor-plain", "mine"));
        await page.GetByText("Save", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#editor-notice")).ToContainTextAsync("while you were writing");
        await page.GetByText("Save", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#editor-notice")).ToContainTextAsync("Saved as version 3");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
    }

    [Fact]
    public async Task An_old_version_comes_back_as_a_new_one_and_what_changed_is_shown()
    {
        await web.SaveAsync(Flow("editor-back"), Stop);
        await web.SaveAsync(Flow("editor-back", "worse"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;

        await page.GotoAsync("/workflows/editor-back/diff");
        Assert.Contains("one ${{", await page.Locator(".diff-del").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("worse ${{", await page.Locator(".diff-add").InnerTextAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/workflows/editor-back/versions");
        await page.GetByText("Bring back").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bring back version 1" }).ClickAsync();
        await Assertions.Expect(page.Locator(".note-good")).ToContainTextAsync("The text of version 1 is back, as version 3.");

        var versions = (await web.GetJsonAsync("/api/v1/workflows/editor-back/versions", Stop)).GetProperty("items");
        Assert.Equal(3, versions[0].GetProperty("number").GetInt32());
        Assert.Equal(1, versions[0].GetProperty("restoredFrom").GetInt32());
        Assert.True(versions[0].GetProperty("current").GetBoolean());
        var diff = await web.GetJsonAsync("/api/v1/workflows/editor-back/diff?from=2&to=3", Stop);
        Assert.Equal((1, 1), (diff.GetProperty("added").GetInt32(), diff.GetProperty("removed").GetInt32()));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_switched_off_starts_no_run_by_any_door_until_it_is_switched_on()
    {
        await web.SaveAsync(Flow("editor-off"), Stop);
        await web.SaveAsync("platform: v1\nname: editor-off-parent\nstart: child\nnodes: { child: { workflow: editor-off } }\n", Stop);
        Assert.Contains("editor-off-parent", await web.Client.GetStringAsync("/workflows/editor-off/users", Stop), StringComparison.Ordinal);
        using var off = await web.Client.PostAsync("/api/v1/workflows/editor-off/disable", null, Stop);

        using var refused = await web.Client.PostAsJsonAsync("/api/v1/workflows/editor-off/runs", new { inputs = new { } }, Stop);
        var parent = await web.RunAsync("editor-off-parent", new { }, Stop);
        using var on = await web.Client.PostAsync("/api/v1/workflows/editor-off/enable", null, Stop);
        var run = await web.RunAsync("editor-off", new { }, Stop);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("switched off", parent.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("succeeded", run.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_address_is_asked_about_first_and_never_one_of_this_network()
    {
        var asked = await web.Client.GetStringAsync($"/workflows/new?import=address&address={Uri.EscapeDataString($"{web.Address}/health/live")}", Stop);
        Assert.Contains("Fetch it", asked, StringComparison.Ordinal);

        foreach (var address in new[] { $"{web.Address}/workflows/hello/download", "http://169.254.169.254/latest", "http://10.0.0.1/x.yaml", "file:///etc/passwd" })
        {
            await using var window = await browser.OpenAsync(web.Address, script: false);
            await window.Page.GotoAsync("/workflows/new?import=address&address=http://example.com/x.yaml");
            var token = await window.Page.Locator("input[name=__RequestVerificationToken]").Last.GetAttributeAsync("value");
            var answer = await window.Page.Context.APIRequest.PostAsync("/workflows/new?handler=fetch", new APIRequestContextOptions { Data = $"address={Uri.EscapeDataString(address)}&__RequestVerificationToken={Uri.EscapeDataString(token!)}", Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" } });
            Assert.Equal(422, answer.Status);
            Assert.Contains("role=\"alert\"", await answer.TextAsync(), StringComparison.Ordinal);
        }
    }
}
