using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Integrations.Mcp;

namespace Platform.Cli.Commands.Mcp;

public sealed class McpAllowCommand : ICliCommand
{
    public string Path => "mcp allow";

    public int Order => 71;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string>("name") { Description = "Your name for it." };
        var words = new Argument<string[]>("program") { Description = "After --: the program and its arguments, as workflows name them. {folder} stands for a folder of the workflow's own files, {value} for any text without a leading dash.", Arity = ArgumentArity.OneOrMore };
        var accept = new Option<string[]>("--accept") { Description = "A variable that a workflow may set, such as GITHUB_TOKEN.", HelpName = "NAME" };
        var env = new Option<string[]>("--env") { Description = "A variable that the program always gets.", HelpName = "NAME=VALUE" };
        var command = new Command("allow", "Allow workflows to start a program as a server of tools, with exactly these words.\n\nplatform mcp allow files -- npx -y @modelcontextprotocol/server-filesystem {folder}") { name, words, accept, env };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            CoreHost.EnsureFolder(cli.ChosenDataFolder.Path);
            await using var host = CoreHost.Bare(cli);
            var allowed = new AllowedCommand { Run = parsed.GetRequiredValue(words), Accepts = parsed.GetValue(accept) ?? [], Env = McpWords.Variables(parsed.GetValue(env) ?? []) };
            await host.Get<McpCommands>().AllowAsync(parsed.GetRequiredValue(name), allowed, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, new { name = parsed.GetRequiredValue(name), allowed.Run, allowed.Accepts });
            else cli.Error.WriteLine($"Workflows may start it now: {McpWords.Shown(allowed.Run)}");
            return ExitCode.Done;
        });
        return command;
    }
}
