using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models;

/// <summary>Asks one model once, within its times, and takes nothing for an answer that is none.</summary>
internal sealed class ModelAttempt(ModelCatalog catalog, ModelClients clients, TimeProvider time)
{
    /// <summary>Characters of one answer; more is a model gone astray.</summary>
    private const int LongestAnswer = 4_000_000;

    public async Task<ModelReply> CallAsync(ModelSettings model, ModelCall call, int attempt, CancellationToken cancellationToken)
    {
        var client = await clients.GetAsync(model, cancellationToken);
        var price = catalog.PriceOf(model);
        var started = time.GetTimestamp();
        var (response, first) = await ReadAsync(client, model, call, cancellationToken);
        Check(response, model);
        var usage = ModelUsage.Of(response, call.Messages);
        return new ModelReply(response, model.Use, catalog.Find(model.Use)?.Key ?? model.Use, usage, usage.CostAt(price), time.GetElapsedTime(started), first, attempt);
    }

    private async Task<(ChatResponse Response, TimeSpan? First)> ReadAsync(IChatClient client, ModelSettings model, ModelCall call, CancellationToken cancellationToken)
    {
        var timeout = model.Read().Duration("timeout", ModelCheck.LongestTimeout) ?? ModelOptions.UsualTimeout;
        var silence = model.Read().Duration("first_token_timeout", ModelCheck.LongestTimeout) ?? Timeout.InfiniteTimeSpan;
        using var late = new CancellationTokenSource(timeout, time);
        using var silent = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, silent.Token);
        var started = time.GetTimestamp();
        TimeSpan? first = null;
        var updates = new List<ChatResponseUpdate>();
        try
        {
            long characters = 0;
            await foreach (var update in client.GetStreamingResponseAsync(call.Messages, ModelOptions.Of(model, call), either.Token))
            {
                updates.Add(update);
                characters += update.Contents.Sum(Length);
                if (characters > LongestAnswer) throw ModelErrors.Endless(model.Name, $"more than {LongestAnswer} characters");
                if (update.Contents.Any(c => c is not UsageContent)) silent.CancelAfter(Timeout.InfiniteTimeSpan);
                foreach (var thought in update.Contents.OfType<TextReasoningContent>().Where(t => t.Text.Length > 0))
                {
                    first ??= time.GetElapsedTime(started);
                    call.Listener?.Thought(thought.Text);
                }

                if (update.Text is not { Length: > 0 } text) continue;
                first ??= time.GetElapsedTime(started);
                call.Listener?.Wrote(text);
            }

            return (updates.ToChatResponse(), first);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            throw ModelErrors.Of(ModelErrorKind.Timeout, $"Model '{model.Name}' did not answer within {timeout.TotalSeconds:0.###} s.", "Raise its 'timeout', or set a fallback.");
        }
        catch (Exception) when (silent.IsCancellationRequested)
        {
            throw ModelErrors.Of(ModelErrorKind.Timeout, $"Model '{model.Name}' did not begin to answer within {silence.TotalSeconds:0.###} s.", "Raise its 'first_token_timeout', or set a fallback.");
        }
        catch (Exception e) when (e is not PlatformException { Code: ErrorCode.BudgetExceeded })
        {
            // Whatever an SDK throws becomes one kind of error here; the task's wall sees no other.
            throw ModelErrors.Of(e, model.Name, catalog.Find(model.Use)?.Key ?? model.Use);
        }
    }

    private static void Check(ChatResponse response, ModelSettings model)
    {
        var contents = response.Messages.SelectMany(m => m.Contents).Where(c => c is not UsageContent).ToList();
        if (contents.OfType<ErrorContent>().FirstOrDefault(e => e.ErrorCode != "refusal") is { } error && response.Text.Length == 0 && !contents.OfType<FunctionCallContent>().Any())
        {
            var said = new ProviderError(error.Message ?? "", [(error.ErrorCode ?? "").ToLowerInvariant()], 0, null);
            throw ModelErrors.Of(200, said, null, model.Name, model.Use);
        }

        if (contents.Count > 0) return;
        // A stream of rubbish is skipped by some SDKs, and then there is neither an answer nor a reason why it ended.
        if (response.FinishReason is null) throw ModelErrors.Unreadable(model.Name, "it holds nothing");
        if (response.FinishReason == ChatFinishReason.ContentFilter) throw ModelErrors.Filtered(model.Name);
    }

    private static long Length(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        TextReasoningContent thought => thought.Text.Length,
        _ => 0,
    };
}
