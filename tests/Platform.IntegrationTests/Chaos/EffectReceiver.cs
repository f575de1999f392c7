using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.IntegrationTests.Chaos;

/// <summary>
/// The outside world that the steps act on. It outlives every server, so it knows what really happened: each call, and for <c>/once</c> the one effect of
/// each idempotency key, given back again when the key comes again.
/// </summary>
internal sealed class EffectReceiver : IAsyncDisposable
{
    private const int MostDelayMs = 30; // a call takes a while, so that a kill may fall into it

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Effects> _byKey = new(StringComparer.Ordinal);
    private readonly Random _random;
    private long _calls;

    private EffectReceiver(WebApplication app, int seed)
    {
        (_app, _random) = (app, new Random(seed));
        app.MapPost("/once", (HttpRequest request) => TakeAsync(request, once: true, refusals: 0));
        app.MapPost("/every", (HttpRequest request) => TakeAsync(request, once: false, refusals: 0));
        app.MapPost("/flaky", (HttpRequest request) => TakeAsync(request, once: true, refusals: 1));
        app.MapPost("/broken", (HttpRequest request) => TakeAsync(request, once: true, refusals: 2));
    }

    public string Address => _app.Urls.First();

    /// <summary>How many calls came so far, whatever became of them.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>When the last call came, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long LastCall { get; private set; }

    /// <summary>By idempotency key.</summary>
    public IReadOnlyDictionary<string, Effects> ByKey => _byKey;

    public static async Task<EffectReceiver> StartAsync(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new EffectReceiver(builder.Build(), seed);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, bool once, int refusals)
    {
        Interlocked.Increment(ref _calls);
        LastCall = System.Diagnostics.Stopwatch.GetTimestamp();
        var key = request.Headers["Idempotency-Key"].ToString();
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        int before, after;
        lock (_random) (before, after) = (_random.Next(MostDelayMs), _random.Next(MostDelayMs));
        await Task.Delay(before); // the call is on its way
        var effects = _byKey.GetOrAdd(key, _ => new Effects());
        string? token;
        lock (effects)
        {
            effects.Calls.Add(body.GetProperty("what").GetString()!);
            if (effects.Calls.Count > refusals && (!once || effects.Tokens.Count == 0)) effects.Tokens.Add(Guid.NewGuid().ToString("N")[..12]);
            effects.Refused = Math.Min(effects.Calls.Count, refusals);
            token = effects.Tokens.Count == 0 ? null : effects.Tokens[^1];
        }

        await Task.Delay(after); // it took effect; the answer is on its way
        if (token is not null) return Results.Json(new { token });
        return Results.Text("not yet", statusCode: refusals == 1 ? 503 : 500);
    }
}

/// <summary>What came under one idempotency key. Guarded by itself while calls come.</summary>
internal sealed class Effects
{
    /// <summary>What each call asked for: the same every time, or the key was given to other work.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>How many of them were refused, as the route does at first.</summary>
    public int Refused { get; set; }

    /// <summary>What took effect: at most one where the key is honoured.</summary>
    public List<string> Tokens { get; } = [];
}
