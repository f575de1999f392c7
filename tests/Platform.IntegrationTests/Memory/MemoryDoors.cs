using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>Memory by HTTP and as pages.</summary>
[Collection(WebCollection.Name)]
public sealed partial class MemoryRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_saved_read_changed_by_its_version_found_and_forgotten()
    {
        const string Place = "/api/v1/memory/user/api%2520user/likes/favourite%20colour";
        using var made = await web.Client.PutAsJsonAsync(Place, new { text = "She likes blue", ttl = "30d" }, Stop);
        var tag = made.Headers.ETag!;
        using var changed = await SendAsync(Place, new { value = new { colour = "green" } }, tag);
        using var late = await SendAsync(Place, new { text = "red" }, tag);
        var entry = await web.GetJsonAsync(Place, Stop);
        var whole = await web.GetJsonAsync("/api/v1/memory/user%2Fapi%2520user%2Flikes/favourite%20colour", Stop); // the namespace as one part
        using var found = await web.Client.PostAsJsonAsync("/api/v1/memory/search", new { @namespace = "user/api user/likes", query = "colours" }, Stop);
        var listed = await web.GetJsonAsync("/api/v1/memory?namespace=user/api%2520user/likes&limit=1", Stop);
        using var gone = await web.Client.DeleteAsync(Place, Stop);
        using var none = await web.Client.GetAsync(Place, Stop);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict), (made.StatusCode, changed.StatusCode, late.StatusCode));
        Assert.Equal(("user/api%20user/likes", "favourite colour", "green"), (entry.GetProperty("namespace").GetString(), entry.GetProperty("key").GetString(), entry.GetProperty("value").GetProperty("colour").GetString()));
        Assert.False(entry.TryGetProperty("expiresAt", out _)); // it was saved anew, for ever
        Assert.Equal(2, whole.GetProperty("version").GetInt32());
        Assert.Equal("favourite colour", (await WebHost.JsonOf(found, Stop)).GetProperty("items")[0].GetProperty("entry").GetProperty("key").GetString());
        Assert.Equal(1, listed.GetProperty("items").GetArrayLength());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, none.StatusCode));
    }

    [Theory]
    [InlineData("/api/v1/memory/organization")]
    [InlineData("/api/v1/memory/team%2F..%2Fuser/x")]
    [InlineData("/api/v1/memory/team//x")]
    [InlineData("/api/v1/memory/us%D0%B5r/ana/x")] // a Cyrillic e
    [InlineData("/api/v1/memory?namespace=team/../user")]
    [InlineData("/api/v1/memory?after=nowhere")]
    public async Task A_place_that_is_none_is_told(string address)
    {
        using var answer = await web.Client.GetAsync(address, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await WebHost.JsonOf(answer, Stop)).GetProperty("resolution").GetString()!);
    }

    [Fact]
    public async Task Pages_show_search_change_and_forget_and_everything_about_a_user_goes_after_one_more_question()
    {
        foreach (var (space, text) in new[] { ("user/page-ana", "She likes <b>blue</b>"), ("user/page-ana/work", "She works in Lisbon"), ("user/page-anabel", "Another one") })
            (await web.Client.PutAsJsonAsync($"/api/v1/memory/{space}/fact", new { text }, Stop)).Dispose();

        var list = await web.Client.GetStringAsync("/memory?space=user/page-ana", Stop);
        var found = await web.Client.GetStringAsync("/memory?space=user/page-ana&q=favourite+colour", Stop);
        var none = await web.Client.GetStringAsync("/memory?space=team/none", Stop);
        var wrong = await web.Client.GetStringAsync("/memory?space=team//x", Stop);
        var entry = await web.Client.GetStringAsync("/memory/entry?space=user/page-ana&key=fact", Stop);
        using var saved = await PostAsync("/memory/entry", entry, ("space", "user/page-ana"), ("key", "fact"), ("version", "1"), ("value", "She likes green"));
        using var late = await PostAsync("/memory/entry", entry, ("space", "user/page-ana"), ("key", "fact"), ("version", "1"), ("value", "She likes red"));
        var ask = await web.Client.GetStringAsync("/memory/forget?user=page-ana", Stop);
        using var forgotten = await PostAsync("/memory/forget", ask, ("user", "page-ana"));
        var after = await web.GetJsonAsync("/api/v1/memory/namespaces", Stop);

        Assert.Contains("She likes &lt;b&gt;blue&lt;/b&gt;", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Lisbon", list, StringComparison.Ordinal);
        Assert.Contains("Forget everything about page-ana", list, StringComparison.Ordinal);
        Assert.Contains("/memory/entry?space=user%2Fpage-ana&amp;key=fact", found, StringComparison.Ordinal);
        Assert.Contains("Nothing is remembered in", none, StringComparison.Ordinal);
        Assert.Contains("is no namespace", wrong, StringComparison.Ordinal);
        Assert.Contains("version 1", entry, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (saved.StatusCode, late.StatusCode));
        Assert.Contains("changed since you read it", await late.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("<strong>2 entries</strong>", ask, StringComparison.Ordinal);
        Assert.Equal("/memory?forgotten=2", forgotten.Headers.Location?.ToString());
        var left = after.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("namespace").GetString()!).Where(s => s.StartsWith("user/page", StringComparison.Ordinal));
        Assert.Equal(["user/page-anabel"], left);
    }

    [Fact]
    public async Task What_an_agent_was_given_is_on_the_page_of_its_run()
    {
        (await web.Client.PutAsJsonAsync("/api/v1/memory/workflow/recalls/fact", new { text = "Parcels go by ship & train" }, Stop)).Dispose();
        await web.SaveAsync("""
            platform: v1
            name: recalls
            inputs: { text: { type: string } }
            models: { main: { use: scripted/x, default: By ship. } }
            agents: { clerk: { model: main, memory: workflow } }
            start: it
            nodes: { it: { agent: clerk, prompt: "${{ inputs.text }}" } }
            """, Stop);

        var run = (await web.RunAsync("recalls", new { text = "how do parcels go?" }, Stop)).GetProperty("id").GetString();
        var events = await web.GetJsonAsync($"/api/v1/runs/{run}/events", Stop);
        var calls = await web.Client.GetStringAsync($"/runs/{run}?tab=calls", Stop);
        var timeline = await web.Client.GetStringAsync($"/runs/{run}", Stop);

        Assert.Contains(events.GetProperty("items").EnumerateArray(), e => e.GetProperty("type").GetString() == "memory.recalled");
        Assert.Contains("Parcels go by ship &amp; train", calls, StringComparison.Ordinal);
        Assert.Contains("/memory/entry?space=workflow%2Frecalls&amp;key=fact", calls, StringComparison.Ordinal);
        Assert.Contains("memory, 1 recalled", timeline, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string address, object body, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(tag);
        return web.Client.SendAsync(request, Stop);
    }

    private Task<HttpResponseMessage> PostAsync(string address, string page, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("__RequestVerificationToken", Token().Match(page).Groups[1].Value)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        return web.Client.PostAsync(address, new FormUrlEncodedContent(all), Stop);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary><c>platform memory</c>, through the built binary.</summary>
public sealed class MemoryCommands
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_is_saved_found_shown_exported_and_forgotten_in_the_terminal()
    {
        using var cli = new CliProcess();
        var saved = await cli.RunAsync(Token, "memory", "save", "user", "colour", "Her favourite colour is blue", "--ttl", "30d");
        var found = await cli.RunAsync(Token, "memory", "search", "user", "which colors does she like", "--json");
        var shown = await cli.RunAsync(Token, "memory", "show", "user/owner", "colour");
        var list = await cli.RunAsync(Token, "memory", "list");
        var exported = await cli.RunAsync(Token, "memory", "export", "--user", "owner");
        var asked = await cli.RunAsync(Token, "memory", "forget", "--user", "owner");
        var gone = await cli.RunAsync(Token, "memory", "forget", "--user", "owner", "--yes");
        var none = await cli.RunAsync(Token, "memory", "show", "user", "colour");
        var trick = await cli.RunAsync(Token, "memory", "list", "team/../user");

        Assert.True(saved.ExitCode == 0, saved.ToString());
        Assert.Equal("colour", found.Json().GetProperty("items")[0].GetProperty("entry").GetProperty("key").GetString());
        Assert.Contains("value:\nHer favourite colour is blue", shown.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("user/owner", list.Output, StringComparison.Ordinal);
        Assert.Contains("\"key\":\"colour\"", exported.Output, StringComparison.Ordinal);
        Assert.Equal((2, 0, 1, 1), (asked.ExitCode, gone.ExitCode, none.ExitCode, trick.ExitCode));
        Assert.Contains("1 entry of 'user/owner'", asked.Error, StringComparison.Ordinal);
        Assert.Contains("1 entry forgotten", gone.Error, StringComparison.Ordinal);
        Assert.Contains("is no namespace", trick.Error, StringComparison.Ordinal);
    }
}
