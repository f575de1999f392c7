using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Integrations.Mcp;

namespace Platform.Cli.Commands.Mcp;

public sealed class McpToolsCommand : ICliCommand
{
    public string Path => "mcp tools";

    public int Order => 73;

    public Command Build(CliContext cli)
    {
        var target = new Argument<string>("workflow") { Description = "A workflow file, or the name of a stored workflow." };
        var server = new Argument<string?>("server") { Description = "One of its servers; all when it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("tools", "Connect to the servers of a workflow and list what they offer.") { target, server };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var graph = await McpWords.GraphAsync(cli, host, parsed.GetRequiredValue(target), cancellationToken);
            var servers = parsed.GetValue(server) is { } one ? [one] : McpServers.Of(graph).Select(s => s.Name).ToList();
            if (servers.Count == 0) cli.Error.WriteLine($"'{graph.Name}' names no server under tools.");
            var tools = new List<McpToolView>();
            foreach (var name in servers) tools.AddRange(await host.Get<McpServers>().ToolsAsync(CoreHost.Caller, graph, name, cancellationToken));
            if (cli.WantsJson) CliJson.Write(cli.Out, tools);
            else if (tools.Count > 0) TablePrinter.Print(cli.Results, ["tool", "arguments", "what it does"], [.. tools.Select(t => (IReadOnlyList<string>)[t.Name, Arguments(t.Arguments), FirstLine(t.Description)])]);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Arguments(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? string.Join(' ', properties.EnumerateObject().Select(p => p.Name)) : "";

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length > 90 ? $"{line[..90]}…" : line;
    }
}
