using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Db;

public sealed class DbBackupCommand : ICliCommand
{
    public string Path => "db backup";

    public int Order => 72;

    public Command Build(CliContext cli)
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to put the copy." };
        var command = new Command("backup", "A consistent copy of the database, taken while others use it.") { file };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var to = parsed.GetRequiredValue(file);
            if (to.Exists || Directory.Exists(to.FullName)) throw CliException.Usage($"'{to}' exists already.", "Name a new file.");
            if (to.Directory is { Exists: false } folder) throw CliException.Usage($"The folder '{folder}' does not exist.", "Make it first, or name another one.");
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            await host.Get<IDatabaseAdmin>().BackupAsync(to.FullName, cancellationToken);
            to.Refresh();
            if (cli.WantsJson) CliJson.Write(cli.Out, new { file = to.FullName, sizeBytes = to.Length });
            else cli.Error.WriteLine($"Wrote {to}, {Say.Bytes(to.Length)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
