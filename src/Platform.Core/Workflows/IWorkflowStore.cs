using Platform.Core.Foundation;

namespace Platform.Core.Workflows;

/// <summary>Where definitions lie. A version, once stored, never changes.</summary>
internal interface IWorkflowStore
{
    /// <summary>Stores a text; the same hash gives the newest version that has it, which becomes the current one.</summary>
    /// <param name="expected">The hash of the version that must be current, empty when there must be none; null for whatever is.</param>
    /// <exception cref="PlatformException">Conflict: another version is current.</exception>
    Task<WorkflowVersion> SaveAsync(OrganizationId organization, WorkflowVersion version, string? expected);

    /// <summary>Makes the text of an old version the newest version; null when there is no such workflow or version. The current one stays as it is.</summary>
    Task<WorkflowVersion?> RestoreAsync(OrganizationId organization, string name, int number, string by, DateTimeOffset now);

    /// <summary>Switches starting on (null) or off; false when there is no such workflow.</summary>
    Task<bool> DisableAsync(OrganizationId organization, string name, string? by);

    /// <summary>Workflows whose current text holds all of these words, by name; candidates, to be looked at.</summary>
    ValueTask<List<string>> MentioningAsync(OrganizationId organization, string word, string other, int take, CancellationToken cancellationToken);

    /// <summary>Those that exist, in the order of the names; versions and runs are not counted.</summary>
    ValueTask<List<WorkflowView>> RowsAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Names by part of a name or description, sorted; at most 20,000.</summary>
    ValueTask<List<string>> SearchAsync(OrganizationId organization, string? search, CancellationToken cancellationToken);

    /// <summary>Null when there is no such workflow or version. Versions of deleted workflows are found by their number.</summary>
    /// <param name="number">Null for the current one.</param>
    ValueTask<WorkflowVersion?> FindAsync(OrganizationId organization, string name, int? number, CancellationToken cancellationToken);

    /// <summary>The current version without its text; null when there is no such workflow.</summary>
    ValueTask<CurrentVersion?> CurrentAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>There was one of this name, and it was deleted.</summary>
    ValueTask<bool> WasDeletedAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>Sorted; at most 1,000.</summary>
    ValueTask<List<string>> NamesAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>The first names, sorted, that contain a text, those that begin with it first.</summary>
    ValueTask<List<string>> SuggestAsync(OrganizationId organization, string part, int take, CancellationToken cancellationToken);

    /// <summary>Number and hash of every current version, by name.</summary>
    ValueTask<List<(string Name, int Number, string Hash)>> HeadsAsync(OrganizationId organization, int most, CancellationToken cancellationToken);

    /// <summary>The current versions of these workflows; those that are gone are missing.</summary>
    ValueTask<List<WorkflowVersion>> TextsAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Those that have workflows.</summary>
    ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken);

    ValueTask<List<VersionView>> VersionsAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>False when there is no such workflow.</summary>
    /// <exception cref="PlatformException">Conflict: some of its runs are unfinished.</exception>
    Task<bool> DeleteAsync(OrganizationId organization, string name, DateTimeOffset now);

    Task<Page<WorkflowView>> ListAsync(OrganizationId organization, WorkflowQuery query, CancellationToken cancellationToken);
}
