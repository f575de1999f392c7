using Platform.Core.Foundation;

namespace Platform.Core.Runs.Scheduling;

/// <summary>What stands in line, who advances it, and what comes when.</summary>
internal interface ISchedulerStore
{
    SchedulerQueue Queue(OrganizationId organization, DateTimeOffset now, int most);

    /// <summary>By time.</summary>
    IReadOnlyList<SchedulerTimer> Timers(OrganizationId organization, DateTimeOffset after, DateTimeOffset before, int take);

    /// <summary>Of all organisations: a process serves every one. Owner, its last beat, and the leases that it holds.</summary>
    IReadOnlyList<(string Owner, DateTimeOffset? BeatAt, int Running)> Owners();
}
