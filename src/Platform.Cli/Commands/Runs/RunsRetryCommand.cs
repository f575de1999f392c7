using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsRetryCommand : ICliCommand
{
    public string Path => "runs retry";

    public int Order => 33;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var set = new Option<string[]>("--set") { Description = StateArguments.Description, HelpName = "NAME=JSON", DefaultValueFactory = _ => [] };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show what models write while they write it." };
        var command = new Command("retry", "Go on with a failed or cancelled run from its last step; what succeeded is kept.") { run, set, watch };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var state = StateArguments.Read(parsed.GetValue(set) ?? []);
            await using var host = await CoreHost.StartAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var again = await host.Get<TimeTravelService>().RetryAsync(CoreHost.Caller, found.Id, state, host.Get<RunService>(), cancellationToken);
            return again.Ok
                ? await RunReport.FollowAsync(cli, host, again.Value, found.LastSequence, parsed.GetValue(watch), cancellationToken)
                : FindingPrinter.Refuse(cli, again.Findings, "Give values that fit with --set NAME=JSON.", ExitCode.Failed);
        });
        return command;
    }
}
