using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands;

/// <summary>Runs a workflow and follows it: the outputs on the output, everything else on the error stream.</summary>
public sealed class RunCommand : ICliCommand
{
    private readonly Argument<string> _workflow = new("workflow") { Description = "A workflow file, a folder with a workflow.yaml, or the name of a saved workflow." };
    private readonly Option<string[]> _inputs = new("--input", "-i") { Description = "NAME=VALUE, NAME=@FILE, or @inputs.json. May be given again.", HelpName = "INPUT", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Show what models write while they write it." };
    private readonly Option<bool> _dry = new("--dry-run") { Description = "Check everything, show the plan and run nothing." };
    private readonly Option<string?> _thread = new("--thread") { Description = "Run on this thread: it shares kept state with the runs before it." };
    private readonly Option<string[]> _labels = new("--label", "-l") { Description = "KEY=VALUE, to find the run by. May be given again.", HelpName = "LABEL", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _key = new("--idempotency-key") { Description = "The same key again gives the run of the first time." };

    private readonly Option<int> _priority = new("--priority") { Description = "Higher goes first, -100 to 100." };
    private readonly Option<string?> _deadline = new("--deadline") { Description = "The run fails when it has not ended by then, waits and all: 2h, or 2027-01-31T18:00:00Z.", HelpName = "TIME" };

    public string Path => "run";

    public int Order => 20;

    public Command Build(CliContext cli)
    {
        var command = new Command("run", "Run a workflow and follow it.") { _workflow, _inputs, _watch, _dry, _thread, _labels, _key, _priority, _deadline };
        cli.Act(command, (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(_workflow);
            return parsed.GetValue(_dry) ? PlanAsync(cli, parsed, given, cancellationToken) : RunAsync(cli, parsed, given, cancellationToken);
        });
        return command;
    }

    private async Task<int> PlanAsync(CliContext cli, ParseResult parsed, string given, CancellationToken cancellationToken)
    {
        var file = WorkflowFile.Find(given);
        if (file is null) SavedWorkflow.EnsureFolder(cli, given);
        await using var host = file is null ? await CoreHost.OpenAsync(cli, cancellationToken) : CoreHost.Bare(cli);
        var graph = file is null ? (await SavedWorkflow.LoadAsync(host, given, cancellationToken)).Graph : null;
        if (file is not null)
        {
            WorkflowFile.EnsureReadable(file);
            var checked_ = await host.Get<WorkflowService>().ValidateFileAsync(file, cancellationToken);
            if (!checked_.Ok) return FindingPrinter.Refuse(cli, checked_.Findings, $"Mend them, then try 'platform validate {given}'.");
            FindingPrinter.Print(cli, checked_.Findings);
            graph = checked_.Value;
        }

        var inputs = InputArguments.Read(parsed.GetValue(_inputs)!, graph!.InputsSchema);
        if (InputCheck.Findings(graph, inputs.Values) is { Count: > 0 } wrong) return FindingPrinter.Refuse(cli, wrong, "Give the inputs with -i NAME=VALUE.", ExitCode.Usage);
        RunPlan.Print(cli, graph, inputs.Values);
        return ExitCode.Done;
    }

    private async Task<int> RunAsync(CliContext cli, ParseResult parsed, string given, CancellationToken cancellationToken)
    {
        var file = WorkflowFile.Find(given);
        if (file is not null) WorkflowFile.EnsureReadable(file);
        else SavedWorkflow.EnsureFolder(cli, given);
        var labels = Labels(parsed.GetValue(_labels)!);

        // Checked once beside the start: what the check must first load is then at hand when the file is saved.
        await using var host = await CoreHost.StartAsync(cli, h => file is null ? Task.CompletedTask : h.Get<WorkflowService>().ValidateFileAsync(file, cancellationToken), cancellationToken);
        var workflow = file is null ? given : null;
        if (file is not null)
        {
            var saved = await host.Get<WorkflowService>().SaveFromFileAsync(CoreHost.Caller, file, cancellationToken);
            if (!saved.Ok) return FindingPrinter.Refuse(cli, saved.Findings, $"Mend them, then try 'platform validate {given}'.");
            FindingPrinter.Print(cli, saved.Findings);
            workflow = saved.Value.Workflow;
        }

        var loaded = await SavedWorkflow.LoadAsync(host, workflow!, cancellationToken);
        var inputs = await UploadAsync(host, loaded.Graph, InputArguments.Read(parsed.GetValue(_inputs)!, loaded.Graph.InputsSchema), cancellationToken);
        var started = await host.Get<RunService>().StartAsync(CoreHost.Caller, new StartRun
        {
            Workflow = workflow!,
            Version = loaded.Version.Number,
            Inputs = inputs,
            Thread = parsed.GetValue(_thread),
            Labels = labels,
            IdempotencyKey = parsed.GetValue(_key),
            Priority = parsed.GetValue(_priority),
            Deadline = RunLimits.DeadlineAt(parsed.GetValue(_deadline)),
            Within = RunLimits.DeadlineWithin(parsed.GetValue(_deadline)),
            Trigger = "cli",
        }, cancellationToken);
        if (!started.Ok) return FindingPrinter.Refuse(cli, started.Findings, "Give the inputs with -i NAME=VALUE.", ExitCode.Usage);
        return await RunReport.FollowAsync(cli, host, started.Value, after: 0, parsed.GetValue(_watch), cancellationToken);
    }

    // Files of the caller become files of the workflow's folder, under a name that their content decides.
    private static async Task<JsonElement> UploadAsync(CoreHost host, CompiledGraph graph, ReadInputs read, CancellationToken cancellationToken)
    {
        foreach (var file in read.Files)
        {
            await using var content = File.OpenRead(file.Path);
            var stored = await host.Get<WorkFiles>().UploadAsync(CoreHost.Caller, graph.Name, System.IO.Path.GetFileName(file.Path), content, cancellationToken);
            read.Values[file.Input] = stored.Path;
        }

        using var document = JsonDocument.Parse(read.Values.ToJsonString());
        return document.RootElement.Clone();
    }

    private static Dictionary<string, string> Labels(string[] given)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in given)
        {
            var at = label.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw CliException.Usage($"'{label}' is no label.", "Write --label KEY=VALUE.");
            labels[label[..at]] = label[(at + 1)..];
        }

        return labels;
    }
}
