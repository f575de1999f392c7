using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Integrations.Mcp;

namespace Platform.Cli.Commands.Mcp;

public sealed class McpCallCommand : ICliCommand
{
    public string Path => "mcp call";

    public int Order => 74;

    public Command Build(CliContext cli)
    {
        var target = new Argument<string>("workflow") { Description = "A workflow file, or the name of a stored workflow." };
        var tool = new Argument<string>("tool") { Description = "SERVER.TOOL, as files.read_file." };
        var with = new Option<string[]>("--with") { Description = "An argument; its value is JSON where it is some, else text.", HelpName = "NAME=VALUE" };
        var command = new Command("call", "Call one tool of a server, as a node of the workflow would.") { target, tool, with };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var graph = await McpWords.GraphAsync(cli, host, parsed.GetRequiredValue(target), cancellationToken);
            var arguments = new JsonObject();
            foreach (var (name, value) in McpWords.Variables(parsed.GetValue(with) ?? [])) arguments[name] = Value(value);
            var result = await host.Get<McpServers>().CallAsync(CoreHost.Caller, graph, parsed.GetRequiredValue(tool), JsonSerializer.SerializeToElement(arguments), cancellationToken);
            if (cli.WantsJson || result.ValueKind != JsonValueKind.String) CliJson.Write(cli.Out, result);
            else cli.Out.WriteLine(result.GetString());
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
