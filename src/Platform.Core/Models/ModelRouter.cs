using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>
/// Calls a model: with its timeout, again when the error may pass by itself, and then whoever stands in its <c>fallback</c>. Each answer is read as
/// a stream, so that it can be watched.
/// </summary>
public sealed class ModelRouter(ModelCatalog catalog, ModelClients clients, TimeProvider time)
{
    /// <summary>Characters of one answer; more is a model gone astray.</summary>
    private const int LongestAnswer = 4_000_000;

    public async Task<ModelReply> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var chain = Chain(call);
        var attempts = 0;
        PlatformException? last = null;
        for (var at = 0; at < chain.Count; at++)
        {
            for (var attempt = 1; ; attempt++)
            {
                attempts++;
                if (call.Listener is { } listener) await listener.StartingAsync(ModelStart.Of(chain[at], call, catalog.PriceOf(chain[at])), cancellationToken);
                try
                {
                    return await AttemptAsync(chain[at], call, attempts, cancellationToken);
                }
                catch (PlatformException e) when (e.Code != ErrorCode.BudgetExceeded)
                {
                    last = e;
                }

                var delay = ModelRetries.DelayAfter(attempt, last, Random.Shared.NextDouble());
                var next = delay is null && at + 1 < chain.Count ? chain[at + 1].Name : null;
                if (delay is null && next is null) break;
                call.Listener?.Retrying(new ModelRetry(chain[at].Name, attempts, delay ?? TimeSpan.Zero, last, next));
                if (delay is null) break;
                await Task.Delay(delay.Value, time, cancellationToken);
            }
        }

        ExceptionDispatchInfo.Throw(last!); // the chain has at least one model, and it failed
        throw last!;
    }

    private async Task<ModelReply> AttemptAsync(ModelSettings model, ModelCall call, int attempt, CancellationToken cancellationToken)
    {
        var client = await clients.GetAsync(model, cancellationToken);
        var timeout = model.Read().Duration("timeout", ModelCheck.LongestTimeout) ?? ModelOptions.UsualTimeout;
        var price = catalog.PriceOf(model);
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var started = time.GetTimestamp();
        TimeSpan? first = null;
        var updates = new List<ChatResponseUpdate>();
        try
        {
            long characters = 0;
            await foreach (var update in client.GetStreamingResponseAsync(call.Messages, ModelOptions.Of(model, call), either.Token))
            {
                updates.Add(update);
                if (update.Text is not { Length: > 0 } text) continue;
                first ??= time.GetElapsedTime(started);
                characters += text.Length;
                if (characters > LongestAnswer) throw new PlatformException(ErrorCode.ModelFailed, $"The answer of model '{model.Name}' is longer than {LongestAnswer} characters.", "Set max_tokens.");
                call.Listener?.Wrote(text);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Timeout, $"Model '{model.Name}' did not answer within {timeout.TotalSeconds:0.###} s.", "Raise its 'timeout', or set a fallback.", e);
        }
        catch (Exception e) when (e is not PlatformException)
        {
            // Whatever an SDK throws becomes one kind of error here; the task's wall sees no other.
            throw ModelErrors.Of(e, model.Name);
        }

        var response = updates.ToChatResponse();
        // A stream of rubbish is skipped by some SDKs, and then there is neither an answer nor a reason why it ended.
        if (response.FinishReason is null && !response.Messages.Any(m => m.Contents.Any(c => c is not UsageContent)))
            throw new PlatformException(ErrorCode.Unavailable, $"The answer of model '{model.Name}' could not be read.", "Try again; if it stays, check 'base_url'.");
        var usage = ModelUsage.Of(response, call.Messages);
        return new ModelReply(response, model.Use, ProviderOf(model.Use), usage, usage.CostAt(price), time.GetElapsedTime(started), first, attempt);
    }

    /// <summary>The key of the provider behind <c>use</c>: <c>openai</c>.</summary>
    public string ProviderOf(string use) => catalog.Find(use)?.Key ?? use;

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
