using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsForkCommand : ICliCommand
{
    public string Path => "runs fork";

    public int Order => 38;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var step = new Option<int>("--step") { Description = "The step to begin after; 0 is the start.", HelpName = "STEP", Required = true };
        var set = new Option<string[]>("--set") { Description = StateArguments.Description, HelpName = "NAME=JSON", DefaultValueFactory = _ => [] };
        var version = new Option<int?>("--version") { Description = "The version of the workflow; else the run's own.", HelpName = "NUMBER" };
        var next = new Option<string[]?>("--next") { Description = "Go on at this node instead; may be given several times.", HelpName = "NODE" };
        var inputs = new Option<string?>("--inputs") { Description = "Other inputs, as JSON or @FILE.", HelpName = "JSON" };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show what models write while they write it." };
        var command = new Command("fork", "Start a new run from a step of another one, also with edited state.") { run, step, set, version, next, inputs, watch };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var fork = new ForkRun
            {
                Step = parsed.GetValue(step),
                State = StateArguments.Read(parsed.GetValue(set) ?? []),
                Version = parsed.GetValue(version),
                Next = parsed.GetValue(next) is { Length: > 0 } nodes ? nodes : null,
                Inputs = AnswerText.Read(parsed.GetValue(inputs), "--inputs"),
            };
            await using var host = await CoreHost.StartAsync(cli, cancellationToken);
            var origin = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var forked = await host.Get<TimeTravelService>().ForkAsync(CoreHost.Caller, origin.Id, fork, cancellationToken);
            return forked.Ok
                ? await RunReport.FollowAsync(cli, host, forked.Value, 0, parsed.GetValue(watch), cancellationToken)
                : FindingPrinter.Refuse(cli, forked.Findings, "Give what the findings ask for with --set NAME=JSON, --next NODE or --inputs JSON.", ExitCode.Failed);
        });
        return command;
    }
}
