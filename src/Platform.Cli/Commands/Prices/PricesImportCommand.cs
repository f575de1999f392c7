using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Models.Prices;

namespace Platform.Cli.Commands.Prices;

public sealed class PricesImportCommand : ICliCommand
{
    public string Path => "prices import";

    public int Order => 61;

    public Command Build(CliContext cli)
    {
        var file = new Argument<FileInfo>("file") { Description = "A table of prices as JSON." };
        var command = new Command("import", "Check a table of prices and put it in the place of your own.") { file };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(file);
            if (!given.Exists) throw CliException.Usage($"There is no file '{given.FullName}'.", "Name a file that exists.");
            var text = await File.ReadAllTextAsync(given.FullName, cancellationToken);
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var prices = await host.Get<PriceBook>().SaveAsync(CoreHost.Caller, text, given.Name);
            if (cli.WantsJson) CliJson.Write(cli.Out, prices);
            else cli.Error.WriteLine($"{prices.Items.Count(p => p.Source == "organization")} prices of {prices.OrganizationAsOf} are yours now; 'platform prices show' lists all that hold.");
            return ExitCode.Done;
        });
        return command;
    }
}
