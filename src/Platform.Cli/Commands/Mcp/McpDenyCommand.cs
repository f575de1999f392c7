using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Integrations.Mcp;

namespace Platform.Cli.Commands.Mcp;

public sealed class McpDenyCommand : ICliCommand
{
    public string Path => "mcp deny";

    public int Order => 72;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string>("name") { Description = "As 'platform mcp list' names it." };
        var command = new Command("deny", "Take the leave back. What runs already is not stopped.") { name };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = CoreHost.Bare(cli);
            var given = parsed.GetRequiredValue(name);
            if (!await host.Get<McpCommands>().DenyAsync(given, cancellationToken))
                throw new CliException($"No command of {McpCommands.FileName} is named '{given}'.", "'platform mcp list' shows all; those from the settings are taken out there.", code: "not_found");
            cli.Error.WriteLine($"Workflows may no longer start '{given}'.");
            return ExitCode.Done;
        });
        return command;
    }
}
