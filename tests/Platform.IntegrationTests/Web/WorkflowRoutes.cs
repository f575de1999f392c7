using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

[Collection(WebCollection.Name)]
public sealed class WorkflowRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflow_is_saved_as_yaml_and_read_as_yaml_and_as_json()
    {
        var text = Flows.Hello("routes-hello");
        using var saved = await web.PostYamlAsync("/api/v1/workflows", text, Stop);

        using var asYaml = new HttpRequestMessage(HttpMethod.Get, "/api/v1/workflows/routes-hello");
        asYaml.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/yaml"));
        using var yaml = await web.Client.SendAsync(asYaml, Stop);
        var json = await web.GetJsonAsync("/api/v1/workflows/routes-hello", Stop);

        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        Assert.Equal(text, await yaml.Content.ReadAsStringAsync(Stop));
        Assert.Equal(text, json.GetProperty("text").GetString());
        Assert.Equal(1, json.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task The_same_text_sent_as_json_gives_the_same_version()
    {
        var text = Flows.Hello("routes-same");
        await web.SaveAsync(text, Stop);

        using var again = await web.Client.PostAsJsonAsync("/api/v1/workflows", new { text }, Stop);
        var saved = await WebHost.JsonOf(again, Stop);

        Assert.Equal(1, saved.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_wrong_text_is_rejected_with_findings_at_their_place()
    {
        using var answer = await web.PostYamlAsync("/api/v1/workflows", Flows.Hello("routes-wrong").Replace("start: greet", "start: grete", StringComparison.Ordinal), Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("resolution").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
        var finding = problem.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("severity").GetString() == "error");
        Assert.Equal("greet", finding.GetProperty("suggestion").GetString());
        Assert.True(finding.GetProperty("line").GetInt32() > 1);
    }

    [Fact]
    public async Task Validation_saves_nothing()
    {
        using var answer = await web.PostYamlAsync("/api/v1/workflows/validate", Flows.Hello("routes-only-checked"), Stop);
        using var shown = await web.Client.GetAsync("/api/v1/workflows/routes-only-checked", Stop);

        Assert.True((await WebHost.JsonOf(answer, Stop)).GetProperty("valid").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
    }

    [Fact]
    public async Task A_change_made_from_an_old_version_is_refused()
    {
        var first = Flows.Hello("routes-etag");
        using var saved = await web.PostYamlAsync("/api/v1/workflows", first, Stop);
        var old = saved.Headers.ETag!;
        await web.SaveAsync(first.Replace("Hello ", "Hi ", StringComparison.Ordinal), Stop);

        using var stale = Put("routes-etag", first.Replace("Hello ", "Hey ", StringComparison.Ordinal), old);
        using var refused = await web.Client.SendAsync(stale, Stop);
        using var current = await web.Client.GetAsync("/api/v1/workflows/routes-etag", Stop);
        using var fresh = Put("routes-etag", first.Replace("Hello ", "Hey ", StringComparison.Ordinal), current.Headers.ETag!);
        using var taken = await web.Client.SendAsync(fresh, Stop);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(3, (await web.GetJsonAsync("/api/v1/workflows/routes-etag/versions", Stop)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_text_of_another_name_is_not_put_in_its_place()
    {
        await web.SaveAsync(Flows.Hello("routes-name"), Stop);
        using var request = Put("routes-name", Flows.Hello("routes-other"), null);

        using var answer = await web.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("svg", "image/svg+xml", "<svg")]
    [InlineData("mermaid", "text/plain", "flowchart")]
    [InlineData("dot", "text/plain", "digraph")]
    [InlineData("json", "application/json", "\"nodes\"")]
    public async Task The_graph_is_drawn_in_four_languages(string format, string type, string holds)
    {
        await web.SaveAsync(Flows.Hello("routes-graph"), Stop);

        using var answer = await web.Client.GetAsync($"/api/v1/workflows/routes-graph/graph?format={format}", Stop);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(holds, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_back_as_an_attachment()
    {
        await web.SaveAsync(Flows.Hello("routes-files"), Stop);
        using var up = await web.Client.PutAsync("/api/v1/workflows/routes-files/files/notes.html", new ByteArrayContent(Encoding.UTF8.GetBytes("<script>1</script>")), Stop);
        var stored = await WebHost.JsonOf(up, Stop);

        using var down = await web.Client.GetAsync($"/api/v1/workflows/routes-files/files/{stored.GetProperty("path").GetString()}", Stop);

        Assert.Equal(HttpStatusCode.Created, up.StatusCode);
        Assert.Equal("application/octet-stream", down.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", down.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("<script>1</script>", await down.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("/api/v1/workflows/routes-files2/files/..%2f..%2fplatform.db")]
    [InlineData("/api/v1/workflows/routes-files2/files/%2fetc%2fpasswd")]
    [InlineData("/api/v1/workflows/routes-files2/files/nothing.txt")]
    public async Task No_file_outside_the_work_folder_can_be_named(string address)
    {
        await web.SaveAsync(Flows.Hello("routes-files2"), Stop);

        using var answer = await web.Client.GetAsync(address, Stop);

        Assert.InRange((int)answer.StatusCode, 400, 404);
    }

    [Fact]
    public async Task A_deleted_workflow_is_gone_from_the_list()
    {
        await web.SaveAsync(Flows.Hello("routes-gone"), Stop);

        using var deleted = await web.Client.DeleteAsync("/api/v1/workflows/routes-gone", Stop);
        var list = await web.GetJsonAsync("/api/v1/workflows?search=routes-gone", Stop);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, list.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/v1/workflows/no-such-workflow")]
    [InlineData("/api/v1/workflows/no-such-workflow/versions")]
    [InlineData("/api/v1/workflows/no-such-workflow/versions/3")]
    [InlineData("/api/v1/workflows/no-such-workflow/graph")]
    [InlineData("/api/v1/workflows/no-such-workflow/files")]
    [InlineData("/api/v1/runs/00000000-0000-7000-8000-00000000dead")]
    [InlineData("/api/v1/runs/00000000-0000-7000-8000-00000000dead/events")]
    [InlineData("/api/v1/runs/00000000-0000-7000-8000-00000000dead/checkpoints")]
    [InlineData("/api/v1/runs/00000000-0000-7000-8000-00000000dead/tasks")]
    [InlineData("/api/v1/human-tasks/00000000-0000-7000-8000-00000000dead")]
    [InlineData("/api/v1/nothing")]
    public async Task What_does_not_exist_is_a_problem_that_says_what_to_do(string address)
    {
        using var answer = await web.Client.GetAsync(address, Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_found", problem.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("resolution").GetString()));
    }

    private static HttpRequestMessage Put(string name, string text, EntityTagHeaderValue? made)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/workflows/{name}") { Content = new StringContent(text, Encoding.UTF8, "application/yaml") };
        if (made is not null) request.Headers.IfMatch.Add(made);
        return request;
    }
}
