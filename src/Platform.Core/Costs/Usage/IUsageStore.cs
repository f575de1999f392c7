using Platform.Core.Foundation;

namespace Platform.Core.Costs.Usage;

/// <summary>The sums that are kept with each call, asked for by name.</summary>
internal interface IUsageStore
{
    /// <summary>One answer for each group of keys, added up; what was not called is told with zeros.</summary>
    IReadOnlyList<UsageView> Of(OrganizationId organization, UsageKind kind, IReadOnlyList<IReadOnlyList<UsageKey>> groups, DateOnly from, DateOnly to);
}
