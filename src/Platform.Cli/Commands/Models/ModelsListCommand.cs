using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Health;

namespace Platform.Cli.Commands.Models;

public sealed class ModelsListCommand : ICliCommand
{
    public string Path => "models list";

    public int Order => 45;

    public Command Build(CliContext cli)
    {
        var command = new Command("list", "The models that stored workflows use, and which providers can be used.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var models = await host.Get<ModelHealth>().ListAsync(CoreHost.Caller, cancellationToken);
            if (cli.WantsJson)
            {
                CliJson.Write(cli.Out, models);
                return ExitCode.Done;
            }

            foreach (var line in await host.Get<ProviderReadiness>().LinesAsync(OrganizationId.Local, cancellationToken)) cli.Error.WriteLine(line.Text);
            if (models.Count == 0) cli.Error.WriteLine("No workflow uses a model yet.");
            else
                TablePrinter.Print(cli.Results, ["model", "address", "workflow", "name", "price"],
                    [.. models.Select(m => (IReadOnlyList<string>)[m.Use, m.Address ?? "", m.Workflow, m.Name, m.Priced ? "known" : "unknown"])]);
            return ExitCode.Done;
        });
        return command;
    }
}
