using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>Servers that cut, keep silent, drip, shout and lie: each is an error with a kind, and none takes anything down.</summary>
public sealed class RudeProviders
{
    private const string Json = "application/json";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Answers() => new()
    {
        { "cut after the headers", RudeServer.Begin(), "connection" },
        { "cut before the headers end", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n", "connection" },
        { "no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n", "connection" },
        { "cut after half a JSON", RudeServer.Begin() + RudeServer.Piece("Hello") + "data: {\"id\":\"c1\",\"cho", "connection" },
        { "cut in the middle", RudeServer.Begin() + RudeServer.Piece("Hello"), "connection" },
        { "shorter than announced", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 5000\r\n\r\n" + RudeServer.Piece("Hello"), "connection" },
        { "a page of the web", RudeServer.Whole(200, "text/html", "<html><body>Sign in</body></html>"), "unreadable" },
        { "binary", RudeServer.Whole(200, "application/octet-stream", "\u0000\u0001\u0002\u0003\u0004"), "connection" },
        { "binary that calls itself JSON", RudeServer.Whole(200, Json, "\u0000\u0001\u0002\u0003\u0004"), "unreadable" },
        { "JSON that is none", RudeServer.Whole(200, Json, "{no json <<<"), "unreadable" },
        { "empty", RudeServer.Whole(200, Json, ""), "unreadable" },
        { "JSON that means nothing", RudeServer.Begin() + "data: {\"choices\": 7}\n\n", "unreadable" },
        { "JSON of another form", RudeServer.Begin() + "data: [[[]]]\n\n", "unreadable" },
        { "bad gzip", RudeServer.Whole(200, "text/event-stream", "not gzip at all, not at all", "Content-Encoding: gzip\r\n"), "unreadable" },
        { "an error in 200", RudeServer.Whole(200, Json, """{"error":{"message":"No workers are left","type":"server_error"}}"""), "server" },
        { "an error in 200 over several lines", RudeServer.Whole(200, Json, "{\n  \"error\": {\n    \"message\": \"Slow down\",\n    \"code\": 429\n  }\n}"), "rate_limited" },
        { "an error in the stream", RudeServer.Begin() + RudeServer.Piece("Hello") + "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}\n\n", "overloaded" },
        { "Ollama's error in the stream", RudeServer.Begin("application/x-ndjson") + "{\"error\":\"model runner has unexpectedly stopped\"}\n", "server" },
        { "Ollama's error", RudeServer.Whole(500, Json, """{"error":"model requires more system memory"}"""), "server" },
        { "redirect without a place", RudeServer.Whole(302, Json, ""), "invalid_request" },
        { "redirect to another host", RudeServer.Whole(307, Json, "", "Location: http://192.0.2.1/v1/chat/completions\r\n"), "connection" },
        { "a teapot", RudeServer.Whole(418, Json, "short and stout"), "invalid_request" },
        { "503", RudeServer.Whole(503, "text/html", "<h1>Service Unavailable</h1>"), "overloaded" },
        { "filtered", RudeServer.Begin() + RudeServer.Piece("", "\"content_filter\"") + "data: [DONE]\n\n", "content_filtered" },
        { "no credit", RudeServer.Whole(429, Json, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}"""), "authentication" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Whatever_comes_is_an_error_with_a_kind(string what, string answer, string kind)
    {
        await using var server = new RudeServer(answer);

        var error = await FailAsync(server, "\"retries\": 0");

        Assert.True(kind == error.Kind, $"{what}: {error.Kind} {error.Message}");
        Assert.Contains(error.Kind, ModelErrorKinds.All);
        Assert.NotEmpty(error.Resolution);
        Assert.Contains("'main'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: [DONE]\n\n", "10", "2")]
    [InlineData("data:[DONE]\r\n\r\n", "1e1", "2.0")]
    public async Task A_server_that_never_says_why_it_ended_and_counts_in_text_is_understood(string end, string input, string output)
    {
        await using var server = new RudeServer(RudeServer.Begin() + RudeServer.Piece("Hello") + $$$"""data: {"choices":[],"usage":{"prompt_tokens":{{{(input == "10" ? "\"10\"" : input)}}},"completion_tokens":{{{(output == "2" ? "\"2\"" : output)}}}}}""" + "\n\n" + end);

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("hi", GivenModels.Settings($$"""{"use":"openai/m","base_url":"{{server.Address}}/v1","api_key":"k","retries":0}""")), Cancelled);

        Assert.Equal(("Hello", 10L, 2L, false), (reply.Response.Text, reply.Usage.Input, reply.Usage.Output, reply.Usage.Estimated));
    }

    [Theory]
    [InlineData("\"timeout\": \"300ms\"")]
    [InlineData("\"first_token_timeout\": \"300ms\"")]
    public async Task Silence_ends(string setting)
    {
        await using var server = new RudeServer((_, _, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));

        var error = await FailAsync(server, $"{setting}, \"retries\": 0");

        Assert.Equal((ErrorCode.Timeout, "timeout"), (error.Code, error.Kind));
    }

    [Fact]
    public async Task One_byte_now_and_then_is_no_answer()
    {
        await using var server = new RudeServer(async (stream, _, cancellationToken) =>
        {
            await RudeServer.SayAsync(stream, RudeServer.Begin(), cancellationToken);
            while (true)
            {
                await RudeServer.SayAsync(stream, ":", cancellationToken);
                await Task.Delay(20, cancellationToken);
            }
        });

        var error = await FailAsync(server, "\"timeout\": \"400ms\", \"retries\": 0");

        Assert.Equal("timeout", error.Kind);
    }

    [Fact]
    public async Task An_answer_without_end_is_stopped_and_not_asked_for_again()
    {
        var piece = Encoding.UTF8.GetBytes(RudeServer.Piece(new string('a', 30_000)));
        await using var server = new RudeServer(async (stream, _, cancellationToken) =>
        {
            await RudeServer.SayAsync(stream, RudeServer.Begin(), cancellationToken);
            while (true) await stream.WriteAsync(piece, cancellationToken);
        });

        var error = await FailAsync(server, "\"retries\": 2");

        Assert.Equal((ErrorCode.ModelFailed, "unreadable", 1), (error.Code, error.Kind, server.Requests));
    }

    [Fact]
    public async Task A_line_without_end_is_stopped()
    {
        var piece = Encoding.UTF8.GetBytes(new string('a', 1_000_000));
        await using var server = new RudeServer(async (stream, _, cancellationToken) =>
        {
            await RudeServer.SayAsync(stream, RudeServer.Begin() + "data: {\"id\":\"", cancellationToken);
            while (true) await stream.WriteAsync(piece, cancellationToken);
        });

        var error = await FailAsync(server, "\"retries\": 0");

        Assert.Equal((ErrorCode.ModelFailed, "unreadable"), (error.Code, error.Kind));
    }

    [Theory]
    [InlineData("Retry-After: 0.4\r\n", 0.4)]
    [InlineData("retry-after-ms: 700\r\nRetry-After: 1\r\n", 0.7)]
    public async Task The_time_that_a_provider_names_is_kept(string header, double seconds)
    {
        await using var server = new RudeServer((stream, request, cancellationToken) =>
            RudeServer.SayAsync(stream, request == 1 ? RudeServer.Whole(429, Json, "{}", header) : RudeServer.Good("Now."), cancellationToken));
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("hello", Model(server)) with { Listener = heard }, Cancelled);

        Assert.Equal("Now.", reply.Response.Text);
        Assert.InRange(Assert.Single(heard.Retries).Delay.TotalSeconds, seconds, seconds + 0.3);
    }

    [Fact]
    public async Task A_date_and_the_delay_that_Google_writes_are_understood_too()
    {
        var date = DateTimeOffset.UtcNow.AddMinutes(10).ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        await using var dated = new RudeServer(RudeServer.Whole(503, Json, "{}", $"Retry-After: {date}\r\n"));
        await using var google = new RudeServer(RudeServer.Whole(429, Json, """[{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"90s"}]}}]"""));

        var first = await FailAsync(dated, "\"retries\": 2");
        var second = await FailAsync(google, "\"retries\": 2");

        Assert.InRange(first.RetryAfter!.Value.TotalMinutes, 9, 10);
        Assert.Equal(("rate_limited", 90d), (second.Kind, second.RetryAfter!.Value.TotalSeconds));
        Assert.Equal((1, 1), (dated.Requests, google.Requests)); // nobody waits longer than a minute
    }

    [Fact]
    public async Task A_fallback_says_why_it_is_asked()
    {
        await using var server = new RudeServer(RudeServer.Whole(529, Json, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));
        var spare = GivenModels.Settings("""{"use":"scripted/spare","default":"Here I am."}""", "spare");
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("hello", Model(server, "\"fallback\": [\"spare\"], \"retries\": 1"), spare) with { Listener = heard }, Cancelled);

        Assert.Equal("Here I am.", reply.Response.Text);
        Assert.Equal((2, 2), (heard.Retries.Count, server.Requests));
        Assert.Equal("openai/m: overloaded, it failed 2 times; so 'spare' is asked", heard.Retries[^1].Why);
        Assert.Null(heard.Retries[0].Why);
    }

    private static ModelSettings Model(RudeServer server, string more = "\"retries\": 2") =>
        GivenModels.Settings($$"""{"use":"openai/m","base_url":"{{server.Address}}/v1","api_key":"k",{{more}}}""");

    private static Task<PlatformException> FailAsync(RudeServer server, string more) =>
        Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(GivenModels.Call("hello", Model(server, more)), Cancelled));
}
