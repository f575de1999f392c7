using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.IntegrationTests.Mcp;

/// <summary>A server over HTTP, written by hand; how it misbehaves is its path.</summary>
internal sealed class OddHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _sessions;

    private OddHttpServer(WebApplication app) => _app = app;

    /// <summary>Method and path of each request, with what it was authorised by.</summary>
    public ConcurrentQueue<(string Asked, string Authorization, string Session)> Requests { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<OddHttpServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new OddHttpServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var how = context.Request.Path.Value!.Trim('/');
        var (response, stop) = (context.Response, context.RequestAborted);
        var asked = context.Request.Method == "POST" ? (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: stop))!.AsObject() : [];
        var method = asked["method"]?.GetValue<string>() ?? context.Request.Method;
        Requests.Enqueue(($"{how} {method}", context.Request.Headers.Authorization.ToString(), context.Request.Headers["Mcp-Session-Id"].ToString()));
        switch (how, method)
        {
            case ("locked", _): response.StatusCode = 401; return;
            case ("private", _): Redirect("http://169.254.169.254/latest/meta-data"); return;
            case ("elsewhere", _): Redirect($"http://localhost:{context.Request.Host.Port}/plain"); return;
            case ("moved", _): Redirect($"{Address}/plain"); return;
            case ("page", _): response.ContentType = "text/html"; await response.WriteAsync("<html>Sign in</html>", stop); return;
            case (_, "GET"): response.StatusCode = 405; return;
            case (_, "DELETE"): return;
            case (_, "initialize"):
                response.Headers["Mcp-Session-Id"] = $"s{Interlocked.Increment(ref _sessions)}";
                await JsonAsync(new JsonObject { ["protocolVersion"] = "2025-06-18", ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() }, ["serverInfo"] = new JsonObject { ["name"] = "odd", ["version"] = "1" } });
                return;
            case (_, "tools/list"):
                await JsonAsync(new JsonObject { ["tools"] = new JsonArray(new JsonObject { ["name"] = "say", ["inputSchema"] = new JsonObject { ["type"] = "object" } }) });
                return;
            case ("forgets", "tools/call") when context.Request.Headers["Mcp-Session-Id"] == "s1": response.StatusCode = 404; return;
            case ("cut", "tools/call"):
                response.ContentType = "text/event-stream";
                await response.WriteAsync("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":", stop);
                await response.Body.FlushAsync(stop);
                context.Abort();
                return;
            case ("huge", "tools/call"):
                response.ContentType = "application/json";
                await response.WriteAsync($"{{\"jsonrpc\":\"2.0\",\"id\":{asked["id"]!.ToJsonString()},\"result\":\"", stop);
                for (var i = 0; i < 100; i++) await response.WriteAsync(new string('x', 1 << 20), stop);
                return;
            case (_, "tools/call"):
                await JsonAsync(new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = $"said in {context.Request.Headers["Mcp-Session-Id"]}" }) });
                return;
            default: response.StatusCode = 202; return;
        }

        void Redirect(string to)
        {
            response.StatusCode = 307;
            response.Headers.Location = to;
        }

        Task JsonAsync(JsonNode result)
        {
            response.ContentType = "application/json";
            return response.WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = asked["id"]?.DeepClone(), ["result"] = result }.ToJsonString(), stop);
        }
    }
}
