using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp.Serving;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Platform.Web.Mcp;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary><c>/mcp</c>, spoken to by the official client over HTTP.</summary>
[Collection(WebCollection.Name)]
public sealed class TheDoor(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exposed_workflow_is_a_tool_with_schemas_structured_results_and_progress()
    {
        await web.SaveAsync(Adding("mcp-adds", "expose: mcp"), Stop);
        await web.SaveAsync(Adding("mcp-hidden", ""), Stop);
        await using var client = await ConnectAsync();
        var told = new ConcurrentQueue<float>();
        await using var hearing = client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (said, _) =>
        {
            told.Enqueue(said.Params!["progress"]!.GetValue<float>());
            return ValueTask.CompletedTask;
        });

        var tools = await client.ListToolsAsync(cancellationToken: Stop);
        var result = await client.CallToolAsync("mcp-adds", new Dictionary<string, object?> { ["a"] = 2, ["b"] = new { value = 40 } }, null, new RequestOptions { ProgressToken = new ProgressToken("p") }, Stop);
        var wrong = await client.CallToolAsync("mcp-adds", new Dictionary<string, object?> { ["a"] = "two" }, cancellationToken: Stop);
        var hidden = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("mcp-hidden", cancellationToken: Stop));

        var tool = tools.Single(t => t.Name == "mcp-adds").ProtocolTool;
        Assert.DoesNotContain(tools, t => t.Name == "mcp-hidden");
        Assert.Equal("Adds two numbers.", tool.Description);
        Assert.Equal("#/$defs/Boxed", tool.InputSchema.GetProperty("properties").GetProperty("b").GetProperty("$ref").GetString());
        Assert.Equal("integer", tool.InputSchema.GetProperty("$defs").GetProperty("Boxed").GetProperty("properties").GetProperty("value").GetProperty("type").GetString());
        Assert.Equal("integer", tool.OutputSchema!.Value.GetProperty("properties").GetProperty("sum").GetProperty("type")[0].GetString());
        Assert.Equal(42, result.StructuredContent!.Value.GetProperty("sum").GetInt32());
        Assert.True(wrong.IsError);
        Assert.Contains("a", Text(wrong), StringComparison.Ordinal);
        Assert.Equal(McpErrorCode.InvalidParams, hidden.ErrorCode);
        await Waiting.UntilAsync(() => told.Count == 2); // the client hears several things at once, so it may hear them after the result
        Assert.Equal([1f, 2f], told.Order());
    }

    [Fact]
    public async Task A_run_that_waits_for_a_person_says_so_and_where()
    {
        await web.SaveAsync("""
            platform: v1
            name: mcp-asks
            expose: mcp
            start: ask
            nodes: { ask: { human: { title: May I? } } }
            """, Stop);
        await using var client = await ConnectAsync();

        var result = await client.CallToolAsync("mcp_asks", cancellationToken: Stop); // the name as clients write it that know only names of functions

        var waiting = result.StructuredContent!.Value.GetProperty("waiting");
        Assert.NotEqual(true, result.IsError);
        Assert.Equal($"{web.Address}/runs/{waiting.GetProperty("run").GetString()}", waiting.GetProperty("address").GetString());
        Assert.Contains("May I?", Text(result), StringComparison.Ordinal);
        Assert.Equal("mcp", (await web.GetJsonAsync($"/api/v1/runs/{waiting.GetProperty("run").GetString()}", Stop)).GetProperty("trigger").GetString());
    }

    [Fact]
    public async Task Cancelling_a_call_cancels_the_run_and_leaving_does_not()
    {
        await web.SaveAsync("""
            platform: v1
            name: mcp-slow
            expose: mcp
            inputs: { mark: { type: string } }
            start: first
            nodes:
              first: { set: {}, next: rest }
              rest: { wait: { for: 1h } }
            """, Stop);
        await using var client = await ConnectAsync();
        var leaving = await ConnectAsync();
        var call = new JsonRpcRequest { Id = new RequestId("call-1"), Method = RequestMethods.ToolsCall, Params = JsonNode.Parse("""{ "name": "mcp-slow", "arguments": { "mark": "cancelled" } }""") };

        var cancelled = client.SendRequestAsync(call, Stop);
        var left = leaving.CallToolAsync("mcp-slow", new Dictionary<string, object?> { ["mark"] = "left" }, cancellationToken: Stop).AsTask();
        await Waiting.UntilAsync(async () => (await StatusesAsync()).Count(s => s.Value == "waiting") == 2);
        await client.SendNotificationAsync(NotificationMethods.CancelledNotification, new CancelledNotificationParams { RequestId = call.Id }, McpJsonUtilities.DefaultOptions, Stop); // by hand: the SDK's own cancelling says nothing over HTTP
        await leaving.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => cancelled.WaitAsync(TimeSpan.FromMinutes(1), Stop));
        await Assert.ThrowsAnyAsync<Exception>(() => left);
        await Waiting.UntilAsync(async () => (await StatusesAsync())["cancelled"] == "cancelled");
        Assert.Equal("waiting", (await StatusesAsync())["left"]);

        async Task<Dictionary<string, string>> StatusesAsync() => (await web.GetJsonAsync("/api/v1/runs?workflow=mcp-slow", Stop)).GetProperty("items").EnumerateArray()
            .ToDictionary(r => r.GetProperty("inputs").GetProperty("mark").GetString()!, r => r.GetProperty("status").GetString()!);
    }

    [Fact]
    public async Task A_caller_hears_when_the_workflows_have_changed()
    {
        await using var client = await ConnectAsync();
        var heard = new TaskCompletionSource();
        await using var handler = client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
        {
            heard.TrySetResult();
            return ValueTask.CompletedTask;
        });
        await client.ListToolsAsync(cancellationToken: Stop);

        await web.SaveAsync(Adding("mcp-comes-later", "expose: [mcp]"), Stop);

        await heard.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Contains(await client.ListToolsAsync(cancellationToken: Stop), t => t.Name == "mcp-comes-later");
    }

    [Fact]
    public async Task A_workflow_may_use_another_platform_as_its_server()
    {
        await web.SaveAsync(Adding("mcp-remote", "expose: mcp"), Stop);
        await using var platform = await RunningPlatform.StartAsync(change: services => services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new EgressOptions { Allow = ["127.0.0.1"] })));
        await platform.SaveAsync($$$"""
            platform: v1
            name: asks-the-other
            tools: { other: { use: mcp, url: "{{{web.Address}}}/mcp" } }
            state: { sum: { type: integer, default: 0 } }
            outputs: { sum: "${{ state.sum }}" }
            start: a
            nodes: { a: { tool: other.mcp-remote, with: { a: 1, b: { value: 2 } }, save: { sum: "${{ output.sum }}" } } }
            """);

        var run = await platform.EndOfAsync((await platform.StartRunAsync("asks-the-other")).Id);

        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Error}");
        Assert.Equal(3, run.Outputs!.Value.GetProperty("sum").GetInt32());
    }

    [Theory]
    [InlineData("POST", "Origin", "http://evil.example", 403)]
    [InlineData("GET", "Origin", "http://evil.example", 403)]
    [InlineData("POST", "Host", "evil.example", 403)]
    [InlineData("POST", "Mcp-Session-Id", "of-another", 404)]
    [InlineData("GET", "Mcp-Session-Id", "of-another", 404)]
    [InlineData("DELETE", "Mcp-Session-Id", "of-another", 404)]
    [InlineData("GET", "X-None", "", 400)]
    [InlineData("POST", "X-None", "", 400)] // not begun with a greeting
    [InlineData("POST", "Accept", "application/json", 406)]
    public async Task Who_may_not_speak_here_is_refused(string method, string header, string value, int status)
    {
        using var asked = new HttpRequestMessage(new HttpMethod(method), "/mcp");
        if (method == "POST") asked.Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Encoding.UTF8, "application/json");
        asked.Headers.TryAddWithoutValidation("Accept", header == "Accept" ? value : "application/json, text/event-stream");
        if (header != "Accept") asked.Headers.TryAddWithoutValidation(header, value);

        using var answer = await web.Client.SendAsync(asked, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"initialize"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"initialize"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":[1]}""")]
    public async Task What_is_no_message_is_refused_with_a_sentence(string body)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        asked.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        using var answer = await web.Client.SendAsync(asked, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await WebHost.JsonOf(answer, Stop)).GetProperty("error").GetProperty("message").GetString()!.Length > 10);
    }

    [Fact]
    public async Task A_session_and_its_workflows_belong_to_one_caller()
    {
        await web.SaveAsync(Adding("mcp-ours", "expose: mcp"), Stop);
        var book = web.Server.Services.GetRequiredService<McpSessionBook>();
        var session = await book.OpenAsync(Caller.LocalOwner, web.Address);
        var otherUser = Caller.LocalOwner with { User = new UserId(Guid.NewGuid()) };
        var otherOrganization = Caller.LocalOwner with { Organization = new OrganizationId(Guid.NewGuid()) };
        var exposed = web.Server.Services.GetRequiredService<ExposedWorkflows>();

        Assert.Same(session, book.Find(session.Id, Caller.LocalOwner));
        Assert.Null(book.Find(session.Id, otherUser));
        Assert.Null(book.Find(session.Id, otherOrganization));
        Assert.Contains(await exposed.ListAsync(Caller.LocalOwner, Stop), t => t.Name == "mcp-ours");
        Assert.Empty(await exposed.ListAsync(otherOrganization, Stop));
        Assert.Null(await exposed.FindAsync(otherOrganization, "mcp-ours", Stop));
        await book.CloseAsync(session);
        Assert.Null(book.Find(session.Id, Caller.LocalOwner));
    }

    [Fact]
    public async Task The_servers_of_a_workflow_are_listed_and_one_that_nobody_allowed_is_not_started()
    {
        await web.SaveAsync("""
            platform: v1
            name: mcp-names-servers
            tools: { it: { use: mcp, command: [some-program, x] }, far: { use: mcp, url: "https://mcp.example.com/mcp?key=1" } }
            start: a
            nodes: { a: { tool: it.x, next: b }, b: { tool: far.x } }
            """, Stop);

        var servers = await web.GetJsonAsync("/api/v1/workflows/mcp-names-servers/servers", Stop);
        using var refused = await web.Client.PostAsync("/api/v1/workflows/mcp-names-servers/servers/it/tools", null, Stop);

        Assert.Equal(["it some-program x", "far https://mcp.example.com/mcp"], servers.EnumerateArray().Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("where").GetString()}"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("platform mcp allow it -- some-program x", (await WebHost.JsonOf(refused, Stop)).GetProperty("resolution").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await web.GetJsonAsync("/api/v1/mcp/commands", Stop)).GetArrayLength());
    }

    private async Task<McpClient> ConnectAsync() => await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"{web.Address}/mcp"), TransportMode = HttpTransportMode.StreamableHttp }), cancellationToken: Stop);

    private static string Adding(string name, string expose) => $$$"""
        platform: v1
        name: {{{name}}}
        description: Adds two numbers.
        {{{expose}}}
        types: { Boxed: { type: object, properties: { value: { type: integer } } } }
        inputs: { a: { type: integer }, b: { $ref: "#/types/Boxed" } }
        state: { sum: { type: integer, default: 0 } }
        outputs: { sum: "${{ state.sum }}" }
        start: first
        nodes:
          first: { tool: time.now, save: { sum: "${{ inputs.a }}" }, next: then }
          then: { set: { sum: "${{ state.sum + inputs.b.value }}" } }
        """;

    private static string Text(CallToolResult result) => string.Join('\n', result.Content.OfType<TextContentBlock>().Select(t => t.Text));
}
