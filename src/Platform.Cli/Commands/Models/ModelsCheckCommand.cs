using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands.Models;

/// <summary>Whether models answer; exit code 1 when one of them does not.</summary>
public sealed class ModelsCheckCommand : ICliCommand
{
    public string Path => "models check";

    public int Order => 46;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string?>("name") { Description = "What a model uses (openai/gpt-4.1-mini) or its name in a file; all without it.", Arity = ArgumentArity.ZeroOrOne };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "A workflow file, or the name of a stored workflow; all stored ones without it." };
        var command = new Command("check", "Ask each model for a few tokens: is it there, does the key fit, what does it cost.") { name, workflow };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var checks = await CheckAsync(cli, host, parsed.GetValue(name), parsed.GetValue(workflow), cancellationToken);
            if (checks is null) return ExitCode.Failed;
            if (cli.WantsJson) CliJson.Write(cli.Out, checks);
            else Print(cli, checks);
            return checks.All(c => c.Check is { Ok: true }) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ModelView>?> CheckAsync(CliContext cli, CoreHost host, string? name, string? workflow, CancellationToken cancellationToken)
    {
        var health = host.Get<ModelHealth>();
        if (workflow is null || WorkflowFile.Find(workflow) is not { } file) return await health.CheckAsync(CoreHost.Caller, name, workflow, cancellationToken);
        WorkflowFile.EnsureReadable(file);
        var read = await host.Get<WorkflowService>().ValidateFileAsync(file, cancellationToken);
        if (read.Ok) return await health.CheckAsync(CoreHost.Caller, read.Value, name, cancellationToken);
        foreach (var finding in read.Findings.Where(f => f.Severity == Severity.Error)) cli.Error.WriteLine(finding.ToString());
        return null;
    }

    private static void Print(CliContext cli, IReadOnlyList<ModelView> checks)
    {
        if (checks.Count == 0) cli.Error.WriteLine("No workflow uses a model yet.");
        foreach (var model in checks.DistinctBy(m => (m.Use, m.Address, m.Check?.Error)))
        {
            var check = model.Check!; // each was just checked
            var cost = model.Local ? "runs here" : check.Cost is { } dollars ? Say.Money(dollars) : "cost unknown";
            cli.Out.WriteLine(check.Ok
                ? $"ok  {model.Use,-34} {Say.Duration(TimeSpan.FromMilliseconds(check.LatencyMs))}, {cost}"
                : $"{cli.Results.Red("!!")}  {model.Use,-34} {check.Kind?.Replace('_', ' ')}: {Say.Plain(check.Error ?? "")}");
            if (!check.Ok && check.Resolution.Length > 0) cli.Out.WriteLine($"    {"",-34} {cli.Results.Dim($"fix: {check.Resolution}")}");
        }
    }
}
