using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.IntegrationTests.Support;

/// <summary>What a server was asked.</summary>
internal sealed record Asked(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Body { get; } = Text.StartsWith('{') ? JsonDocument.Parse(Text).RootElement.Clone() : default;

    /// <summary>The value at a path as <c>messages.1.role</c>, as JSON; empty when there is none.</summary>
    public string At(string path)
    {
        var at = Body;
        foreach (var part in path.Split('.'))
        {
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index) && index < at.GetArrayLength()) at = at[index];
            else if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out var next)) at = next;
            else return "";
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString()! : at.GetRawText();
    }
}

/// <summary>A provider of a few lines over real HTTP: it notes what it was asked and answers as the test says, one answer for each question in turn.</summary>
internal sealed class ProtocolServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpResponse, Task>> _answers = [];
    private Func<HttpResponse, Task> _last = response => response.WriteAsync("{}");

    private ProtocolServer(WebApplication app) => _app = app;

    public ConcurrentQueue<Asked> Asked { get; } = [];

    public string Address => _app.Urls.First();

    public Asked Last => Asked.Last();

    public static async Task<ProtocolServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ProtocolServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The next answer; the last one is given again and again.</summary>
    public ProtocolServer Json(string text) => Say("application/json", text);

    /// <summary>Each line is the data of one event.</summary>
    public ProtocolServer Stream(params string[] events) => Say("text/event-stream", string.Concat(events.Select(e => $"data: {e}\n\n")));

    /// <summary>Each event with the name that its <c>type</c> gives, as Anthropic and the Responses API write them.</summary>
    public ProtocolServer NamedStream(params string[] events) => Say("text/event-stream", string.Concat(events.Select(e =>
        $"event: {JsonDocument.Parse(e).RootElement.GetProperty("type").GetString()}\ndata: {e}\n\n")));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>An answer that writes itself, in its own time.</summary>
    public ProtocolServer By(Func<HttpResponse, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private ProtocolServer Say(string type, string text) => By(response =>
    {
        response.ContentType = type;
        return response.WriteAsync(text, response.HttpContext.RequestAborted);
    });

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        Asked.Enqueue(new Asked(context.Request.Method, context.Request.Path, context.Request.QueryString.ToString(),
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal), text));
        if (_answers.TryDequeue(out var next)) _last = next;
        await _last(context.Response);
    }
}
