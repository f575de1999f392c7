using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Workflows;

/// <summary>The files of a workflow's work folder: <c>DATA/files/ORGANIZATION/WORKFLOW/</c>. Nothing outside it can be named.</summary>
public sealed class WorkFiles
{
    /// <summary>By path; at most 1,000.</summary>
    public IReadOnlyList<WorkFile> List(Caller caller, string workflow) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Stores a file as <c>uploads/FIRST-12-OF-SHA256-name</c> and returns that path, to be given as an input with <c>format: file</c>.</summary>
    public Task<WorkFile> UploadAsync(Caller caller, string workflow, string name, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <exception cref="PlatformException">Not found.</exception>
    public Stream Open(Caller caller, string workflow, string path) => throw new NotSupportedException("In work on this branch.");
}
