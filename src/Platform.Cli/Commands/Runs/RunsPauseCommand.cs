using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsPauseCommand : ICliCommand
{
    public string Path => "runs pause";

    public int Order => 36;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var command = new Command("pause", "Stop a run after its step, or before its start, until it is resumed; its children too.") { run };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var paused = await host.Get<RunService>().PauseAsync(CoreHost.Caller, found.Id, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, paused);
            else cli.Error.WriteLine($"Run {paused.Id} is {paused.Status.Text()}. {Say.Plain(paused.Why ?? "")}");
            return ExitCode.Done;
        });
        return command;
    }
}
