using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Models.BadDays;

/// <summary>Section <c>Platform:Models</c>: how many calls go out to the providers, and when one of them is left alone.</summary>
public sealed class ModelTrafficOptions
{
    public const string Section = "Platform:Models";

    /// <summary>Failures within the window that open the breaker of a model. Default 5.</summary>
    [Range(1, 1000)]
    public int BreakerFailures { get; init; } = 5;

    /// <summary>Failures older than this are forgotten. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an open breaker lets nothing through; twice as long each time the call after it fails too, up to sixteen times. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan BreakerOpen { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls at once by provider, over all runs of this process: <c>{ "openai": 8 }</c>. Default none; a model's own <c>parallel</c> bounds it further.</summary>
    public IReadOnlyDictionary<string, int> Parallel { get; init; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls that may wait for one provider or model; the next one fails at once. Default 1000.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; init; } = 1000;

    /// <summary>How often the providers of all workflows' models are asked for their list of models, which costs nothing and shows an address or a key that fails. Default 15 minutes; 0 for never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often all models of all workflows are checked, by one short call each. Default never: a check may cost something.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.Zero;

    /// <summary>Answers that one organisation keeps for models with <c>cache</c>. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int CacheEntries { get; init; } = 10_000;

    /// <summary>Bytes of the same. Default 64 MB.</summary>
    [Range(1024L, 100L * 1024 * 1024 * 1024)]
    public long CacheBytes { get; init; } = 64L * 1024 * 1024;
}
