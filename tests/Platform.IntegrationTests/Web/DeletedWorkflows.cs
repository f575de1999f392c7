using System.Net;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>What is not there says what it was: a deleted workflow, an unknown run, task or agent, a version that never was.</summary>
[Collection(WebCollection.Name)]
public sealed partial class DeletedWorkflows(WebHost web)
{
    private const string Nobody = "01a2062a-cba1-7000-99b9-57901036ec80";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_runs_of_a_deleted_workflow_are_read_with_their_picture_and_lead_to_no_dead_end()
    {
        var run = await RunAndDeleteAsync("gone-runs");

        var (status, page) = await GetAsync($"/runs/{run}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains(">deleted</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Run again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/workflows/gone-runs", page, StringComparison.Ordinal);
        Assert.Contains("name: gone-runs", (await GetAsync($"/runs/{run}?tab=source")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_own_pages_and_a_form_that_was_open_before_say_that_it_was_deleted()
    {
        await web.SaveAsync(Flows.Hello("gone-form"), Stop);
        var open = (await GetAsync("/workflows/gone-form")).Page;
        Assert.Contains("Deleted, its ended runs stay readable", (await GetAsync("/workflows/gone-form/delete")).Page, StringComparison.Ordinal);
        using var gone = await web.Client.DeleteAsync("/api/v1/workflows/gone-form", Stop);

        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", Forgery().Match(open).Groups[1].Value), new("in.who", "Ada")]);
        using var posted = await web.Client.PostAsync("/workflows/gone-form", form, Stop);
        var said = WebUtility.HtmlDecode(await posted.Content.ReadAsStringAsync(Stop));

        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        Assert.Contains("The workflow 'gone-form' was deleted", said, StringComparison.Ordinal);
        Assert.Contains("who: Ada", said, StringComparison.Ordinal); // it took time to type
        foreach (var page in new[] { "", "?version=1", "/versions", "/edit", "/delete", "/diff", "/diff?to=1", "/restore?version=1" })
        {
            var (status, text) = await GetAsync($"/workflows/gone-form{page}");
            Assert.Equal((page, HttpStatusCode.NotFound), (page, status));
            Assert.Contains("The workflow 'gone-form' was deleted", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData($"/runs/{Nobody}", "There is no run with this id.")]
    [InlineData("/runs/short", "There is no run with this id.")]
    [InlineData($"/tasks/{Nobody}", "There is no task with this id.")]
    [InlineData("/workflows/never-was", "No workflow is named 'never-was'.")]
    [InlineData("/agents/never-was/writer", "The workflow 'never-was' has no agent 'writer'.")]
    [InlineData($"/chat/{Nobody}", "There is no conversation with this id.")]
    [InlineData("/tools/no.tool", "There is no tool 'no.tool'.")]
    [InlineData("/no/such/page", "No page has this address.")]
    public async Task An_address_of_nothing_says_what_is_not_there(string address, string said)
    {
        var (status, page) = await GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_told_where_it_was_asked_for()
    {
        await web.SaveAsync(Flows.Hello("gone-version"), Stop);
        var run = (await web.RunAsync("gone-version", new { who = "Ada" }, Stop)).GetProperty("id").GetString();

        var (status, page) = await GetAsync($"/runs/{run}?tab=replay&against=77");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("'gone-version' has no version 77", page, StringComparison.Ordinal);
        Assert.Contains("has no version 9", (await GetAsync("/workflows/gone-version?version=9")).Page, StringComparison.Ordinal);
    }

    private async Task<string> RunAndDeleteAsync(string workflow)
    {
        await web.SaveAsync(Flows.Hello(workflow), Stop);
        var run = (await web.RunAsync(workflow, new { who = "Ada" }, Stop)).GetProperty("id").GetString()!;
        using var gone = await web.Client.DeleteAsync($"/api/v1/workflows/{workflow}", Stop);
        Assert.True(gone.IsSuccessStatusCode);
        return run;
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string address)
    {
        using var answer = await web.Client.GetAsync(address, Stop);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Forgery();
}
