using Platform.Core.Foundation;

namespace Platform.Core.Workflows;

/// <summary>Where definitions lie. A version, once stored, never changes.</summary>
internal interface IWorkflowStore
{
    /// <summary>Stores a text; the same hash gives the version that has it, which becomes the current one.</summary>
    Task<WorkflowVersion> SaveAsync(OrganizationId organization, WorkflowVersion version);

    /// <summary>Null when there is no such workflow or version. Versions of deleted workflows are found by their number.</summary>
    /// <param name="number">Null for the current one.</param>
    ValueTask<WorkflowVersion?> FindAsync(OrganizationId organization, string name, int? number, CancellationToken cancellationToken);

    /// <summary>Number and hash of the current version; null when there is no such workflow.</summary>
    ValueTask<(int Number, string Hash)?> CurrentAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>Sorted; at most 1,000.</summary>
    ValueTask<List<string>> NamesAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Number and hash of every current version, by name.</summary>
    ValueTask<List<(string Name, int Number, string Hash)>> HeadsAsync(OrganizationId organization, int most, CancellationToken cancellationToken);

    /// <summary>Those that have workflows.</summary>
    ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken);

    ValueTask<List<VersionView>> VersionsAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>False when there is no such workflow.</summary>
    /// <exception cref="PlatformException">Conflict: some of its runs are unfinished.</exception>
    Task<bool> DeleteAsync(OrganizationId organization, string name, DateTimeOffset now);

    Task<Page<WorkflowView>> ListAsync(OrganizationId organization, WorkflowQuery query, CancellationToken cancellationToken);
}
