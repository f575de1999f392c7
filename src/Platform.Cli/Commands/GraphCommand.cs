using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Graph;
using Platform.Core.Graph.Drawing;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands;

public sealed class GraphCommand : ICliCommand
{
    public string Path => "graph";

    public int Order => 50;

    public Command Build(CliContext cli)
    {
        var workflow = new Argument<string>("workflow") { Description = "A workflow file, a folder with a workflow.yaml, or the name of a saved workflow." };
        var format = new Option<string?>("--format", "-f") { Description = "svg, mermaid, dot or json; else by the file's ending, else mermaid." };
        format.AcceptOnlyFromAmong("svg", "mermaid", "dot", "json");
        var to = new Option<FileInfo?>("--output", "-o") { Description = "Write it to a file.", HelpName = "FILE" };
        var command = new Command("graph", "The picture of a workflow.") { workflow, format, to };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(workflow);
            var file = WorkflowFile.Find(given);
            await using var host = file is null ? await CoreHost.OpenAsync(cli, cancellationToken) : CoreHost.Bare(cli);
            if (await GraphAsync(cli, host, given, file, cancellationToken) is not { } graph) return ExitCode.Failed;
            var target = parsed.GetValue(to);
            var text = Draw(graph, cli.WantsJson ? "json" : parsed.GetValue(format) ?? ByEnding(target));
            if (target is null) await cli.Out.WriteLineAsync(text.TrimEnd().AsMemory(), cancellationToken);
            else await WriteAsync(cli, target, text, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<CompiledGraph?> GraphAsync(CliContext cli, CoreHost host, string given, string? file, CancellationToken cancellationToken)
    {
        var workflows = host.Get<WorkflowService>();
        if (file is null) return (await workflows.LoadAsync(CoreHost.Caller, given, version: null, cancellationToken)).Graph;
        WorkflowFile.EnsureReadable(file);
        var compiled = await workflows.ValidateFileAsync(file, cancellationToken);
        if (!compiled.Ok) FindingPrinter.Refuse(cli, compiled.Findings, $"Mend them, then try 'platform validate {given}'.");
        return compiled.Value;
    }

    private static string Draw(CompiledGraph graph, string format) => format switch
    {
        "svg" => SvgDrawing.Write(graph),
        "dot" => DotDrawing.Write(graph),
        "json" => JsonDrawing.Write(graph).GetRawText(),
        _ => MermaidDrawing.Write(graph),
    };

    private static string ByEnding(FileInfo? file) => file?.Extension.ToLowerInvariant() switch
    {
        ".svg" => "svg",
        ".dot" or ".gv" => "dot",
        ".json" => "json",
        _ => "mermaid",
    };

    private static async Task WriteAsync(CliContext cli, FileInfo file, string text, CancellationToken cancellationToken)
    {
        if (file.Directory is { Exists: false } folder) throw CliException.Usage($"The folder '{folder}' does not exist.", "Make it first, or name another one.");
        await File.WriteAllTextAsync(file.FullName, text, cancellationToken);
        cli.Error.WriteLine($"Wrote {file}");
    }
}
