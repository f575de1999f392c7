using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Health;

namespace Platform.Cli.Commands.Tools;

public sealed class ToolsShowCommand : ICliCommand
{
    public string Path => "tools show";

    public int Order => 48;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string>("name") { Description = "As http.request." };
        var command = new Command("show", "One tool: its arguments, its result, its limits, an example.") { name };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var tool = await host.Get<ToolShelf>().FindAsync(CoreHost.Caller, parsed.GetRequiredValue(name), cancellationToken)
                ?? throw new PlatformException(ErrorCode.NotFound, $"There is no tool '{parsed.GetRequiredValue(name)}'.", "platform tools list tells them.");
            if (cli.WantsJson) CliJson.Write(cli.Out, tool);
            else Print(cli.Out, tool);
            return Output.ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter to, ToolView tool)
    {
        to.WriteLine($"{tool.Name}\n{tool.Description}\n\narguments:\n{CliJson.Text(tool.Arguments)}");
        if (tool.Result is { } result) to.WriteLine($"\nresult:\n{CliJson.Text(result)}");
        foreach (var setting in tool.Settings) to.WriteLine($"{(setting == tool.Settings[0] ? "\nsettings:\n" : "")}  {setting.Name}: {setting.Description}");
        foreach (var limit in tool.Limits) to.WriteLine($"{(limit == tool.Limits[0] ? "\nlimits:\n" : "")}  {limit}");
        if (tool.Notes.Length > 0) to.WriteLine($"\n{tool.Notes}");
        to.WriteLine($"\nexample:\n{tool.ExampleParts}{(tool.ExampleParts is null ? "" : "\n")}nodes:\n  {tool.Example}");
    }
}
