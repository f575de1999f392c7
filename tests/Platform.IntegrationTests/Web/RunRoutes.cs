using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

[Collection(WebCollection.Name)]
public sealed class RunRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_waited_for_comes_back_with_its_outputs()
    {
        await web.SaveAsync(Flows.Hello("runs-hello"), Stop);

        var run = await web.RunAsync("runs-hello", new { who = "Ada" }, Stop);

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal("Hello Ada", run.GetProperty("outputs").GetProperty("greeting").GetString());
        Assert.Equal("api", run.GetProperty("trigger").GetString());
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_are_named()
    {
        await web.SaveAsync(Flows.Hello("runs-unfit"), Stop);

        using var answer = await web.Client.PostAsJsonAsync("/api/v1/workflows/runs-unfit/runs", new { inputs = new { times = 9 } }, Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("times", problem.GetProperty("findings")[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_run()
    {
        await web.SaveAsync(Flows.Hello("runs-key"), Stop);

        var first = await StartWithKeyAsync("runs-key", "k-1");
        var second = await StartWithKeyAsync("runs-key", "k-1");

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/api/v1/runs?after=nowhere", "cursor")]
    [InlineData("/api/v1/human-tasks?after=nowhere", "cursor")]
    [InlineData("/api/v1/runs?limit=many", "'limit' cannot be 'many'")]
    [InlineData("/api/v1/runs/abc", "'abc' is no id", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/runs/01a206d7/events", "'01a206d7' is no id", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/nothing/abc", "No route is at", HttpStatusCode.NotFound)]
    public async Task What_does_not_fit_in_the_address_is_told_in_words_of_the_api(string address, string says, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var answer = await web.Client.GetAsync(address, Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, problem.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letters_by_which_pages_call_a_run_lead_to_it()
    {
        await web.SaveAsync(Flows.Hello("runs-part"), Stop);
        var run = (await web.RunAsync("runs-part", new { }, Stop)).GetProperty("id").GetString()!;

        using var led = await web.Client.GetAsync($"/runs/{run[^8..]}", Stop);
        var page = await web.Client.GetStringAsync(led.Headers.Location, Stop);

        Assert.Contains($"/runs/{run}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_for_an_input_comes_as_a_part_of_a_form()
    {
        await web.SaveAsync(Flows.Hello("runs-form").Replace("who: { type: string, default: World", "who: { type: string, format: file, default: none.txt", StringComparison.Ordinal), Stop);
        using var form = new MultipartFormDataContent { { new StringContent("""{"times": 2}"""), "inputs" } };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("Ada")), "who", "who.txt");

        using var answer = await web.Client.PostAsync("/api/v1/workflows/runs-form/runs?wait=2m", form, Stop);
        var run = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Matches("^Hello uploads/.*who.txt$", run.GetProperty("outputs").GetProperty("greeting").GetString());
    }

    [Fact]
    public async Task Events_come_by_pages_and_without_gaps()
    {
        await web.SaveAsync(Flows.Hello("runs-events"), Stop);
        var run = await web.RunAsync("runs-events", new { }, Stop);
        var id = run.GetProperty("id").GetString();

        var first = await web.GetJsonAsync($"/api/v1/runs/{id}/events?limit=3", Stop);
        var rest = await web.GetJsonAsync($"/api/v1/runs/{id}/events?limit=100&after={first.GetProperty("next").GetString()}", Stop);

        var sequences = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(e => e.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(i => (long)i), sequences);
        Assert.Equal("run.succeeded", rest.GetProperty("items").EnumerateArray().Last().GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_last_event_that_was_seen_and_ends_with_end()
    {
        await web.SaveAsync(Flows.Hello("runs-stream"), Stop);
        var id = (await web.RunAsync("runs-stream", new { }, Stop)).GetProperty("id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", "2");

        using var answer = await web.Client.SendAsync(request, Stop);
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).Split('\n');

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id: 3", lines.First(l => l.StartsWith("id:", StringComparison.Ordinal)));
        Assert.Equal("event: end", lines.Last(l => l.StartsWith("event:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task State_is_kept_for_each_step()
    {
        await web.SaveAsync(Flows.Hello("runs-state"), Stop);
        var id = (await web.RunAsync("runs-state", new { who = "Ada" }, Stop)).GetProperty("id").GetString();

        var steps = await web.GetJsonAsync($"/api/v1/runs/{id}/checkpoints", Stop);
        var last = await web.GetJsonAsync($"/api/v1/runs/{id}/checkpoints/1", Stop);

        Assert.NotEqual(0, steps.GetProperty("items").GetArrayLength());
        Assert.Equal("Hello Ada", last.GetProperty("channels").GetProperty("greeting").GetString());
    }

    [Fact]
    public async Task Tasks_and_model_calls_are_told_by_pages()
    {
        await web.SaveAsync(Flows.Maps("runs-tasks"), Stop);
        var id = (await web.RunAsync("runs-tasks", new { items = new[] { 1, 2, 3, 4 } }, Stop)).GetProperty("id").GetString();

        var tasks = await web.GetJsonAsync($"/api/v1/runs/{id}/tasks", Stop);
        var calls = await web.GetJsonAsync($"/api/v1/runs/{id}/llm-calls", Stop);

        Assert.Equal(4, tasks.GetProperty("items").EnumerateArray().Count(t => t.GetProperty("type").GetString() == "task.finished"));
        Assert.Equal(0, calls.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_waiting_run_is_woken_by_its_event()
    {
        await web.SaveAsync(Flows.Waits("runs-wait", "order.paid"), Stop);
        var run = await web.RunAsync("runs-wait", new { }, Stop);
        Assert.Equal("waiting", run.GetProperty("status").GetString());

        using var answer = await web.Client.PostAsJsonAsync("/api/v1/events/order.paid", new { amount = 12 }, Stop);
        var ended = await EndOfAsync(run.GetProperty("id").GetString()!);

        Assert.True((await WebHost.JsonOf(answer, Stop)).GetProperty("woken").GetInt32() >= 1);
        Assert.Equal(12, ended.GetProperty("outputs").GetProperty("paid").GetInt32());
    }

    [Fact]
    public async Task A_cancelled_run_stays_cancelled_and_can_be_retried()
    {
        await web.SaveAsync(Flows.Waits("runs-cancel", "never.comes"), Stop);
        var id = (await web.RunAsync("runs-cancel", new { }, Stop)).GetProperty("id").GetString();

        using var cancelled = await web.Client.PostAsync($"/api/v1/runs/{id}/cancel", null, Stop);
        using var retried = await web.Client.PostAsync($"/api/v1/runs/{id}/retry", null, Stop);

        Assert.Equal("cancelled", (await WebHost.JsonOf(cancelled, Stop)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
    }

    [Fact]
    public async Task Runs_are_filtered_and_paged_by_cursor()
    {
        await web.SaveAsync(Flows.Hello("runs-list"), Stop);
        for (var i = 0; i < 3; i++) await web.RunAsync("runs-list", new { who = $"n{i}" }, Stop);

        var first = await web.GetJsonAsync("/api/v1/runs?workflow=runs-list&status=succeeded&limit=2", Stop);
        var second = await web.GetJsonAsync($"/api/v1/runs?workflow=runs-list&limit=2&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}", Stop);
        using var wrong = await web.Client.GetAsync("/api/v1/runs?status=done", Stop);

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal(1, second.GetProperty("items").GetArrayLength());
        Assert.Contains("succeeded", (await WebHost.JsonOf(wrong, Stop)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_claims_answers_and_the_run_goes_on()
    {
        await web.SaveAsync(Flows.Asks("runs-ask"), Stop);
        var run = await web.RunAsync("runs-ask", new { }, Stop);
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run.GetProperty("id").GetString()}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();

        using var claimed = await web.Client.PostAsync($"/api/v1/human-tasks/{task}/claim", null, Stop);
        using var released = await web.Client.PostAsync($"/api/v1/human-tasks/{task}/release", null, Stop);
        using var unfit = await web.Client.PostAsJsonAsync($"/api/v1/human-tasks/{task}/complete", new { answer = new { note = "x" } }, Stop);
        using var done = await web.Client.PostAsJsonAsync($"/api/v1/human-tasks/{task}/complete", new { answer = new { approved = true, note = "fine" } }, Stop);
        var ended = await EndOfAsync(run.GetProperty("id").GetString()!);

        Assert.Equal("claimed", (await WebHost.JsonOf(claimed, Stop)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unfit.StatusCode);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal("fine", ended.GetProperty("outputs").GetProperty("note").GetString());
    }

    [Fact]
    public async Task The_system_tells_its_health_its_kinds_and_its_api()
    {
        using var live = await web.Client.GetAsync("/health/live", Stop);
        using var ready = await web.Client.GetAsync("/health/ready", Stop);
        var status = await web.GetJsonAsync("/api/v1/status", Stop);
        var kinds = await web.GetJsonAsync("/api/v1/node-kinds", Stop);
        var document = await web.GetJsonAsync("/openapi/v1.json", Stop);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.True(status.GetProperty("runs").TryGetProperty("running", out _));
        Assert.Contains(kinds.EnumerateArray(), k => k.GetProperty("key").GetString() == "human");
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/runs/{id}/events", out _));
    }

    private async Task<JsonElement> StartWithKeyAsync(string workflow, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/workflows/{workflow}/runs") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await web.Client.SendAsync(request, Stop);
        return await WebHost.JsonOf(answer, Stop);
    }

    // The stream ends when the run does: no test asks again and again.
    private async Task<JsonElement> EndOfAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var stream = await web.Client.SendAsync(request, Stop);
        await stream.Content.ReadAsStringAsync(Stop);
        return await web.GetJsonAsync($"/api/v1/runs/{id}", Stop);
    }
}
