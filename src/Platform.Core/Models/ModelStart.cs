namespace Platform.Core.Models;

/// <summary>An attempt that is about to be made: what it will cost can be bounded before it does.</summary>
/// <param name="Model">The model's name in the file.</param>
/// <param name="Price">Null when it is not known.</param>
/// <param name="InputTokens">Estimated from the messages; what tools and schemas add is left out.</param>
/// <param name="Timeout">The longest time that it may take.</param>
public sealed record ModelStart(string Model, ModelPrice? Price, long InputTokens, int? MaxTokens, TimeSpan Timeout)
{
    private const int UsualAnswer = 4096; // tokens that are set aside for a model that is not told max_tokens
    private const decimal Million = 1_000_000m;

    /// <summary>To be said aloud.</summary>
    public long Characters { get; init; }

    /// <summary>Seconds of sound to be written down, at least and at most; how long it is shows only when it was heard.</summary>
    public (decimal Least, decimal Most) Sound { get; init; }

    /// <summary>US dollars of its input, as if the provider had cached none of it; null when the price is not known.</summary>
    public decimal? LeastCost => Price is null ? null : Text(Price) + Minutes(Price, Sound.Least);

    /// <summary>The same with the longest answer that it may give; a guess of 4,096 tokens when nothing bounds it.</summary>
    public decimal? MostCost => Price is null ? null : Text(Price) + Minutes(Price, Sound.Most) + ((MaxTokens ?? UsualAnswer) * Math.Max(Price.Output, Price.Reasoning ?? 0) / Million);

    public static ModelStart Of(ModelSettings model, ModelCall call, ModelPrice? price)
    {
        var read = model.Read();
        return new ModelStart(
            model.Name, price, ModelUsage.Estimate(call.Messages), read.Whole("max_tokens", 1, 10_000_000), read.Duration("timeout", ModelCheck.LongestTimeout) ?? ModelOptions.UsualTimeout);
    }

    private decimal Text(ModelPrice price) => ((InputTokens * price.Input) + (Characters * (price.Characters ?? 0))) / Million;

    private static decimal Minutes(ModelPrice price, decimal seconds) => seconds / 60 * (price.Minute ?? 0);
}
