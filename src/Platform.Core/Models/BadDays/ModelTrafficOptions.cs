using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Models.BadDays;

/// <summary>Section <c>Platform:Models</c>: how many calls go out to the providers, and when one of them is left alone.</summary>
public sealed class ModelTrafficOptions
{
    public const string Section = "Platform:Models";

    [Description("Failures within the window that open the breaker of a model.")]
    [Range(1, 1000)]
    public int BreakerFailures { get; init; } = 5;

    [Description("Failures older than this are forgotten.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromMinutes(1);

    [Description("How long an open breaker lets nothing through; twice as long each time the call after it fails too, up to sixteen times.")]
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan BreakerOpen { get; init; } = TimeSpan.FromSeconds(30);

    [Description("Calls at once by provider, over all runs of this process: { \"openai\": 8 }. A model's own parallel bounds it further.")]
    public IReadOnlyDictionary<string, int> Parallel { get; init; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    [Description("Calls that may wait for one provider or model; the next one fails at once.")]
    [Range(1, 1_000_000)]
    public int MostWaiting { get; init; } = 1000;

    [Description("How often the providers of all workflows' models are asked for their list of models, which costs nothing and shows an address or a key that fails; 0 for never.")]
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(15);

    [Description("How often all models of all workflows are checked, by one short call each, which may cost something; 0 for never.")]
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.Zero;

    [Description("Answers that one organisation keeps for models with cache.")]
    [Range(1, 10_000_000)]
    public int CacheEntries { get; init; } = 10_000;

    [Description("Bytes of the answers that one organisation keeps for models with cache.")]
    [Range(1024L, 100L * 1024 * 1024 * 1024)]
    public long CacheBytes { get; init; } = 64L * 1024 * 1024;
}
