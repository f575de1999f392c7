using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>One immutable text of a workflow.</summary>
/// <param name="Number">1-based; the next text gets the next number.</param>
/// <param name="Hash">SHA-256 of the text and its included files, in hexadecimal.</param>
/// <param name="Includes">The texts of the files under <c>include:</c>, by the path written there.</param>
public sealed record WorkflowVersion(
    string Workflow, int Number, string Hash, string Text, string? Description, DateTimeOffset CreatedAt, string CreatedBy,
    IReadOnlyDictionary<string, string> Includes)
{
    /// <summary>The version whose text was brought back with this one; null for a text of its own.</summary>
    public int? RestoredFrom { get; init; }
}

/// <summary>A version with its graph.</summary>
public sealed record LoadedWorkflow(WorkflowVersion Version, CompiledGraph Graph)
{
    /// <summary>Who switched the workflow off, when the current version was asked for; null while it may be started.</summary>
    public string? DisabledBy { get; init; }
}

/// <summary>Which version is current, and whether it may be started.</summary>
/// <param name="DisabledBy">Who switched the workflow off; null while it may be started.</param>
public sealed record CurrentVersion(int Number, string Hash, string? DisabledBy);

/// <summary>A line of the list of versions: the version without its text.</summary>
public sealed record VersionView(string Workflow, int Number, string Hash, DateTimeOffset CreatedAt, string CreatedBy, bool Current)
{
    /// <summary>The version whose text was brought back with this one; null for a text of its own.</summary>
    public int? RestoredFrom { get; init; }
}

/// <summary>A line of the list of workflows.</summary>
/// <param name="Version">The current version's number.</param>
/// <param name="ActiveRuns">Queued, running or waiting.</param>
/// <param name="LastRunAt">Null when it never ran.</param>
public sealed record WorkflowView(
    string Name, string? Description, int Version, int Versions, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    int Runs, int ActiveRuns, int FailedRuns, DateTimeOffset? LastRunAt)
{
    /// <summary>Who switched it off; null while it may be started.</summary>
    public string? DisabledBy { get; init; }
}

/// <summary>Which workflows to list, by name.</summary>
public sealed record WorkflowQuery
{
    /// <summary>Part of a name or description; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A file of a workflow's work folder.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
public sealed record WorkFile(string Path, long SizeBytes, DateTimeOffset ModifiedAt);
