using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsReplayCommand : ICliCommand
{
    public string Path => "runs replay";

    public int Order => 39;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var version = new Option<int?>("--version") { Description = "Would it still go the same way under this version? Else its own.", HelpName = "NUMBER" };
        var command = new Command("replay", "Do a run again in memory with what the world answered then; exit 1 names the first difference.") { run, version };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var report = await host.Get<TimeTravelService>().ReplayAsync(CoreHost.Caller, found.Id, parsed.GetValue(version), cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, report);
            else Tell(cli, found, report);
            return report.Deterministic ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Tell(CliContext cli, RunView run, ReplayReport report)
    {
        var so = report.Complete ? "" : ", as far as the run has come";
        if (report.Divergence is not { } first)
        {
            cli.Out.WriteLine($"deterministic: {report.Steps} {(report.Steps == 1 ? "step is" : "steps are")} the same under version {report.Version}{so}");
            return;
        }

        var at = $"step {first.Step}{(first.Node is { } node ? $", node '{node}'" : "")}{(first.Channel is { } channel ? $", channel '{channel}'{first.Path}" : "")}";
        cli.Out.WriteLine($"diverges: {at}");
        if (first.Expected is { } expected) cli.Out.WriteLine($"  then: {expected}");
        if (first.Actual is { } actual) cli.Out.WriteLine($"  now:  {actual}");
        cli.Error.WriteLine($"{cli.Talk.Red("error:")} The replay goes another way at {at}. {first.Why}");
        cli.Error.WriteLine($"{cli.Talk.Bold("fix:")} Look at the state there: platform runs state {run.Id} --step {first.Step} --diff");
    }
}
