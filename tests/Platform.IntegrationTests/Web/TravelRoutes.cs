using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>Time travel over HTTP.</summary>
[Collection(WebCollection.Name)]
public sealed class TravelRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkpoints_come_by_pages_with_what_changed_and_a_state_with_what_differs()
    {
        await web.SaveAsync(Flows.Counts("travel-list"), Stop);
        var run = await RunAsync("travel-list");

        var page = await web.GetJsonAsync($"/api/v1/runs/{run}/checkpoints?limit=2", Stop);
        var rest = await web.GetJsonAsync($"/api/v1/runs/{run}/checkpoints?after={page.GetProperty("next").GetString()}", Stop);
        var state = await web.GetJsonAsync($"/api/v1/runs/{run}/checkpoints/3?diff=1", Stop);

        Assert.Equal("""{"channel":"count","before":"0","after":"1"}""", page.GetProperty("items")[1].GetProperty("changes")[0].GetRawText());
        Assert.Equal([2, 3, 4], rest.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("step").GetInt32()));
        Assert.Equal("""[{"channel":"count","path":"","kind":"changed","before":1,"after":3}]""", state.GetProperty("changes").GetRawText());
        Assert.Equal("Ready?", (await web.GetJsonAsync($"/api/v1/runs/{run}/checkpoints/4", Stop)).GetProperty("waiting")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_fork_is_made_with_edited_state_and_knows_its_origin()
    {
        await web.SaveAsync(Flows.Counts("travel-fork"), Stop);
        var origin = await RunAsync("travel-fork");

        using var answer = await web.Client.PostAsJsonAsync($"/api/v1/runs/{origin}/fork", new { step = 2, state = new { count = 10 } }, Stop);
        var fork = await WebHost.JsonOf(answer, Stop);
        var listed = await web.GetJsonAsync($"/api/v1/runs?forkedFrom={origin}", Stop);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($$"""{"run":"{{origin}}","step":2}""", fork.GetProperty("forkedFrom").GetRawText());
        Assert.Equal(fork.GetProperty("id").GetString(), listed.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(1, (await web.GetJsonAsync($"/api/v1/runs/{origin}", Stop)).GetProperty("forks").GetInt32());
        Assert.Equal("11", await EndAsync(fork.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_fork()
    {
        await web.SaveAsync(Flows.Counts("travel-key"), Stop);
        var origin = await RunAsync("travel-key");

        var first = await ForkWithKeyAsync(origin, 2, "fork-1");
        var second = await ForkWithKeyAsync(origin, 2, "fork-1");
        var other = await ForkWithKeyAsync(origin, 1, "fork-1");

        Assert.Equal(Text(first, "id"), Text(second, "id"));
        Assert.Equal("conflict", Text(other, "code"));
    }

    [Fact]
    public async Task State_is_edited_and_answered_in_one_request_and_the_replay_still_agrees()
    {
        await web.SaveAsync(Flows.Counts("travel-edit"), Stop);
        var run = await RunAsync("travel-edit");

        using var patched = await web.Client.PatchAsJsonAsync($"/api/v1/runs/{run}/state", new { state = new { count = 20 } }, Stop);
        using var resumed = await web.Client.PostAsJsonAsync($"/api/v1/runs/{run}/resume", new { state = new { count = 30 }, value = new { ok = true } }, Stop);
        Assert.True(patched.IsSuccessStatusCode && resumed.IsSuccessStatusCode, await resumed.Content.ReadAsStringAsync(Stop));
        Assert.Equal("30", await EndAsync(run));
        using var replayed = await web.Client.PostAsync($"/api/v1/runs/{run}/replay", null, Stop);
        var report = await WebHost.JsonOf(replayed, Stop);

        Assert.Equal("""{"deterministic":true,"steps":7,"version":1,"complete":true}""", report.GetRawText());
    }

    [Fact]
    public async Task A_replay_under_another_version_names_step_node_and_channel()
    {
        await web.SaveAsync(Flows.Counts("travel-replay"), Stop);
        var run = await RunAsync("travel-replay");
        await web.SaveAsync(Flows.Counts("travel-replay").Replace("count + 1", "count + (state.count == 1 ? 2 : 1)", StringComparison.Ordinal), Stop);

        using var replayed = await web.Client.PostAsJsonAsync($"/api/v1/runs/{run}/replay", new { version = 2 }, Stop);
        var first = (await WebHost.JsonOf(replayed, Stop)).GetProperty("divergence");

        Assert.Equal((2, "tick", "count", "2", "3"), (first.GetProperty("step").GetInt32(), Text(first, "node"), Text(first, "channel"), Text(first, "expected"), Text(first, "actual")));
    }

    [Theory]
    [InlineData("POST", "fork", """{"step": 99}""", HttpStatusCode.NotFound, "steps 0 to 4")]
    [InlineData("POST", "fork", """{"step": 2, "state": {"cuont": 1}}""", HttpStatusCode.BadRequest, "channels are 'count'")]
    [InlineData("POST", "fork", """{"step": 2, "version": 7}""", HttpStatusCode.NotFound, "has no version 7")]
    [InlineData("POST", "fork", """{"stepp": 2}""", HttpStatusCode.BadRequest, "stepp")]
    [InlineData("POST", "replay", """{"version": 7}""", HttpStatusCode.NotFound, "has no version 7")]
    [InlineData("PATCH", "state", """{"state": {"count": "x"}}""", HttpStatusCode.BadRequest, "must be an integer")]
    [InlineData("PATCH", "state", """{"state": {}}""", HttpStatusCode.BadRequest, "at least one")]
    [InlineData("GET", "checkpoints?after=soon", "", HttpStatusCode.BadRequest, "must be the number of a step")]
    [InlineData("GET", "checkpoints?after=1&before=3", "", HttpStatusCode.BadRequest, "do not go together")]
    [InlineData("GET", "checkpoints/99", "", HttpStatusCode.NotFound, "has no step 99")]
    public async Task What_cannot_be_done_is_a_problem_that_says_why(string method, string what, string body, HttpStatusCode status, string says)
    {
        await web.SaveAsync(Flows.Counts("travel-wrong"), Stop);
        var run = await RunAsync("travel-wrong");

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/runs/{run}/{what}");
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await web.Client.SendAsync(request, Stop);
        var problem = (await answer.Content.ReadAsStringAsync(Stop)).Replace("\\u0027", "'", StringComparison.Ordinal);

        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {problem}");
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string workflow) => (await web.RunAsync(workflow, new { }, Stop)).GetProperty("id").GetString()!;

    // Answers what waits, and follows the run to its end.
    private async Task<string> EndAsync(string run)
    {
        while (true)
        {
            var tasks = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run}", Stop)).GetProperty("items");
            if (tasks.GetArrayLength() > 0)
                (await web.Client.PostAsJsonAsync($"/api/v1/human-tasks/{tasks[0].GetProperty("id").GetString()}/complete", new { answer = new { ok = true } }, Stop)).Dispose();
            var view = await web.GetJsonAsync($"/api/v1/runs/{run}", Stop);
            if (view.TryGetProperty("outputs", out var outputs)) return outputs.GetProperty("count").GetRawText();
            using var events = await web.Client.GetAsync($"/api/v1/runs/{run}/events?after={view.GetProperty("lastSequence").GetInt64()}", Stop);
        }
    }

    private async Task<JsonElement> ForkWithKeyAsync(string run, int step, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/runs/{run}/fork") { Content = JsonContent.Create(new { step }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await web.Client.SendAsync(request, Stop);
        return await WebHost.JsonOf(answer, Stop);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
