using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Core.Foundation;
using Platform.Core.Tools;
using Platform.Core.Tools.Http;
using Platform.Core.Tools.OpenApi;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class OpenApiTools
{
    private const string Shop = """
        openapi: 3.0.3
        info: { title: Shop, version: "1" }
        servers: [ { url: "{scheme}://shop.example.com/v1", variables: { scheme: { default: https } } } ]
        security: [ { key: [] } ]
        paths:
          /orders:
            get:
              operationId: list orders!
              summary: Lists orders.
              parameters:
                - { name: status, in: query, schema: { type: array, items: { type: string, enum: [open, paid] } } }
                - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
                - { name: near, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
                - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { from: { type: string }, to: { $ref: "#/components/schemas/Day" } } } }
                - { name: where, in: query, content: { application/json: { schema: { type: object } } } }
                - { name: X-Trace, in: header, schema: { type: string } }
                - { name: Authorization, in: header, schema: { type: string } }
                - { name: session, in: cookie, schema: { type: string } }
            post:
              security: [ { basic: [] }, { token: [], key: [] } ]
              requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
          /orders/{id}/{rest}:
            parameters: [ { name: id, in: path, required: true, schema: { type: string } }, { $ref: "#/components/parameters/Rest" } ]
            put:
              operationId: change
              security: []
              parameters: [ { name: id, in: query, schema: { type: string } } ]
              requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { note: { type: string }, tags: { type: array, items: { type: string } } } } } } }
        components:
          parameters: { Rest: { name: rest, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: string } } } }
          schemas:
            Day: { type: string, nullable: true, pattern: "^[0-9-]+$" }
            Order: { type: object, required: [id, total], properties: { id: { type: string, readOnly: true }, total: { type: number, minimum: 0, exclusiveMinimum: true }, parts: { type: array, items: { $ref: "#/components/schemas/Order" } } } }
          securitySchemes: { key: { type: apiKey, in: query, name: api_key }, basic: { type: http, scheme: basic }, token: { type: http, scheme: bearer } }
        """;

    private readonly GivenTools _tools = new();
    private readonly OpenApiToolServer _kind = new(new ToolClients(GivenModels.Guard), TimeProvider.System);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_is_a_tool_with_its_own_arguments()
    {
        _tools.Put("shop.yaml", Shop);

        var tools = await ToolsAsync("""{"file":"shop.yaml"}""");

        Assert.Equal("shop.list_orders shop.post_orders shop.change", string.Join(' ', tools.Select(t => t.Name)));
        Assert.Equal("Lists orders.", tools[0].Function.Description);
        Assert.Equal("status ids near filter where X-Trace session", Names(tools[0]));
        Assert.Equal("body", Names(tools[1]));
        Assert.Equal("id path_id rest body", Names(tools[2]));
        var body = tools[1].Function.JsonSchema.GetProperty("properties").GetProperty("body");
        Assert.Equal("""{"type":"object","properties":{"total":{"type":"number","exclusiveMinimum":0},"parts":{"type":"array","items":{}}},"required":["total"]}""", body.GetRawText());
        Assert.Same(tools[0], (await ToolsAsync("""{"file":"shop.yaml"}"""))[0]);
        Assert.Equal("shop.change", Assert.Single(await ToolsAsync("""{"file":"shop.yaml","operations":["PUT /orders/{id}/{rest}"]}""")).Name);

        static string Names(BoundTool tool) => string.Join(' ', tool.Function.JsonSchema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("list_orders", """{"status":["open","paid"],"ids":[1,2],"near":["a b","c"],"filter":{"from":"1","to":null},"where":{"a":1},"X-Trace":"t","session":"s; x"}""",
        "GET /v1/orders ?status=open&status=paid&ids=1,2&near=a%20b%7Cc&filter[from]=1&filter[to]=&where=%7B%22a%22%3A1%7D&api_key=hush%26  t session=s%3B%20x")]
    [InlineData("post_orders", """{"body":{"total":2.5}}""", """POST /v1/orders  {"total":2.5}  """)]
    [InlineData("change", """{"path_id":"a/b","id":"q","rest":["x","y"],"body":{"note":"a&b","tags":["c","d"]}}""", "PUT /v1/orders/a%2Fb/;rest=x;rest=y ?id=q note=a%26b&tags=c&tags=d  ")]
    public async Task A_call_is_sent_as_the_document_says(string operation, string arguments, string asked)
    {
        await using var server = await ProtocolServer.StartAsync();
        server.By(r => r.WriteAsJsonAsync(new { raw = r.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget }));
        _tools.Put("shop.yaml", Shop);
        var tool = (await ToolsAsync($$"""{"file":"shop.yaml","base_url":"{{server.Address}}/v1","auth":{"key":"hush&","basic":{"user":"ann","password":"p"} } }""")).Single(t => t.Name == $"shop.{operation}");

        var result = await CallAsync(tool, arguments);

        var last = server.Last;
        var raw = result.GetProperty("body").GetProperty("raw").GetString()!.Split('?')[0];
        Assert.Equal(asked, $"{last.Method} {raw} {last.Query} {last.Text} {last.Headers.GetValueOrDefault("x-trace")} {last.Headers.GetValueOrDefault("cookie")}");
        Assert.Equal(operation == "post_orders" ? "Basic YW5uOnA=" : null, last.Headers.GetValueOrDefault("authorization"));
        Assert.Equal(operation != "list_orders", last.Headers.ContainsKey("idempotency-key"));
    }

    [Fact]
    public async Task Keys_go_nowhere_else_and_arguments_lead_nowhere_else()
    {
        _tools.Put("shop.yaml", Shop);
        var named = await ToolsAsync("""{"file":"shop.yaml","base_url":"http://127.0.0.1:9","auth":{"key":"hush"} }""");

        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(await ToolsAsync("""{"file":"shop.yaml","auth":{"key":"hush"} }"""), "list_orders", "{}"));
        Assert.Equal(ErrorCode.Validation, await CodeAsync(named, "post_orders", """{"body":{"total":1}}"""));
        foreach (var id in (string[])["..", ".", ""]) Assert.Equal((id, ErrorCode.Validation), (id, await CodeAsync(named, "change", $$"""{"path_id":"{{id}}","rest":["x"]}""")));
        Assert.Equal(ErrorCode.Validation, await CodeAsync(named, "list_orders", """{"status":["lost"]}"""));
        Assert.Equal(ErrorCode.Validation, await CodeAsync(named, "list_orders", """{"X-Trace":"a\r\nHost: b"}"""));

        async Task<ErrorCode> CodeAsync(IReadOnlyList<BoundTool> tools, string operation, string arguments) =>
            (await Assert.ThrowsAsync<PlatformException>(() => CallAsync(tools.Single(t => t.Name == $"shop.{operation}"), arguments))).Code;
    }

    [Fact]
    public async Task A_document_of_the_net_is_asked_for_by_the_rules()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Json("""{"openapi":"3.1.0","servers":[{"url":"/api"}],"paths":{"/a":{"get":{"responses":{}}}}}""").Json("""[1]""");

        var tool = Assert.Single(await ToolsAsync($$"""{"url":"{{server.Address}}/spec/openapi.json"}"""));
        var result = await CallAsync(tool, "{}");

        Assert.Equal(("shop.get_a", "/api/a", """{"status":200,"body":[1]}"""), (tool.Name, server.Last.Path, result.GetRawText()));
        var refused = await Assert.ThrowsAsync<PlatformException>(() => ToolsAsync("""{"url":"http://169.254.169.254/openapi.json"}"""));
        Assert.Equal(ErrorCode.Forbidden, refused.Code);
    }

    [Theory]
    [InlineData("{", "no JSON (line 1")]
    [InlineData("swagger: '2.0'", "of Swagger 2.0")]
    [InlineData("openapi: 3.1.0", "no 'paths'")]
    [InlineData("openapi: 3.1.0\npaths: {}", "no operation")]
    [InlineData("openapi: 4.0.0\npaths: {}", "'openapi' is '4.0.0'")]
    [InlineData("a: [", "YAML cannot be read in line 1")]
    [InlineData("openapi: 3.1.0\npaths: { /a: { $ref: '#/paths/~1a' } }", "no operation")]
    [InlineData("openapi: 3.1.0\npaths: { /a: { $ref: 'http://evil.example/x' } }", "no operation")]
    public async Task A_document_that_is_none_says_why(string text, string why)
    {
        _tools.Put("shop.yaml", text);

        var error = await Assert.ThrowsAsync<PlatformException>(() => ToolsAsync("""{"file":"shop.yaml"}"""));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_grows_without_end_is_cut()
    {
        var schemas = string.Join(",", Enumerable.Range(0, 30).Select(i => $$""" "S{{i}}": { "type": "object", "properties": { {{string.Join(",", Enumerable.Range(0, 10).Select(p => $$""" "p{{p}}": { "$ref": "#/components/schemas/S{{i + 1}}" } """))}} } } """));
        _tools.Put("shop.json", $$"""{ "openapi": "3.1.0", "paths": { "/a": { "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } } } } } }, "components": { "schemas": { {{schemas}} } } }""");

        var tool = Assert.Single(await ToolsAsync("""{"file":"shop.json"}"""));

        Assert.True(tool.Function.JsonSchema.GetRawText().Length < 200_000);
    }

    [Theory]
    [InlineData("""{"use":"openapi"}""", "WF082")]
    [InlineData("""{"use":"openapi","url":"https://a.example/o.json","file":"x"}""", "WF081")]
    [InlineData("""{"use":"openapi","file":"x","auth":{"key":"k"} }""", "WF084")]
    [InlineData("""{"use":"openapi","file":"x","operation":"a"}""", "WF080")]
    public void What_is_wrong_in_the_file_is_found_without_opening_a_connection(string settings, string code) =>
        Assert.Equal(code, Assert.Single(GivenConfig.Check(found => _kind.Check(GivenConfig.Part("shop", settings), found))).Code);

    private Task<IReadOnlyList<BoundTool>> ToolsAsync(string settings) =>
        _kind.ToolsAsync(new ToolSettings("shop", "openapi", GivenTools.Json(settings), OrganizationId.Local, _tools.Files), only: null, Cancelled);

    private Task<JsonElement> CallAsync(BoundTool tool, string arguments) =>
        new ToolRunner(_tools.Redactor, TimeProvider.System).CallAsync(tool, GivenTools.Json(arguments), _tools.Context, Cancelled);
}
