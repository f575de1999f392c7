using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsRetryCommand : ICliCommand
{
    public string Path => "runs retry";

    public int Order => 33;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show what models write while they write it." };
        var command = new Command("retry", "Go on with a failed or cancelled run from its last step; what succeeded is kept.") { run, watch };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.StartAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var again = await host.Get<RunService>().RetryAsync(CoreHost.Caller, found.Id, cancellationToken);
            return await RunReport.FollowAsync(cli, host, again, found.LastSequence, parsed.GetValue(watch), cancellationToken);
        });
        return command;
    }
}
