using System.Runtime.ExceptionServices;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Recordings;

namespace Platform.Core.Models;

/// <summary>
/// Calls a model: with its timeouts, again when the error may pass by itself, and then whoever stands in its <c>fallback</c>. Each answer is read as
/// a stream, so that it can be watched.
/// </summary>
public sealed class ModelRouter(ModelCatalog catalog, ModelClients clients, ModelTraffic traffic, KeptReplies kept, TimeProvider time)
{
    private readonly ModelAttempt _attempt = new(catalog, clients, time);

    /// <exception cref="PlatformException">What the last attempt failed with, always with a kind; budget_exceeded when the listener stops it.</exception>
    public async Task<ModelReply> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var chain = Chain(call);
        var attempts = 0;
        PlatformException? last = null;
        for (var at = 0; at < chain.Count; at++)
        {
            var (model, fallback) = (chain[at], at + 1 < chain.Count ? chain[at + 1].Name : null);
            var retries = model.Read().Whole("retries", 0, ModelRetries.Most) ?? ModelRetries.Usual;
            for (var attempt = 1; ; attempt++)
            {
                attempts++;
                call.Listener?.Starting(model.Name);
                var started = time.GetTimestamp();
                var (reply, error, refused) = await TryAsync(model, call, attempts, cancellationToken);
                if (reply is not null) return reply;
                last = error!;
                var next = refused ? new RetryDecision(null, "it is left alone for a while") : ModelRetries.After(attempt, retries, last, Random.Shared.NextDouble());
                if (next.Delay is null && fallback is null) break;
                call.Listener?.Retrying(new ModelRetry
                {
                    Model = model.Name,
                    Use = model.Use,
                    Provider = ProviderOf(model.Use),
                    Attempt = attempts,
                    Duration = time.GetElapsedTime(started),
                    Delay = next.Delay ?? TimeSpan.Zero,
                    Error = last,
                    FallbackTo = next.Delay is null ? fallback : null,
                    Why = next.Delay is null ? ModelRetries.Why(model.Use, fallback!, last, next.Because) : null,
                });
                if (next.Delay is not { } delay) break;
                await Task.Delay(delay, time, cancellationToken);
            }
        }

        ExceptionDispatchInfo.Throw(last!); // the chain has at least one model, and it failed
        throw last!;
    }

    /// <summary>The key of the provider behind <c>use</c>: <c>openai</c>.</summary>
    public string ProviderOf(string use) => catalog.Find(use)?.Key ?? use;

    private async Task<(ModelReply? Reply, PlatformException? Error, bool Refused)> TryAsync(
        ModelSettings model, ModelCall call, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            if (await kept.FindAsync(model, call, attempt, cancellationToken) is { } known) return (known, null, false);
            using var pass = await EnterAsync(model, cancellationToken);
            if (pass.Refusal is { } refusal) return (null, refusal, true);
            if (call.Listener is { } listener) await listener.AdmitAsync(ModelStart.Of(model, call, catalog.PriceOf(model)), cancellationToken);
            var reply = await AskAsync(model, call, attempt, pass, cancellationToken);
            await kept.KeepAsync(model, call, reply, cancellationToken);
            return (reply, null, false);
        }
        catch (PlatformException e) when (e.Code != ErrorCode.BudgetExceeded)
        {
            return (null, ModelErrors.Of(e, model.Name, ProviderOf(model.Use)), false);
        }
    }

    private async Task<ModelReply> AskAsync(ModelSettings model, ModelCall call, int attempt, ModelPass pass, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await _attempt.CallAsync(model, call, attempt, cancellationToken);
            pass.Succeeded();
            return reply;
        }
        catch (PlatformException e)
        {
            pass.Failed(ModelErrors.Of(e, model.Name, ProviderOf(model.Use)));
            throw;
        }
    }

    // That too many wait is an answer like any other: the fallback may have room.
    private async ValueTask<ModelPass> EnterAsync(ModelSettings model, CancellationToken cancellationToken)
    {
        try
        {
            return await traffic.EnterAsync(model, cancellationToken);
        }
        catch (PlatformException full)
        {
            return new ModelPass(full);
        }
    }

    // The model, its fallbacks, and theirs, each once.
    private static List<ModelSettings> Chain(ModelCall call)
    {
        var chain = new List<ModelSettings>();
        var waiting = new Queue<string>([call.Model]);
        while (waiting.TryDequeue(out var name))
        {
            if (chain.Exists(m => m.Name == name)) continue;
            if (!call.Models.TryGetValue(name, out var model))
                throw new PlatformException(ErrorCode.Validation, $"No model is named '{name}'; models are {Names.Quoted(call.Models.Keys.Order(StringComparer.Ordinal))}.", "Name one of them.");
            chain.Add(model);
            foreach (var next in model.Read().Texts("fallback")) waiting.Enqueue(next);
        }

        return chain;
    }
}
