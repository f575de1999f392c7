using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Db;

public sealed class DbMigrateCommand : ICliCommand
{
    public string Path => "db migrate";

    public int Order => 71;

    public Command Build(CliContext cli)
    {
        var command = new Command("migrate", "Bring the database to this release.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = CoreHost.Bare(cli);
            CoreHost.EnsureFolder(host.DataFolder);
            var applied = await host.Get<IDatabaseAdmin>().MigrateAsync(cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, new { applied });
            else cli.Error.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
