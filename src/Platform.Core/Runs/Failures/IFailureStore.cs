using Platform.Core.Foundation;

namespace Platform.Core.Runs.Failures;

/// <summary>The counts that are kept with each failure, asked for.</summary>
internal interface IFailureStore
{
    FailureReport Report(OrganizationId organization, FailureQuery query);

    /// <summary>Of all that is stored; null when there is no such cause.</summary>
    FailureGroup? Find(OrganizationId organization, string cause, DateOnly from, DateOnly to);

    FailedRuns Failed(OrganizationId organization, string cause, int take, int mostCounted);
}
