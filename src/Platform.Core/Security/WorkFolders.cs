using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Where each workflow's own files lie: <c>ROOT/organisation/workflow</c>. Nothing that runs reaches any other folder.</summary>
/// <param name="root">The folder <c>files</c> below the data folder.</param>
public sealed class WorkFolders(string root)
{
    /// <exception cref="PlatformException">Forbidden: the name is none that a workflow can have.</exception>
    public WorkFolder Of(OrganizationId organization, string workflow) =>
        workflow.Length is > 0 and <= 63 && workflow.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? new WorkFolder(Path.Combine(root, organization.ToString(), workflow))
            : throw new PlatformException(ErrorCode.Forbidden, $"'{workflow}' is no name of a workflow.", "Names are lower-case letters, digits and '-'.");

    /// <summary>A new one that belongs to no workflow. Whoever asks for it removes it.</summary>
    public WorkFolder Scratch(OrganizationId organization) => new(Path.Combine(root, organization.ToString(), $".scratch-{Guid.NewGuid():N}"));
}
