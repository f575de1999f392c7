using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Health;

namespace Platform.Cli.Commands.Tools;

public sealed class ToolsListCommand : ICliCommand
{
    public string Path => "tools list";

    public int Order => 47;

    public Command Build(CliContext cli)
    {
        var command = new Command("list", "The tools that nodes and agents can call.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var tools = await host.Get<ToolShelf>().ListAsync(CoreHost.Caller, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, tools);
            else TablePrinter.Print(cli.Results, ["tool", "what it does", "used by"], [.. tools.Select(t => (IReadOnlyList<string>)[t.Name, t.Description, string.Join(", ", t.Workflows)])]);
            return ExitCode.Done;
        });
        return command;
    }
}
