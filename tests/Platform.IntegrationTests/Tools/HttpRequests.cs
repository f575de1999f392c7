using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class HttpRequests : IAsyncLifetime
{
    private readonly GivenTools _tools = new();
    private WebApplication? _server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Address => _server!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Map("/echo", async (HttpRequest request) => Results.Json(new
        {
            method = request.Method,
            query = request.QueryString.Value,
            headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            body = await new StreamReader(request.Body).ReadToEndAsync(),
        }));
        _server.MapGet("/busy", (HttpResponse response) =>
        {
            response.Headers.RetryAfter = "7";
            return Results.Text("later", statusCode: 429);
        });
        _server.MapGet("/missing", () => Results.NotFound("nothing here"));
        _server.MapGet("/down", () => Results.StatusCode(503));
        _server.MapGet("/large", () => Results.Text(new string('x', 2_000_000)));
        _server.MapGet("/liar", () => Results.Text("not json", "application/json"));
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task A_host_that_is_not_reached_is_named_with_its_port_and_why_and_nothing_else_of_the_address_is_told()
    {
        var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync(
            "http.request", $$$"""{"url":"http://127.0.0.1:{{{port}}}/secret-path?key=secret-key","headers":{"X-Key":"secret-header"} }""", Cancelled));
        var unknown = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("http.request", """{"url":"https://no-such-host.invalid/secret-path?key=secret-key"}""", Cancelled));

        Assert.Equal((ErrorCode.Unavailable, $"Tool 'http.request' could not reach '127.0.0.1:{port}': the connection was refused."), (refused.Code, refused.Message));
        Assert.StartsWith("Tool 'http.request' could not reach 'no-such-host.invalid:443': ", unknown.Message, StringComparison.Ordinal);
        Assert.Matches("no host has this name|the name server did not answer", unknown.Message); // a machine without a network asks nobody
        foreach (var told in new[] { refused, unknown }) Assert.DoesNotContain("secret", told.Message + told.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_no_TLS_is_said_to_make_no_secure_connection()
    {
        var wrong = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("http.request", $$"""{"url":"{{Address.Replace("http:", "https:", StringComparison.Ordinal)}}/echo"}""", Cancelled));

        Assert.Contains($"could not reach '{new Uri(Address).Authority}': no secure connection could be made", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_carries_its_query_headers_body_and_the_tasks_key()
    {
        var result = await _tools.CallAsync("http.request",
            $$"""{"method":"POST","url":"{{Address}}/echo?a=1","query":{"b":"x y"},"headers":{"X-Mine":"yes"},"body":{"n":1} }""", Cancelled, """{"headers":{"Authorization":"Bearer t"}}""");

        var echo = result.GetProperty("body");
        Assert.Equal(200, result.GetProperty("status").GetInt32());
        Assert.Equal("?a=1&b=x%20y", echo.GetProperty("query").GetString());
        Assert.Equal("""{"n":1}""", echo.GetProperty("body").GetString());
        Assert.Equal("yes", echo.GetProperty("headers").GetProperty("x-mine").GetString());
        Assert.Equal("Bearer t", echo.GetProperty("headers").GetProperty("authorization").GetString());
        Assert.Equal("run/1/node", echo.GetProperty("headers").GetProperty("idempotency-key").GetString());
        Assert.StartsWith("application/json", echo.GetProperty("headers").GetProperty("content-type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_cannot_change_the_headers_of_the_tool()
    {
        var result = await _tools.CallAsync("http.request", """{"url":"echo","headers":{"authorization":"mine"} }""", Cancelled,
            $$"""{"base_url":"{{Address}}","headers":{"Authorization":"theirs"} }""");

        Assert.Equal("theirs", result.GetProperty("body").GetProperty("headers").GetProperty("authorization").GetString());
        Assert.False(result.GetProperty("body").GetProperty("headers").TryGetProperty("idempotency-key", out _));
    }

    [Theory]
    [InlineData("busy", ErrorCode.RateLimited, 7)]
    [InlineData("missing", ErrorCode.ToolFailed, null)]
    [InlineData("down", ErrorCode.Unavailable, null)]
    [InlineData("large", ErrorCode.LimitExceeded, null)]
    public async Task An_answer_that_is_none_is_an_error_of_its_kind(string path, ErrorCode code, int? retryAfter)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("http.request", $$"""{"url":"{{Address}}/{{path}}?key=hush"}""", Cancelled));

        Assert.Equal(code, error.Code);
        Assert.Equal(retryAfter, error.RetryAfter?.TotalSeconds);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_can_be_taken_as_a_result()
    {
        var result = await _tools.CallAsync("http.request", $$"""{"url":"{{Address}}/missing","fail":false}""", Cancelled);

        Assert.Equal(404, result.GetProperty("status").GetInt32());
        Assert.Equal("nothing here", result.GetProperty("body").GetString());
    }

    [Fact]
    public async Task An_answer_that_only_calls_itself_JSON_is_text()
    {
        var result = await _tools.CallAsync("http.request", $$"""{"url":"{{Address}}/liar"}""", Cancelled);

        Assert.Equal(JsonValueKind.Null, result.GetProperty("body").ValueKind);
        Assert.Equal("not json", result.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", "{}")]
    [InlineData("http://other.example.com/", """{"base_url":"http://127.0.0.1:9"}""")]
    [InlineData("http://other.example.com/", """{"allow":["crm.example.com"]}""")]
    public async Task What_is_not_allowed_is_not_reached(string url, string settings)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("http.request", $$"""{"url":"{{url}}"}""", Cancelled, settings));

        Assert.Equal(ErrorCode.Forbidden, error.Code);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_refused()
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("http.request", $$"""{"url":"{{Address}}/echo","headers":{"X":"a\r\nY: b"} }""", Cancelled));

        Assert.Equal(ErrorCode.Validation, error.Code);
    }
}
