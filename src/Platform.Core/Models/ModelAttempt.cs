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
        var provider = catalog.Find(model.Use)?.Key ?? model.Use;
        var started = time.GetTimestamp();
        var updates = new List<ChatResponseUpdate>();
        try
        {
            using var times = new ModelTimes(model, provider, time, cancellationToken);
            var first = await times.WithinAsync(() => ReadAsync(client, model, call, times, updates));
            var response = updates.ToChatResponse();
            Check(response, model);
            var usage = ModelUsage.Of(response, call.Messages);
            return new ModelReply(response, model.Use, provider, usage, usage.CostAt(price), time.GetElapsedTime(started), first, attempt);
        }
        catch (PlatformException)
        {
            // What came before it failed is paid for.
            if (updates.Count > 0 && ModelUsage.Lost(updates.ToChatResponse(), call.Messages) is { } lost) call.Listener?.Lost(lost, lost.CostAt(price));
            throw;
        }
    }

    /// <returns>The time to the first piece; null when nothing was written.</returns>
    private async Task<TimeSpan?> ReadAsync(IChatClient client, ModelSettings model, ModelCall call, ModelTimes times, List<ChatResponseUpdate> updates)
    {
        var started = time.GetTimestamp();
        TimeSpan? first = null;
        long characters = 0;
        await foreach (var update in client.GetStreamingResponseAsync(call.Messages, ModelOptions.Of(model, call), times.Token))
        {
            updates.Add(update);
            characters += update.Contents.Sum(Length);
            if (characters > LongestAnswer) throw ModelErrors.Endless(model.Name, $"more than {LongestAnswer} characters");
            if (update.Contents.Any(c => c is not UsageContent)) times.Began();
            foreach (var thought in update.Contents.OfType<TextReasoningContent>().Where(t => t.Text.Length > 0))
            {
                first ??= time.GetElapsedTime(started);
                call.Listener?.Thought(thought.Text);
            }

            if (update.Text is not { Length: > 0 } text) continue;
            first ??= time.GetElapsedTime(started);
            call.Listener?.Wrote(text);
        }

        return first;
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
