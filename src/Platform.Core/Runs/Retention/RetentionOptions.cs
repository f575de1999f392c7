using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Runs.Retention;

/// <summary>
/// Section <c>Platform:Retention</c>: how long ended runs are kept, for workflows that say nothing of their own under <c>retention:</c>. By default they are
/// kept for ever.
/// </summary>
public sealed class RetentionOptions
{
    public const string Section = "Platform:Retention";

    [Description("Runs are deleted so many days after their end; none: never.")]
    [Range(1, 36_500)]
    public int? Days { get; init; }

    [Description("Of each workflow, so many runs are kept, the newest; none: all.")]
    [Range(1, 100_000_000)]
    public int? Runs { get; init; }

    [Description("How often is looked for what is to be deleted.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Which ended runs of a workflow go: those that ended too long ago, and those that are not among the newest so many.</summary>
/// <param name="Age">Since their end; null keeps them however old they are.</param>
/// <param name="Newest">Null keeps all; runs that have not ended count, and stay.</param>
public sealed record RetentionRule(TimeSpan? Age, int? Newest)
{
    public bool KeepsAll => Age is null && Newest is null;
}
