using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>Tokens of one call.</summary>
/// <param name="Input">All that went in, with what the provider had cached.</param>
/// <param name="Output">All that came out, with what was thought and not shown.</param>
/// <param name="Estimated">The provider told nothing: a token is taken as four characters.</param>
public sealed record ModelUsage(long Input, long Output, long Cached, long Reasoning, bool Estimated)
{
    private const int CharactersOfToken = 4;
    private const string CacheWritesKey = "cache_write_tokens";

    /// <summary>Tokens of the input that the provider put into its cache with this call; some ask more for them.</summary>
    public long CacheWrites { get; init; }

    public static ModelUsage Of(ChatResponse response, IReadOnlyList<ChatMessage> messages)
    {
        var told = response.Usage;
        var input = told?.InputTokenCount;
        var output = told?.OutputTokenCount;
        if (input is not null && output is not null && input + output > 0)
            return new ModelUsage(input.Value, output.Value, told!.CachedInputTokenCount ?? 0, told.ReasoningTokenCount ?? 0, Estimated: false) { CacheWrites = WritesOf(told) };
        return new ModelUsage(
            input is > 0 ? input.Value : Tokens(messages), output is > 0 ? output.Value : Tokens(response.Messages), told?.CachedInputTokenCount ?? 0, told?.ReasoningTokenCount ?? 0, Estimated: true)
        { CacheWrites = WritesOf(told) };
    }

    /// <summary>US dollars; null when the price is not known.</summary>
    public decimal? CostAt(ModelPrice? price)
    {
        if (price is null) return null;
        var (cached, reasoning) = (Math.Min(Cached, Input), Math.Min(Reasoning, Output));
        var input = ((Input - cached) * price.Input) + (cached * (price.Cached ?? price.Input));
        var output = ((Output - reasoning) * price.Output) + (reasoning * (price.Reasoning ?? price.Output));
        return (input + output) / 1_000_000m;
    }

    /// <summary>Tokens of messages that nobody counted yet: four characters each.</summary>
    public static long Estimate(IEnumerable<ChatMessage> messages) => Tokens(messages);

    /// <summary>The one count that the ecosystem's usage has no word for.</summary>
    internal static void SetCacheWrites(UsageDetails usage, long? tokens)
    {
        if (tokens is { } written) (usage.AdditionalCounts ??= [])[CacheWritesKey] = written;
    }

    private static long WritesOf(UsageDetails? usage) => usage?.AdditionalCounts?.TryGetValue(CacheWritesKey, out var written) == true ? written : 0;

    private static long Tokens(IEnumerable<ChatMessage> messages)
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
}
