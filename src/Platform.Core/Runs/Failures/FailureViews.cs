using Platform.Core.Foundation;

namespace Platform.Core.Runs.Failures;

/// <summary>Failures with one cause.</summary>
/// <param name="Cause">See <see cref="FailureCause.Id"/>.</param>
/// <param name="Node">Empty when runs failed outside any node.</param>
/// <param name="Message">Without what differs from one time to the next.</param>
/// <param name="Runs">How often runs failed in the period; a run that was retried and failed again counts twice.</param>
/// <param name="Tasks">Tasks that failed, those included that the workflow dealt with itself.</param>
/// <param name="Daily">Failures of each day of the period, oldest first.</param>
public sealed record FailureGroup(
    string Cause, string Workflow, string Node, string Code, string Message, string Resolution, long Runs, long Tasks, DateTimeOffset FirstAt, DateTimeOffset LastAt,
    IReadOnlyList<long> Daily)
{
    /// <summary>What the newest run that stands failed for it said, in full; null when none does: what outlives its runs is kept without what differs.</summary>
    public string? Newest { get; init; }

    /// <summary>For a person to read: the newest message, or what is common to all.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Said => Newest ?? Message;
}

/// <summary>Which failures to group.</summary>
public sealed record FailureQuery
{
    /// <summary>The first day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, UTC.</summary>
    public required DateOnly To { get; init; }

    public string? Workflow { get; init; }

    /// <summary>Failed most often first; else newest first.</summary>
    public bool ByCount { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <param name="More">There are further groups.</param>
public sealed record FailureReport(IReadOnlyList<FailureGroup> Groups, long Runs, long Tasks, bool More);

/// <summary>Of one cause: the runs that stand failed now.</summary>
/// <param name="Count">At most <see cref="FailureBook.MostCounted"/>.</param>
public sealed record FailedRuns(long Count, IReadOnlyList<RunId> Newest);

/// <param name="Left">How many of the cause stand failed still.</param>
public sealed record RetriedFailures(int Retried, int Refused, long Left);
