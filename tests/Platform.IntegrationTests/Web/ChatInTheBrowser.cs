using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.IntegrationTests.Chat;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>A workflow by talking, as a person does it.</summary>
[Collection(WebCollection.Name)]
public sealed partial class ChatInTheBrowser(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_names_no_step_is_offered_requests_and_a_click_says_one()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("I want to automate my invoices");
        await page.Keyboard.PressAsync("Enter");
        var offers = page.GetByRole(AriaRole.Group, new() { Name = "What you may say" });
        await Expect(offers.GetByRole(AriaRole.Button)).ToHaveCountAsync(2);

        await offers.GetByRole(AriaRole.Button).First.ClickAsync();

        await Expect(page.Locator(".turn")).ToHaveCountAsync(2);
        await Expect(page.Locator(".bubble").Last).ToContainTextAsync("Take an invoice text");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("extract-save");
        await page.Locator("#panel").GetByRole(AriaRole.Link, new() { Name = "In words" }).ClickAsync();
        await Expect(page.Locator("#panel .words li").Nth(1)).ToContainTextAsync("extract a built-in rule reads the input");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_draft_whose_name_is_taken_is_saved_under_another_one_and_the_one_that_is_there_stays()
    {
        await web.SaveAsync("platform: v1\nname: taken-name\nstart: only\nnodes: { only: { wait: { for: 1s }, next: end } }\n", Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("Wait 2 seconds. Call it taken-name.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("taken-name");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var note = page.Locator("#panel .note-wait");
        await Expect(note).ToContainTextAsync("There is a workflow 'taken-name' already (version 1)");
        await Expect(page.GetByLabel("Or name it")).ToHaveValueAsync("taken-name-2");
        await page.GetByLabel("Or name it").FillAsync("!!");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save under this name" }).ClickAsync();
        await Expect(note).ToContainTextAsync("'!!' cannot name a workflow.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByLabel("Or name it").FillAsync("My own pause");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save under this name" }).ClickAsync();

        await Expect(page.Locator("#panel .note-good")).ToContainTextAsync("Saved as my-own-pause, version 1");
        await Expect(page.Locator(".turn").Last).ToContainTextAsync("Named my-own-pause");
        await page.GotoAsync("/workflows/taken-name");
        await Expect(page.Locator("body")).ToContainTextAsync("version 1");
        Assert.DoesNotContain(window.Complaints, c => !c.Contains("409", StringComparison.Ordinal) && !c.Contains("400", StringComparison.Ordinal)); // the browser tells of both answers itself
    }

    [Fact]
    public async Task What_a_draft_lacks_is_told_before_it_runs_and_the_conversation_is_found_again_from_its_workflow()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("Read notes.txt and post it to slack #team. Call it lacks-things.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel .note-wait")).ToContainTextAsync("To run, it needs a secret that is not set: SLACK_BOT_TOKEN");

        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(LacksThings());
        await Expect(page.Locator("#files")).ToContainTextAsync("notes.txt");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change by talking" }).ClickAsync();

        await Expect(page.Locator("#rows li")).ToHaveCountAsync(1);
        await Expect(page.Locator("#rows li")).ToContainTextAsync("saved as lacks-things");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_doubtful_of_a_draft_stands_beside_its_run_button_until_it_is_mended()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("Translate the text I enter to German and save it to de.md.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("valid, 1 doubt");
        await page.GetByText("Before you run it: 1 doubt").ClickAsync();
        await Expect(page.Locator("#panel .doubts li")).ToContainTextAsync("gives the text back as it is, untranslated");

        await page.GetByLabel("Your message").FillAsync("call it still-doubtful");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("still-doubtful");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("valid, 1 doubt");
        await page.GetByLabel("Your message").FillAsync("use gpt-4o-mini");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#panel h2")).ToContainTextAsync("draft 3");
        await Expect(page.Locator("#panel h2 .st")).ToHaveTextAsync("valid");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_draft_that_comes_while_the_panel_is_being_fetched_is_shown_too()
    {
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("Fetch https://a.example and save it to a.md. Call it first-name.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("first-name");
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync("**/chat/*", async route =>
        {
            if (route.Request.Headers.GetValueOrDefault("hx-target") != "panel" || asked.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            asked.SetResult();
            var answer = await route.FetchAsync();
            await go.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        var talk = page.Url.Split('/')[^1];

        await SayAsync(talk, "Call it second-name");
        await asked.Task.WaitAsync(Stop);
        await SayAsync(talk, "Call it third-name");
        await Expect(page.Locator(".turn")).ToHaveCountAsync(3); // it came by the same stream as the word that there is a draft
        go.SetResult();

        await Expect(page.Locator("#panel h2")).ToContainTextAsync("third-name");
        Assert.Empty(window.Complaints);
    }

    private async Task SayAsync(string talk, string text)
    {
        using var answer = await web.Client.PostAsJsonAsync($"/api/v1/conversations/{talk}/messages?wait=2m", new { text }, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Twelve_turns_two_tabs_a_stop_a_branch_and_a_run_from_an_old_draft()
    {
        var go = new TaskCompletionSource();
        await using var server = await ProtocolServer.StartAsync();
        for (var i = 1; i <= 12; i++) server.Says(GivenChat.With($"Answer {i}.", GivenChat.Named($"talk-{i}")));
        server.By(async response =>
        {
            await GivenChat.PieceAsync(response, "I go on and ");
            await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted);
        }).Says(GivenChat.With("Another way.", GivenChat.Named("talk-again"))).Says(GivenChat.With("As edited.", GivenChat.Named("talk-edited")));
        await web.SaveAsync(GivenChat.Host("chat-browser", server.Address), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("chat-browser:main");
        await page.GetByLabel("What the workflow should do").FillAsync("Request 1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".turn")).ToHaveCountAsync(1);
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("talk-1");
        await using var second = await browser.OpenAsync(web.Address);
        await second.Page.GotoAsync(page.Url);
        await page.EvaluateAsync("window.sameDocument = true");

        // Ten from elsewhere, which both tabs are to show, and one more by hand.
        var talk = page.Url.Split('/')[^1];
        for (var i = 2; i <= 11; i++)
        {
            using var answer = await web.Client.PostAsJsonAsync($"/api/v1/conversations/{talk}/messages?wait=2m", new { text = $"Request {i}" }, Stop);
            var draft = (await WebHost.JsonOf(answer, Stop)).GetProperty("draft").GetInt32();
            Assert.Empty((await web.GetJsonAsync($"/api/v1/conversations/{talk}/drafts/{draft}", Stop)).GetProperty("findings").EnumerateArray());
        }

        await page.GetByLabel("Your message").FillAsync("Request 12");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".turn").Last).ToContainTextAsync("Answer 12.");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("talk-12");
        await Expect(page.GetByLabel("Your message")).ToHaveValueAsync("");
        await Expect(page.GetByLabel("Your message")).ToBeFocusedAsync();
        await Expect(second.Page.Locator(".turn")).ToHaveCountAsync(12); // without a reload
        await Expect(second.Page.Locator("#panel h2")).ToContainTextAsync("talk-12");

        // An answer that is being written is seen in the other tab, and stopped there.
        await page.GetByLabel("Your message").FillAsync("Request 13");
        await page.Keyboard.PressAsync("Enter");
        await Expect(second.Page.Locator(".turn").Last).ToContainTextAsync("I go on and");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.Locator(".turn").Last).ToContainTextAsync("You stopped this answer.");
        await page.Locator(".turn").Last.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator(".turn").Last).ToContainTextAsync("Another way.");
        await Expect(page.Locator(".branches")).ToContainTextAsync("2/2");

        // An earlier message said differently is a branch of its own; the other one stays.
        var third = page.Locator(".turn").Nth(2);
        await third.GetByText("Edit").ClickAsync();
        await third.GetByLabel("The message").FillAsync("Request 3, but better");
        await third.GetByRole(AriaRole.Button, new() { Name = "Send as a branch" }).ClickAsync();
        await Expect(page.Locator(".turn")).ToHaveCountAsync(3);
        await Expect(page.Locator(".turn").Last).ToContainTextAsync("As edited.");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("talk-edited");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        await page.GetByLabel("Branch before").ClickAsync();
        await Expect(page.Locator(".turn")).ToHaveCountAsync(13);

        // An old draft: its changes, its picture, saved and run.
        await page.Locator(".made-chip").Nth(4).ClickAsync();
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("talk-5");
        await Expect(page.Locator("#panel .diff .diff-add")).ToContainTextAsync("name: talk-5");
        await page.GetByRole(AriaRole.Link, new() { Name = "Side by side" }).ClickAsync();
        await Expect(page.Locator("#panel .diff-split .diff-del")).ToContainTextAsync("name: talk-4");
        await page.GetByRole(AriaRole.Link, new() { Name = "Validate" }).ClickAsync();
        await Expect(page.Locator("#panel")).ToContainTextAsync("finds nothing to say");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("#panel .note-good")).ToContainTextAsync("Saved as talk-5, version 1");
        await page.Locator("#panel").GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(RunForm());
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator(".results")).ToContainTextAsync("Hello, you");
        Assert.Empty(window.Complaints);
        Assert.Empty(second.Complaints);
    }

    [Fact]
    public async Task A_draft_is_asked_for_written_by_hand_and_used_again_without_script_on_a_phone()
    {
        await using var window = await browser.OpenAsync(web.Address, width: 360, script: false);
        var page = window.Page;

        await page.GotoAsync("/chat");
        await page.GetByLabel("Who answers").SelectOptionAsync("builtin");
        await page.GetByLabel("What the workflow should do").FillAsync("<b>Ask a person</b> whether to go on");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator(".bubble")).ToHaveTextAsync("<b>Ask a person</b> whether to go on");
        await Waiting.UntilAsync(async () => (await page.ReloadAsync()) is not null && await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).CountAsync() == 0); // the answer is there
        await page.GetByRole(AriaRole.Link, new() { Name = "Draft", Exact = true }).ClickAsync();
        await page.GotoAsync($"{page.Url}&tab=edit");
        await page.GetByLabel("The workflow as YAML").FillAsync(GivenChat.Bad);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as a draft" }).ClickAsync();
        await Expect(page.Locator("#panel")).ToContainTextAsync("'great'");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        await page.GotoAsync(page.Url.Split('?')[0] + "?tab=edit&pane=draft");
        await page.GetByLabel("The workflow as YAML").FillAsync(GivenChat.Named("chat-by-hand"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as a draft" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(page.Locator(".note-good")).ToContainTextAsync("Saved as chat-by-hand, version 1");
        await page.GotoAsync("/chat?q=Ask");
        await Expect(page.Locator(".chat-list")).ToContainTextAsync("Ask a person");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
    }

    [GeneratedRegex(@"/workflows/talk-5\?version=1#start$")]
    private static partial Regex RunForm();

    [GeneratedRegex(@"/workflows/lacks-things\?version=1#files$")]
    private static partial Regex LacksThings();
}
