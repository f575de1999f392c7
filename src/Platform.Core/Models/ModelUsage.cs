using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>Tokens of one call.</summary>
/// <param name="Input">All that went in, with what the provider had cached.</param>
/// <param name="Output">All that came out, with what was thought and not shown.</param>
/// <param name="Estimated">The provider told nothing, or nothing that can be: a token is taken as four characters.</param>
public sealed record ModelUsage(long Input, long Output, long Cached, long Reasoning, bool Estimated)
{
    private const int CharactersOfToken = 4;
    private const decimal Million = 1_000_000m;
    private const string CacheWritesKey = "cache_write_tokens";

    // No context holds so many; whoever tells more, or less than none, is not believed.
    private const long MostTokens = 100_000_000;

    /// <summary>Tokens of the input that the provider put into its cache with this call; some ask more for them.</summary>
    public long CacheWrites { get; init; }

    public static ModelUsage Of(ChatResponse response, IReadOnlyList<ChatMessage> messages)
    {
        var told = response.Usage;
        var (input, output) = (Believed(told?.InputTokenCount), Believed(told?.OutputTokenCount));
        var isTold = input is not null && output is not null && input + output > 0;
        return Bounded(
            isTold || input is > 0 ? input!.Value : Estimate(messages),
            isTold || output is > 0 ? output!.Value : Estimate(response.Messages),
            told, !isTold);
    }

    /// <summary>What an attempt used that came to no answer; null when nothing came of it.</summary>
    public static ModelUsage? Lost(ChatResponse soFar, IReadOnlyList<ChatMessage> messages)
    {
        var written = Estimate(soFar.Messages);
        if (written == 0 && (Believed(soFar.Usage?.InputTokenCount) ?? 0) == 0 && (Believed(soFar.Usage?.OutputTokenCount) ?? 0) == 0) return null;
        var usage = Of(soFar, messages);
        return written > usage.Output ? usage with { Output = written, Estimated = true } : usage; // what is told at the head of a stream does not know of its rest
    }

    /// <summary>Of a call that writes no text: vectors, speech.</summary>
    /// <param name="otherwise">Tokens when none are told.</param>
    public static ModelUsage Of(UsageDetails? told, long otherwise) => Believed(told?.InputTokenCount) is > 0 and var input
        ? Bounded(input, Believed(told!.OutputTokenCount) ?? 0, told, isEstimated: false)
        : new ModelUsage(otherwise, 0, 0, 0, Estimated: true);

    /// <summary>US dollars; null when the price is not known.</summary>
    public decimal? CostAt(ModelPrice? price)
    {
        if (price is null) return null;
        var cached = Math.Min(Cached, Input);
        var written = Math.Min(CacheWrites, Input - cached);
        var reasoning = Math.Min(Reasoning, Output);
        var input = ((Input - cached - written) * price.Input) + (cached * (price.Cached ?? price.Input)) + (written * (price.CacheWrite ?? price.Input));
        var output = ((Output - reasoning) * price.Output) + (reasoning * (price.Reasoning ?? price.Output));
        return (input + output) / Million;
    }

    /// <summary>Tokens of messages that nobody counted yet: four characters each.</summary>
    public static long Estimate(IEnumerable<ChatMessage> messages)
    {
        long characters = 0;
        foreach (var content in messages.SelectMany(m => m.Contents))
        {
            characters += content switch
            {
                TextContent text => text.Text.Length,
                TextReasoningContent thought => thought.Text.Length,
                FunctionCallContent call => call.Name.Length + Texts.Json(call.Arguments).Length,
                FunctionResultContent result => Texts.Of(result.Result).Length,
                _ => 0,
            };
        }

        return (characters + CharactersOfToken - 1) / CharactersOfToken;
    }

    /// <summary>The one count that the ecosystem's usage has no word for.</summary>
    internal static void SetCacheWrites(UsageDetails usage, long? tokens)
    {
        if (tokens is { } written) (usage.AdditionalCounts ??= [])[CacheWritesKey] = written;
    }

    // A part is never more than the whole.
    private static ModelUsage Bounded(long input, long output, UsageDetails? told, bool isEstimated)
    {
        var cached = Math.Min(Believed(told?.CachedInputTokenCount) ?? 0, input);
        var written = told?.AdditionalCounts?.TryGetValue(CacheWritesKey, out var count) == true ? Believed(count) ?? 0 : 0;
        return new ModelUsage(input, output, cached, Math.Min(Believed(told?.ReasoningTokenCount) ?? 0, output), isEstimated) { CacheWrites = Math.Min(written, input - cached) };
    }

    private static long? Believed(long? tokens) => tokens is >= 0 and <= MostTokens ? tokens : null;
}
