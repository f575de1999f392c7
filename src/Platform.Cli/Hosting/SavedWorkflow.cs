using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Cli.Hosting;

/// <summary>A workflow that a person named and that no file holds: it is looked for in the data folder, which may be another than they mean.</summary>
internal static class SavedWorkflow
{
    private const string Database = "Platform:Storage:Database";

    /// <summary>Refuses before anything is made, so that no empty data folder is left behind.</summary>
    public static void EnsureFolder(CliContext cli, string name)
    {
        var folder = cli.ChosenDataFolder.Path;
        if (Path.Exists(folder) || CliSettings.Read(folder).Any(s => s.Key.Equals(Database, StringComparison.OrdinalIgnoreCase))) return;
        throw new CliException(
            $"No workflow is named '{name}': there is no data folder {folder}.",
            "Name the data folder of the server with --data FOLDER or PLATFORM_HOME, or a workflow file to run.", code: ErrorCode.NotFound.Text());
    }

    /// <exception cref="CliException">There is none of this name.</exception>
    public static async Task<LoadedWorkflow> LoadAsync(CoreHost host, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await host.Get<WorkflowService>().LoadAsync(CoreHost.Caller, name, version: null, cancellationToken);
        }
        catch (PlatformException missing) when (missing.Code == ErrorCode.NotFound)
        {
            throw new CliException(missing.Message, $"{missing.Resolution} Looked for in {host.DataFolder}; --data FOLDER or PLATFORM_HOME names another data folder.", code: missing.Code.Text());
        }
    }
}
