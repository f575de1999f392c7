using Platform.Core.Foundation;

namespace Platform.Core.Runs.Retention;

/// <summary>What retention asks of the store. Every write is one small transaction.</summary>
internal interface IRetentionStore
{
    ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken);

    /// <summary>Sorted; deleted workflows too, for their runs are still there.</summary>
    ValueTask<List<string>> WorkflowsAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Of a workflow's runs that are nobody's children, the one after the newest <paramref name="keep"/>; null when there are not so many.</summary>
    ValueTask<RunId?> AfterAsync(OrganizationId organization, string workflow, int keep, CancellationToken cancellationToken);

    /// <summary>Runs that may go, oldest first: ended, no children, and none of their own children unfinished.</summary>
    ValueTask<List<RunId>> EndedAsync(OrganizationId organization, OldRuns which, RunId? after, int take, CancellationToken cancellationToken);

    /// <summary>Deletes rows of runs that have ended, at once; what belongs to them is left to <see cref="ClearAsync"/>. Returns those that went.</summary>
    Task<IReadOnlyList<RunId>> DeleteAsync(OrganizationId organization, IReadOnlyList<RunId> runs, DateTimeOffset now);

    /// <summary>
    /// Removes at most so many rows of what deleted runs left behind, their children first.
    /// </summary>
    Task<Cleared> ClearAsync(OrganizationId organization, int mostRows, DateTimeOffset now);

    /// <summary>Removes at most so many of the counts of calls and of failures that were made before a day; how many went.</summary>
    Task<int> ForgetCountsAsync(OrganizationId organization, DateTimeOffset before, int mostRows, CancellationToken cancellationToken);

    /// <summary>The right to do a piece of work that one process does for all; taken again by who holds it.</summary>
    Task<bool> ClaimAsync(OrganizationId organization, string name, string owner, DateTimeOffset until, DateTimeOffset now);
}

/// <param name="EndedBefore">Those that ended earlier; null for none on this ground.</param>
/// <param name="UpTo">This one and those before it; null for none on this ground.</param>
internal sealed record OldRuns(string Workflow, DateTimeOffset? EndedBefore, RunId? UpTo);

/// <param name="More">Something is left that can be removed now.</param>
internal sealed record Cleared(int Children, bool More);
