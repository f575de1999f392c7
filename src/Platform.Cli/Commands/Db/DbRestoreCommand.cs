using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Db;

public sealed class DbRestoreCommand : ICliCommand
{
    public string Path => "db restore";

    public int Order => 73;

    public Command Build(CliContext cli)
    {
        var file = new Argument<FileInfo>("file") { Description = "The backup." };
        var command = new Command("restore", "Put a backup in the database's place; what was there is kept beside it.") { file };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var from = parsed.GetRequiredValue(file);
            if (!from.Exists) throw CliException.Usage($"There is no file '{from}'.", "Name a file that 'platform db backup' wrote.");
            await using var host = CoreHost.Bare(cli);
            CoreHost.EnsureFolder(host.DataFolder);
            await host.Get<IDatabaseAdmin>().RestoreAsync(from.FullName, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, new { restored = from.FullName });
            else cli.Error.WriteLine($"Restored {from}.");
            return ExitCode.Done;
        });
        return command;
    }
}
