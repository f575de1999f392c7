using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Start;

/// <summary>Saves the samples as workflows, so that a first look at the dashboard is not at an empty one.</summary>
internal sealed partial class Samples(WorkflowService workflows, ILogger<Samples> logger)
{
    /// <summary>Those that exist already are left as they are, even when a person changed them.</summary>
    public async Task<int> ImportAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) return 0;
        var imported = 0;
        var files = Directory.EnumerateFiles(folder, "workflow.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (await ImportOneAsync(file, cancellationToken)) imported++;
        }

        return imported;
    }

    private async Task<bool> ImportOneAsync(string file, CancellationToken cancellationToken)
    {
        var checkedFile = await workflows.ValidateFileAsync(file, cancellationToken);
        if (checkedFile.Ok && await workflows.FindAsync(Caller.LocalOwner, checkedFile.Value.Name, null, cancellationToken) is not null) return false;

        var saved = await workflows.SaveFromFileAsync(Caller.LocalOwner, file, cancellationToken);
        if (saved.Ok) return true;
        LogRejected(file, saved.Findings.FirstOrDefault(f => f.Severity == Severity.Error)?.ToString() ?? "no finding");
        return false;
    }

    [LoggerMessage(9101, LogLevel.Warning, "The sample {File} was not imported: {Finding}")]
    private partial void LogRejected(string file, string finding);
}
