using Platform.Core.Foundation;

namespace Platform.Core.Costs.Calls;

/// <summary>What was written with the events of runs, asked for.</summary>
internal interface ICallStore
{
    /// <summary>Newest first. What no index answers is looked for a bounded time for each page.</summary>
    Page<ModelCallView> List(OrganizationId organization, ModelCallQuery query);

    /// <summary>Null when there is no such call.</summary>
    ModelCallDetail? Find(OrganizationId organization, Guid id);

    IReadOnlyList<OrganizationId> Organizations();

    /// <summary>Deletes at most so many of the oldest that ended before; how many went.</summary>
    Task<int> DeleteAsync(OrganizationId organization, DateTimeOffset before, int most);

    /// <summary>Days for which the log is kept; null for as long as its runs are.</summary>
    int? Days(OrganizationId organization);

    Task SetDaysAsync(OrganizationId organization, int? days, string by, DateTimeOffset at);
}
