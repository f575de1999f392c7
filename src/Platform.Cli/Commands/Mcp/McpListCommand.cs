using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Integrations.Mcp;

namespace Platform.Cli.Commands.Mcp;

public sealed class McpListCommand : ICliCommand
{
    public string Path => "mcp list";

    public int Order => 70;

    public Command Build(CliContext cli)
    {
        var command = new Command("list", "The programs that workflows may start as servers of tools.");
        cli.Act(command, async (_, _) =>
        {
            await using var host = CoreHost.Bare(cli);
            var known = host.Get<McpCommands>().List();
            // Variables may hold secrets: only their names are shown.
            if (cli.WantsJson) CliJson.Write(cli.Out, known.Select(k => new { k.Name, k.Command.Run, Env = k.Command.Env.Keys, k.Command.Accepts, k.Source }));
            else if (known.Count == 0) cli.Error.WriteLine("None yet, so no workflow can start one. 'platform mcp allow --help' shows how to allow one.");
            else
                TablePrinter.Print(cli.Results, ["name", "program", "takes", "from"],
                    [.. known.Select(k => (IReadOnlyList<string>)[k.Name, McpWords.Shown(k.Command.Run), string.Join(' ', k.Command.Accepts), k.Source])]);
            return ExitCode.Done;
        });
        return command;
    }
}
