using Platform.Core.Foundation;

namespace Platform.Core.Costs;

/// <summary>The sums that are kept with each call, asked for.</summary>
internal interface ICostStore
{
    CostReport Report(OrganizationId organization, CostQuery query);
}
