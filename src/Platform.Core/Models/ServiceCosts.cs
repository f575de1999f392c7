using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>What calls cost that are no chat: vectors by their tokens, sound by tokens or minutes, speech by characters or tokens. Pure.</summary>
/// <remarks>What the price needs and nobody told is unknown, and so is the cost; only tokens of a text are estimated.</remarks>
internal static class ServiceCosts
{
    private const decimal Million = 1_000_000m;
    private const decimal SecondsOfMinute = 60;
    private const int LeastBytesOfSecond = 1000; // of sound: 8 kbit/s is the least that speech is stored with
    private const double LongestSound = 7 * 24 * 3600; // seconds; whoever tells more is not believed

    public static ModelStart Embedding(ModelSettings model, ModelPrice? price, IReadOnlyList<ChatMessage> asked) => Start(model, price) with { InputTokens = ModelUsage.Estimate(asked) };

    /// <param name="bytes">Of the sound; null when it is not known before it is read.</param>
    public static ModelStart Transcription(ModelSettings model, ModelPrice? price, long? bytes) => Start(model, price) with { Sound = (1, Math.Max(1, (bytes ?? 0) / LeastBytesOfSecond)) };

    public static ModelStart Speech(ModelSettings model, ModelPrice? price, string text) =>
        Start(model, price) with { Characters = text.Length, InputTokens = price?.Characters is null ? ModelUsage.Estimate([new ChatMessage(ChatRole.User, text)]) : 0 };

    /// <param name="seconds">As the provider tells; null when it does not.</param>
    public static (ModelUsage Usage, decimal? Cost) Heard(UsageDetails? told, double? seconds, ModelPrice? price)
    {
        var usage = ModelUsage.Of(told, otherwise: 0);
        if (!usage.Estimated) return (usage, IsByTokens(price) ? usage.CostAt(price) : ByMinute(seconds, price));
        usage = usage with { Estimated = false }; // nothing is estimated: there is no text to count
        return (usage, ByMinute(seconds, price));
    }

    public static (ModelUsage Usage, decimal? Cost) Said(UsageDetails? told, string text, ModelPrice? price)
    {
        var usage = ModelUsage.Of(told, ModelUsage.Estimate([new ChatMessage(ChatRole.User, text)]));
        if (price?.Characters is { } characters) return (usage with { Estimated = false }, text.Length * characters / Million);
        return (usage, usage.Estimated && price is { Output: > 0 } ? null : usage.CostAt(price)); // how many tokens a sound has is not heard
    }

    private static decimal? ByMinute(double? seconds, ModelPrice? price) => (price, seconds) switch
    {
        (null, _) => null,
        ({ Minute: { } minute }, >= 0 and <= LongestSound) => (decimal)seconds.Value / SecondsOfMinute * minute,
        ({ Input: 0, Output: 0, Minute: null or 0 }, _) => 0,
        _ => null,
    };

    private static bool IsByTokens(ModelPrice? price) => price is { Minute: null } or { Input: > 0 } or { Output: > 0 };

    private static ModelStart Start(ModelSettings model, ModelPrice? price) => new(model.Name, price, 0, MaxTokens: 0, ModelTimes.Of(model));
}
