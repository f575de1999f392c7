using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;

namespace Platform.Core.Workflows;

/// <summary>Named definitions and their immutable versions.</summary>
public sealed class WorkflowService
{
    /// <summary>Every finding about a text; touches neither database nor network.</summary>
    /// <param name="file">The name to show in findings.</param>
    public Result<CompiledGraph> Validate(string text, string file) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Every finding about a file, its includes resolved beside it; nothing is saved.</summary>
    public Task<Result<CompiledGraph>> ValidateFileAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>The same text gives the same version; a new one gives the next number.</summary>
    public Task<Result<WorkflowVersion>> SaveAsync(Caller caller, string text, string file, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Saves a file with what lies beside it: includes, the child workflows it names (<c>NAME.yaml</c> or <c>NAME/workflow.yaml</c>), the files it names.</summary>
    public Task<Result<WorkflowVersion>> SaveFromFileAsync(Caller caller, string path, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Null when there is no such workflow or version.</summary>
    /// <param name="version">Null for the current one.</param>
    public Task<WorkflowVersion?> FindAsync(Caller caller, string name, int? version, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>A stored version with its graph.</summary>
    /// <exception cref="PlatformException">Not found, with the nearest name; or it no longer compiles under this release.</exception>
    public Task<LoadedWorkflow> LoadAsync(Caller caller, string name, int? version, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    public Task<Page<WorkflowView>> ListAsync(Caller caller, WorkflowQuery query, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<VersionView>> VersionsAsync(Caller caller, string name, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Takes the workflow out of the lists; its runs stay readable.</summary>
    /// <exception cref="PlatformException">Not found, or some of its runs are unfinished.</exception>
    public Task DeleteAsync(Caller caller, string name, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");
}
