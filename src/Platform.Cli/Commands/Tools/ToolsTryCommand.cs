using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Health;

namespace Platform.Cli.Commands.Tools;

/// <summary>Calls one tool in a folder of its own; exit code 1 when the call fails.</summary>
public sealed class ToolsTryCommand : ICliCommand
{
    public string Path => "tools try";

    public int Order => 49;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string>("name") { Description = "As http.request." };
        var with = new Option<string[]>("--with") { Description = "An argument; its value is JSON where it is some, else text.", HelpName = "NAME=VALUE" };
        var settings = new Option<string?>("--settings") { Description = "What would stand under the tool's name in a file, as YAML or JSON." };
        var files = new Option<string[]>("--file") { Description = "A text file of this machine that the call finds in its folder under its name." };
        var model = new Option<string?>("--model") { Description = "For a tool that asks a model: builtin/embedder.", HelpName = "PROVIDER/MODEL" };
        var command = new Command("try", "Call a tool once, in a folder of its own that is removed afterwards; one that needs a model, a person or a workflow in a run of its own.") { name, with, settings, files, model };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var chosen = parsed.GetRequiredValue(name);
            await using var host = await OpenAsync(cli, chosen, cancellationToken);
            var trial = new ToolTrial(Arguments(parsed.GetValue(with) ?? []), parsed.GetValue(settings), await FilesAsync(parsed.GetValue(files) ?? [], cancellationToken)) { Model = parsed.GetValue(model) };
            var tried = await host.Get<ToolShelf>().TryAsync(CoreHost.Caller, chosen, trial, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, tried);
            else if (tried.Result is { } result) cli.Out.WriteLine(CliJson.Text(result));
            else if (tried.Error is null) cli.Error.WriteLine($"{tried.Run?.Why ?? "It goes on."}\n{Dashboard.Line(cli, $"/runs/{tried.Run?.Id}")}");
            else cli.Error.WriteLine($"{cli.Talk.Red("error:")} {tried.Error.Code}: {tried.Error.Message}\nfix: {tried.Error.Resolution}");
            return tried.Ok ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    // Only what is tried in a run needs the engine.
    private static async Task<CoreHost> OpenAsync(CliContext cli, string tool, CancellationToken cancellationToken)
    {
        var host = await CoreHost.OpenAsync(cli, cancellationToken);
        if (await host.Get<ToolShelf>().FindAsync(CoreHost.Caller, tool, cancellationToken) is not { NeedsRun: true }) return host;
        await host.DisposeAsync();
        return await CoreHost.StartAsync(cli, cancellationToken);
    }

    private static JsonElement Arguments(string[] given)
    {
        var arguments = new JsonObject();
        foreach (var pair in given)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0) throw new CliException($"'{pair}' is no argument.", "Write it as NAME=VALUE.", ExitCode.Usage);
            arguments[pair[..cut]] = Value(pair[(cut + 1)..]);
        }

        return JsonSerializer.SerializeToElement(arguments);
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

    private static async Task<Dictionary<string, string>> FilesAsync(string[] paths, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (!File.Exists(path)) throw new CliException($"There is no file '{path}'.", "Name a file of this machine.", ExitCode.Usage);
            files[System.IO.Path.GetFileName(path)] = await File.ReadAllTextAsync(path, cancellationToken);
        }

        return files;
    }
}
