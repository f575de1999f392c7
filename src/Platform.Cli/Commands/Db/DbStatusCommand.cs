using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Db;

public sealed class DbStatusCommand : ICliCommand
{
    public string Path => "db status";

    public int Order => 70;

    public Command Build(CliContext cli)
    {
        var command = new Command("status", "Where the database is, how large, and whether it fits this release.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = CoreHost.Bare(cli);
            var status = await host.Get<IDatabaseAdmin>().StatusAsync(cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, status);
            else Print(cli, status);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, DatabaseStatus status)
    {
        cli.Out.WriteLine($"{"file",-12} {status.File}{(status.Exists ? $", {Say.Bytes(status.SizeBytes)}" : ", not there yet")}");
        cli.Out.WriteLine($"{"engine",-12} {status.Engine}");
        cli.Out.WriteLine($"{"migrations",-12} {status.Applied.Count} applied, {(status.Pending.Count == 0 ? "none pending" : $"pending: {string.Join(", ", status.Pending)}")}");
        cli.Out.WriteLine($"{"runs",-12} {Say.Count(status.Runs)}, {Say.Count(status.UnfinishedRuns)} unfinished");
        if (status.Newer.Count > 0) cli.Error.WriteLine($"A newer release wrote it ({string.Join(", ", status.Newer)}); this one cannot use it. Start that release, or restore a backup made before it.");
        if (status.Exists && status.Pending.Count > 0) cli.Error.WriteLine("The next start brings it up to date; 'platform db migrate' does so now.");
    }
}
