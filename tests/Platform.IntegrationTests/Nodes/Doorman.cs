using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>The outside world that steps call: <c>/hold</c> keeps each call until the test lets it go, <c>/count</c> answers at once. Both remember the idempotency keys.</summary>
internal sealed class Doorman : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly System.Threading.Channels.Channel<HeldCall> _held = System.Threading.Channels.Channel.CreateUnbounded<HeldCall>();

    private Doorman(WebApplication app)
    {
        _app = app;
        app.MapPost("/hold", HoldAsync);
        app.MapPost("/count", (HttpRequest request) =>
        {
            Keys.AddOrUpdate(request.Headers["Idempotency-Key"].ToString(), 1, (_, n) => n + 1);
            return Results.Json(new { ok = true });
        });
    }

    public string Address => _app.Urls.First();

    /// <summary>How often each key came to <c>/count</c>.</summary>
    public ConcurrentDictionary<string, int> Keys { get; } = new(StringComparer.Ordinal);

    public static async Task<Doorman> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var doorman = new Doorman(builder.Build());
        await doorman._app.StartAsync();
        return doorman;
    }

    /// <summary>The next call to <c>/hold</c>, which waits until it is answered.</summary>
    public async Task<HeldCall> NextAsync(TimeSpan longest) =>
        await _held.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(longest, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> HoldAsync(HttpRequest request, CancellationToken gone)
    {
        var call = new HeldCall(request.Headers["Idempotency-Key"].ToString(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _held.Writer.TryWrite(call);
        await call.Answered.Task.WaitAsync(gone);
        return Results.Json(new { ok = true });
    }
}

/// <param name="Key">The idempotency key: the same for each try of one task.</param>
internal sealed record HeldCall(string Key, TaskCompletionSource Answered)
{
    public void Answer() => Answered.TrySetResult();
}
