using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Recordings;

namespace Platform.Core.Models;

/// <summary>The settings that every model has, checked in one place.</summary>
internal static class ModelCheck
{
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private static readonly string[] CommonKeys =
    [
        "use",
        "timeout",
        "first_token_timeout",
        "retries",
        "parallel",
        "record",
        "replay",
        "cache",
        "fallback",
        "price",
    ];

    private static readonly string[] Prices = ["input", "output", "cached", "reasoning", "cache_write", "minute", "characters"];

    private static readonly string[] SamplingKeys = ["temperature", "top_p", "max_tokens", "stop", "seed"];

    /// <summary>Checks what all models share, and that no key is unknown.</summary>
    public static SettingsCheck Common(PartConfig model, Findings found, params IReadOnlyCollection<string> ownKeys)
    {
        var check = new SettingsCheck(model.Settings, $"Model '{model.Name}'", ModelFindings.Settings, found)
            .Keys([.. CommonKeys, .. ownKeys])
            .Duration("timeout", LongestTimeout)
            .Duration("first_token_timeout", LongestTimeout)
            .Whole("retries", 0, ModelRetries.Most)
            .Whole("parallel", 1, ModelTraffic.MostParallel)
            .Text("record").Text("replay")
            .Texts("fallback");
        ModelCaching.Check(model, check);
        Price(model, found);
        if (model.Settings["record"] is { } record && model.Settings["replay"] is not null) found.Add(ModelFindings.RecordsAndReplays(model, record));
        return check;
    }

    /// <summary>For models that write text by chance: the common settings and those of sampling.</summary>
    public static SettingsCheck Sampling(PartConfig model, Findings found, params IReadOnlyCollection<string> ownKeys) =>
        Common(model, found, [.. SamplingKeys, .. ownKeys])
            .Number("temperature", 0, 2)
            .Number("top_p", 0, 1)
            .Whole("max_tokens", 1, 10_000_000)
            .Whole("seed", long.MinValue, long.MaxValue)
            .Texts("stop");

    private static void Price(PartConfig model, Findings found)
    {
        if (model.Settings["price"] is not { } price || SettingsCheck.IsExpression(price)) return;
        if (price is not ConfigMap map)
        {
            new SettingsCheck(model.Settings, $"Model '{model.Name}'", ModelFindings.Settings, found).Wrong(price, "price", "a map { input, output }");
            return;
        }

        var check = new SettingsCheck(map, $"The price of model '{model.Name}'", ModelFindings.Settings, found)
            .Keys(Prices);
        foreach (var needed in Prices.Take(2).Where(_ => map["minute"] is null && map["characters"] is null)) check.Required(needed, map.At);
        foreach (var kind in Prices) check.Number(kind, 0, ModelPrice.Most);
    }
}
