using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;

namespace Platform.Cli.Commands;

public sealed class TemplatesCommand : ICliCommand
{
    public string Path => "templates";

    public int Order => 13;

    public Command Build(CliContext cli)
    {
        var command = new Command("templates", "The starting points that 'platform new' knows.");
        cli.Act(command, (_, _) =>
        {
            var all = Templates.All();
            if (cli.WantsJson) CliJson.Write(cli.Out, all.Select(t => new { name = t.Name, description = t.Description, files = t.Files }));
            else TablePrinter.Print(cli.Results, ["name", "what it does"], [.. all.Select(t => (IReadOnlyList<string>)[t.Name, t.Description])]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
