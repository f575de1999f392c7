using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands;

/// <summary>Every finding about workflow files, in one pass.</summary>
public sealed class ValidateCommand : ICliCommand
{
    private const long LargestShown = 2 * 1024 * 1024;

    public string Path => "validate";

    public int Order => 14;

    public Command Build(CliContext cli)
    {
        var files = new Argument<string[]>("file") { Description = "Workflow files, or folders with a workflow.yaml in them or below.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format", "-f") { Description = "text, json, sarif or github.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        var command = new Command("validate", "Check workflow files; nothing is run.") { files, format };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var paths = parsed.GetRequiredValue(files).SelectMany(WorkflowFile.All).Distinct(StringComparer.Ordinal).ToList();
            foreach (var path in paths) WorkflowFile.EnsureReadable(path);
            await using var host = CoreHost.Bare(cli);
            var findings = new List<Finding>();
            foreach (var path in paths) findings.AddRange((await host.Get<WorkflowService>().ValidateFileAsync(path, cancellationToken)).Findings);
            Print(cli, new FindingReport(findings, SourceOf), cli.WantsJson ? "json" : parsed.GetValue(format)!, paths, findings);
            return findings.Exists(f => f.Severity == Severity.Error) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, FindingReport report, string format, List<string> paths, List<Finding> findings)
    {
        var text = format switch
        {
            "json" => report.ToJson(),
            "sarif" => report.ToSarif(),
            "github" => report.ToGitHub(),
            _ when findings.Count == 0 => $"{string.Join(", ", paths)}: no findings",
            _ => report.ToText(cli.Results.HasColors ? TextColour.Ansi : TextColour.None),
        };
        if (text.Length > 0) cli.Out.WriteLine(text.TrimEnd());
    }

    private static string? SourceOf(string file) => File.Exists(file) && new FileInfo(file).Length <= LargestShown ? File.ReadAllText(file) : null;
}
