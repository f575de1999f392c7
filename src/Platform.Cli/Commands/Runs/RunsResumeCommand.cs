using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsResumeCommand : ICliCommand
{
    public string Path => "runs resume";

    public int Order => 34;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var task = new Option<string?>("--task") { Description = "Which task to answer, when the run waits for several: RUN/STEP/NODE.", HelpName = "TASK" };
        var answer = new Option<string?>("--answer", "-a") { Description = "The answer as JSON, or @FILE; without it the run just goes on.", HelpName = "JSON" };
        var set = new Option<string[]>("--set") { Description = StateArguments.Description, HelpName = "NAME=JSON", DefaultValueFactory = _ => [] };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show what models write while they write it." };
        var command = new Command("resume", "Go on with a run that waits, or that was interrupted.") { run, task, answer, set, watch };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var state = StateArguments.Read(parsed.GetValue(set) ?? []);
            await using var host = await CoreHost.StartAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var value = AnswerText.Read(parsed.GetValue(answer));
            if (found.Status.IsEnded())
                throw new CliException($"The run has ended already: {found.Status.Text()}.", found.Status == RunStatus.Succeeded ? $"Look at it with 'platform runs show {found.Id}'." : $"Go on from its last step with 'platform runs retry {found.Id}'.", code: "conflict");
            return found.Status == RunStatus.Waiting || found.PausedBy is not null
                ? await AnswerAsync(cli, host, found, new ResumeRun { TaskId = parsed.GetValue(task), Value = value, State = state }, parsed.GetValue(watch), cancellationToken)
                : await RunReport.FollowAsync(cli, host, found, 0, parsed.GetValue(watch), cancellationToken); // nobody held it: the engine here has taken it up
        });
        return command;
    }

    private static async Task<int> AnswerAsync(CliContext cli, CoreHost host, RunView run, ResumeRun answer, bool watch, CancellationToken cancellationToken)
    {
        Result<RunView> resumed;
        try
        {
            resumed = answer.State is { } state
                ? await host.Get<TimeTravelService>().EditAsync(CoreHost.Caller, run.Id, state, answer, cancellationToken)
                : await host.Get<RunService>().ResumeAsync(CoreHost.Caller, run.Id, answer, cancellationToken);
        }
        catch (PlatformException gone) when (gone.Code == ErrorCode.Conflict && answer is { TaskId: null, Value: null, State: null })
        {
            // What it waited for had come, and the engine here was quicker: that is what was asked for.
            var now = await host.Get<RunService>().FindAsync(CoreHost.Caller, run.Id, cancellationToken);
            if (now is null || (now.Status == RunStatus.Waiting && now.WaitingFor.Count > 1)) throw;
            return await RunReport.FollowAsync(cli, host, now, run.LastSequence, watch, cancellationToken);
        }

        return resumed.Ok
            ? await RunReport.FollowAsync(cli, host, resumed.Value, run.LastSequence, watch, cancellationToken)
            : FindingPrinter.Refuse(cli, resumed.Findings, "Give an answer that fits with --answer JSON.", ExitCode.Usage);
    }
}
